"""A query that is one union is asked by its members, two at a time: its answer is that of the whole query."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ropa import reports
from ropa.rdf import Literal, NamedNode, Triple
from ropa.store.embedded import EmbeddedStore
from ropa.store.members import Written, members

A, B = "{ ?s <urn:p#a> ?o }", "{ ?s <urn:p#b> ?o FILTER(?o < 5 && ?s != <urn:x>) }"
LONG = "# {}\n" * 1500
UNIONS = [
    (f"SELECT ?s ?o WHERE {{ {A} UNION {B} }}", 2),
    (f"PREFIX a: <urn:a#>\n# a: {{\nSELECT ?s ?o\nWHERE {{\n  {A}\n  UNION # or\n  {B}\n  UNION\n  {A}\n}}\n", 3),
    ('SELECT ?s ?o WHERE { { ?s ?p ?o FILTER(?o != "}") } UNION { ?s ?o "\\"{" } }', 2),
]
WHOLE = [
    f"SELECT DISTINCT ?s WHERE {{ {A} UNION {B} }}",
    f"SELECT * WHERE {{ {A} UNION {B} }}",
    f"SELECT ?s WHERE {{ {A} UNION {B} }} ORDER BY ?s",
    f"SELECT ?s WHERE {{ {A} UNION {B} }} LIMIT 1",
    f"SELECT (COUNT(?s) AS ?n) WHERE {{ {A} UNION {B} }}",
    f"SELECT ?s WHERE {{ {A} {B} }}",
    f"SELECT ?s WHERE {{ {A} UNION {B} FILTER(?s != ?o) }}",
    f"SELECT ?s WHERE {{ {A} MINUS {B} }}",
    "SELECT ?s FROM <urn:g> WHERE { { ?s ?p 1 } UNION { ?s ?p 2 } }",
    f"SELECT ?s WHERE {{ {A} }}",
    f"ASK {{ {A} UNION {B} }}",
    "SELECT ?s WHERE { { ?s ?p _:a } UNION { _:a ?p ?s } }",
    "SELECT ?s WHERE { { ?s ?p ?o FILTER(?o < NOW()) } UNION { ?s ?p 1 } }",
    'SELECT ?s WHERE { { ?s ?p """}""" } UNION { ?s ?p ?o } }',
]


@pytest.mark.parametrize(("query", "number"), UNIONS)
def test_a_union_has_members(query: str, number: int) -> None:
    assert len(members(query)) == number


@pytest.mark.parametrize("query", WHOLE)
def test_anything_more_than_a_union_stays_whole(query: str) -> None:
    assert members(query) == (query,)


def _store(folder: Path | None = None) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    for name in ("a", "b"):
        told = [Triple(NamedNode(f"urn:{n}"), NamedNode(f"urn:p#{name}"), Literal(n)) for n in range(900)]
        store.replace({f"urn:g:{name}": told})
    return store


def _query(members: int) -> str:
    either = " UNION ".join(f"{{ GRAPH ?g {{ ?s <urn:p#{'ab'[n % 2]}> ?o }} }}" for n in range(members))
    return f"{LONG}SELECT ?g ?s ?o ?none WHERE {{ {either} }}"


@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_members_answer_what_the_whole_answers(tmp_path: Path, number: int) -> None:
    for store in (_store(), _store(tmp_path)):
        found, whole = store.select(_query(number)), store.answer(_query(number), 10_000)
        assert not isinstance(whole, (bool, list))
        assert found.variables == whole.variables == ("g", "s", "o", "none")
        assert sorted(map(str, found.rows)) == sorted(map(str, whole.rows))
        assert len(found) == 900 * number


def test_an_answer_is_of_one_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change between the members: neither half of it shows alone."""
    store = _store()
    written: Callable[[str], Written] = store._written
    gone: dict[str, list[Triple]] = {"urn:g:a": [], "urn:g:b": []}

    def ask(query: str) -> Written:
        answer = written(query)
        if "urn:p#a" in query:
            store.replace(gone)
        return answer

    monkeypatch.setattr(store, "_written", ask)
    assert store.select(_query(2)).rows == ()


def test_the_long_reports_have_members() -> None:
    long = [
        name for name in reports.names() if len(members(reports.load(name).bind({}).partition("\nORDER BY ")[0])) > 1
    ]
    assert {"article-30-controller", "article-30-processor"} <= set(long)
