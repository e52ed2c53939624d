"""Turtle, TriG, JSON-LD, N-Quads, N-Triples and RDF/XML: graphs by IRI, foreign data sorted into them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TypeVar

from ropa.errors import UnreadableFile, said
from ropa.importing.decoding import decode
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.namespaces import mint
from ropa.rdf import BlankNode, NamedNode, Quad, Triple, parse

RANK = 10
LIGHT = True

_FORMATS = {
    "ttl": "turtle", "turtle": "turtle", "trig": "trig", "jsonld": "json-ld", "nq": "n-quads", "nt": "n-triples",
    "rdf": "xml", "owl": "xml",
}  # fmt: skip
_KINDS = ("record", "party", "notice")

T = TypeVar("T")


def accepts(file: File) -> bool:
    """By ending; JSON where its first object has JSON-LD keywords; text that begins with a prefix line."""
    if file.ending in _FORMATS:
        return True
    if file.ending == "json" or (not file.ending and file.begins(b"{", b"[")):
        return any(mark in file.data[:200_000] for mark in (b'"@context"', b'"@graph"', b'"@id"')) and not _exchange(
            file
        )
    return file.ending in {"", "txt"} and file.begins(b"@prefix", b"@base", b"prefix ")


def _exchange(file: File) -> bool:
    try:
        loaded = json.loads(file.data)
    except (ValueError, RecursionError):
        return False
    return isinstance(loaded, dict) and ("controller" in loaded or "legal_bases" in loaded)


def read(file: File) -> Imported:
    """All graphs of the file; none is dropped."""
    text, encoding = decode(file)
    format = _FORMATS.get(file.ending, "json-ld" if file.begins(b"{", b"[") else "trig")
    return read_as(file, format, format, encoding, text)


def read_as(file: File, format: str, name: str, encoding: str, text: str = "") -> Imported:
    """As `read`, in a format given; `name` is what the outcome calls it."""
    text = text or file.data.decode()
    base = file.settings.base
    quads = parse(text, format, base=f"{base}/", where=file.name)
    if not quads:
        raise UnreadableFile("there is not one statement in this file.", where=file.name, mend="Hand in a graph.")
    graphs, remarks = _sorted(quads, base, file)
    return Imported(graphs=graphs, format=name, encoding=encoding, text=text, remarks=tuple(remarks))


def _sorted(quads: list[Quad], base: str, file: File) -> tuple[dict[str, tuple[Triple, ...]], list[str]]:
    rest = mint(base, "unplaced", file.stem)
    home = _homes(quads, base, rest)
    names = _names(quads)
    out: dict[str, set[Triple]] = defaultdict(set)
    lost: set[str] = set()
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else home[str(quad.subject)]
        if graph == rest:
            lost.add(quad.subject.value if isinstance(quad.subject, NamedNode) else "a node without an IRI")
        subject = _named(quad.subject, graph, names)
        object = _named(quad.object, graph, names)
        out[graph].add(Triple(subject, quad.predicate, object))
    remarks: list[str] = [
        said("{node}: lies under no record, party or notice; kept in {rest}.", node=each, rest=rest)
        for each in sorted(lost)[:50]
    ]
    if len(lost) > 50:
        remarks.append(said("{count} more subjects are kept in {rest}.", count=len(lost) - 50, rest=rest))
    return {graph: tuple(sorted(triples, key=str)) for graph, triples in sorted(out.items())}, remarks


def _homes(quads: list[Quad], base: str, rest: str) -> dict[str, str]:
    """The graph of each subject outside named graphs; a blank node follows who points to it."""
    home: dict[str, str] = {}
    pointing: dict[str, str] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            continue
        if isinstance(quad.object, BlankNode):
            pointing.setdefault(str(quad.object), str(quad.subject))
        if isinstance(quad.subject, NamedNode):
            home[str(quad.subject)] = _graph_of(quad.subject.value, base) or rest
    for quad in quads:
        seen: set[str] = set()
        node = str(quad.subject)
        while node not in home and node in pointing and node not in seen:
            seen.add(node)
            node = pointing[node]
        home.setdefault(str(quad.subject), home.get(node, rest))
    return home


def _graph_of(iri: str, base: str) -> str:
    """`<base>/record/x` for anything at or below it."""
    if not iri.startswith(f"{base}/"):
        return ""
    kind, _, below = iri[len(base) + 1 :].partition("/")
    name = below.split("/")[0].split("#")[0]
    return f"{base}/{kind}/{name}" if kind in _KINDS and name else ""


def _names(quads: list[Quad]) -> dict[str, str]:
    """A hash for each blank node, from what it says and from what the nodes it points to say."""
    about: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in quads:
        for term in (quad.subject, quad.object):
            if isinstance(term, BlankNode):
                about.setdefault(str(term), [])
        if isinstance(quad.subject, BlankNode):
            about[str(quad.subject)].append((quad.predicate.value, str(quad.object)))
    names = dict.fromkeys(about, "")
    for _ in range(min(len(about), 12)):
        names = {
            node: hashlib.sha256("\n".join(sorted(f"{p} {names.get(o, o)}" for p, o in said)).encode()).hexdigest()[:16]
            for node, said in about.items()
        }
    return names


def _named(term: T, graph: str, names: dict[str, str]) -> T | NamedNode:
    return NamedNode(f"{graph}/node/{names[str(term)]}") if isinstance(term, BlankNode) else term
