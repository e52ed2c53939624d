"""Walks find what SPARQL finds, and pass by no more than the least shared of their patterns asks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.rdf import NamedNode, parse_triples
from ropa.rules.sparql import Reader
from ropa.rules.tree import Match
from ropa.validation import Facts
from ropa.validation.walking import Ground, TooManyWaysError, Walker, route
from tests.validation.test_rewriting import _NODES, _PATHS, _data

_PREFIX = "PREFIX e: <http://e.example/> "
_E = {"e": "http://e.example/"}
_START = NamedNode("http://e.example/n0")


def _facts(turtle: str) -> Facts:
    facts = Facts()
    facts.ground(parse_triples(f"@prefix e: <http://e.example/> . {turtle}"))
    return facts


def _matches(body: str) -> tuple[Match, ...]:
    group = Reader(f"ASK {{ {body} }}", _E, "").ask()
    return tuple(element for element in group if isinstance(element, Match))


@st.composite
def _patterns(draw: st.DrawFn) -> str:
    """Patterns that all hang together with `?end`."""
    known = ["?end"]
    body = ""
    for fresh in ("?this", *draw(st.lists(st.sampled_from(["?a", "?b", "?c"]), unique=True))):
        first, last = draw(st.permutations([fresh, draw(st.sampled_from(known))]))
        body += f"{first} {draw(st.sampled_from([*_PATHS, '?any']))} {last} . "
        known.append(fresh)
    for _ in range(draw(st.integers(0, 2))):
        more = [draw(st.sampled_from([*known, *_NODES])), draw(st.sampled_from(known))]
        first, last = draw(st.permutations(more))
        body += f"{first} {draw(st.sampled_from(_PATHS))} {last} . "
    return body


@settings(max_examples=400, deadline=None)
@given(_patterns(), _data)
def test_a_walk_finds_what_a_query_finds(body: str, data: list[tuple[str, str, str]]) -> None:
    everywhere = " ".join(f"e:all e:lists {node} ." for node in _NODES)  # a path of no length needs a term that occurs
    facts = _facts(everywhere + " ".join(f"{s} {p} {o} ." for s, p, o in data))
    rows = facts.select(f"{_PREFIX}SELECT DISTINCT ?this WHERE {{ VALUES ?end {{ e:n0 }} {body} }}")
    expected = {row["this"] for row in rows}
    patterns = route(_matches(body))
    assert Walker(Ground(facts), 100_000).focus(patterns, {"?end": _START}) == expected
    for this in map(NamedNode, sorted(f"http://e.example/{node[2:]}" for node in _NODES)):
        assert Walker(Ground(facts), 100_000).holds(patterns, {"?end": _START, "?this": this}) is (this in expected)


def test_patterns_without_this_tell_only_whether_they_hold() -> None:
    facts = _facts("e:n0 e:p e:n1 .")
    assert Walker(Ground(facts), 100).focus(route(_matches("?end e:p ?a .")), {"?end": _START}) is None
    assert Walker(Ground(facts), 100).focus(route(_matches("?end e:q ?a .")), {"?end": _START}) == set()


def test_literals_lead_on_only_backwards() -> None:
    facts = _facts("e:n0 e:p 1 . e:n1 e:p 1 , true .")
    found = Walker(Ground(facts), 100).focus(
        route(_matches("?end e:p ?a . ?this e:p ?a . ?this e:p true .")), {"?end": _START}
    )
    assert found == {NamedNode("http://e.example/n1")}


@pytest.mark.parametrize("shared", [10, 1000])
def test_a_walk_does_not_begin_at_what_everybody_shares(shared: int) -> None:
    """Each node has the same purpose; only one lies in a record that a notice tells of."""
    crowd = " ".join(f"e:crowd{n} e:purpose e:marketing . e:record{n} e:has e:crowd{n} ." for n in range(shared))
    facts = _facts(f"{crowd} e:notice e:of e:record7 .")
    patterns = route(_matches("?this e:purpose ?end . ?record e:has ?this . ?notice e:of ?record ."))
    bound = {"?end": NamedNode("http://e.example/marketing")}
    assert Walker(Ground(facts), 30).focus(patterns, bound) == {NamedNode("http://e.example/crowd7")}


def test_a_walk_gives_up_after_so_many_statements() -> None:
    facts = _facts(" ".join(f"e:crowd{n} e:purpose e:marketing ." for n in range(50)))
    patterns = route(_matches("?this e:purpose ?end ."))
    bound = {"?end": NamedNode("http://e.example/marketing")}
    with pytest.raises(TooManyWaysError):
        Walker(Ground(facts), 30).focus(patterns, bound)
    assert len(Walker(Ground(facts), 60).focus(patterns, bound) or ()) == 50
