"""Cases of the W3C SHACL test suite, found by walking its manifests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ropa.model import Finding
from ropa.rdf import NamedNode, Term, Triple, parse_triples
from ropa.rules.shapes import Graph
from ropa.validation.reference import findings

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"


def folder() -> Path | None:
    """The suite's folder, or None where ROPA_REFERENCE does not lead to one."""
    given = os.environ.get("ROPA_REFERENCE", "")
    found = Path(given) / "w3c/data-shapes/data-shapes-test-suite/tests"
    return found if given and found.is_dir() else None


@dataclass(frozen=True)
class Case:
    """One test: where the data and the shapes are, and what must come out (None: a failure)."""

    name: str
    data: tuple[Triple, ...]
    shapes: tuple[Triple, ...]
    expected: tuple[Finding, ...] | None


def cases(part: str) -> list[Case]:
    """Every case below `core` or `sparql`, in the order of the file names."""
    root = folder()
    if root is None:
        return []
    return [case for file in sorted((root / part).rglob("*.ttl")) for case in _cases(file, root)]


def _read(file: Path) -> tuple[Triple, ...]:
    return tuple(parse_triples(file.read_bytes(), "turtle", base=file.as_uri(), where=file.name))


def _cases(file: Path, root: Path) -> list[Case]:
    triples = _read(file)
    graph = Graph(triples)
    found = []
    for node in graph.having(f"{MF}action"):
        (action,) = graph.objects(node, f"{MF}action")
        (result,) = graph.objects(node, f"{MF}result")
        data, shapes = (_part(graph, action, f"{SHT}{kind}Graph", file, triples) for kind in ("data", "shapes"))
        expected = None if result == NamedNode(f"{SHT}Failure") else _expected(graph, result)
        found.append(Case(f"{file.parent.relative_to(root)}/{file.stem}", data, shapes, expected))
    return found


def _part(graph: Graph, action: Term, term: str, file: Path, own: tuple[Triple, ...]) -> tuple[Triple, ...]:
    (place,) = graph.objects(action, term)
    path = Path(place.value.removeprefix("file://"))
    return own if path == file else _read(path)


def _expected(graph: Graph, report: Term) -> tuple[Finding, ...]:
    wanted = graph.objects(report, "http://www.w3.org/ns/shacl#result")
    return tuple(sorted(finding for result in wanted for finding in findings(graph, (result,))))
