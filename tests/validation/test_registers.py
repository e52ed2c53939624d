"""The whole rule book on whole registers: the faultless are silent, and pySHACL says the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ropa import resources
from ropa.model import Severity
from ropa.rdf import DefaultGraph, Triple, parse, parse_triples
from ropa.register.synthetic import generate
from ropa.rules import RuleBook
from ropa.validation import check, compile, empty
from ropa.validation.facts import day
from ropa.validation.reference import reference_check
from tests.validation.shacl_examples import DAY, essence, rule_book

_BASE = "https://ropa.example"
_FILES = sorted((resources.data() / "registers").glob("*.trig"))
_FAULTLESS = ("kaarna-customers",)
_REFERENCE = ("adequacy.ttl", "membership.ttl", "clauses.ttl")


def _graphs(file: Path) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for quad in parse(file.read_bytes(), "trig", base=f"{_BASE}/"):
        if not isinstance(quad.graph_name, DefaultGraph):
            found.setdefault(quad.graph_name.value, []).append(Triple(quad.subject, quad.predicate, quad.object))
    return found


@cache
def _checkable() -> RuleBook:
    """Rules that pySHACL ends with in reasonable time: those about registers, not about the vocabulary."""
    chosen = tuple(rule for rule in rule_book().rules if not rule.file.startswith("vocabulary/"))
    return RuleBook(chosen, rule_book().trees, "")


def _reference_facts() -> list[Triple]:
    folder = resources.data() / "reference"
    return [t for name in _REFERENCE for t in parse_triples((folder / name).read_bytes(), "turtle")]


def test_registers_are_there() -> None:
    assert {file.stem for file in _FILES} >= set(_FAULTLESS)


@pytest.mark.parametrize("file", [f for f in _FILES if f.stem in _FAULTLESS], ids=lambda file: file.stem)
def test_faultless_register_is_silent(file: Path) -> None:
    facts = empty(DAY)
    facts.load(_graphs(file).items())
    found = [finding for finding in check(compile(_checkable(), DAY), facts) if finding.severity is not Severity.INFO]
    assert [(finding.code, finding.focus) for finding in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_register_as_pyshacl_sees_it(file: Path) -> None:
    _same(_graphs(file))


@pytest.mark.slow
def test_generated_registers_as_pyshacl_sees_them() -> None:
    _same(dict(generate(3, 7, _BASE)))


def _same(graphs: dict[str, list[Triple]]) -> None:
    program = compile(_checkable(), DAY)
    grounds = _reference_facts()
    facts = empty(DAY, grounded=False)
    facts.ground(grounds)
    facts.load(graphs.items())
    statements = [*day(DAY), *grounds, *(triple for content in graphs.values() for triple in content)]
    shapes = [triple for rule in program.rules.values() for triple in rule.shape]
    found, expected = essence(check(program, facts)), essence(reference_check(shapes, statements))
    assert found - expected == set()
    assert expected - found == set()
