"""Reports over the rule book and the journal: findings with their waivers, changes since a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from ropa import texts
from ropa.errors import BadParameter
from ropa.model import Severity
from ropa.register import Registry, publishing, reported
from ropa.register.waivers import waive
from ropa.rendering import tables
from ropa.rendering.table import Table

CODE = "TRANSFER_WITHOUT_SAFEGUARD"
LANGUAGES = ("en", "fi", "sv")


def _column(table: Table, key: str) -> list[tuple[str, ...]]:
    index = [column.key for column in table.columns].index(key)
    return [row[index] for row in table.rows]


def test_they_are_listed_among_the_reports() -> None:
    assert set(reported.names()) == {"changes-since", "findings"}
    for language in LANGUAGES:
        assert set(reported.names()) < {name for name, _ in publishing.report_titles(language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", reported.names())
def test_every_word_is_there_and_every_format(register: Registry, name: str, language: str) -> None:
    table = register.report(name, language)
    assert table.rows and table.title == texts.say(f"reports-title-{name}", language)
    for format in tables.formats():
        assert tables.render(table, format)


def test_every_finding_stands_once_under_its_article(register: Registry) -> None:
    found, table = register.check(), register.report("findings", "en")
    assert len(table.rows) == len(found.findings) > 0
    (block,) = table.blocks
    told = dict(block.entries)
    assert told["Violation"] == (f"{found.count(Severity.VIOLATION)}, of which accepted 0",)
    only = register.report("findings", "en", {"article": "44", "severity": "violation"})
    assert 0 < len(only.rows) < len(table.rows)
    assert all("44" in cell[0] for cell in _column(only, "article"))
    assert {cell[0] for cell in _column(only, "severity")} == {"Violation"}
    cited = [re.match(r"(?:GDPR )?Art(?:icle|\.)\s(\d+)", cell[0]) for cell in _column(table, "article")]
    numbers = [int(match[1]) for match in cited if match]
    assert len(numbers) > len(table.rows) / 2
    assert numbers == sorted(numbers)


def test_a_waiver_is_told_with_reason_role_and_day(register: Registry) -> None:
    until = date.today() + timedelta(days=30)
    waive(register, "bjorkvik-orders", CODE, "clauses are being signed", "DPO", until)
    table = register.report("findings", "en", {"record": "bjorkvik-orders"})
    waived = [cell for cell in _column(table, "waiver") if cell]
    assert waived and all("clauses are being signed" in cell and "DPO" in cell for cell in waived)
    assert all(cell[0].startswith("Accepted until") for cell in waived)
    later = register.report("findings", "en", {"date": (until + timedelta(days=1)).isoformat()})
    assert {cell[0].partition(" on ")[0] for cell in _column(later, "waiver") if cell} == {"Acceptance ended"}


def test_changes_tell_what_came_and_went(register: Registry) -> None:
    name = "kaarna-customers"
    iri = register.find(name)
    content = register.graph(iri)
    kept = [fact for fact in content if not fact.predicate.value.endswith("/identifier")]
    assert len(kept) < len(content)
    register.ledger.commit({iri: kept}, "dpo", "leave out numbers")
    table = register.report("changes-since", "en", {"record": name})
    (newest, *_, first) = table.rows
    assert newest[2] == ("leave out numbers", "dpo") and newest[3] == ()
    gone = {line.rpartition(": ")[2] for line in newest[4]}
    assert len(newest[4]) == len(content) - len(kept) and all(gone)
    assert first[3] == (f"{len(content)} facts",)
    assert register.report("changes-since", "en", {"since": "2999-01-01"}).rows == ()


def test_what_cannot_be_read_is_refused(register: Registry) -> None:
    with pytest.raises(BadParameter, match="article, date"):
        register.report("findings", "en", {"x": "y"})
    with pytest.raises(BadParameter, match="no day"):
        register.report("changes-since", "en", {"since": "yesterday"})
    with pytest.raises(BadParameter, match="violation"):
        register.report("findings", "en", {"severity": "grave"})


@pytest.mark.parametrize("name", reported.names())
def test_filters_leave_whole_registers(register: Registry, name: str) -> None:
    everything = register.report(name, "en").rows
    kaarna = register.report(name, "en", {"controller": "Kaarna Sähkö Oy"})
    assert 0 < len(kaarna.rows) < len(everything)
    assert ("Controller", "Kaarna Sähkö Oy") in kaarna.facts
    assert "Version of the rules" in dict(kaarna.facts)
    assert register.report(name, "en", {"unit": "Asiakkuudet"}).rows == kaarna.rows
    assert register.report(name, "en", {"country": "IN", "controller": "Kaarna Sähkö Oy"}).rows == ()


def test_a_report_over_facts_asks_the_store_as_it_lies(register: Registry) -> None:
    assert not register.ledger.at_hand().is_in_memory
    from_disk = register.report("article-30-controller", "en")
    assert len(from_disk.rows) == 3 and not register.ledger.at_hand().is_in_memory
    assert register.report("special-categories", "en").columns
    assert register.ledger.at_hand().is_in_memory, "the vocabulary was asked for"
    assert register.report("article-30-controller", "en") == from_disk
