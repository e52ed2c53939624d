"""Findings over time: since when they stand, and what a waiver does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ropa.errors import BadParameter, NotFound
from ropa.model import Finding, Notice, Reading, Record, Section, Text
from ropa.rdf import iri, literal
from ropa.register import Registry, defects, import_file, refresh_findings, reported, rule_book, waive
from ropa.register.accepted import latest
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


def _imported_waiver(register: Registry, tmp_path: Path, until: str) -> None:
    """A waiver of the finding on the shop that comes in as a file, past `ropa waive`."""
    finding = next(f for f in register.check([SHOP]).findings if f.code == CODE)
    text = f"""@prefix ropa: <https://w3id.org/ropa-kg#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<{SHOP}/waivers> {{ <{SHOP}/waivers/waiver/brought> a ropa:Waiver ; ropa:waivesRule <{finding.shape}> ;
    sh:focusNode <{finding.focus}> ; dct:description "brought along" ; vcard:role "DPO" {until} . }}"""
    assert not finding.value
    file = tmp_path / "waiver.trig"
    file.write_text(text, encoding="utf-8")
    assert not import_file(register, file).error


@pytest.mark.parametrize(("days_beyond", "counts"), [(0, True), (1, False), (20 * 365, False), (None, False)], ids=str)
def test_a_waiver_from_a_file_hides_nothing_for_longer_than_the_policy(
    register: Registry, tmp_path: Path, days_beyond: int | None, counts: bool
) -> None:
    last = None if days_beyond is None else latest(TODAY) + timedelta(days=days_beyond)
    _imported_waiver(register, tmp_path, f'; ropa:lastValidDay "{last}"^^xsd:date' if last else "")
    result = register.check([SHOP])
    found = next(f for f in result.findings if f.code == CODE)
    assert found.waived_until == (last if counts else None)
    assert (CODE in {f.code for f in result.open}) is not counts
    table = reported.table(register, "findings", "en", {})
    place = [column.key for column in table.columns].index("waiver")
    (told,) = [row[place] for row in table.rows if row[place]]
    assert ("does not count" in told[0]) is not counts
    assert "brought along" in told
    if not counts:
        assert waive(register, "bjorkvik-orders", CODE, "looked at", "DPO", TODAY)
        assert CODE not in {f.code for f in register.check([SHOP]).open}


@pytest.mark.parametrize(
    ("day", "last"), [("2026-11-21", "2029-11-21"), ("2028-02-29", "2031-02-28"), ("2025-02-28", "2028-02-28")]
)
def test_three_years_are_counted_by_the_calendar(day: str, last: str) -> None:
    assert latest(date.fromisoformat(day)) == date.fromisoformat(last)
