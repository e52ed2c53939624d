"""The query endpoint: the protocol's ways in, every form out, and nothing that writes or reaches out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import httpx
import pytest

from ropa.rdf import parse_triples
from ropa.settings import Settings
from tests.api.conftest import PATIENCE

Serve = Callable[[Settings], AbstractContextManager[str]]

SELECT = """PREFIX ropa: <https://w3id.org/ropa-kg#>
SELECT ?record WHERE { GRAPH ?record { ?record a ropa:Register } } ORDER BY ?record"""
CONSTRUCT = """PREFIX ropa: <https://w3id.org/ropa-kg#>
CONSTRUCT { ?r a ropa:Register } WHERE { GRAPH ?r { ?r a ropa:Register } }"""
RECORDS = ["https://ropa.example/record/kaarna-customers", "https://ropa.example/record/kaarna-web"]
JSON = {"Accept": "application/sparql-results+json"}
QUERY = {"Content-Type": "application/sparql-query"}


def _records(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["record"]["value"] for row in answer.json()["results"]["bindings"]]


def test_by_get_by_form_and_by_body(client: httpx.Client) -> None:
    assert _records(client.get("/sparql", params={"query": SELECT}, headers=JSON)) == RECORDS
    assert _records(client.post("/sparql", data={"query": SELECT}, headers=JSON)) == RECORDS
    assert _records(client.post("/sparql", content=SELECT, headers=JSON | QUERY)) == RECORDS


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/html", "text/html"),
    ],
)
def test_results_come_as_accepted(client: httpx.Client, accept: str, given: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == given
    assert "kaarna" in answer.text.lower()


def test_xml_is_well_formed_and_complete(client: httpx.Client) -> None:
    root = ET.fromstring(client.get("/sparql", params={"query": SELECT, "format": "xml"}).content)
    assert [uri.text for uri in root.iter("{http://www.w3.org/2005/sparql-results#}uri")] == RECORDS


def test_ask_and_construct(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK {}"}, headers=JSON).json()["boolean"] is True
    made = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/turtle"})
    assert {t.subject.value for t in parse_triples(made.text)} == set(RECORDS)
    assert client.get("/sparql", params={"query": CONSTRUCT}, headers=JSON).status_code == 406


@pytest.mark.parametrize(
    "query",
    [
        "SELECT nonsense",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:1/x>",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * WHERE " + "{" * 500 + "}" * 500,
    ],
)
def test_what_is_wrong_or_not_allowed_is_400(client: httpx.Client, query: str) -> None:
    answer = client.post("/sparql", content=query, headers=JSON | QUERY)
    assert answer.status_code in {400, 413}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_the_endpoint_describes_itself(client: httpx.Client) -> None:
    described = parse_triples(client.get("/sparql", headers={"Accept": "text/turtle"}).text)
    languages = {t.object.value for t in described if t.predicate.value.endswith("#supportedLanguage")}
    assert languages == {"http://www.w3.org/ns/sparql-service-description#SPARQL11Query"}
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["content-type"].startswith("text/html")


def test_unreadable_requests(client: httpx.Client) -> None:
    assert client.post("/sparql", content="x", headers=JSON | {"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/sparql", data={"update": "DROP ALL"}, headers=JSON).status_code == 400
    assert (
        client.get("/sparql", params={"query": SELECT, "default-graph-uri": "urn:x"}, headers=JSON).status_code == 400
    )
    assert client.post("/sparql", content=b"\xff\xfe", headers=JSON | QUERY).status_code == 400


def test_a_query_without_end_is_ended(settings: Settings, serve: Serve) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }"
    with (
        serve(replace(settings, query_seconds=6.0)) as address,
        httpx.Client(base_url=address, timeout=PATIENCE) as own,
    ):
        assert own.get("/sparql", params={"query": endless}, headers=JSON).status_code == 503
        assert _records(own.get("/sparql", params={"query": SELECT}, headers=JSON)) == RECORDS


def test_the_library_answers_in_every_language(client: httpx.Client) -> None:
    lines = client.get("/questions", headers={"Accept": "application/json"}).json()
    assert len(lines) >= 20
    for line in lines:
        for language in ("fi", "sv", "en"):
            answer = client.get(f"/question/{line['name']}?language={language}", headers={"Accept": "text/html"})
            assert answer.status_code == 200, line["name"]


def test_a_question_answers_in_the_readers_words(client: httpx.Client) -> None:
    page = client.get("/question/processor-chain?language=sv", headers={"Accept": "text/html"}).text
    assert "Faktureringstjänst" in page
    assert "Laskutuspalvelu" not in page
    assert "Billing service" not in page


def test_a_question_takes_its_parameters(client: httpx.Client) -> None:
    path = "/question/transfers-by-country?format=csv&country="
    assert "transfer/hosting" in client.get(f"{path}US").text
    assert "transfer/hosting" not in client.get(f"{path}JP").text
    assert client.get("/question/transfers-by-country?format=csv&nix=1").status_code == 400
