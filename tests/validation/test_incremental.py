"""After any sequence of changes the kept findings equal those of a full check."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa import resources
from ropa.rdf import DefaultGraph, Triple, parse, parse_triples
from ropa.register.synthetic import generate
from ropa.validation import Checker, Facts, check, compile, empty
from tests.validation.shacl_examples import DAY, rule_book

_BASE = "https://ropa.example"


@cache
def _graphs() -> dict[str, tuple[Triple, ...]]:
    found = {name: tuple(triples) for name, triples in generate(6, 3, _BASE)}
    for file in sorted((resources.data() / "registers").glob("*.trig")):
        for quad in parse(file.read_bytes(), "trig", base=f"{_BASE}/"):
            if not isinstance(quad.graph_name, DefaultGraph):
                triple = Triple(quad.subject, quad.predicate, quad.object)
                found[quad.graph_name.value] = (*found.get(quad.graph_name.value, ()), triple)
    for rule in rule_book().rules[::7]:  # examples of rules, as graphs of their own
        found[f"{_BASE}/record/{rule.code.lower()}"] = rule.bad
    return found


def _changed(chance: Random, content: tuple[Triple, ...], other: tuple[Triple, ...]) -> tuple[Triple, ...]:
    match chance.randrange(4):
        case 0:
            return tuple(t for t in content if chance.random() > 0.1)
        case 1:
            return (*content, *(t for t in other if chance.random() < 0.1))
        case 2:
            predicate = chance.choice(content).predicate if content else None
            return tuple(t for t in content if t.predicate != predicate)
    return ()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_kept_findings_equal_a_full_check(seed: int, number: int) -> None:
    chance = Random(seed)  # noqa: S311
    graphs = dict(_graphs())
    names = sorted(graphs)
    facts = empty(DAY, grounded=False)
    facts.load(graphs.items())
    program = compile(rule_book(), DAY)
    checker = Checker(program, facts)
    known = set(checker.findings())
    for _ in range(number):
        chosen = chance.sample(names, chance.choice([1, 1, 2]))
        changes = {name: _changed(chance, graphs[name], graphs[chance.choice(names)]) for name in chosen}
        gone, come = checker.change(changes)
        graphs |= changes
        assert set(gone) <= known
        known = (known - set(gone)) | set(come)
    fresh = empty(DAY, grounded=False)
    fresh.load((name, content) for name, content in graphs.items() if content)
    assert checker.findings() == check(program, fresh)
    assert known == set(checker.findings())


def test_there_are_graphs_to_change() -> None:
    assert len(_graphs()) >= 20


def test_untouched_change_finds_nothing_new() -> None:
    graphs = _graphs()
    facts = empty(DAY, grounded=False)
    facts.load(graphs.items())
    checker = Checker(compile(rule_book(), DAY), facts)
    name = next(name for name in graphs if "/record/" in name)
    assert checker.change({name: graphs[name]}) == ([], [])
    gone, _ = checker.change({name: None})
    _, come = checker.change({name: graphs[name]})
    assert gone == come
    assert gone


def test_check_of_some_graphs_is_that_part_of_a_full_check() -> None:
    facts = empty(DAY, grounded=False)
    facts.load(_graphs().items())
    program = compile(rule_book(), DAY)
    everything = check(program, facts)
    for name in [name for name in sorted(_graphs()) if name.startswith(f"{_BASE}/record/synthetic")][:3]:
        assert check(program, facts, [name]) == [f for f in everything if facts.graph_of(f.focus) == name]


_OBJECTS = """@prefix e: <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
e:S sh:targetObjectsOf e:link ; sh:property [ sh:path e:label ; sh:minCount 1 ] ."""


@pytest.mark.parametrize("text", ["<{b}/x> e:other 1 .", "<{b}> e:link <{b}/deep/y> .", "e:far e:link <{b}/x> ."])
def test_a_finding_belongs_to_the_graph_that_its_node_lies_in_as_graphs_come_and_go(text: str) -> None:
    """On nodes that no statement is about, and where one graph's name begins with another's."""
    a, b, deep = (f"{_BASE}/record/{name}" for name in ("a", "b", "b/deep"))
    prefix = "@prefix e: <http://e.example/> . "
    graphs = {a: parse_triples(f"{prefix}<{a}> e:link <{b}/x>, <{deep}/y>, <{b}-longer>, _:blank .")}
    program = compile(parse_triples(_OBJECTS))
    facts = Facts()
    facts.load(graphs.items())
    checker = Checker(program, facts)
    steps = [
        (b, text.format(b=b)),
        (deep, f"<{deep}> e:other 2 ."),
        (b, ""),
        (b, text.format(b=b)),
        (deep, ""),
        (a, ""),
    ]
    seen = set()
    for name, content in steps:
        graphs[name] = parse_triples(prefix + content)
        checker.change({name: graphs[name]})
        fresh = Facts()
        fresh.load((name, triples) for name, triples in graphs.items() if triples)
        assert checker.findings() == check(program, fresh)
        seen |= {finding.record for finding in checker.findings()}
    assert {"", b, deep} <= seen
