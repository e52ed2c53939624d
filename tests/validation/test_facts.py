"""The flat copy: what graphs share, what the store rewrites, where a node belongs."""

from __future__ import annotations

import pytest

from ropa.rdf import Literal, Triple, iri, literal, parse_triples
from ropa.validation import Facts, check, compile
from ropa.validation.lexical import is_well_formed

_A, _B = "https://ropa.example/record/a", "https://ropa.example/record/b"


def _triples(text: str) -> list[Triple]:
    prefixes = "@prefix e: <http://e.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    return parse_triples(prefixes + text)


def _all(facts: Facts) -> set[str]:
    return {" ".join(map(str, row)) for row in facts.select("SELECT ?s ?p ?o { ?s ?p ?o }").rows}


def _loaded(**graphs: str) -> Facts:
    facts = Facts()
    facts.load((f"https://ropa.example/record/{name}", _triples(text)) for name, text in graphs.items())
    return facts


def test_replacing_a_graph_leaves_others_alone() -> None:
    facts = _loaded(a=f"<{_A}> e:p 1 . <{_A}/x> e:p 2 .", b=f"<{_B}> e:p 1 .")
    gone, come = facts.replace(_A, _triples(f"<{_A}> e:p 1 . <{_A}/y> e:p 3 ."))
    assert ([str(t.object.value) for t in gone], [str(t.object.value) for t in come]) == (["2"], ["3"])
    assert _all(facts) == _all(_loaded(a=f"<{_A}> e:p 1 . <{_A}/y> e:p 3 .", b=f"<{_B}> e:p 1 ."))


@pytest.mark.parametrize("order", [(_A, _B), (_B, _A)])
def test_statement_of_two_graphs_stays_until_both_are_gone(order: tuple[str, str]) -> None:
    shared = "e:concept e:label 'x' ."
    facts = _loaded(a=shared + f"<{_A}> e:p e:concept .", b=shared)
    assert facts.replace(order[0], [])[0] == [t for t in _triples(f"<{_A}> e:p e:concept .") if order[0] == _A]
    assert any("concept" in line and '"x"' in line for line in _all(facts))
    facts.replace(order[1], [])
    assert _all(facts) == set()


def test_ground_stays_when_a_record_repeats_it() -> None:
    facts = Facts()
    facts.ground(_triples("e:concept e:label 'x' ."))
    facts.load([(_A, _triples("e:concept e:label 'x', 'y' ."))])
    facts.replace(_A, [])
    assert len(_all(facts)) == 1


def test_what_is_loaded_and_unloaded_leaves_no_trace() -> None:
    subclass = "e:narrow <http://www.w3.org/2000/01/rdf-schema#subClassOf> e:wide ."
    facts = Facts()
    facts.ground(_triples("e:concept e:label 'x' ."))
    facts.load([(_B, _triples(f"<{_B}> e:p 1 . e:shared e:label 'z' ."))])
    before = _all(facts), facts.graphs(), facts.subclasses("http://e.example/wide")
    for _ in range(2):
        facts.load([(_A, _triples(f"<{_A}> e:p 1 . e:concept e:label 'x', 'y' . e:shared e:label 'z' . {subclass}"))])
        assert len(_all(facts)) == len(before[0]) + 3
        assert facts.subclasses("http://e.example/wide") == ("http://e.example/wide", "http://e.example/narrow")
        facts.unload([_A])
        assert (_all(facts), facts.graphs(), facts.subclasses("http://e.example/wide")) == before


def test_node_belongs_to_the_graph_its_iri_begins_with() -> None:
    facts = _loaded(a=f"<{_A}/activity/1> e:p 1 . e:odd e:p 1 .")
    assert facts.graph_of(f"{_A}/activity/1/retention") == _A
    assert facts.graph_of("http://e.example/odd") == _A
    assert facts.graph_of(f"{_A}-longer/x") == ""


def _finding_values(constraint: str, value: str) -> list[str]:
    shapes = _triples(
        "@prefix sh: <http://www.w3.org/ns/shacl#> ."
        f" e:S sh:targetSubjectsOf e:p ; sh:property [ sh:path e:p ; {constraint} ] ."
    )
    facts = Facts()
    facts.ground(_triples(f"e:x e:p {value} ."))
    return [finding.value for finding in check(compile(shapes), facts)]


@pytest.mark.parametrize(
    ("constraint", "value", "broken"),
    [
        ("sh:datatype xsd:integer", '"01"^^xsd:int', True),
        ("sh:datatype xsd:int", '"01"^^xsd:int', False),
        ("sh:datatype xsd:byte", '"300"^^xsd:byte', True),
        ("sh:datatype xsd:date", '"2026-02-30"^^xsd:date', True),
        ("sh:datatype xsd:duration", '"P12M"^^xsd:duration', False),
        ('sh:pattern "^P12M$"', '"P12M"^^xsd:duration', False),
        ('sh:pattern "^P1Y$"', '"P12M"^^xsd:duration', True),
        ("sh:maxLength 2", '"1.50"^^xsd:decimal', True),
        ("sh:minLength 4", '"1.50"^^xsd:decimal', False),
    ],
)
def test_judged_as_written(constraint: str, value: str, broken: bool) -> None:
    expected = [value.replace("xsd:", "<http://www.w3.org/2001/XMLSchema#") + ">"] if broken else []
    assert _finding_values(constraint, value) == expected


@pytest.mark.parametrize(
    ("text", "datatype", "fits"),
    [
        ("1", "integer", True),
        ("1.0", "integer", False),
        ("-1", "nonNegativeInteger", False),
        ("255", "unsignedByte", True),
        ("256", "unsignedByte", False),
        ("2024-02-29", "date", True),
        ("2023-02-29", "date", False),
        ("2024-02-29T24:00:00", "dateTime", True),
        ("P", "duration", False),
        ("PT", "duration", False),
        ("P1Y2M3DT4H5M6.7S", "duration", True),
        ("yes", "boolean", False),
        ("", "string", True),
    ],
)
def test_lexical_spaces(text: str, datatype: str, fits: bool) -> None:
    assert is_well_formed(Literal(text, datatype=iri(f"xsd:{datatype}"))) is fits


def test_plain_text_is_well_formed() -> None:
    assert is_well_formed(literal("x", language="fi"))
