"""The phrase files: every pattern compiles, every language answers the same questions, every term exists."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ropa.importing.patterns import compiled
from ropa.importing.phrases import languages, phrases
from ropa.namespaces import PREFIXES

REFERENCE = Path(os.environ.get("ROPA_REFERENCE") or Path(__file__).parents[3] / "shared" / "reference")
ONLY_SOME = {"case", "not-case", "postposition", "hand-over", "after", "from", "firm-from", "until", "to", "article",
             "relative", "head", "attribute", "giver", "apposition", "verb", "of-whom", "register-told"}  # fmt: skip


def _lists(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, below in value.items():
        if isinstance(below, dict):
            yield from _lists(below, f"{path}{key}.")
        elif isinstance(below, list):
            yield f"{path}{key}", below


def _paths(language: str) -> set[str]:
    return {
        path
        for path, _ in _lists(phrases(language)._raw)
        if ":" not in path
        and path.split(".")[-1] not in ONLY_SOME
        and not path.startswith(("labels-exact.", "labels-first."))
    }


def test_three_languages() -> None:
    assert languages() == ("en", "fi", "sv")


@pytest.mark.parametrize("language", languages())
def test_patterns_compile(language: str) -> None:
    found = list(_lists(phrases(language)._raw))
    assert len(found) > 300
    for path, patterns in found:
        if path.split(".")[-1] not in {"loose-subjects", "markers"}:
            assert compiled(patterns).pattern, path


@pytest.mark.parametrize("language", ["sv", "en"])
def test_languages_answer_the_same_questions(language: str) -> None:
    assert _paths("fi") ^ _paths(language) == set()


@pytest.mark.skipif(not (REFERENCE / "dpv").is_dir(), reason="set ROPA_REFERENCE to the folder with dpv/")
def test_terms_exist_in_dpv() -> None:
    known = {
        term
        for file in (REFERENCE / "dpv").rglob("*.ttl")
        for term in re.findall(r"^([a-z-]+:[\w-]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    used = {
        part
        for language in languages()
        for path, _ in _lists(phrases(language)._raw)
        for part in path.split(".")
        if part.split(":")[0] in PREFIXES and not part.startswith("ropa:") and ":" in part
    }
    assert len(used) > 100
    assert used - known == set()


def test_each_word_of_the_same_meaning_stands_for_the_first() -> None:
    refused = phrases("sv").any("transfers.deny")
    assert all(
        refused.search(f"uppgifterna förs {word} över till länder utanför EU") for word in ("inte", "ej", "icke")
    )
