"""EXISTS written as chains of lookups means what it meant: against the plain text, and against pySHACL."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.rdf import Literal, NamedNode, Triple, iri, parse_triples
from ropa.rules.sparql import Reader
from ropa.rules.tree import Element, Exists, Filter, Group, variables
from ropa.validation import check, compile
from ropa.validation.reference import reference_check
from ropa.validation.semijoins import deferred
from tests.validation.shacl_examples import essence, facts_of

_PREFIXES = "@prefix e: <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
_PATHS = ["e:p", "e:q", "e:p/e:q", "^e:p", "e:p*", "e:q+", "e:p|e:q", "(e:p/e:q)|e:r", "^e:q/e:r", "e:r?"]
_NODES = [f"e:n{n}" for n in range(4)]

_data = st.lists(
    st.tuples(st.sampled_from(_NODES), st.sampled_from(["e:p", "e:q", "e:r"]), st.sampled_from([*_NODES, "1", "2"])),
    max_size=14,
)


def _pattern(draw: st.DrawFn, known: list[str], fresh: list[str]) -> str:
    subject = draw(st.sampled_from(known))
    target = draw(st.sampled_from([*known, *fresh, *_NODES]))
    return f"{subject} {draw(st.sampled_from(_PATHS))} {target} ."


def _filter(draw: st.DrawFn, known: list[str], depth: int) -> str:
    kind = draw(st.integers(0, 3 if depth else 1))
    one, other = draw(st.sampled_from(known)), draw(st.sampled_from([*known, "e:n1", "1"]))
    if kind == 0:
        return f"FILTER ({one} != {other})"
    if kind == 1:
        return f"FILTER (isIRI({one}) || {one} = {other})"
    word = draw(st.sampled_from(["EXISTS", "NOT EXISTS"]))
    if kind == 2:
        return f"FILTER {word} {{ {_inside(draw, known, depth - 1)} }}"
    return f"FILTER ({one} = {other} || {word} {{ {_inside(draw, known, depth - 1)} }})"


def _inside(draw: st.DrawFn, known: list[str], depth: int) -> str:
    """A group under EXISTS: patterns, then what may follow them."""
    own = [f"?x{depth}a", f"?x{depth}b"]
    first = f"{draw(st.sampled_from(known))} {draw(st.sampled_from(_PATHS))} {own[0]} ."
    reachable = [*known, own[0]]
    parts = [first, *(_pattern(draw, reachable, own) for _ in range(draw(st.integers(0, 2))))]
    extra = draw(st.integers(0, 3))
    if extra == 1:
        left, right = (_pattern(draw, reachable, [own[0]]) for _ in range(2))
        parts.append(f"{{ {left} }} UNION {{ {right} }}")
    if extra == 2:
        parts.append(f"OPTIONAL {{ {own[0]} {draw(st.sampled_from(_PATHS))} ?o{depth} }} FILTER (!BOUND(?o{depth}))")
    parts += [_filter(draw, reachable, depth) for _ in range(draw(st.integers(0, 2)))]
    return " ".join(parts)


@st.composite
def constraints(draw: st.DrawFn) -> str:
    known = ["$this"]
    body = ""
    if draw(st.booleans()):
        body = f"$this {draw(st.sampled_from(_PATHS))} ?value ."
        known.append("?value")
    for around in draw(st.lists(st.sampled_from(["?a", "?b", "?c"]), unique=True, max_size=3)):
        ends = [around, draw(st.sampled_from(known))]
        first, last = draw(st.permutations(ends))
        body += f" {first} {draw(st.sampled_from(_PATHS))} {last} ."
        known.append(around)
    filters = " ".join(_filter(draw, known, 2) for _ in range(draw(st.integers(1, 2))))
    return f"SELECT $this {'?value' if '?value' in known else ''} WHERE {{ {body} {filters} }}"


def shape_of(select: str) -> list[Triple]:
    shape, constraint = iri("shape:Tried"), NamedNode("http://e.example/constraint")
    prologue = "PREFIX e: <http://e.example/> "
    return [
        Triple(shape, iri("rdf:type"), iri("sh:NodeShape")),
        *(Triple(shape, iri("sh:targetSubjectsOf"), NamedNode(f"http://e.example/{p}")) for p in "pqr"),
        Triple(shape, iri("sh:sparql"), constraint),
        Triple(constraint, iri("sh:select"), Literal(prologue + select)),
    ]


def _facts(data: list[tuple[str, str, str]]) -> list[Triple]:
    return parse_triples(_PREFIXES + " ".join(f"{' '.join(line)} ." for line in data))


@settings(max_examples=300, deadline=None)
@given(constraints(), _data)
def test_means_what_the_plain_text_means(select: str, data: list[tuple[str, str, str]]) -> None:
    statements = _facts(data)
    facts = facts_of(*statements)
    focus = sorted({t.subject.value for t in statements if isinstance(t.subject, NamedNode)})
    head, _, group = select.replace("$", "?").partition("WHERE {")
    values = " ".join(f"<{node}>" for node in focus)
    plain = f"PREFIX e: <http://e.example/> {head} WHERE {{ VALUES ?this {{ {values} }} {group}"
    expected = {tuple(map(str, row)) for row in facts.select(plain).rows}
    found = {(f"<{f.focus}>", f.value) for f in check(compile(shape_of(select)), facts)}
    assert found == {(row[0], row[-1]) for row in expected}


@settings(max_examples=100, deadline=None)
@given(constraints(), _data)
def test_means_what_pyshacl_makes_of_it(select: str, data: list[tuple[str, str, str]]) -> None:
    statements = _facts(data)
    shape = shape_of(select)
    assert essence(check(compile(shape), facts_of(*statements))) == essence(reference_check(shape, statements))


def test_text_is_read_as_it_is_meant() -> None:
    text = """SELECT $this (COUNT(DISTINCT ?x) AS ?n) WHERE {
        $this a <http://e.example/A> ; <http://e.example/p> ?x , "a"@en, 'b'^^<http://e.example/d> . # a comment
        OPTIONAL { ?x <http://e.example/q> [ <http://e.example/r> -1.5 ] } BIND (CONCAT("x", STR(?x)) AS ?y)
    } GROUP BY $this HAVING (COUNT(?x) > 1)"""
    query = Reader(text, {}, "").select()
    assert deferred(query) is query
    assert [variable for _, variable in query.projection] == ["?this", "?n"]
    assert len(query.group) == 6
    assert query.modifiers[:3] == ("GROUP", "BY", "?this")


def test_what_stands_around_a_focus_node_is_asked_last() -> None:
    """The record and its controller give nothing to the row; the value and what leads to it stay."""
    text = """SELECT DISTINCT $this ?value WHERE {
        ?record <e:has> $this . ?record <e:by> ?who . ?who <e:in> <e:FI> . FILTER (?who != $this)
        $this <e:p> ?value . FILTER NOT EXISTS { $this <e:q> ?any } }"""
    before = Reader(text, {}, "").select()
    after = deferred(before)
    assert [type(element).__name__ for element in after.group] == ["Match", "Filter", "Filter"]
    assert variables(after.group[-1:]) == {"?record", "?who", "?this"}
    assert [type(e).__name__ for e in exists_of(after.group[-1])] == ["Match", "Match", "Match", "Filter"]


def test_what_leads_to_a_value_or_sorts_out_at_once_is_not_moved() -> None:
    for group in (
        "?record <e:has> $this . ?record <e:by> ?value",
        "$this <e:p> ?value . $this <e:q> ?some",
        "$this <e:p> ?value . ?parent <e:sub> $this",
        "?value <e:p> ?other . ?x <e:has> $this . ?x <e:knows> ?value",
    ):
        query = Reader(f"SELECT DISTINCT $this ?value WHERE {{ {group} }}", {}, "").select()
        assert deferred(query).group == query.group


def exists_of(element: Element) -> Group:
    assert isinstance(element, Filter)
    (part,) = element.expression
    assert isinstance(part, Exists)
    return part.group
