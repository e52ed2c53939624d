"""What every store must do, whichever it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.errors import BadQuery
from ropa.rdf import Literal, NamedNode, Triple, canonical, iri
from ropa.store import Position, Store
from ropa.store.embedded import EmbeddedStore
from tests.store.conftest import KINDS

A, B = "https://ropa.example/record/a", "https://ropa.example/record/b"
TITLE = iri("dct:title")


def titled(graph: str, *titles: str) -> list[Triple]:
    return [Triple(NamedNode(graph), TITLE, Literal(title, language="fi")) for title in titles]


def test_three_stores_are_held_to_this() -> None:
    assert KINDS == ("memory", "disk", "remote")


def test_an_empty_store_has_no_graphs_and_no_position(store: Store) -> None:
    assert store.graphs() == []
    assert store.position() == Position(0, "")
    assert store.graph(A) == []
    assert store.text(A) == ""


def test_replace_puts_graphs_in_whole_and_leaves_others(store: Store) -> None:
    store.replace({A: titled(A, "Yksi", "Kaksi"), B: titled(B, "Toinen")})
    store.replace({A: titled(A, "Kolme")})
    assert store.graph(A) == titled(A, "Kolme")
    assert store.graph(B) == titled(B, "Toinen")
    assert store.graphs() == [A, B]


@pytest.mark.parametrize("nothing", [None, []])
def test_nothing_removes_a_graph(store: Store, nothing: list[Triple] | None) -> None:
    store.replace({A: titled(A, "Yksi"), B: titled(B, "Toinen")})
    store.replace({A: nothing})
    assert store.graphs() == [B]


def test_position_is_kept_with_the_change_and_is_no_graph(store: Store) -> None:
    store.replace({A: titled(A, "Yksi")}, Position(7, "abc"))
    store.replace({B: titled(B, "Toinen")})
    assert store.position() == Position(7, "abc")
    assert store.graphs() == [A, B]
    store.replace({}, Position(8, "def"))
    assert store.position() == Position(8, "def")


def test_fill_takes_n_triples_of_many_graphs(store: Store) -> None:
    many = {f"{A}{number:04}": titled(A, f"Nimi {number} .\nrivi kaksi") for number in range(1201)}
    store.fill((name, canonical(content)) for name, content in many.items())
    assert store.graphs() == sorted(many)
    assert all(store.graph(name) == many[name] for name in list(many)[::200])


def test_clear_leaves_nothing(store: Store) -> None:
    store.replace({A: titled(A, "Yksi")}, Position(7, "abc"))
    store.clear()
    assert store.graphs() == []
    assert store.position() == Position(0, "")


def test_select_gives_names_and_terms_in_order(store: Store) -> None:
    store.replace({A: [*titled(A, "Ä", "B"), Triple(NamedNode(A), iri("dct:created"), Literal(5))]})
    found = store.select("SELECT ?x ?p ?none WHERE { GRAPH ?g { ?s ?p ?x } } ORDER BY STR(?x)")
    assert found.variables == ("x", "p", "none")
    assert [row[0] for row in found.rows] == [
        Literal("5", datatype=iri("xsd:integer")),
        Literal("B", language="fi"),
        Literal("Ä", language="fi"),
    ]
    assert [list(row) for row in found] == [["x", "p"]] * 3


def test_ask_and_construct(store: Store) -> None:
    store.replace({A: titled(A, "Yksi")})
    assert store.ask(f"ASK {{ GRAPH <{A}> {{ ?s ?p ?o }} }}") is True
    assert store.ask(f"ASK {{ GRAPH <{B}> {{ ?s ?p ?o }} }}") is False
    assert store.construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }") == titled(A, "Yksi")
    assert store.construct(f"DESCRIBE <{B}>") == []


WRONG = [
    ("select", "SELECT * WHERE { ?s ?p"),
    ("select", "ASK {}"),
    ("select", "CONSTRUCT WHERE { ?s ?p ?o }"),
    ("ask", "SELECT * WHERE { ?s ?p ?o }"),
    ("ask", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
    ("construct", "SELECT * WHERE { ?s ?p ?o }"),
    ("construct", "ASK {}"),
    ("construct", "CONSTRUCT {"),
]


@pytest.mark.parametrize(("kind", "query"), WRONG)
def test_a_wrong_query_is_a_bad_query(store: Store, kind: str, query: str) -> None:
    with pytest.raises(BadQuery):
        getattr(store, kind)(query)


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_comes_back(store: Store, words: list[str]) -> None:
    content = [Triple(NamedNode(A), TITLE, Literal(word)) for word in words]
    store.replace({A: content})
    assert set(store.graph(A)) == set(content)
    assert store.text(A) == canonical(content)
    store.clear()
    store.fill([(A, canonical(content))])
    assert set(store.graph(A)) == set(content)


def test_all_stores_rewrite_no_text_of_a_record(store: Store) -> None:
    memory = EmbeddedStore()
    values = [("1.50", "xsd:decimal"), ("P12M", "xsd:duration"), ("2026-01-01", "xsd:date"), ("true", "xsd:boolean")]
    content = [Triple(NamedNode(A), TITLE, Literal(value, datatype=iri(kind))) for value, kind in values]
    memory.replace({A: content})
    store.replace({A: content})
    assert store.text(A) == memory.text(A)
