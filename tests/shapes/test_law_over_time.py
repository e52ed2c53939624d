"""The README's table of one transfer to the United States over time: each cell recomputed from rules and facts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ropa import resources, rules, validation
from ropa.errors import NotApplicable
from ropa.namespaces import PREFIXES
from ropa.rdf import parse_triples

_README = Path(__file__).parents[2] / "README.md"
_SECTION = _README.read_text("utf-8").split("## Law over time", 1)[1].split("\n## ", 1)[0]
_CELLS = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (.+?) \| (.+?) \| (.+?) \|$", _SECTION, re.MULTILINE)
_INSTRUMENTS = ("ropa:SafeHarbour", "ropa:PrivacyShield", "ropa:Adequacy-EU-US-DPF")
_JUDGED = {
    "INVALID_TRANSFER_MECHANISM",
    "ADEQUACY_DOES_NOT_COVER",
    "TRANSFER_WITHOUT_SAFEGUARD",
    "TRANSFER_GROUND_MISMATCH",
}
_BOOK = rules.load(resources.shapes())
_RECORD = "https://ropa.example/record/payroll"
_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def _answer(instrument: str, day: date) -> str:
    try:
        facts = validation.empty(day)
    except NotApplicable:
        return "GDPR not applicable"
    text = f"""{_PREFIXES}
    <{_RECORD}> a ropa:Register ; ropa:hasActivity <{_RECORD}/activity/pay> .
    <{_RECORD}/activity/pay> a ropa:ProcessingActivity ; ropa:hasTransfer <{_RECORD}/transfer/1> .
    <{_RECORD}/transfer/1> a ropa:Transfer ; dpv:hasThirdCountry loc:US ; dpv:hasLegalBasis eu-gdpr:A45-3 ;
        ropa:reliesOn {instrument} ; dpv:hasDataImporter <{_RECORD}/importer> .
    <{_RECORD}/importer> a ropa:Party ; dpv:hasCountry loc:US ; ropa:dpfCertifiedFrom "2023-07-10"^^xsd:date .
    """
    facts.replace(_RECORD, parse_triples(text))
    found = {finding.code for finding in validation.check(validation.compile(_BOOK, day), facts)} & _JUDGED
    return ", ".join(f"`{code}`" for code in sorted(found)) or "in force"


def test_the_table_shows_every_turn() -> None:
    days = {day for day, *_ in _CELLS}
    assert {"2015-10-05", "2015-10-06", "2016-07-12", "2020-07-15", "2020-07-17", "2023-07-10"} <= days


@pytest.mark.parametrize("row", _CELLS, ids=[row[0] for row in _CELLS])
def test_a_row_is_what_the_rules_say(row: tuple[str, ...]) -> None:
    day, *told = row
    assert told == [_answer(instrument, date.fromisoformat(day)) for instrument in _INSTRUMENTS]
