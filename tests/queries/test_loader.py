"""Headers, parameters and binding: no value that a person types can change a question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa import queries
from ropa.errors import BadParameter, BadQuery, NotFound, UnreadableFile
from ropa.rdf import Literal, NamedNode, iri
from ropa.store.embedded import EmbeddedStore

TEXT = """# title@fi: Koe
# title@sv: Prov
# title@en: Trial
# answers: which countries there are
# param: country country - where
# param: date date = today - the day
PREFIX loc: <https://w3id.org/dpv/loc#>
SELECT ?country ?date WHERE {
  VALUES ?country { UNDEF }
  VALUES ?date { UNDEF }
} ORDER BY ?country
"""
BASE, TODAY = "https://ropa.example", date(2026, 11, 21)


def test_header_is_read() -> None:
    query = queries.parse(TEXT, "trial")
    assert query.titles == {"fi": "Koe", "sv": "Prov", "en": "Trial"}
    assert query.title("sv") == "Prov" and query.title("de") == "Trial"
    assert query.answers == "which countries there are"
    assert [(p.name, p.kind, p.default, p.description) for p in query.parameters] == [
        ("country", "country", "", "where"),
        ("date", "date", "today", "the day"),
    ]


def test_binding_fills_one_many_or_none() -> None:
    query = queries.parse(TEXT)
    assert "VALUES ?country { <https://w3id.org/dpv/loc#FI> }" in query.bind({"country": iri("loc:FI")})
    many = query.bind({"country": [iri("loc:FI"), iri("loc:SE")]})
    assert len(EmbeddedStore().select(many)) == 2
    assert "VALUES" not in query.bind({"country": None}) and "VALUES" not in query.bind()
    assert len(EmbeddedStore().select(query.text)) == 1


def test_unknown_parameter_lists_the_known() -> None:
    with pytest.raises(BadParameter, match="country, date"):
        queries.parse(TEXT).bind({"land": iri("loc:FI")})


def test_unknown_query_proposes_a_near_one() -> None:
    with pytest.raises(NotFound, match="ropa queries"):
        queries.load("nothing-like-it")


def test_user_file_is_read_and_its_parameters_found(tmp_path) -> None:
    file = tmp_path / "own.rq"
    file.write_text("SELECT ?s WHERE {\n VALUES ?s { UNDEF }\n GRAPH ?g { ?s ?p ?o } }", encoding="utf-8")
    query = queries.load(str(file))
    assert [p.name for p in query.parameters] == ["s"]
    assert query.terms({"s": "loc:FI"}, base=BASE, today=TODAY) == {"s": iri("loc:FI")}
    (tmp_path / "latin.rq").write_bytes(b"# \xe4\xff")
    with pytest.raises(UnreadableFile):
        queries.load(str(tmp_path / "latin.rq"))


def test_header_that_disagrees_with_the_text_is_refused() -> None:
    with pytest.raises(BadQuery, match="VALUES"):
        queries.parse("# param: x iri - nothing\nSELECT * WHERE {}")
    with pytest.raises(BadQuery, match="kinds are"):
        queries.parse("# param: x colour - nothing\nSELECT * WHERE {}")


TYPED = [
    ("country", "fi", iri("loc:FI")),
    ("country", "loc:SE", iri("loc:SE")),
    ("date", "2026-01-01", Literal("2026-01-01", datatype=iri("xsd:date"))),
    ("date", "today", Literal("2026-11-21", datatype=iri("xsd:date"))),
    ("country", "Suomi", iri("loc:FI")),
    ("party", "2083762-5", NamedNode(f"{BASE}/party/fi-2083762-5")),
    ("party", "us-nimbus-hosting", NamedNode(f"{BASE}/party/us-nimbus-hosting")),
    ("party", "https://else.example/party/x", NamedNode("https://else.example/party/x")),
    ("record", "kaarna-customers", NamedNode(f"{BASE}/record/kaarna-customers")),
    ("iri", "eu-gdpr:A6-1-f", iri("eu-gdpr:A6-1-f")),
    ("iri", "<https://w3id.org/dpv#Customer>", iri("dpv:Customer")),
    ("integer", "250", Literal(250)),
    ("text", 'a "quoted" }', Literal('a "quoted" }')),
    ("any", "2026-01-01", Literal("2026-01-01", datatype=iri("xsd:date"))),
    ("any", "dpv:Customer", iri("dpv:Customer")),
    ("any", "Kaarna Sähkö: asiakkaat", Literal("Kaarna Sähkö: asiakkaat")),
]


@pytest.mark.parametrize(("kind", "typed", "term"), TYPED)
def test_what_is_typed_becomes_a_term(kind: str, typed: str, term: object) -> None:
    assert queries.Parameter("x", kind).term(typed, base=BASE, today=TODAY) == term


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("country", "Suomola"), ("date", "1.13.2026"), ("date", "2026-02-30"),
     ("iri", "a b"), ("iri", "ab"), ("party", ""),
     ("record", ""), ("integer", "many"), ("iri", "https://a b"), ("iri", "<https://x> } DROP ALL #")],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_an_example(kind: str, typed: str) -> None:
    with pytest.raises(BadParameter, match="for example"):
        queries.Parameter("x", kind).term(typed, base=BASE, today=TODAY)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1))
def test_no_text_escapes_its_literal(words: str) -> None:
    query = queries.parse("# param: x text - any\nSELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}")
    term = query.terms({"x": words}, base=BASE, today=TODAY)["x"]
    assert EmbeddedStore().select(query.bind({"x": term})).rows == ((Literal(words.strip()),),)
