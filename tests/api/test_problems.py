"""Errors: the right status, RFC 9457 for programs, a page for people, nothing of the inside for anyone."""

from __future__ import annotations

from pathlib import Path

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


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("fi", "rekisteriä ”record/nix” ei ole."),
        ("sv", "registret ”record/nix” finns inte."),
        ("en", "there is no record 'record/nix'."),
    ],
)
def test_a_problem_speaks_the_readers_language(client: httpx.Client, language: str, detail: str) -> None:
    answer = client.get("/record/nix", headers={"Accept": "application/json", "Accept-Language": language})
    assert answer.json()["detail"] == detail
    assert answer.headers["content-language"] == language
    assert detail[1:8] in client.get("/record/nix", headers=HTML | {"Accept-Language": language}).text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_another_name_is_not_answered(client: httpx.Client, host: str) -> None:
    answer = client.get("/record/kaarna-web", headers={"Host": host})
    assert answer.status_code in {400, 421}
    assert "kaarna" not in answer.text.lower()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000", "ropa.example"])
def test_its_own_names_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_a_name_from_elsewhere_never_reaches_a_file(client: httpx.Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.rq"
    secret.write_text("# title@en: secret\nASK {}", "utf-8")
    for path in (
        f"/sparql?question={secret}",
        f"/question/{secret}",
        "/question/names-of-nodes",
        "/sparql?question=x.rq",
    ):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 404, path
        assert "ASK" not in answer.text


def test_an_unknown_severity_is_told(client: httpx.Client) -> None:
    assert client.get("/findings?severity=zzz", headers={"Accept": "*/*"}).status_code == 400


def test_openapi_describes_every_route_and_needs_nothing_from_elsewhere(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    assert len(schema["paths"]) >= 15
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            told = [
                kind for status, each in operation["responses"].items() if status == "200" for kind in each["content"]
            ]
            assert told or "303" in operation["responses"]
    assert set(schema["components"]["schemas"]["Problem"]["properties"]) >= {"type", "title", "status", "detail"}
    assert set(schema["paths"]["/sparql"]["post"]["requestBody"]["content"]) == {
        "application/sparql-query",
        "application/x-www-form-urlencoded",
    }
    assert "://" not in client.get("/docs", headers=HTML).text.replace("http://www.w3.org", "")
