"""Property paths: read from a shape or from SPARQL text, written as SPARQL text or as SHACL triples.

Holds the form of paths only; what a path means to a check is the compiler's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ropa.errors import ShapeError
from ropa.namespaces import shorten
from ropa.rdf import BlankNode, NamedNode, Subject, Term, Triple, iri

FIRST, REST, NIL = iri("rdf:first"), iri("rdf:rest"), iri("rdf:nil")


@dataclass(frozen=True)
class Step:
    """One predicate."""

    predicate: NamedNode


@dataclass(frozen=True)
class Inverse:
    """`^path`."""

    path: Path


@dataclass(frozen=True)
class Sequence:
    """`a/b/c`."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """`a|b|c`."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Repeat:
    """`path*`, `path+` or `path?`."""

    path: Path
    sign: str


@dataclass(frozen=True)
class Negated:
    """`!(a|^b)`: any other predicate. In SPARQL text only."""

    forward: tuple[NamedNode, ...]
    backward: tuple[NamedNode, ...]


Path = Step | Inverse | Sequence | Alternative | Repeat | Negated


def name(node: NamedNode) -> str:
    """`dpv:hasPurpose` where one of our prefixes fits, else the IRI in angle brackets."""
    short = shorten(node.value)
    return f"<{node.value}>" if short == node.value else short


def text(path: Path) -> str:
    """SPARQL notation, prefixed names where they fit: the same path always gives the same text."""
    match path:
        case Step(predicate):
            return name(predicate)
        case Inverse(inner):
            return f"^{_tight(inner)}"
        case Sequence(parts):
            return "/".join(_tight(part) for part in parts)
        case Alternative(parts):
            return "|".join(_tight(part) for part in parts)
        case Repeat(inner, sign):
            return f"{_tight(inner)}{sign}"
        case Negated(forward, backward):
            return "!(" + "|".join([name(p) for p in forward] + [f"^{name(p)}" for p in backward]) + ")"


def _tight(path: Path) -> str:
    return name(path.predicate) if isinstance(path, Step) else f"({text(path)})"


def predicates(path: Path) -> Iterator[NamedNode]:
    """Every predicate the path mentions."""
    match path:
        case Step(predicate):
            yield predicate
        case Inverse(inner) | Repeat(inner, _):
            yield from predicates(inner)
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from predicates(part)
        case Negated(forward, backward):
            yield from (*forward, *backward)


def steps(path: Path) -> tuple[Path, ...]:
    """The parts of a sequence, or the path alone; an inverted sequence is turned round."""
    match path:
        case Sequence(parts):
            return tuple(step for part in parts for step in steps(part))
        case Inverse(Sequence(parts)):
            return tuple(step for part in reversed(parts) for step in steps(Inverse(part)))
        case Inverse(Inverse(inner)):
            return steps(inner)
        case _:
            return (path,)


Objects = Callable[[Subject, str], list[Term]]
"""The values of a property of a node, by prefixed name."""


def read(node: Term, objects: Objects, where: str, _seen: frozenset[str] = frozenset()) -> Path:
    """A SHACL path; raises ShapeError where it is none."""
    if isinstance(node, NamedNode):
        return Step(node)
    if not isinstance(node, BlankNode) or node.value in _seen:
        raise ShapeError(f"{node} is no property path (SHACL 2.3.1).", where=where)
    seen = _seen | {node.value}
    if objects(node, "rdf:first"):
        parts = tuple(read(item, objects, where, seen) for item in collection(node, objects, where))
        if len(parts) < 2:
            raise ShapeError("a sequence path needs two members or more (SHACL 2.3.1.2).", where=where)
        return Sequence(parts)
    for term, sign in (("sh:zeroOrMorePath", "*"), ("sh:oneOrMorePath", "+"), ("sh:zeroOrOnePath", "?")):
        if found := objects(node, term):
            return Repeat(read(found[0], objects, where, seen), sign)
    if found := objects(node, "sh:inversePath"):
        return Inverse(read(found[0], objects, where, seen))
    if found := objects(node, "sh:alternativePath"):
        parts = tuple(read(item, objects, where, seen) for item in collection(found[0], objects, where))
        if len(parts) < 2:
            raise ShapeError("an alternative path needs two members or more (SHACL 2.3.1.3).", where=where)
        return Alternative(parts)
    raise ShapeError("a blank node after sh:path is no property path (SHACL 2.3.1).", where=where)


def collection(head: Term, objects: Objects, where: str) -> list[Term]:
    """The members of an RDF list; raises ShapeError where it is broken or endless."""
    members: list[Term] = []
    seen: set[str] = set()
    while head != NIL:
        found = objects(head, "rdf:first") if isinstance(head, NamedNode | BlankNode) else []
        rest = objects(head, "rdf:rest") if isinstance(head, NamedNode | BlankNode) else []
        if len(found) != 1 or len(rest) != 1 or str(head) in seen:
            raise ShapeError("a list is broken: each cell needs one rdf:first and one rdf:rest.", where=where)
        seen.add(str(head))
        members.append(found[0])
        head = rest[0]
    return members


def triples(path: Path, prefix: str) -> tuple[Subject, list[Triple]]:
    """The path as SHACL triples for a report, its blank nodes named after `prefix`."""
    if isinstance(path, Step):
        return path.predicate, []
    node = BlankNode(prefix)
    match path:
        case Inverse(inner):
            return _wrapped(node, "sh:inversePath", inner, prefix)
        case Repeat(inner, sign):
            term = {"*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}[sign]
            return _wrapped(node, term, inner, prefix)
        case Alternative(parts):
            head, found = _list(parts, f"{prefix}l")
            return node, [Triple(node, iri("sh:alternativePath"), head), *found]
        case Sequence(parts):
            return _list(parts, prefix)
        case _:
            raise ShapeError("SHACL has no path for a negated property set.", where=text(path))


def _wrapped(node: BlankNode, term: str, inner: Path, prefix: str) -> tuple[Subject, list[Triple]]:
    below, found = triples(inner, f"{prefix}x")
    return node, [Triple(node, iri(term), below), *found]


def _list(parts: tuple[Path, ...], prefix: str) -> tuple[Subject, list[Triple]]:
    head: Subject = NIL
    found: list[Triple] = []
    for number in range(len(parts), 0, -1):
        item, below = triples(parts[number - 1], f"{prefix}p{number}")
        cell = BlankNode(prefix if number == 1 else f"{prefix}c{number}")
        found += [Triple(cell, FIRST, item), Triple(cell, REST, head), *below]
        head = cell
    return head, found
