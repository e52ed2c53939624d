"""Headings in the words of ten authors, in three languages: each asks the question it is written for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ropa.importing.labels import labels

HEADINGS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8")
)
CLOSE = {"recipients": {"disclosures"}, "data": {"content"}, "contact": {"dpo"}}


def test_there_are_headings() -> None:
    assert sum(len(asked) for by_key in HEADINGS.values() for asked in by_key.values()) > 1350


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_headings_ask(language: str) -> None:
    read = [(key, text, *labels(language).read(text)) for key, each in HEADINGS[language].items() for text in each]
    wrong = [
        (key, text, found)
        for key, text, found, covered in read
        if not {key, *CLOSE.get(key, ())} & set(found) or covered < (0.4 if text.endswith("?") else 0.7)
    ]
    assert len(wrong) <= 0.025 * len(read), wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Tilaukset toimitetaan kotiin."),
        ("fi", "Seuraava talkoopäivä on toukokuussa"),
        ("sv", "Vi ses på stranden i sommar"),
        ("en", "The next meeting is in May"),
        ("en", "It has been a long year"),
    ],
)
def test_other_lines_ask_nothing(language: str, text: str) -> None:
    assert labels(language).read(text)[1] < 0.75


@pytest.mark.parametrize(
    ("language", "text", "keys"),
    [
        ("en", "WHOSE DATA, AND WHICH", ("subjects", "data")),
        ("fi", "Keiden tietoja ja mitä", ("subjects", "data")),
        ("sv", "Vad och om vem", ("data", "subjects")),
        ("fi", "Ketkä ja miksi", ("recipients", "purpose")),
    ],
)
def test_two_questions_in_one(language: str, text: str, keys: tuple[str, ...]) -> None:
    assert labels(language).read(text)[0] == keys
