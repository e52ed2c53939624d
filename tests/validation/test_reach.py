"""Changes lead back to every focus node they can matter to, whatever the rule's SPARQL looks like."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.rdf import Triple, parse_triples
from ropa.validation import Checker, Facts, check, compile
from tests.validation.test_rewriting import constraints, shape_of

_PREFIXES = "@prefix e: <http://e.example/> . "
_GRAPHS = [f"http://e.example/n{n}" for n in range(4)]
_content = st.lists(
    st.tuples(
        st.sampled_from(["", "", "/a", "/b"]),
        st.sampled_from(["p", "q", "r"]),
        st.sampled_from([*(f"<{g}{part}>" for g in _GRAPHS for part in ("", "/a")), "1", "2"]),
    ),
    max_size=5,
)


def _graph(name: str, content: list[tuple[str, str, str]]) -> list[Triple]:
    lines = [f"<{name}{part}> e:{predicate} {target} ." for part, predicate, target in content]
    return parse_triples(_PREFIXES + " ".join(lines))


@settings(max_examples=300, deadline=None)
@given(
    constraints(),
    st.lists(_content, min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), _content), min_size=1, max_size=4),
)
def test_kept_findings_equal_a_full_check(
    select: str, start: list[list[tuple[str, str, str]]], changes: list[tuple[int, list[tuple[str, str, str]]]]
) -> None:
    program = compile(shape_of(select))
    graphs = {name: _graph(name, content) for name, content in zip(_GRAPHS, start, strict=True)}
    facts = Facts()
    facts.load(graphs.items())
    checker = Checker(program, facts)
    for number, content in changes:
        graphs[_GRAPHS[number]] = _graph(_GRAPHS[number], content)
        checker.change({_GRAPHS[number]: graphs[_GRAPHS[number]]})
        fresh = Facts()
        fresh.load((name, content) for name, content in graphs.items() if content)
        assert checker.findings() == check(program, fresh)


_CHAINS = ["e:p*/e:q", "e:p+/e:q", "(e:p|e:r)*/e:q", "(^e:back)*/e:q", "e:p/e:p/e:q", "(e:p/e:p)*/e:q", "e:p/e:p/e:q?"]


@pytest.mark.parametrize("path", _CHAINS)
def test_change_at_the_end_of_a_chain_is_seen_at_its_start(path: str) -> None:
    names = _GRAPHS[:3]
    links = [f"<{a}> e:p <{b}> . <{b}> e:back <{a}> ." for a, b in pairwise(names)]
    graphs = {name: parse_triples(_PREFIXES + text) for name, text in zip(names, [*links, ""], strict=True)}
    facts = Facts()
    facts.load(graphs.items())
    select = f"SELECT $this ?value WHERE {{ $this {path} ?value . FILTER (?value = 2) }}"
    checker = Checker(compile(shape_of(select)), facts)
    assert checker.findings() == []
    _, come = checker.change({names[2]: parse_triples(f"{_PREFIXES}<{names[2]}> e:q 2 .")})
    assert names[0] in {finding.focus for finding in come}
    gone, _ = checker.change({names[1]: None})  # the link in the middle
    assert names[0] in {finding.focus for finding in gone}
    _, again = checker.change({names[1]: graphs[names[1]]})
    assert again == gone
