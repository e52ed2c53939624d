"""The rule book: every file under `shapes/` as a Rule, held to the contract of design.md.

Knows no law: it asks that a rule says what it must say, in each language. How shapes are read is in
`reading.py`, how they are checked in `validation/`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ropa.errors import NotFound, ShapeError, UnreadableFile, said
from ropa.model import Rule, Severity
from ropa.namespaces import expand, shorten
from ropa.rdf import DefaultGraph, Literal, NamedNode, Quad, Term, Triple, iri, parse
from ropa.rules.citation import cite, disagreement
from ropa.rules.reading import shapes
from ropa.rules.shapes import SH, Graph, Shape, targeted

LANGUAGES = ("en", "fi", "sv")
SEVERITIES = {f"{SH}{severity.name.capitalize()}": severity for severity in Severity}
_SLOT = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class RuleBook:
    """All rules, sorted by IRI, and the shape each one states."""

    rules: tuple[Rule, ...]
    trees: dict[str, Shape]
    """Rule IRI to its shape."""
    version: str
    """Hash over the files: same rules, same version."""

    @cached_property
    def by_iri(self) -> dict[str, Rule]:
        return {rule.iri: rule for rule in self.rules}

    @cached_property
    def by_code(self) -> dict[str, tuple[Rule, ...]]:
        """A code is a family: several rules may share it."""
        families: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            families[rule.code] = (*families.get(rule.code, ()), rule)
        return dict(sorted(families.items()))

    def find(self, name: str) -> tuple[Rule, ...]:
        """Rules by finding code, IRI, prefixed name or file stem; raises NotFound."""
        wanted = expand(name)
        found = self.by_code.get(name) or tuple(
            rule for rule in self.rules if wanted == rule.iri or Path(rule.file).stem == name
        )
        if not found:
            raise NotFound(said("there is no rule '{name}'.", name=name), mend="`ropa rules` lists them all.")
        return found

    def in_force(self, day: date) -> tuple[Rule, ...]:
        """The rules whose validity covers a day, both ends included."""
        return tuple(
            rule
            for rule in self.rules
            if (rule.valid_from is None or rule.valid_from <= day)
            and (rule.last_valid_day is None or day <= rule.last_valid_day)
        )

    def triples(self) -> list[Triple]:
        """All shapes in one graph, in the order of the rules."""
        return [triple for rule in self.rules for triple in rule.shape]


def load(*folders: Path) -> RuleBook:
    """Every `**/*.trig` below the folders; a file takes the place of one of the same name in a folder before its own.

    Raises ShapeError with file, shape and clause for the first one refused.
    """
    files = {file.relative_to(folder): file for folder in folders for file in folder.rglob("*.trig")}
    rules: list[Rule] = []
    trees: dict[str, Shape] = {}
    digest = hashlib.sha256()
    for place, file in sorted(files.items()):
        name, data = place.as_posix(), file.read_bytes()
        digest.update(f"{name}\n{len(data)}\n".encode() + data)
        rule, tree = read_rule(data, name)
        if rule.iri in trees:
            raise ShapeError("another file states this rule already.", where=f"{name}: {shorten(rule.iri)}")
        rules.append(rule)
        trees[rule.iri] = tree
    return RuleBook(tuple(sorted(rules, key=lambda rule: rule.iri)), trees, digest.hexdigest())


def read_rule(data: bytes, file: str) -> tuple[Rule, Shape]:
    """One rule file, given as bytes; `file` is its path below the folder of rules."""
    try:
        quads = parse(data, "trig", where=file)
    except UnreadableFile as error:
        raise ShapeError(error.what, where=error.where, mend=error.mend) from error
    statements = _default(quads)
    graph = Graph(statements)
    roots = targeted(graph)
    if len(roots) != 1:
        raise ShapeError(
            f"the file holds {len(roots)} targeted shapes.", where=file, mend="One rule file states exactly one."
        )
    root = roots[0]
    if not isinstance(root, NamedNode):
        raise ShapeError("the targeted shape has no IRI.", where=file, mend="Name it `shape:` and CamelCase.")
    where = f"{file}: {shorten(root.value)}"
    tree = shapes(statements, file)[0]
    rule = _rule(graph, root, quads, file, where)
    _check_slots(rule, tree, where)
    return rule, tree


def _rule(graph: Graph, root: NamedNode, quads: list[Quad], file: str, where: str) -> Rule:
    sources = tuple(sorted(term.value for term in _needed(graph, root, "dct:source", where)))
    if fault := disagreement(Path(file).stem, sources):
        raise ShapeError(fault, where=where, mend="Name the file after the article, paragraph and point it cites.")
    severity = _needed(graph, root, "sh:severity", where)[0].value
    if severity not in SEVERITIES:
        raise ShapeError("sh:severity must be sh:Violation, sh:Warning or sh:Info.", where=where)
    valid_from = _day(graph.one(root, "ropa:validFrom", where), where)
    if valid_from is None:
        raise ShapeError("ropa:validFrom is missing.", where=where, mend="State the first day the rule holds.")
    return Rule(
        iri=root.value,
        code=_needed(graph, root, "ropa:findingCode", where)[0].value,
        severity=SEVERITIES[severity],
        labels=_by_language(graph, root, "rdfs:label", where),
        messages=_by_language(graph, root, "sh:message", where),
        sources=sources,
        articles=tuple(cite(source, Path(file).stem) for source in sources),
        valid_from=valid_from,
        last_valid_day=_day(graph.one(root, "ropa:lastValidDay", where), where),
        whole_register=iri("ropa:AllRecords") in graph.objects(root, "ropa:scope"),
        comment=" ".join(_comments(graph, root)),
        readings=_readings(graph, root),
        file=file,
        shape=tuple(graph.triples),
        good=_named(quads, "good", where),
        bad=_named(quads, "bad", where),
    )


def _default(quads: list[Quad]) -> list[Triple]:
    return [Triple(q.subject, q.predicate, q.object) for q in quads if isinstance(q.graph_name, DefaultGraph)]


def _named(quads: list[Quad], fragment: str, where: str) -> tuple[Triple, ...]:
    found = tuple(
        Triple(q.subject, q.predicate, q.object)
        for q in quads
        if isinstance(q.graph_name, NamedNode) and q.graph_name.value.endswith(f"#{fragment}")
    )
    if not found:
        raise ShapeError(f"the example graph <#{fragment}> is missing.", where=where, mend="Add the smallest example.")
    return found


def _needed(graph: Graph, root: NamedNode, term: str, where: str) -> list[Term]:
    found = graph.objects(root, term)
    if not found:
        raise ShapeError(f"{term} is missing.", where=where)
    return found


def _by_language(graph: Graph, root: NamedNode, term: str, where: str) -> dict[str, str]:
    found = {t.language: t.value for t in graph.objects(root, term) if isinstance(t, Literal) and t.language}
    for language in LANGUAGES:
        if not found.get(language, "").strip():
            raise ShapeError(f"{term} is missing in '{language}'.", where=where, mend="Say it in fi, sv and en.")
    return dict(sorted(found.items()))


def _comments(graph: Graph, root: NamedNode) -> list[str]:
    found = [t for t in graph.objects(root, "rdfs:comment") if isinstance(t, Literal)]
    return sorted(t.value for t in found if t.language in {None, "en"})


def _readings(graph: Graph, root: NamedNode) -> dict[str, str]:
    found = [t for t in graph.objects(root, "rdfs:comment") if isinstance(t, Literal)]
    return {t.language: t.value for t in found if t.language in {"fi", "sv"}}


def _day(term: Term | None, where: str) -> date | None:
    if term is None:
        return None
    try:
        return date.fromisoformat(term.value)
    except ValueError as error:
        raise ShapeError(f"{term} is no day.", where=where, mend='Write "2018-05-25"^^xsd:date.') from error


def _check_slots(rule: Rule, tree: Shape, where: str) -> None:
    """Every `{?slot}` of a message is a variable that each SPARQL constraint of the rule projects."""
    projected = {"this", "value", "path"}
    for constraint in tree.constraints:
        if constraint.validator and constraint.validator.select:
            projected |= {variable[1:] for _, variable in constraint.validator.select.projection}
    for language, words in rule.messages.items():
        for slot in _SLOT.findall(words):
            if slot not in projected:
                raise ShapeError(
                    f"the message in '{language}' has the slot {{?{slot}}}, which no SELECT of the rule projects.",
                    where=where,
                )
