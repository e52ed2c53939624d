"""Synthetic registers: repeatable, of the promised size, with faults that the rules find and no others."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ropa import texts
from ropa.cli.program import program
from ropa.errors import BadParameter
from ropa.model import Finding, Severity
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, parse
from ropa.register.rule_sets import rule_book
from ropa.register.synthetic import FAULTY_SHARE, faults, files, generate, how_many
from ropa.register.synthetic.variety import variety
from ropa.validation import check, compile, empty

_BASE = "https://ropa.example"
_RECORDS = 300
_DAY = date(2026, 11, 21)


@cache
def _graphs() -> dict[str, list[Triple]]:
    return dict(generate(_RECORDS, 1, _BASE))


@cache
def _grave() -> list[Finding]:
    facts = empty(_DAY)
    facts.load(_graphs().items())
    return [f for f in check(compile(rule_book(), _DAY), facts) if f.severity is not Severity.INFO]


def _activities(content: list[Triple]) -> int:
    return sum(t.object == NamedNode(expand("ropa:ProcessingActivity")) for t in content)


def test_same_seed_same_bytes_other_seed_others() -> None:
    assert dict(files(20, 1, _BASE)) == dict(files(20, 1, _BASE))
    assert dict(files(20, 1, _BASE)) != dict(files(20, 2, _BASE))


def test_files_hold_what_is_generated() -> None:
    made = dict(files(20, 3, _BASE))
    quads = {quad for content in made.values() for quad in parse(content, "trig")}
    assert len(made) == how_many(20) == len(dict(generate(20, 3, _BASE)))
    assert len(quads) == sum(len(set(content)) for _, content in generate(20, 3, _BASE))


def test_size_of_activities() -> None:
    records = {name: content for name, content in _graphs().items() if "/record/" in name}
    assert len(records) == _RECORDS
    per_activity = sum(map(len, records.values())) / sum(map(_activities, records.values()))
    assert 60 <= per_activity <= 100


def test_chains_reach_depth_five() -> None:
    levels = Counter(s.rsplit("/", 1)[-1] for content in _graphs().values() for s in {t.subject.value for t in content})
    assert levels["5"] > 0
    assert levels["6"] == 0


def test_each_fault_gives_one_finding_and_the_rest_is_silent() -> None:
    per_record = Counter(finding.record for finding in _grave())
    assert set(per_record.values()) == {1}
    assert FAULTY_SHARE / 2 < len(per_record) / _RECORDS < FAULTY_SHARE * 2


def test_every_kind_of_fault_is_found() -> None:
    assert len(faults.FAULTS) >= 10
    graphs = dict(generate(3_000, 2, _BASE))
    facts = empty(_DAY)
    facts.load(graphs.items())
    found = {f.code for f in check(compile(rule_book(), _DAY), facts) if f.severity is not Severity.INFO}
    assert len(found) >= 10


def test_concepts_have_labels_in_three_languages() -> None:
    own = {NamedNode(name) for name in _graphs()}
    concepts = {
        t.object
        for content in _graphs().values()
        for t in content
        if isinstance(t.object, NamedNode) and "#" in t.object.value and t.object not in own
    }
    assert len(concepts) > 100
    assert [c.value for c in concepts for lang in ("fi", "sv", "en") if not texts.label(c.value, lang)] == []


def test_names_vary() -> None:
    names = [
        t.object.value for content in _graphs().values() for t in content if t.predicate.value == expand("dpv:hasName")
    ]
    assert len(names) == len(set(names)) == how_many(_RECORDS) - _RECORDS
    assert len(variety().topics) >= 12


def test_command_refuses_a_negative_number(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="cannot be made"):
        program()(["generate", "--records", "-1", "--output", str(tmp_path)], standalone_mode=False)
