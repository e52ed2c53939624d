"""A SPARQL 1.1 endpoint over HTTP: Oxigraph, Fuseki, Virtuoso, GraphDB and the like. The one importer of httpx.

Every change is one update request, which the standard lets a server treat as one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import httpx

from ropa.errors import BadParameter, BadQuery, StoreError, StoreLocked, Timeout, said
from ropa.rdf import BlankNode, Literal, NamedNode, Term, Triple, canonical, iri, parse_triples
from ropa.store import Changes, Position, Solutions

_STATE = "urn:ropa:store"
_REACHED = iri("ropa:reachedSequence")
_HASH = iri("ropa:reachedHash")
_CHUNK = 200
_SECONDS = 60.0


class RemoteStore:
    """`RemoteStore("http://host:7878/query")`, or query and update address with a space between.

    Of one address that ends in `/query` the update address ends in `/update`; any other serves both. A name and
    password stand in the address.
    """

    def __init__(self, address: str) -> None:
        first, _, second = address.partition(" ")
        self._query = first
        self._update = second or (first.removesuffix("/query") + "/update" if first.endswith("/query") else first)
        for place in (self._query, self._update):
            _refuse_unfit(place)
        self._client = httpx.Client(timeout=_SECONDS)

    def select(self, query: str) -> Solutions:
        answer = self._ask(query)
        if "results" not in answer:
            raise BadQuery("this query is no SELECT.")
        try:
            names = tuple(answer["head"].get("vars", ()))
            rows = answer["results"]["bindings"]
            return Solutions(names, tuple(tuple(_term(row.get(name)) for name in names) for row in rows))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise self._unreadable() from error

    def ask(self, query: str) -> bool:
        answer = self._ask(query)
        if "boolean" not in answer:
            raise BadQuery("this query is no ASK.")
        return bool(answer["boolean"])

    def construct(self, query: str) -> list[Triple]:
        response = self._send(self._query, {"query": query}, "application/n-triples")
        if "json" in response.headers.get("content-type", ""):
            raise BadQuery("this query is no CONSTRUCT or DESCRIBE.")
        return parse_triples(response.content, "n-triples", where=self._query)

    def graph(self, iri: str) -> list[Triple]:
        return self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")

    def text(self, iri: str) -> str:
        return canonical(self.graph(iri))

    def graphs(self) -> list[str]:
        found = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        return sorted(name.value for row in found for name in row.values() if name.value != _STATE)

    def replace(self, changes: Changes, position: Position | None = None) -> None:
        everything: dict[str, Sequence[Triple] | None] = dict(changes)
        if position is not None:
            everything[_STATE] = _state(position)
        texts = {name: "".join(f"{t} .\n" for t in content or ()) for name, content in everything.items()}
        removals = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in texts)
        self._write(removals + _insertion((name, text) for name, text in texts.items() if text))

    def fill(self, graphs: Iterable[tuple[str, str]]) -> None:
        rest = iter(graphs)
        while part := list(islice(rest, _CHUNK)):
            self._write(_insertion(part))

    def position(self) -> Position:
        found = {t.predicate: t.object.value for t in self.graph(_STATE) if isinstance(t.object, Literal)}
        return Position(int(found.get(_REACHED, "0")), found.get(_HASH, ""))

    def clear(self) -> None:
        self._write("DROP SILENT ALL")

    def close(self) -> None:
        self._client.close()

    def _ask(self, query: str) -> Mapping[str, Any]:
        response = self._send(self._query, {"query": query}, "application/sparql-results+json")
        if "json" not in response.headers.get("content-type", ""):
            raise BadQuery("this query is no SELECT or ASK.")
        try:
            answer = response.json()
        except ValueError as error:  # cut short, as by a server that ran out of time
            raise self._unreadable() from error
        if not isinstance(answer, dict):
            raise self._unreadable()
        return answer

    def _unreadable(self) -> StoreError:
        return StoreError(
            "the store's answer cannot be read: it is cut short, or no SPARQL result.",
            where=_plain(self._query),
            mend="Check ROPA_STORE and the server's limits.",
        )

    def _write(self, update: str) -> None:
        self._send(self._update, {"update": update}, "*/*")

    def _send(self, address: str, form: Mapping[str, str], accept: str) -> httpx.Response:
        try:
            response = self._client.post(address, data=form, headers={"Accept": accept})
        except httpx.TimeoutException as error:
            raise Timeout("the store did not answer in time.", where=_plain(address)) from error
        except httpx.HTTPError as error:
            raise StoreError(
                said("the store cannot be reached: {reason}.", reason=error),
                where=_plain(address),
                mend="Check ROPA_STORE and the server.",
            ) from error
        if response.status_code == httpx.codes.NOT_ACCEPTABLE:
            raise BadQuery("this is another kind of query than was expected.")
        if response.status_code == httpx.codes.BAD_REQUEST and "query" in form:
            raise BadQuery(said("the query does not parse: {reason}.", reason=response.text.strip()[:500]))
        if response.status_code == httpx.codes.LOCKED:
            raise StoreLocked("another program has the store.", where=_plain(address))
        if response.is_redirect:  # followed, an update would arrive as a question without its text
            raise StoreError(
                said("the store has moved to {address}.", address=response.headers.get("location", "")),
                where=_plain(address),
                mend="Set ROPA_STORE to that address.",
            )
        if response.is_error:
            raise StoreError(
                said(
                    "the store answered {status}: {reason}.",
                    status=response.status_code,
                    reason=response.text.strip()[:500],
                ),
                where=_plain(address),
            )
        return response


def _refuse_unfit(address: str) -> None:
    try:
        fits = httpx.URL(address).scheme in {"http", "https"}
    except httpx.InvalidURL:
        fits = False
    if not fits:
        raise BadParameter(
            "this is no address of a SPARQL endpoint.",
            where="ROPA_STORE",
            mend="Use embedded, memory, or an address such as http://localhost:7878/query.",
        )


def _plain(address: str) -> str:
    return str(httpx.URL(address).copy_with(username=None, password=None))


def _state(position: Position) -> list[Triple]:
    node = NamedNode(_STATE)
    return [Triple(node, _REACHED, Literal(position.sequence)), Triple(node, _HASH, Literal(position.hash))]


def _insertion(graphs: Iterable[tuple[str, str]]) -> str:
    blocks = "".join(f"GRAPH <{name}> {{\n{text}}}\n" for name, text in graphs)
    return f"INSERT DATA {{ {blocks} }}"


def _term(found: Mapping[str, Any] | None) -> Term | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(found["value"])
    if found["type"] == "triple":
        return None
    if found.get("xml:lang"):
        return Literal(found["value"], language=found["xml:lang"])
    return (
        Literal(found["value"], datatype=NamedNode(found["datatype"]))
        if "datatype" in found
        else Literal(found["value"])
    )
