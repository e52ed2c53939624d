"""Model to triples and back: the only writer of triples. Knows no field by name; the model says it all.

Holds no law and no text understanding. What the model has no field for stays in the graph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from ropa.model import Duration, Iri, Node, Text
from ropa.model.base import Node as _Node
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Term, Triple, iri, literal

N = TypeVar("N", bound=Node)
_TYPE = iri("rdf:type")
_DURATION = iri("xsd:duration")


@dataclass(frozen=True)
class Slot:
    """One field of a model class: its name, property, kind of value, and whether it holds many."""

    name: str
    term: NamedNode
    kind: type
    many: bool


_SLOTS: dict[type[Node], tuple[Slot, ...]] = {}


def slots(kind: type[Node]) -> tuple[Slot, ...]:
    """The fields of a model class that stand for RDF properties, in the order of the class."""
    if kind not in _SLOTS:
        hints = get_type_hints(kind)
        _SLOTS[kind] = tuple(
            _slot(f.name, f.metadata["term"], hints[f.name]) for f in fields(kind) if "term" in f.metadata
        )
    return _SLOTS[kind]


def _slot(name: str, term: str, hint: Any) -> Slot:
    arguments = [a for a in get_args(hint) if a not in (type(None), Ellipsis)]
    return Slot(name, iri(term), arguments[0], many=getattr(hint, "__origin__", None) is tuple)


Resolve = Callable[[str], str]
"""Makes a relative IRI absolute."""


def settle(node: N, graph: str, resolve: Resolve | None = None) -> N:
    """The same tree with every relative IRI made absolute under `graph`; nodes without one are numbered.

    References between nodes (`Iri` values that are relative: no colon) are settled alike. `resolve` stands in
    where not everything relative lies under the graph, such as parties.
    """
    numbers = _Numbers(Counter(), frozenset(_named(node)))
    return _settle(node, resolve or (lambda relative: absolute(relative, graph)), numbers)


class _Numbers(NamedTuple):
    """How many nodes of a segment have been numbered, and the IRIs that others have already."""

    last: Counter[str]
    taken: frozenset[str]


def _named(node: Node) -> Iterator[str]:
    yield node.iri
    for slot in slots(type(node)):
        if issubclass(slot.kind, _Node):
            for child in getattr(node, slot.name):
                yield from _named(child)


def _settle(node: N, resolve: Resolve, numbers: _Numbers) -> N:
    changes: dict[str, Any] = {"iri": resolve(node.iri)}
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        if issubclass(slot.kind, _Node):
            changes[slot.name] = tuple(_settle(_numbered(v, numbers), resolve, numbers) for v in value)
        elif slot.kind is Iri and value:
            moved = tuple(Iri(resolve(v)) for v in (value if slot.many else (value,)))
            changes[slot.name] = moved if slot.many else moved[0]
    return replace(node, **changes)


def _numbered(node: N, numbers: _Numbers) -> N:
    if node.iri:
        return node
    name = ""
    while not name or name in numbers.taken:
        numbers.last[node.segment] += 1
        name = f"{node.segment}/{numbers.last[node.segment]}"
    return replace(node, iri=name)


def absolute(relative: str, graph: str) -> str:
    """`activity/orders` under its graph; what has a scheme (`https:`, `mailto:`, `tel:`) stays as it is."""
    if ":" in relative:
        return expand(relative)
    return f"{graph}/{relative}" if relative else graph


def triples(node: Node, *, stated: bool = False) -> list[Triple]:
    """All triples of a settled node and of the nodes below it, sorted, none twice.

    `stated` gives the twin's classes, so that no rule about records meets what a notice merely says.
    """
    return sorted(set(_triples(node, stated)), key=str)


def _triples(node: Node, stated: bool) -> Iterator[Triple]:
    subject = NamedNode(node.iri)
    for name in (node.stated,) if stated and node.stated else node.types:
        yield Triple(subject, _TYPE, iri(name))
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        for item in value if slot.many else [] if value is None else [value]:
            if isinstance(item, Node):
                yield Triple(subject, slot.term, NamedNode(item.iri))
                yield from _triples(item, stated)
            else:
                yield Triple(subject, slot.term, to_term(item))


def to_term(value: Any) -> Term:
    """A value of a model field as an RDF term."""
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, Text):
        return literal(value.value, language=value.language or None)
    if isinstance(value, Duration):
        return Literal(str(value), datatype=_DURATION)
    if isinstance(value, (bool, int, date)):
        return literal(value)
    return literal(str(value))


def from_term(term: Term, kind: type) -> Any:
    """An RDF term as a value of a model field; None where it is not of that kind (it stays in the graph)."""
    text = term.value
    if kind is Iri:
        return Iri(text) if isinstance(term, NamedNode) else None
    if not isinstance(term, Literal):
        return None
    if kind is Text:
        return Text(text, term.language or "")
    if kind is Duration:
        return Duration(text)
    if kind is bool:
        return {"true": True, "1": True, "false": False, "0": False}.get(text)
    try:
        return date.fromisoformat(text[:10]) if kind is date else int(text)
    except ValueError:
        return None


Index = Mapping[str, Mapping[str, list[Term]]]


def index(statements: Iterable[Triple]) -> Index:
    """Subject to property to values, sorted: what `read` reads from."""
    table: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for t in sorted(set(statements), key=str):
        if isinstance(t.subject, NamedNode) and not isinstance(t.object, Triple):
            table[t.subject.value][t.predicate.value].append(t.object)
    return table


_DEEPEST, _OFTEN = 64, 16


def read(kind: type[N], node: str, source: Index) -> N:
    """A node of a class and all below it, from an index. A cycle is cut where it closes.

    Engagements within engagements, which may be joined into a net of endless ways, are read 64 deep, and each of
    them on 16 ways.
    """
    return _read(kind, node, source, frozenset(), Counter())


def _read(kind: type[N], node: str, source: Index, path: frozenset[str], met: Counter[str]) -> N:
    values: dict[str, Any] = {"iri": node}
    own, path = source.get(node, {}), path | {node}
    for slot in slots(kind):
        terms = own.get(slot.term.value, [])
        if issubclass(slot.kind, _Node):
            below = [t.value for t in terms if isinstance(t, NamedNode) and t.value not in path]
            if slot.kind is kind:
                met.update(below)
                below = [child for child in below if met[child] <= _OFTEN and len(path) < _DEEPEST]
            values[slot.name] = tuple(_read(slot.kind, child, source, path, met) for child in below)
        else:
            found = [v for v in (from_term(t, slot.kind) for t in terms) if v is not None]
            values[slot.name] = tuple(found) if slot.many else (found[0] if found else None)
    return kind(**values)
