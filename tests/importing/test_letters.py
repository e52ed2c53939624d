"""Notices whose headings no list holds: which question each section answers, and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.importing import exchange, read
from ropa.settings import Settings
from tests.importing.test_enumerations import counts

FOLDER = Path(__file__).parent / "letters"
LETTERS: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "letters.yaml").read_text(encoding="utf-8"))


def test_every_letter_has_its_gold() -> None:
    assert len(LETTERS) == 6
    assert {file.name for file in FOLDER.iterdir()} == {*LETTERS, "letters.yaml"}


@pytest.mark.parametrize("name", LETTERS)
def test_sections_answer(name: str) -> None:
    notice = read(name, (FOLDER / name).read_bytes(), Settings()).readings[0].notice
    assert notice is not None
    keys = [str(section.key) for section in notice.sections if str(section.key) not in {"title", "other"}]
    assert keys == LETTERS[name]["sections"]


def test_what_letters_tell() -> None:
    hits = total = 0
    for name, gold in LETTERS.items():
        found = exchange.write(read(name, (FOLDER / name).read_bytes(), Settings()).readings[0])
        for field in gold.keys() - {"sections"}:
            told = [each if isinstance(each, str) else each.get("phrase") or each["name"] for each in found[field]]
            a, b = counts(gold[field], told)
            hits, total = hits + a, total + b
    assert total > 140
    assert hits / total >= 0.9
