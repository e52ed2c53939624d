"""RDF terms, and reading and writing RDF text. The one door to pyoxigraph's parsers.

Holds no store (that is `store/embedded.py`) and fetches nothing from the network. Terms keep the
lexical form they were written in; only a store may rewrite it.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.namespaces import PREFIXES, expand

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfFormat",
    "Subject",
    "Term",
    "Triple",
    "canonical",
    "content_hash",
    "iri",
    "literal",
    "parse",
    "parse_triples",
    "read_terms",
    "serialize",
]

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
_MAX_NESTING = 200
_OPAQUE = re.compile(
    rb'''"""(?:[^"\\]|\\.|"(?!""))*+""" | \'{3}(?:[^\'\\]|\\.|\'(?!\'\'))*+\'{3}
    | "(?:[^"\\\n]|\\.)*+" | \'(?:[^\'\\\n]|\\.)*+\' | <[^<>"{}|^`\x00-\x20]*+> | \#[^\n\r]*+ | \\.''',
    re.DOTALL | re.VERBOSE,
)
"""Strings, IRIs, comments and escaped signs: brackets inside them nest nothing."""
_NO_BRACKETS = bytes(set(range(256)) - set(b"[](){}<>"))
_TYPE = str(NamedNode(PREFIXES["rdf"] + "type"))

FORMATS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "json-ld": RdfFormat.JSON_LD,
    "n-quads": RdfFormat.N_QUADS,
    "n-triples": RdfFormat.N_TRIPLES,
    "xml": RdfFormat.RDF_XML,
}


def iri(name: str) -> NamedNode:
    """A node from a full IRI or from a prefixed name such as `dpv:hasPurpose`."""
    return NamedNode(expand(name))


def literal(value: str | bool | int | date, *, language: str | None = None, datatype: str = "") -> Literal:
    """A literal; dates become `xsd:date`, booleans and integers their XSD types."""
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=iri("xsd:date"))
    if not isinstance(value, str):
        return Literal(value)
    if language:
        return Literal(value, language=language)
    return Literal(value, datatype=iri(datatype)) if datatype else Literal(value)


def parse(text: bytes | str, format: str, *, base: str | None = None, where: str = "") -> list[Quad]:
    """All quads of a document, in order, lexical forms untouched.

    Raises UnreadableFile with the line of the fault, TooLarge where brackets nest too deep.
    XML with a DTD is refused: entities are a bomb.
    """
    try:
        data = text.encode() if isinstance(text, str) else text
        _refuse_hostile(data, format, where)
        with uncollected():
            return list(ox.parse(data, format=FORMATS[format], base_iri=base))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = said("{where}, line {line}", where=where, line=line) if line else where
        raise UnreadableFile(
            said("this is not valid {format}: {reason}.", format=format, reason=_reason(error)),
            where=place,
            mend="Correct that line and try again.",
        ) from error


def parse_triples(
    text: bytes | str, format: str = "turtle", *, base: str | None = None, where: str = ""
) -> list[Triple]:
    """As `parse`, the graph names left out."""
    return [Triple(q.subject, q.predicate, q.object) for q in parse(text, format, base=base, where=where)]


def read_terms(written: Sequence[bytes]) -> list[Term | None]:
    """Terms from how answers in tab-separated values write them; None for a triple as a term."""
    text = b"?term\n" + b"".join(term + b"\n" for term in written)
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
    if not isinstance(answer, ox.QuerySolutions):
        return []
    return [term if isinstance(term, (NamedNode, BlankNode, Literal)) else None for (term,) in answer]


def serialize(
    triples: Iterable[Triple | Quad], format: str = "turtle", *, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Sorted, with our prefixes: the same graph gives the same bytes."""
    ordered: Any = sorted(triples, key=_reading_order)
    used = _used_prefixes(ordered, prefixes) if format in {"turtle", "trig", "xml"} else {}
    text = ox.serialize(ordered, format=FORMATS[format], prefixes=used) or b""
    return _with_sorted_prefixes(text) if format in {"turtle", "trig"} else text


def _reading_order(statement: Triple | Quad) -> tuple[str, str, bool, str, str]:
    """Graph by graph, a node before those below it, its class first."""
    graph = str(statement.graph_name) if isinstance(statement, Quad) else ""
    predicate = str(statement.predicate)
    return graph, str(statement.subject).rstrip(">"), predicate != _TYPE, predicate, str(statement.object)


def _with_sorted_prefixes(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    heads = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join(sorted(heads)) + b"".join(lines[len(heads) :])


def canonical(triples: Iterable[Triple]) -> str:
    """N-Triples, one sorted line per distinct triple: what is hashed, journaled and compared."""
    return "".join(f"{line} .\n" for line in sorted({str(triple) for triple in triples}))


def content_hash(triples: Iterable[Triple]) -> str:
    """SHA-256 over the canonical form, in hex."""
    return hashlib.sha256(canonical(triples).encode()).hexdigest()


def _used_prefixes(statements: Iterable[Triple | Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    text = "\n".join(map(str, statements))
    return {name: namespace for name, namespace in prefixes.items() if f"<{namespace}" in text}


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the search for cycles: terms hold none, and looking for one took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _refuse_hostile(data: bytes, format: str, where: str) -> None:
    if format == "xml" and re.search(rb"<!DOCTYPE", data, re.IGNORECASE):
        raise UnreadableFile("XML with a document type declaration is not read.", where=where, mend="Remove it.")
    if format != "xml" and _deepest(data, format) > _MAX_NESTING:
        raise TooLarge(said("brackets nest deeper than {most} levels.", most=_MAX_NESTING), where=where)


def _deepest(data: bytes, format: str) -> int:
    """How deep brackets and triple terms (`<<`) nest; 0 where there are too few to matter."""
    nesting = (b"[", b"(", b"<<", b"{") if format == "json-ld" else (b"[", b"(", b"<<")
    if sum(data.count(opening) for opening in nesting) <= _MAX_NESTING:
        return 0
    depth = deepest = 0
    for bracket in _OPAQUE.sub(b"", data).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[({<" else -1
        deepest = max(deepest, depth)
    return deepest


def _reason(error: SyntaxError | ValueError) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return re.sub(r"\s*(Parser error )?at line \d+.*?:\s*", "", text or "").strip().rstrip(".")
