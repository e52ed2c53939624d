"""Breaches, guarantees and the age of consent: written into a sheet of activities, judged, read on the record sheet."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ropa import documents, texts
from ropa.importing import sheets
from ropa.namespaces import expand
from ropa.register import Registry, import_file
from ropa.register.activity_sheets import export
from ropa.rendering.documents import render

LANGUAGES = texts.languages()


def _label(term: str, language: str) -> str:
    return texts.label(expand(term), language)


def _columns(language: str) -> dict[str, str]:
    return {column.key: sheets.heading(column, language) for column in sheets.core()}


def _row(language: str, *, effects: bool) -> dict[str, str]:
    def part(term: str, words: str) -> str:
        return f"; {_label(term, language)}: {words}"

    breach = "Letter astray" if language == "en" else "Kirje hukassa"
    parts = [
        part("ropa:awareOn", "2026-03-03"),
        part("ropa:breachFacts", "AAA"),
        part("ropa:remedialAction", "CCC"),
        part("ropa:breachRisk", _label("ropa:RiskUnlikely", language)),
    ]
    told = part("ropa:breachEffects", "BBB") if effects else ""
    heads = _columns(language)
    return {
        heads["register"]: "letters",
        heads["record.titles"]: "Letters",
        heads["record.controllers"]: "Alpha Oy (1234567-1)",
        heads["activity.titles"]: "Letters",
        heads["activity.engagements"]: "Beta Oy" + part("ropa:guaranteesEvidence", "DDD"),
        heads["activity.child_consent_age"]: "13",
        heads["record.breaches"]: f"{_label('dct:title', language)}: {breach}" + "".join(parts) + told,
    }


def _import(register: Registry, folder: Path, row: dict[str, str]) -> None:
    file = folder / "breach.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        lines = csv.DictWriter(written, list(row))
        lines.writeheader()
        lines.writerow(row)
    assert not import_file(register, file).error


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_into_the_sheet_stands_in_the_record_sheet(
    register: Registry, tmp_path: Path, language: str
) -> None:
    _import(register, tmp_path, _row(language, effects=True))
    dossier = register.dossier(register.known("letters"))
    built = documents.build("record-sheet", dossier, language, as_of=date(2026, 11, 21))
    text = render(built, "md").decode()
    for words in ("AAA", "BBB", "CCC", "DDD", "13"):
        assert words in text, words
    assert texts.label(expand("ropa:RiskUnlikely"), language).casefold() in text.casefold()


def test_effects_that_are_missing_are_told(register: Registry, tmp_path: Path) -> None:
    def codes() -> set[str]:
        return {finding.code for finding in register.findings(register.known("letters"))}

    _import(register, tmp_path, _row("en", effects=False))
    assert "BREACH_RECORD_INCOMPLETE" in codes()
    _import(register, tmp_path, _row("en", effects=True))
    assert "BREACH_RECORD_INCOMPLETE" not in codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_of_the_template_shows_a_breach(register: Registry, language: str, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(export(register, file.name, language, template=True))
    cells = [str(c.value) for sheet in load_workbook(file) for line in sheet.iter_rows() for c in line if c.value]
    assert any(_label("ropa:breachFacts", language) + ": " in cell for cell in cells)
