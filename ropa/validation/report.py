"""Findings as a standard `sh:ValidationReport`: what `<thing>/findings` graphs hold and `--format turtle` writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from ropa.model import Finding, Rule
from ropa.namespaces import PREFIXES
from ropa.rdf import BlankNode, Literal, NamedNode, Subject, Term, Triple, iri, literal, parse_triples
from ropa.rules import RuleBook
from ropa.rules.paths import Path, triples
from ropa.rules.sparql import Reader

_TYPE = iri("rdf:type")


def report(findings: Iterable[Finding], book: RuleBook | None = None, *, base: str = "urn:ropa:report") -> list[Triple]:
    """The report as triples, blank nodes only in paths; messages of the book's rules in all languages."""
    head = NamedNode(base)
    found = sorted(set(findings))
    statements = [
        Triple(head, _TYPE, iri("sh:ValidationReport")),
        Triple(head, iri("sh:conforms"), literal(not found)),
    ]
    for finding in found:
        result = NamedNode(f"{base}/{key(finding)}")
        statements.append(Triple(head, iri("sh:result"), result))
        statements += _result(result, finding, book.by_iri.get(finding.shape) if book else None)
    return statements


def key(finding: Finding) -> str:
    """A name for a finding that stays the same as long as it is the same finding."""
    parts = (finding.focus, finding.path, finding.value, finding.shape, finding.component, str(finding.bindings))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _result(result: NamedNode, finding: Finding, rule: Rule | None) -> list[Triple]:
    found = [
        Triple(result, _TYPE, iri("sh:ValidationResult")),
        Triple(result, _TYPE, iri("ropa:Finding")),
        Triple(result, iri("sh:focusNode"), term(finding.focus)),
        Triple(result, iri("sh:sourceShape"), term(finding.shape)),
        Triple(result, iri("sh:sourceConstraintComponent"), NamedNode(finding.component)),
        Triple(result, iri("sh:resultSeverity"), iri(f"sh:{finding.severity.name.capitalize()}")),
    ]
    if finding.path:
        node, below = triples(_path(finding.path), f"p{key(finding)}")
        found += [Triple(result, iri("sh:resultPath"), node), *below]
    if finding.value:
        found.append(Triple(result, iri("sh:value"), term(finding.value)))
    if finding.code:
        found.append(Triple(result, iri("ropa:findingCode"), literal(finding.code)))
    if finding.record:
        found.append(Triple(result, iri("ropa:findingIn"), NamedNode(finding.record)))
    if rule:
        found += [Triple(result, iri("sh:resultMessage"), literal(m, language=tag)) for tag, m in rule.messages.items()]
    return found


@lru_cache(maxsize=1024)
def _path(text: str) -> Path:
    return Reader(text, PREFIXES, "").path()


def term(text: str) -> Term:
    """A term of a finding: an IRI as it is, or N-Triples notation."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if text.startswith("<") and text.endswith(">"):
        return NamedNode(text[1:-1])
    if not text.startswith('"'):
        return NamedNode(text)
    node: Subject = NamedNode("urn:x")
    (found,) = parse_triples(f"{node} {node} {text} .", "n-triples")
    return found.object if isinstance(found.object, Literal) else Literal(text)
