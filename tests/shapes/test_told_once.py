"""A fault that a notice shows is told on the notice; without the notice, or once that is mended, on the record."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

import pytest

from ropa import resources, rules, validation
from ropa.rdf import NamedNode, Triple, iri, parse_triples
from ropa.validation import Checker, Facts, Program

_BASE = "https://ropa.example"
_RECORD, _NOTICE = f"{_BASE}/record/shop", f"{_BASE}/notice/shop"
_DAY = date(2026, 11, 21)
_PREFIXES = """
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX pd: <https://w3id.org/dpv/pd#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX ropa: <https://w3id.org/ropa-kg#>
PREFIX tech: <https://w3id.org/dpv/tech#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
# What the activity holds, in the record and in the notice alike, and the code it shows.
CASES = [
    (
        "COOKIE_CONSENT_MISSING",
        "dpv:isImplementedUsingTechnology ropa:Pixel ; ropa:cookieConsent ropa:BrowserSettingsOnly",
    ),
    ("COOKIE_LIFETIME_NOT_STATED", "dpv:isImplementedUsingTechnology tech:Cookie"),
    ("RETENTION_BLANKET", "dpv:hasStorageCondition <NODE/retention/1>"),
    ("PERSONAL_ID_WITHOUT_GROUND", "dpv:hasPersonalData ropa:PersonalIdentityCode"),
    ("SPECIAL_CATEGORY_WITHOUT_A9", "dpv:hasPersonalData pd:Health"),
    ("CRIMINAL_DATA_WITHOUT_A10", "dpv:hasPersonalData pd:CriminalOffence"),
    ("CONTRACT_BASIS_OVERSTRETCHED", "dpv:hasPurpose dpv:DirectMarketing ; dpv:hasLegalBasis eu-gdpr:A6-1-b"),
    ("MISSING_BUSINESS_ID", "dpv:hasPersonalData pd:Name"),
    ("MISSING_SECURITY_MEASURES", "dpv:hasPersonalData pd:Name"),
    ("ANALYTICS_TRANSFER_UNDECLARED", "dpv:isImplementedUsingTechnology ropa:GoogleAnalytics"),
]


@cache
def _program() -> Program:
    return validation.compile(rules.load(resources.shapes()), _DAY)


def _record(holds: str) -> list[Triple]:
    return parse_triples(f"""{_PREFIXES}
    <{_RECORD}> a ropa:Register ; dpv:hasDataController <{_BASE}/party/shop> ; ropa:hasActivity <{_RECORD}/activity/a> .
    <{_RECORD}/activity/a> a ropa:ProcessingActivity ; {holds.replace("NODE", _RECORD)} .
    <{_RECORD}/retention/1> a ropa:Retention ; rdf:value "P10Y"^^xsd:duration .
    <{_BASE}/party/shop> a ropa:Party ; dpv:hasName "Puoti Oy" .
    """)


def _notice(holds: str) -> list[Triple]:
    twin = f"{_NOTICE}/says"
    return parse_triples(f"""{_PREFIXES}
    <{_NOTICE}> a ropa:Notice ; ropa:noticeOf <{_RECORD}> ; ropa:says <{twin}> ; ropa:hasSection <{_NOTICE}/section/1> .
    <{_NOTICE}/section/1> a ropa:NoticeSection ; ropa:sectionKey "purpose" ; ropa:sectionState ropa:Stated .
    <{twin}> a ropa:StatedRegister ; dpv:hasDataController <{twin}/party/p> ; ropa:hasActivity <{twin}/activity/a> .
    <{twin}/party/p> a ropa:StatedParty ; dpv:hasName "Puoti Oy" .
    <{twin}/activity/a> a ropa:StatedActivity ; {holds.replace("NODE", twin)} .
    <{twin}/retention/1> a ropa:StatedRetention ; rdf:value "P10Y"^^xsd:duration .
    """)


def _told(checker: Checker, code: str) -> set[str]:
    found = (finding for finding in checker.findings() if finding.code == code)
    return {finding.focus.removeprefix(f"{_BASE}/").split("/")[0] for finding in found}


def _facts(record: list[Triple]) -> Facts:
    facts = validation.empty(_DAY)
    facts.replace(_RECORD, record)
    return facts


@pytest.mark.parametrize(("code", "holds"), CASES, ids=[code for code, _ in CASES])
def test_a_fault_is_told_where_it_is_mended_first(code: str, holds: str) -> None:
    checker = Checker(_program(), _facts(_record(holds)))
    assert _told(checker, code) == {"record"}
    checker.change({_NOTICE: _notice(holds)})
    assert _told(checker, code) == {"notice"}
    checker.change({_NOTICE: None})
    assert _told(checker, code) == {"record"}


@pytest.mark.parametrize(("code", "holds"), CASES, ids=[code for code, _ in CASES])
def test_kept_findings_of_a_pair_equal_a_full_check(code: str, holds: str) -> None:
    chance, notice = Random(code), _notice(holds)  # noqa: S311
    checker = Checker(_program(), _facts(_record(holds)))
    for _ in range(4):
        kept = [triple for triple in notice if chance.random() > 0.3]
        checker.change({_NOTICE: kept})
        fresh = _facts(_record(holds))
        fresh.replace(_NOTICE, kept)
        assert checker.findings() == validation.check(_program(), fresh)


def test_a_notice_without_sections_hides_nothing_it_does_not_say() -> None:
    notice = [t for t in _notice("dpv:hasPersonalData pd:Name") if t.predicate != iri("ropa:hasSection")]
    assert any(t.subject == NamedNode(_NOTICE) for t in notice)
    checker = Checker(_program(), _facts(_record("dpv:hasPersonalData pd:Name")))
    checker.change({_NOTICE: notice})
    assert _told(checker, "MISSING_BUSINESS_ID") == {"record"}
    assert _told(checker, "MISSING_SECURITY_MEASURES") == {"record"}
