"""Answers in every form: the SPARQL result formats read back to the same rows, and rows for people."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.errors import BadParameter
from ropa.rdf import Literal, NamedNode, Triple, iri, parse_triples
from ropa.register.answers import readable, serialize_answer
from ropa.store import Solutions

_XML = "{http://www.w3.org/2005/sparql-results#}"
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
_TERMS = st.one_of(
    st.none(),
    _WORDS.map(Literal),
    st.builds(lambda words: Literal(words, language="fi"), _WORDS),
    st.integers(-1000, 1000).map(Literal),
    st.sampled_from([NamedNode("urn:a"), iri("dpv:Customer")]),
)
_ROWS = st.lists(st.tuples(_TERMS, _TERMS), max_size=5).map(tuple)


@given(_ROWS)
def test_json_tells_every_term(rows: tuple[tuple[object, ...], ...]) -> None:
    answer = Solutions(("a", "b"), rows)
    read = json.loads(serialize_answer(answer, "json"))
    assert read["head"]["vars"] == ["a", "b"]
    for row, told in zip(answer, read["results"]["bindings"], strict=True):
        assert {name: term.value for name, term in row.items()} == {name: cell["value"] for name, cell in told.items()}
        for name, term in row.items():
            if isinstance(term, Literal):
                assert told[name].get("xml:lang") == term.language


@given(_ROWS)
def test_xml_tells_every_term(rows: tuple[tuple[object, ...], ...]) -> None:
    answer = Solutions(("a", "b"), rows)
    results = ElementTree.fromstring(serialize_answer(answer, "xml")).findall(f"{_XML}results/{_XML}result")
    for row, told in zip(answer, results, strict=True):
        cells = {b.get("name"): "".join(b[0].itertext()) for b in told}
        assert {name: term.value for name, term in row.items()} == cells


@given(st.text(max_size=20))
def test_xml_can_be_read_whatever_signs_are_in_it(words: str) -> None:
    answer = Solutions(("a",), ((Literal(words),),))
    told = "".join(ElementTree.fromstring(serialize_answer(answer, "xml")).itertext())
    assert told == "".join(sign if sign >= " " or sign in "\t\n\r" else "\ufffd" for sign in words).translate(
        {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
    )


@given(_ROWS)
def test_csv_has_a_line_a_row(rows: tuple[tuple[object, ...], ...]) -> None:
    read = list(csv.reader(io.StringIO(serialize_answer(Solutions(("a", "b"), rows), "csv").decode(), newline="")))
    assert read[0] == ["a", "b"]
    assert len([row for row in read[1:] if row]) == len(rows)


@pytest.mark.parametrize(
    ("truth", "format", "expected"), [(True, "json", '"boolean": true'), (False, "xml", ">false<")]
)
def test_yes_and_no(truth: bool, format: str, expected: str) -> None:
    assert expected in serialize_answer(truth, format).decode()


def test_triples_come_as_turtle_and_nothing_else() -> None:
    triples = [Triple(iri("dpv:Customer"), iri("rdf:type"), iri("skos:Concept"))]
    assert parse_triples(serialize_answer(triples, "turtle")) == triples
    with pytest.raises(BadParameter):
        serialize_answer(triples, "csv")
    with pytest.raises(BadParameter):
        serialize_answer(Solutions(("a",), ()), "turtle")


def test_an_entry_is_one_row_in_the_readers_language() -> None:
    node = NamedNode("urn:row")
    rows = tuple((node, Literal(words, language=tag)) for words, tag in [("Palvelu", "fi"), ("Tjänst", "sv")])
    more = ((node, Literal("2024")),)
    columns, told = readable(Solutions(("node", "value"), rows + more), "sv", lambda node, language: "", ("node",))
    assert columns == ["node", "value"]
    assert told == [["urn:row", "Tjänst; 2024"]]
