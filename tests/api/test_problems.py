"""Errors: the right status, RFC 9457 for programs, a page for people, nothing of the inside for anyone."""

from __future__ import annotations

import httpx
import pytest

from api.problems import status_of
from ropa import errors
from ropa.errors import RopaError

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("path", ["/record/nix", "/party/nix", "/notice/nix", "/report/nix", "/question/nix", "/nix"])
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    people = client.get(path, headers=HTML)
    assert people.status_code == 404
    assert people.headers["content-type"].startswith("text/html")


def test_a_near_miss_is_named(client: httpx.Client) -> None:
    assert "kaarna-customers" in client.get("/record/kaarna-customer", headers={"Accept": "*/*"}).json()["mend"]


def test_every_error_class_has_a_status() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RopaError)]
    assert len(kinds) >= 15
    for kind in kinds:
        assert 400 <= status_of(kind("x")) <= 599


def test_wrong_method_says_which_is_right(client: httpx.Client) -> None:
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert answer.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/record/nix", "/sparql?query=nonsense", "/static/ropa.css", "/openapi.json"])
def test_every_answer_has_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers=HTML).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers or "uvicorn" in headers["server"]


def test_too_long_a_body_is_refused(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql", content=b"#" * 3_000_000, headers={"Content-Type": "application/sparql-query", "Accept": "*/*"}
    )
    assert answer.status_code == 413


def test_hostile_words_stay_words(client: httpx.Client) -> None:
    page = client.get("/?language=fi&search=%3Cscript%3E", headers=HTML).text
    assert "<script>" not in page
    page = client.get("/record/kaarna-web?language=fi", headers=HTML).text
    assert "<Verkkokauppa>" not in page
    assert "&lt;Verkkokauppa&gt; &amp; asiakkaat" in page


def test_openapi_describes_every_route_and_needs_nothing_from_elsewhere(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    assert len(schema["paths"]) >= 15
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
    assert "://" not in client.get("/docs", headers=HTML).text.replace("http://www.w3.org", "")
