"""A row of a workbook that says what nobody meant is refused, with its number, and nothing is changed."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ropa import texts
from ropa.register import Registry
from tests.register.workbooks import HEADINGS, RECORD, activity_place, filled, imported, label

LANGUAGES = texts.languages()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("ropa:hasTransfer", "Atlantis", "no transfer"),
        ("ropa:hasTransfer", "; ;", "no transfer"),
        ("ropa:hasTransfer", "India; Japan", "is 2 things"),
        ("ropa:hasEngagement", "Vartija Oy (1234567-1); contry: Ireland", "'contry' is no part of"),
        ("ropa:hasDisclosure", "", "no value"),
        ("dpv:hasPurpose", "", "no value"),
        ("dpv:hasStorageCondition", "14", "no period is understood in '14'"),
        ("dpv:hasStorageCondition", "2 yaers", "no period is understood"),
        ("vcard:hasEmail", "info@kaarna.example", "is not told of"),
        ("dpv:hasHumanInvolvement", "human involved", "is not told of"),
    ],
)
def test_a_row_that_makes_nothing_or_what_nobody_meant_is_refused(
    kaarna: Registry, field: str, value: str, told: str
) -> None:
    row = (activity_place(kaarna, "en"), label(field, "en"), value)
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "en"), [row]))
    assert told in outcome.error and "row" in outcome.error, outcome.error
    assert not outcome.changed


def test_a_name_of_two_new_things_is_no_place(kaarna: Registry) -> None:
    places = [activity_place(kaarna, "en"), "Camera surveillance"]
    rows = [("", label("ropa:hasActivity", "en"), places[1])]
    rows += [(place, label("ropa:hasEngagement", "en"), "Vartija Oy (1234567-1)") for place in places]
    rows += [("Vartija Oy (1234567-1)", label("dpv:hasPersonalData", "en"), label("pd:Name", "en"))]
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "en"), rows))
    assert "the name of two new things" in outcome.error and not outcome.changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_faulty_row_is_told_at_once_with_its_number_in_the_workbook(kaarna: Registry, language: str) -> None:
    place, purpose = activity_place(kaarna, language), label("dpv:hasPurpose", language)
    book = kaarna.workbook(RECORD, language)
    rows = [(place, purpose, "xyzzy"), ("nowhere", purpose, "x"), (place, purpose, "plugh")]
    outcome = imported(kaarna, filled(book, rows))
    opened = openpyxl.load_workbook(io.BytesIO(filled(book, rows))).worksheets[0]
    numbers = [n for n in range(HEADINGS, opened.max_row + 1) if opened.cell(n, 3).value in {"xyzzy", "x", "plugh"}]
    lines = texts.translated(outcome.error, language).splitlines()
    assert len(lines) == 1 + len(numbers) == 4
    assert "3" in lines[0]
    assert all(str(number) in line for number, line in zip(numbers, lines[1:], strict=True))


def test_what_is_not_understood_of_a_new_thing_is_told_with_its_row_in_the_workbook(kaarna: Registry) -> None:
    row = (activity_place(kaarna, "en"), label("ropa:hasTransfer", "en"), "United States, xyzzy")
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "en"), [row]))
    told = [outcome.error, *outcome.remarks]
    assert any("xyzzy" in each and "first sheet, row" in each for each in told), told
    assert not any("row 0" in each for each in told)
