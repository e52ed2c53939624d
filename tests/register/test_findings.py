"""Findings over time: since when they stand, and what a waiver does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ropa.errors import BadParameter, NotFound
from ropa.model import Finding, Notice, Reading, Record, Section, Text
from ropa.rdf import iri, literal
from ropa.register import Registry, defects, refresh_findings, rule_book, waive
from ropa.register.checking import Check
from ropa.register.standing import since
from ropa.validation.report import key

CODE = "TRANSFER_WITHOUT_SAFEGUARD"
TODAY = date.today()
SHOP = "https://ropa.example/record/bjorkvik-orders"


def _finding(register: Registry, day: date | None = None) -> object:
    return next(f for f in register.check([SHOP], day).findings if f.code == CODE)


def test_a_waived_finding_stays_visible_until_it_counts_again(register: Registry) -> None:
    last = TODAY + timedelta(days=30)
    assert waive(register, "bjorkvik-orders", CODE, "clauses are being signed", "DPO", last)
    result = register.check([SHOP])
    waived = next(f for f in result.findings if f.code == CODE)
    assert waived.waived_until == last
    assert waived not in result.open
    assert CODE in "\n".join(result.as_lines("en"))
    later = register.check([SHOP], last + timedelta(days=1))
    assert CODE in {f.code for f in later.open}


def test_a_waiver_is_journaled_and_verified(register: Registry) -> None:
    waive(register, "bjorkvik-orders", CODE, "reason", "DPO", TODAY)
    assert register.ledger.verify().whole
    assert any(v.graph.endswith("/waivers") and v.action == f"waive {CODE}" for v in register.ledger.log())


def test_a_waiver_needs_reason_role_and_a_day_to_come(register: Registry) -> None:
    with pytest.raises(BadParameter):
        waive(register, "bjorkvik-orders", CODE, " ", "DPO", TODAY)
    with pytest.raises(BadParameter):
        waive(register, "bjorkvik-orders", CODE, "reason", "DPO", TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        waive(register, "kaarna-customers", CODE, "reason", "DPO", TODAY)


def _rows(check: Check) -> list[dict[str, object]]:
    rows = check.as_json("en")["findings"]
    assert isinstance(rows, list)
    assert rows
    return rows


def test_a_finding_knows_since_which_version_it_stands(register: Registry) -> None:
    content = register.graph(SHOP)
    without = [t for t in content if t.predicate != iri("dpv:hasPurpose")]
    register.ledger.commit({SHOP: without}, "dpo", "drop the purpose")
    findings = list(register.check([SHOP]).findings)
    plain = register.check([SHOP])
    assert not any("since" in row for row in _rows(plain))
    found = since(register, findings)
    assert all("since" in row for row in _rows(replace(plain, since=found)))
    by_code = {f.code: found[key(f)].version for f in findings if f.record == SHOP}
    assert by_code["RECORD_WITHOUT_PURPOSE"] == 2
    assert by_code[CODE] == 1


def test_findings_lie_beside_what_they_concern_and_are_not_journaled(register: Registry) -> None:
    before = register.ledger.journal.head().sequence
    refresh_findings(register)
    assert register.ledger.journal.head().sequence == before
    content = register.ledger.store.graph(f"{SHOP}/findings")
    assert any(t.object == iri("sh:ValidationResult") for t in content)
    assert register.ledger.verify().whole


def test_evidence_is_found_in_words_with_signs() -> None:
    words = 'Yhtiö "A\\B" Oy\nrivi kaksi'
    section = Section(iri="section/1", key=Text("recipients"), text=Text(f"Tiedot: {words}."))
    reading = Reading(slug="x", notice=Notice(sections=(section,)), record=Record())
    rule = next(rule for rule in rule_book().rules if rule.code in defects.codes() and rule.code != "EMPTY_SECTION")
    finding = Finding(
        focus="urn:focus", path="", value=str(literal(words, language="fi")), shape=rule.iri, component="",
        severity=rule.severity, code=rule.code, record="urn:notice",
    )  # fmt: skip
    (found,) = defects.defects(reading, "urn:notice", [finding], rule_book())
    assert found["evidence"] == words
