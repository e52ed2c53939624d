"""SHACL shapes as a tree: read from a shapes graph, refused where they are recursive or not supported.

Holds what shapes say, not how it is checked (`validation/`) and not what a rule file must state (`book.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ropa.errors import ShapeError
from ropa.namespaces import PREFIXES, shorten
from ropa.rdf import BlankNode, Literal, NamedNode, Subject, Term, Triple, iri
from ropa.rules.paths import Path, collection
from ropa.rules.tree import Group, Select

SH = PREFIXES["sh"]


@dataclass(frozen=True)
class Target:
    """Where focus nodes come from: `kind` is class, node, subjectsOf or objectsOf."""

    kind: str
    term: Term


@dataclass(frozen=True)
class Validator:
    """SPARQL of a constraint: a SELECT, or the group of an ASK, with what is substituted in it."""

    node: Subject
    select: Select | None = None
    ask: Group | None = None
    parameters: tuple[tuple[str, Term], ...] = ()
    """Variable (with `?`) and the constant it stands for."""
    unbound: tuple[str, ...] = ()
    """Optional parameters without a value."""
    messages: tuple[Literal, ...] = ()


@dataclass(frozen=True)
class Constraint:
    """One constraint: its kind is the local name of its parameter (`minCount`), `sparql` or `component`."""

    kind: str
    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Shape, ...] = ()
    flags: str = ""
    siblings: tuple[Shape, ...] = ()
    validator: Validator | None = None


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape where it has a path."""

    node: Subject
    path: Path | None
    targets: tuple[Target, ...]
    severity: str
    deactivated: bool
    constraints: tuple[Constraint, ...]
    messages: tuple[Literal, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """Its IRI, or `_:label`."""
        return self.node.value if isinstance(self.node, NamedNode) else str(self.node)


class Graph:
    """A shapes graph asked by subject and prefixed property name."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._table: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.subjects: dict[str, Subject] = {}
        self.triples = tuple(dict.fromkeys(triples))
        for triple in self.triples:
            if isinstance(triple.object, Triple) or isinstance(triple.subject, Triple):
                continue
            self.subjects[str(triple.subject)] = triple.subject
            self._table[str(triple.subject)][triple.predicate.value].append(triple.object)

    def objects(self, node: Term, term: str) -> list[Term]:
        """The values of a property, in the order of the file."""
        row = self._table.get(str(node))
        return list(row.get(iri(term).value, ())) if row else []

    def one(self, node: Term, term: str, where: str) -> Term | None:
        """The only value, or None; raises ShapeError where there are several."""
        found = self.objects(node, term)
        if len(found) > 1:
            raise ShapeError(f"{term} may stand only once in a shape.", where=where)
        return found[0] if found else None

    def predicates(self, node: Term) -> list[str]:
        """Full IRIs of the properties of a node."""
        return list(self._table.get(str(node), ()))

    def having(self, term: str) -> list[Subject]:
        """Every subject with that property, in the order of the file."""
        wanted = iri(term).value
        return [self.subjects[key] for key, row in self._table.items() if wanted in row]

    def is_a(self, node: Term, kind: str) -> bool:
        """Whether a type of the node is the class or, in this graph, a subclass of it."""
        todo = self.objects(node, "rdf:type")
        seen: set[str] = set()
        while todo:
            found = todo.pop()
            if found == iri(kind):
                return True
            if str(found) not in seen:
                seen.add(str(found))
                todo += self.objects(found, "rdfs:subClassOf")
        return False

    def list_of(self, head: Term, where: str) -> list[Term]:
        """The members of an RDF list."""
        return collection(head, self.objects, where)


def targets(graph: Graph, node: Subject, where: str) -> tuple[Target, ...]:
    """The targets a shape states, the implicit one of a class that is a shape included."""
    found = [
        Target(kind, term)
        for kind, property_ in (
            ("class", "sh:targetClass"),
            ("node", "sh:targetNode"),
            ("subjectsOf", "sh:targetSubjectsOf"),
            ("objectsOf", "sh:targetObjectsOf"),
        )
        for term in graph.objects(node, property_)
    ]
    for target in found:
        if isinstance(target.term, BlankNode) or (target.kind != "node" and not isinstance(target.term, NamedNode)):
            raise ShapeError(f"{target.term} cannot be a target (SHACL 2.1.3).", where=where)
    is_shape = graph.is_a(node, "sh:NodeShape") or graph.is_a(node, "sh:PropertyShape")
    if is_shape and isinstance(node, NamedNode) and graph.is_a(node, "rdfs:Class"):
        found.append(Target("class", node))
    return tuple(dict.fromkeys(found))


def targeted(graph: Graph) -> list[Subject]:
    """Every shape with a target, in the order of the file."""
    return [node for node in graph.subjects.values() if targets(graph, node, place(node))]


def place(node: Term) -> str:
    """How a shape is named in messages."""
    return shorten(node.value) if isinstance(node, NamedNode) else str(node)
