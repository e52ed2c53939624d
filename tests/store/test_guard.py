"""Queries that must pass and queries that must not, and that telling them apart takes no time."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.errors import BadQuery, TooLarge
from ropa.store.embedded import EmbeddedStore
from ropa.store.guard import MAX_NESTING, refuse_unsafe

ALLOWED = [
    'SELECT * WHERE { ?s rdfs:label "SERVICE from load { INSERT }" }',
    'SELECT * WHERE { ?s rdfs:label "SERVICE <urn:x> LOAD" }',
    "SELECT * WHERE { ?s ?p 'it\\'s a \\\\ SERVICE' }",
    'SELECT * WHERE { ?s ?p \'\'\'it\'s a\nSERVICE\'\'\' . ?s ?q """say "LOAD" {{{{""" }',
    "ASK { ?s ex:service <https://x.example/service/from#load> } # taken from a SERVICE <x>",
    "# FROM here\nSELECT ?service ?from { ?service serv:from ?from }",
    "SELECT ?service { ?service ?load { } }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b && ?c>?a) FILTER(?a < 1 || ?b > 2) }",
    "PREFIX created: <urn:x> SELECT * { ?s created:by ?o }",
    "SELECT ?insert { ?s ?delete ?clear }",
    "SELECT * " + "{" * MAX_NESTING + "}" * MAX_NESTING,
    'SELECT * { ?s ?p "' + "{" * 5000 + '" }',
    'SELECT * { ?s ?p "teksti"@fi, "text"^^<urn:service> }',
]

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "select * { service silent ?x { } }",
    "SELECT*{?s ?p ?o.SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT*{?s ?p 1SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT*{?s ?p trueSERVICE<http://127.0.0.1:9/>{}}",
    "PREFIX silent: <urn:> SELECT*{?s ?p true.SERVICEsilent:x{}}",
    "PREFIX ex: <urn:> SELECT*{?s ?p ex:.SERVICE ex:a{}}",
    "PREFIX : <urn:> SELECT*{ SERVICE:x{} }",
    "SELECT*{?s ?p ?a FILTER(?a<'x>')SERVICE<http://h>{}FILTER('y'='y')}",
    "SELECT*{?s ?p ?a FILTER(?a<1#>''' \n )SERVICE <http://h> {} #'''\n}",
    "SELECT*{?s ?p ?a FILTER(?a<1)SERVICE?s#>\n{}}",
    "SELECT*{<http://x/\\u0041#> ?p ?a. SERVICE <urn:x> {}}",
    "SELECT * { SERVICE # why\n <urn:x> # not\n { } }",
    "SELECT * FROM <urn:g> { ?s ?p ?o }",
    "SELECT*FROM NAMED<urn:g>{ ?s ?p ?o }",
    "ASKFROM<urn:g>{ ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "PREFIX ex: <urn:> DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "COPY <urn:a> TO <urn:b>",
    "WITH <urn:a> DELETE { ?s ?p ?o } WHERE { }",
    'SELECT * { ?s ?p "not closed }',
]

TOO_LARGE = [
    "SELECT * " + "{" * (MAX_NESTING + 1) + "}" * (MAX_NESTING + 1),
    "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
    "SELECT * {" + " " * 300_000 + "}",
]


def test_counts() -> None:
    assert (len(ALLOWED), len(REFUSED), len(TOO_LARGE)) == (13, 24, 3)


@pytest.mark.parametrize("query", ALLOWED)
def test_allowed(query: str) -> None:
    refuse_unsafe(query)


@pytest.mark.parametrize("query", REFUSED)
def test_refused(query: str) -> None:
    with pytest.raises(BadQuery):
        refuse_unsafe(query)


@pytest.mark.parametrize("query", TOO_LARGE)
def test_too_large(query: str) -> None:
    with pytest.raises(TooLarge):
        refuse_unsafe(query)


def test_the_line_is_named() -> None:
    with pytest.raises(BadQuery) as caught:
        refuse_unsafe("SELECT *\n{\n SERVICE <urn:x> { } }")
    assert caught.value.where == "line 3"


HOSTILE = ['"\\"', "'''", '"""x', "<a'", "SERVICE ", "SERVICE#", ":", "a:.", "\\", "<", "{}", "SERVICE:x"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_makes_it_slow(piece: str) -> None:
    text = piece * (190_000 // len(piece))
    start = time.process_time()
    with suppress(BadQuery):
        refuse_unsafe(text)
    assert time.process_time() - start < 5  # a quadratic reading takes minutes


FRAGMENTS = ["<urn:x>", "?a", "'''", "FILTER(", "FILTER(?a<1", "ex:", "ex:a", "FILTER(?a<'x>')", "#>\n", "?a<1#>"]
PIECES = st.sampled_from([*"{} \n#'\"<>().:1", *FRAGMENTS, "SILENT", "'x'", "UNION{}", "?a ?a ?a.", "OPTIONAL{}"])
CALLS = st.sampled_from(["SERVICE <urn:x>{}", "SERVICE<urn:x>{}", "SERVICE ex:a{}", "SERVICE:a{}", "SERVICE?a#>\n{}"])
FOUND: list[str] = []


def parses(query: str) -> bool:
    try:
        EmbeddedStore().construct(query)
    except BadQuery as error:
        return "no CONSTRUCT" in str(error)
    return True


@settings(max_examples=4000, deadline=None, derandomize=True, database=None)
@given(before=st.lists(PIECES, max_size=6), call=CALLS, after=st.lists(PIECES, max_size=4))
def test_no_text_around_it_hides_a_call(before: list[str], call: str, after: list[str]) -> None:
    """The engine's own parser is the judge: a call stands where the query parses only while the word is SERVICE."""
    query = f"PREFIX ex: <urn:> PREFIX : <urn:> SELECT * {{ {''.join(before)}{call}{''.join(after)} }}"
    if parses(query) and not parses(query.replace("SERVICE", "SERV")):
        FOUND.append(query)
        with pytest.raises(BadQuery):
            refuse_unsafe(query)


def test_the_search_found_calls() -> None:
    if not FOUND:
        pytest.skip("runs after the search, in the same process")
    assert len(FOUND) > 50
