"""A large answer is taken as text: its rows are those that the engine gives one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.store import lines
from ropa.store.embedded import EmbeddedStore

MANY = 600
"""More rows than are taken one by one."""
ANY = "SELECT ?s ?none ?o { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s <urn:none> ?none } } }"
KINDS = ("string", "integer", "decimal", "double", "boolean", "date", "duration", "anyURI")
LITERALS = st.one_of(
    st.builds(Literal, st.text()),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text(), st.sampled_from(["fi", "sv-FI", "en"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=iri(f"xsd:{kind}")),
        st.one_of(st.text(), st.sampled_from(["01", "true", "1.50", "-0", "1e5", "P12M", "2026-11-21", "INF"])),
        st.sampled_from(KINDS),
    ),
)


def filled(values: list[Literal]) -> EmbeddedStore:
    store = EmbeddedStore()
    plain = [Triple(NamedNode(f"urn:n:{number}"), iri("rdf:value"), Literal(number)) for number in range(MANY)]
    store.replace({"urn:g": [*plain, *(Triple(NamedNode("urn:s"), iri("rdf:value"), value) for value in values)]})
    return store


@given(st.lists(LITERALS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_no_value_is_lost_or_changed(values: list[Literal]) -> None:
    store = filled(values)
    single = store.answer(ANY, 10_000)
    together = store.select(ANY)
    assert not isinstance(single, (bool, list))
    assert len(together) == len(single) >= MANY
    assert together.variables == single.variables
    assert sorted(map(str, together.rows)) == sorted(map(str, single.rows))
    assert set(together.rows) == set(single.rows)


def test_an_answer_longer_than_a_part_is_taken_whole() -> None:
    text = b"?a\t?b\n" + b"".join(b"<urn:%d>\t\n" % number for number in range(200_000))
    assert len(text) > 2 << 20
    found = lines.rows(text)
    assert found[0] == (NamedNode("urn:0"), None)
    assert [row[0] for row in found] == [NamedNode(f"urn:{number}") for number in range(200_000)]


def test_a_line_longer_than_a_part_is_read() -> None:
    word = "ä" * (1 << 20)
    assert lines.rows(f'?a\n"{word}"\n\n"b"@sv\n'.encode()) == [
        (Literal(word),),
        (None,),
        (Literal("b", language="sv"),),
    ]
