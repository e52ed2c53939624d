"""Every question on a small graph, its answer worked out by hand, on Oxigraph and on rdflib.

A case is a folder `<question>/` or `<question>--<what it shows>/` with `data.trig`, `expected.csv` and, where
parameters are given, `parameters.txt` (one `name=value` a line). Prefixes stand in `prefixes.ttl`. Cells:
prefixed names, IRIs relative to the base, literals as text, `@language` after a tagged one; rows in the order of the
answer.
"""

import csv
from datetime import date
from pathlib import Path

import pytest
import rdflib

from ropa import queries
from ropa.namespaces import shorten
from ropa.rdf import Literal, NamedNode, Term, parse
from ropa.store.embedded import EmbeddedStore

HERE = Path(__file__).parent
BASE, TODAY = "https://ropa.example", date(2026, 11, 21)
PREFIXES = (HERE / "prefixes.ttl").read_text(encoding="utf-8")
CASES = sorted(folder.parent for folder in HERE.glob("*/data.trig"))
STARRED = frozenset(
    {
        "art30-controller-view",
        "art30-missing-items",
        "data-subject-categories",
        "where-is-data-category",
        "legal-basis-per-purpose",
        "special-category-activities",
        "recipients-of-data",
        "processors-and-contracts",
        "processor-chain",
        "where-is-party-used",
        "processor-record-view",
        "transfers-by-country",
        "transfers-without-safeguard",
        "denied-transfers-contradicted",
        "retention-schedule",
        "retention-missing-or-vague",
        "rights-stated-vs-due",
        "notice-vs-record",
        "diff-versions",
        "source-of-fact",
    }
)


def test_every_question_has_a_case() -> None:
    assert len(CASES) >= 74
    assert len(queries.names()) >= 62
    assert set(queries.names()) == {folder.name.partition("--")[0] for folder in CASES}
    assert set(queries.names()) >= STARRED


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_oxigraph_answers_as_worked_out(case: Path) -> None:
    found = [[_cell(term) for term in row] for row in _ask_oxigraph(case, _query(case)).rows]
    expected = _expected(case)
    assert found == expected[1:]
    assert list(_ask_oxigraph(case, _query(case)).variables) == expected[0]
    assert expected[1:], "a case without an answer shows nothing"


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_rdflib_gives_the_same_rows(case: Path) -> None:
    graph = rdflib.Dataset()
    graph.parse(data=_text(case), format="trig", publicID=f"{BASE}/")
    found = [[_cell_of_rdflib(term) for term in row] for row in graph.query(_query(case))]
    assert sorted(found) == sorted(_expected(case)[1:])


@pytest.mark.parametrize("name", queries.names())
def test_header_is_whole(name: str) -> None:
    query = queries.load(name)
    assert set(query.titles) == {"fi", "sv", "en"} and len(set(query.titles.values())) == 3
    assert query.answers and all(p.description for p in query.parameters)
    assert "ORDER BY" in query.text and "NOW()" not in query.text
    assert query.bind() == query.bind({p.name: None for p in query.parameters})


@pytest.mark.parametrize("name", queries.names())
def test_raw_file_answers_as_the_unbound_one(name: str) -> None:
    case = next(folder for folder in CASES if folder.name.partition("--")[0] == name)
    query = queries.load(name)
    assert _ask_oxigraph(case, query.text).rows == _ask_oxigraph(case, query.bind()).rows


def _text(case: Path) -> str:
    return PREFIXES + (case / "data.trig").read_text(encoding="utf-8")


def _query(case: Path) -> str:
    query = queries.load(case.name.partition("--")[0])
    file = case / "parameters.txt"
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    given = dict(line.split("=", 1) for line in lines if line)
    return query.bind(query.terms(given, base=BASE, today=TODAY))


def _ask_oxigraph(case: Path, text: str):
    store = EmbeddedStore()
    store.load(parse(_text(case), "trig", base=f"{BASE}/"))
    return store.select(text)


def _expected(case: Path) -> list[list[str]]:
    with (case / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _cell(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return shorten(term.value).removeprefix(f"{BASE}/")
    if isinstance(term, Literal):
        return f"{term.value}@{term.language}" if term.language else term.value
    return ""


def _cell_of_rdflib(term: object) -> str:
    if isinstance(term, rdflib.URIRef):
        return _cell(NamedNode(str(term)))
    if isinstance(term, rdflib.Literal):
        return f"{term}@{term.language}" if term.language else str(term)
    return ""
