"""The same check by pySHACL on an rdflib memory graph: slow, and what the compiled rules are held equal to.

The only importer of pyshacl, and with the tests of rdflib. Reads nothing from the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.term import BNode, Identifier, Node, URIRef

from ropa.errors import ShapeError
from ropa.model import Finding, Severity
from ropa.namespaces import PREFIXES, expand
from ropa.rdf import BlankNode, Literal, NamedNode, Term, Triple, iri
from ropa.rules.paths import read, text
from ropa.rules.shapes import SH, Graph
from ropa.validation.check import plain

_SEVERITIES = {f"{SH}{severity.name.capitalize()}": severity for severity in Severity}
_SKOLEM = "urn:ropa:blank:"


class PreparedGraph(rdflib.Graph):
    """A graph that parses each query once: pySHACL asks the same text again for every focus node.

    Nothing else differs from an rdflib memory graph; what it answers is the same, in a tenth of the time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(
        self,
        query_object: str | Query,
        processor: str | Processor = "sparql",
        result: str | type[Result] = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        use_store_provided: bool = True,
        **kwargs: Any,
    ) -> Result:
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs or dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, processor, result, initNs, initBindings, use_store_provided, **kwargs)


def reference_check(shapes: Iterable[Triple], data: Iterable[Triple] | rdflib.Graph) -> list[Finding]:
    """What pySHACL finds, sorted; no codes, records or bindings. Raises ShapeError where it gives up."""
    kept = _named_shapes(tuple(shapes))
    shape_graph = to_rdflib((*kept, *_prefix_declarations(kept)))
    graph = data if isinstance(data, rdflib.Graph) else to_rdflib(data)
    _, report, explanation = pyshacl.validate(
        graph, shacl_graph=shape_graph, inference="none", inplace=True, meta_shacl=False
    )
    if not isinstance(report, rdflib.Graph):
        raise ShapeError(f"pySHACL gave up: {explanation}")
    return findings(Graph(from_rdflib(report)))


def findings(report: Graph, results: Iterable[Term] | None = None) -> list[Finding]:
    """The results of a validation report, all or some, sorted."""
    if results is None:  # what hangs below as sh:detail is no result of its own
        results = [result for node in report.having("sh:result") for result in report.objects(node, "sh:result")]
    return sorted(_finding(report, result) for result in results)


def _finding(report: Graph, result: Term) -> Finding:
    def one(term: str) -> Term | None:
        values = report.objects(result, term)
        return values[0] if values else None

    path, value, severity = one("sh:resultPath"), one("sh:value"), one("sh:resultSeverity")
    shape, focus, component = one("sh:sourceShape"), one("sh:focusNode"), one("sh:sourceConstraintComponent")
    return Finding(
        focus=plain(focus) if focus else "",
        path=text(read(path, report.objects, "report")) if path else "",
        value=str(value) if value else "",
        shape=_shape_name(shape),
        component=component.value if component else "",
        severity=_SEVERITIES.get(severity.value if severity else "", Severity.VIOLATION),
        code="",
    )


def _shape_name(shape: Term | None) -> str:
    if shape is None:
        return ""
    found = plain(shape)
    return f"_:{found.removeprefix(_SKOLEM)}" if found.startswith(_SKOLEM) else found


def _named_shapes(triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    """Blank property shapes get an IRI, so that results can be told apart."""
    path = iri("sh:path")
    blank = {t.subject for t in triples if t.predicate == path and isinstance(t.subject, BlankNode)}

    def named(term: Term) -> Term:
        return NamedNode(f"{_SKOLEM}{term.value}") if term in blank else term

    kept = []
    for t in triples:
        subject, target = t.subject, t.object
        if isinstance(subject, NamedNode | BlankNode) and not isinstance(target, Triple):
            renamed = named(subject)
            kept.append(Triple(renamed if not isinstance(renamed, Literal) else subject, t.predicate, named(target)))
    return tuple(kept)


def _prefix_declarations(triples: Iterable[Triple]) -> list[Triple]:
    """Our prefixes, for every holder that rules name and no file of this graph declares."""
    kept = tuple(triples)
    declared = {t.subject for t in kept if t.predicate == iri("sh:declare")}
    holders = {t.object for t in kept if t.predicate == iri("sh:prefixes")} - declared
    found: list[Triple] = []
    for holder in sorted((h for h in holders if isinstance(h, NamedNode)), key=str):
        for prefix, namespace in PREFIXES.items():
            node = BlankNode()
            found += [
                Triple(holder, iri("sh:declare"), node),
                Triple(node, iri("sh:prefix"), Literal(prefix)),
                Triple(node, iri("sh:namespace"), Literal(namespace, datatype=iri("xsd:anyURI"))),
            ]
    return found


def to_rdflib(triples: Iterable[Triple], *, prepared: bool = False) -> rdflib.Graph:
    """An rdflib memory graph, lexical forms untouched; `prepared`: one that parses each query once."""
    graph = PreparedGraph() if prepared else rdflib.Graph()
    for t in triples:
        if not isinstance(t.subject, Triple) and not isinstance(t.object, Triple):
            graph.add((_to(t.subject), URIRef(t.predicate.value), _to(t.object)))
    return graph


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """The triples of an rdflib graph in the order of their text."""
    found: list[Triple] = []
    for s, p, o in graph:
        subject = _from(s)
        if not isinstance(subject, Literal):
            found.append(Triple(subject, NamedNode(str(p)), _from(o)))
    return sorted(found, key=str)


def _to(term: Term) -> Identifier:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain_string = term.datatype.value == expand("xsd:string")
    return rdflib.Literal(term.value, datatype=None if plain_string else URIRef(term.datatype.value), normalize=False)


def _from(term: Node) -> Term:
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    return NamedNode(str(term))


__all__ = ["PreparedGraph", "findings", "from_rdflib", "reference_check", "to_rdflib"]
