"""One transfer to the United States, judged by the decisions and clauses of each day; facts from data/reference."""

from __future__ import annotations

from datetime import date

import pytest

from ropa import resources, rules, validation
from ropa.namespaces import PREFIXES
from ropa.rdf import parse_triples

_RECORD = "https://ropa.example/record/payroll"
_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_INVALID, _UNCOVERED = "INVALID_TRANSFER_MECHANISM", "ADEQUACY_DOES_NOT_COVER"
_ADEQUACY, _CLAUSES = "eu-gdpr:A45-3", "eu-gdpr:A46-2-c"

CASES = [
    ("ropa:SafeHarbour", _ADEQUACY, "2018-05-25", {_INVALID}),
    ("ropa:PrivacyShield", _ADEQUACY, "2019-05-01", set()),
    ("ropa:PrivacyShield", _ADEQUACY, "2020-07-15", set()),
    ("ropa:PrivacyShield", _ADEQUACY, "2020-07-16", {_INVALID}),
    ("ropa:PrivacyShield", _ADEQUACY, "2026-11-21", {_INVALID}),
    ("ropa:Adequacy-EU-US-DPF", _ADEQUACY, "2023-07-09", {_INVALID}),
    ("ropa:Adequacy-EU-US-DPF", _ADEQUACY, "2023-07-10", set()),
    ("ropa:SCC-2010-87", _CLAUSES, "2022-12-27", set()),
    ("ropa:SCC-2010-87", _CLAUSES, "2022-12-28", {"SCC_SET_EXPIRED"}),
    ("ropa:SCC-2021-914", _CLAUSES, "2026-11-21", set()),
]
_JUDGED = {_INVALID, _UNCOVERED, "SCC_SET_EXPIRED", "TRANSFER_WITHOUT_SAFEGUARD", "TRANSFER_GROUND_MISMATCH"}


@pytest.mark.parametrize(("instrument", "ground", "day", "wanted"), CASES)
def test_a_transfer_is_judged_by_the_law_of_its_day(instrument: str, ground: str, day: str, wanted: set[str]) -> None:
    found = _codes(
        f"dpv:hasThirdCountry loc:US ; dpv:hasLegalBasis {ground} ; ropa:reliesOn {instrument} ;"
        ' ropa:clausesConcludedOn "2021-03-01"^^xsd:date',
        date.fromisoformat(day),
    )
    assert found & _JUDGED == wanted


@pytest.mark.parametrize(
    ("country", "day", "wanted"),
    [
        ("loc:NO", "2026-11-21", {"EEA_AS_THIRD_COUNTRY"}),
        ("loc:GB", "2019-06-01", {"EEA_AS_THIRD_COUNTRY"}),
        ("loc:IN", "2026-11-21", {"TRANSFER_WITHOUT_SAFEGUARD"}),
        ("loc:GB", "2021-01-01", {"EEA_AS_THIRD_COUNTRY"}),
        ("loc:GB", "2026-11-21", {"ADEQUACY_DECISION_NOT_NAMED"}),
        ("loc:CH", "2026-11-21", {"ADEQUACY_DECISION_NOT_NAMED"}),
        ("loc:CH, loc:NZ", "2026-11-21", {"ADEQUACY_DECISION_NOT_NAMED"}),
        ("loc:CH, loc:IN", "2026-11-21", {"TRANSFER_WITHOUT_SAFEGUARD"}),
        ("loc:NO, loc:IN", "2026-11-21", {"EEA_AS_THIRD_COUNTRY", "TRANSFER_WITHOUT_SAFEGUARD"}),
        ("loc:CA", "2026-11-21", {"TRANSFER_WITHOUT_SAFEGUARD"}),
        ("loc:US", "2026-11-21", {"TRANSFER_WITHOUT_SAFEGUARD"}),
        ("loc:GB", "2032-01-01", {"TRANSFER_WITHOUT_SAFEGUARD"}),
    ],
)
def test_a_transfer_without_ground_is_judged_by_its_country(country: str, day: str, wanted: set[str]) -> None:
    """Canada's and the American decision have limits, so the country alone is no ground."""
    found = _codes(f"dpv:hasThirdCountry {country}", date.fromisoformat(day))
    assert found & {"EEA_AS_THIRD_COUNTRY", "TRANSFER_WITHOUT_SAFEGUARD", "ADEQUACY_DECISION_NOT_NAMED"} == wanted


def test_a_country_of_the_eea_needs_no_decision() -> None:
    found = _codes(f"dpv:hasThirdCountry loc:NO ; dpv:hasLegalBasis {_ADEQUACY}", date(2026, 11, 21))
    assert "EEA_AS_THIRD_COUNTRY" in found
    assert _UNCOVERED not in found


@pytest.mark.parametrize("ended", ["ropa:PrivacyShield", "ropa:SCC-2010-87"])
def test_an_ended_instrument_beside_one_in_force_is_no_violation(ended: str) -> None:
    found = _codes(
        f"dpv:hasThirdCountry loc:US ; dpv:hasLegalBasis {_CLAUSES} ; ropa:reliesOn {ended}, ropa:SCC-2021-914",
        date(2026, 11, 21),
    )
    assert "LAPSED_INSTRUMENT_NAMED" in found
    assert found & {_INVALID, "SCC_SET_EXPIRED"} == set()


def _codes(transfer: str, day: date) -> set[str]:
    text = f"""{_PREFIXES}
    <{_RECORD}> a ropa:Register ; ropa:hasActivity <{_RECORD}/activity/pay> .
    <{_RECORD}/activity/pay> a ropa:ProcessingActivity ; ropa:hasTransfer <{_RECORD}/transfer/1> .
    <{_RECORD}/transfer/1> a ropa:Transfer ; {transfer} .
    """
    facts = validation.empty(day)
    facts.replace(_RECORD, parse_triples(text))
    book = rules.load(resources.shapes())
    return {finding.code for finding in validation.check(validation.compile(book, day), facts)}
