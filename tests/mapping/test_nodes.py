"""The model and its triples: what is written is read back, and what the model does not know is left alone."""

from __future__ import annotations

import typing
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa import mapping, model, rdf, resources
from ropa.model import Activity, Duration, Iri, Node, Party, ProcessorRecord, Record, Retention, Text

GRAPH = "https://ropa.example/record/test"
REGISTERS = sorted([*resources.data().glob("registers/*.trig"), *resources.data().glob("notices/*.trig")])
KINDS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Node)]


def _graphs(file: Path) -> dict[str, list[rdf.Triple]]:
    graphs: dict[str, list[rdf.Triple]] = {}
    for quad in rdf.parse(file.read_bytes(), "trig"):
        triple = rdf.Triple(quad.subject, quad.predicate, quad.object)
        graphs.setdefault(quad.graph_name.value, []).append(triple)
    return graphs


def test_there_are_registers_and_kinds() -> None:
    assert len(REGISTERS) >= 1
    assert len(KINDS) >= 18


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_every_fact_of_a_register_has_its_field(file: Path) -> None:
    for graph, content in _graphs(file).items():
        kind = Record if "/record/" in graph else Party
        if any(t.object == rdf.iri("ropa:ProcessorRecord") for t in content):
            kind = ProcessorRecord
        node = mapping.read(kind, graph, mapping.index(content))
        assert set(mapping.triples(node)) == set(content)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_names_a_known_prefix(kind: type[Node]) -> None:
    for slot in mapping.slots(kind):
        assert slot.term.value.startswith("http"), slot


def _values(kind: type, depth: int) -> st.SearchStrategy[object]:
    if kind is Text:
        return st.builds(Text, st.text(max_size=20), st.sampled_from(["", "fi", "sv", "en"]))
    if kind is Iri:
        return st.sampled_from([Iri("https://w3id.org/dpv#Customer"), Iri("https://w3id.org/dpv/pd#Name")])
    if kind is Duration:
        return st.sampled_from([Duration("P1Y"), Duration("P12M"), Duration("PT1S")])
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0, 10**9)
    if kind is date:
        return st.dates(date(1900, 1, 1), date(2100, 1, 1))
    return _nodes(kind, depth - 1)


def _nodes(kind: type[Node], depth: int) -> st.SearchStrategy[Node]:
    chosen = {}
    for slot in mapping.slots(kind):
        if issubclass(slot.kind, Node) and depth <= 0:
            continue
        values = _values(slot.kind, depth)
        unique = st.lists(values, max_size=2, unique_by=repr).map(tuple)
        chosen[slot.name] = unique if slot.many else st.none() | values
    return st.builds(kind, **chosen)


@settings(max_examples=40, deadline=None)
@given(_nodes(Activity, 2))
def test_what_is_written_is_read_back(activity: Activity) -> None:
    settled = mapping.settle(activity, GRAPH)
    back = mapping.read(Activity, GRAPH, mapping.index(mapping.triples(settled)))
    assert mapping.triples(back) == mapping.triples(settled)


def test_a_number_is_given_once() -> None:
    unnamed, named = Retention(durations=(Duration("P2Y"),)), Retention(iri="retention/1", durations=(Duration("P1Y"),))
    for pair in ((named, unnamed), (unnamed, named)):
        settled = mapping.settle(Activity(iri="activity/1", retention=pair), GRAPH)
        assert {node.iri for node in settled.retention} == {f"{GRAPH}/retention/1", f"{GRAPH}/retention/2"}


def _chained(links: int, ways: int) -> mapping.Index:
    """Engagements in rows of `ways`, each engaging all of the next row."""
    rows = [[f"{GRAPH}/engagement/{row}-{way}" for way in range(ways)] for row in range(links)]
    sub, engages, party = (rdf.iri(f"ropa:{name}") for name in ("subEngagement", "engages", "party"))
    content = [rdf.Triple(rdf.NamedNode(GRAPH), rdf.iri("ropa:hasEngagement"), rdf.NamedNode(rows[0][0]))]
    content += [rdf.Triple(rdf.NamedNode(node), engages, party) for row in rows for node in row]
    for row, below in pairwise(rows):
        content += [rdf.Triple(rdf.NamedNode(a), sub, rdf.NamedNode(b)) for a in row for b in below]
    return mapping.index(content)


@pytest.mark.parametrize(("links", "ways"), [(3000, 1), (60, 2), (12, 12)])
def test_a_net_of_engagements_is_read_in_bounded_time(links: int, ways: int) -> None:
    activity = mapping.read(Activity, GRAPH, _chained(links, ways))
    assert len(mapping.triples(activity)) > 60


def test_a_processor_engaged_twice_is_read_twice() -> None:
    top = mapping.read(Activity, GRAPH, _chained(3, 2)).engagements[0]
    last = [third for second in top.sub_engagements for third in second.sub_engagements]
    assert len(last) == 4
    assert all(node.processors for node in last)


def test_stated_twins_share_no_class_with_records() -> None:
    for kind in KINDS:
        if kind.stated and kind.stated != "vcard:Address":
            assert kind.stated not in kind.types
            assert kind.stated.startswith("ropa:Stated")


def test_every_annotation_is_one_the_mapping_knows() -> None:
    known = {Text, Iri, Duration, bool, int, date}
    for kind in KINDS:
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            if "term" in field.metadata:
                arguments = [a for a in typing.get_args(hints[field.name]) if a not in (type(None), Ellipsis)]
                assert arguments[0] in known or issubclass(arguments[0], Node), (kind, field.name)
