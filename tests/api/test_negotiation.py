"""Which form and language a request gets, as the HTTP standard weighs it."""

from __future__ import annotations

import httpx
import pytest

from ropa.rdf import canonical, parse, parse_triples

RECORD = "/record/kaarna-customers"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/trig", "application/trig"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, application/trig", "application/trig"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("*/*", "text/html"),
    ],
)
def test_a_record_comes_as_accepted(client: httpx.Client, accept: str, given: str) -> None:
    answer = client.get(RECORD, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == given
    assert {"Accept", "Accept-Language"} <= {part.strip() for part in answer.headers["vary"].split(",")}


def test_every_rdf_form_holds_the_same_graph(client: httpx.Client) -> None:
    turtle = canonical(parse_triples(client.get(RECORD, headers={"Accept": "text/turtle"}).text))
    assert turtle
    assert canonical(parse_triples(client.get(f"{RECORD}?format=json-ld").text, "json-ld")) == turtle
    quads = parse(client.get(f"{RECORD}?format=trig").text, "trig")
    assert {q.graph_name.value for q in quads} == {"https://ropa.example/record/kaarna-customers"}


def test_what_cannot_be_had_is_406_and_says_what_can(client: httpx.Client) -> None:
    answer = client.get(RECORD, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "text/turtle" in answer.json()["mend"]
    assert client.get(f"{RECORD}?format=nix").status_code == 406


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json"])
def test_the_entity_tag_names_the_graph_and_saves_the_way(client: httpx.Client, accept: str) -> None:
    first = client.get(RECORD, headers={"Accept": accept})
    again = client.get(RECORD, headers={"Accept": accept, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    other = client.get("/record/kaarna-web", headers={"Accept": accept})
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("query", "header", "given"),
    [
        ("", "fi-FI,fi;q=0.9,en;q=0.8", "fi"),
        ("", "de, sv;q=0.3, fi;q=0.2", "sv"),
        ("", "de", "en"),
        ("", "", "en"),
        ("?language=sv", "fi", "sv"),
    ],
)
def test_language_by_parameter_then_by_header(client: httpx.Client, query: str, header: str, given: str) -> None:
    answer = client.get(f"/{query}", headers={"Accept": "text/html", "Accept-Language": header})
    assert answer.headers["content-language"] == given
    assert f'<html lang="{given}">' in answer.text


def test_an_unknown_language_is_told(client: httpx.Client) -> None:
    answer = client.get("/?language=xx", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "fi" in answer.json()["mend"]


@pytest.mark.parametrize("path", ["/party/fi-9000001-1", "/party/us-nimbus-hosting"])
def test_parties_stand_on_their_own_iri(client: httpx.Client, path: str) -> None:
    subjects = {t.subject.value for t in parse_triples(client.get(path, headers={"Accept": "text/turtle"}).text)}
    assert f"https://ropa.example{path}" in subjects
    assert "Nimbus" in client.get(path, headers={"Accept": "text/html"}).text or "Kaarna" in path or "9000001" in path


def test_what_lies_below_leads_to_its_graph(client: httpx.Client) -> None:
    answer = client.get(f"{RECORD}/activity/contracts?format=turtle")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{RECORD}?format=turtle#activity/contracts"
    assert client.get("/record/nix/activity/a").status_code == 404


@pytest.mark.parametrize("path", ["/", RECORD, f"{RECORD}?format=turtle", "/rules", "/static/ropa.css", "/nix"])
def test_head_is_get_without_its_body(client: httpx.Client, path: str) -> None:
    whole, head = client.get(path, headers={"Accept": BROWSER}), client.head(path, headers={"Accept": BROWSER})
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert not head.content
