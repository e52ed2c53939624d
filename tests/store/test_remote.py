"""Servers that answer wrongly: nothing is taken for an answer that is none, and no update goes astray."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from ropa.errors import BadParameter, StoreError
from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.store.remote import RemoteStore

RESULTS = "application/sparql-results+json"
ANSWERS = {
    "/cut": b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "val',
    "/list": b"[]",
    "/headless": b'{"results": {"bindings": []}}',
    "/strange": b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a b"}}]}}',
    "/words": b'{"head": {"vars": ["s"]}, "results": {"bindings": "none"}}',
}


class _Server(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        self._answer(ANSWERS[self.path])

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self._answer(b"{}")

    def _answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", RESULTS)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_that_is_none_is_told(server: str, path: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        RemoteStore(server + path).select("SELECT ?s WHERE { ?s ?p ?o }")


def test_an_update_is_not_sent_on_without_its_text(server: str) -> None:
    store = RemoteStore(f"{server}/moved {server}/moved")
    with pytest.raises(StoreError, match="/elsewhere"):
        store.replace({"urn:g": [Triple(NamedNode("urn:a"), iri("dct:title"), literal("x"))]})
    assert _Server.seen == []


@pytest.mark.parametrize("address", ["embeded", "http://h:port/query", "ftp://h/query", "http://h/query sparql"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadParameter, match="ROPA_STORE"):
        RemoteStore(address)
