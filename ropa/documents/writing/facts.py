"""Facts of a model tree as things to be said, each with the triples that say it. Knows no language and no pattern."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from ropa.model import Duration, Iri, Node, Text
from ropa.rdf import Literal, NamedNode, Term, Triple, iri, literal
from ropa.rendering.document import Statements

N = TypeVar("N", bound=Node, covariant=True)
M = TypeVar("M", bound=Node)

Value = Iri | Text | Duration | date | bool | int


@dataclass(frozen=True)
class Fact:
    """One value that a sentence may say: a concept, words, a duration, a date, a number or a truth."""

    value: Value
    triples: Sequence[Triple]


class _Told(Statements):
    """The triple of one value, after those that lead to its node."""

    __slots__ = ("_of", "_trail")

    def __init__(self, trail: Sequence[Triple], node: Node, name: str, value: Value) -> None:
        self._all, self._trail, self._of = None, trail, (node, name, value)

    def told(self) -> Iterator[Triple]:
        yield from self._trail
        yield triple(*self._of)

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Place(Generic[N]):
    """A node in its tree, with the triples that lead to it from the record."""

    node: N
    trail: Sequence[Triple] = ()

    def facts(self, *names: str) -> tuple[Fact, ...]:
        """The values of the named fields, in order, each with the trail to it."""
        if len(names) == 1:
            return self._facts(names[0])
        return tuple(fact for name in names for fact in self._facts(name))

    def _facts(self, name: str) -> tuple[Fact, ...]:
        node, trail = self.node, self.trail
        told = getattr(node, name)
        if told is None or told == ():
            return ()
        asked = (id(node), name)
        former = _memory.facts.get(asked)
        if former and former[0] is node and former[1] is trail:
            return former[2]
        facts = tuple(Fact(value, _Told(trail, node, name, value)) for value in _values(told))
        _memory.facts[asked] = (node, trail, facts)
        return facts

    def below(self, name: str, kind: type[M]) -> tuple[Place[M], ...]:
        """The nodes of a field, each with the trail to it."""
        node, trail = self.node, self.trail
        told: tuple[Node, ...] = getattr(node, name)
        if not told:
            return ()
        asked = (id(node), name)
        former = _memory.places.get(asked)
        if former and former[0] is node and former[1] is trail:
            places = former[2]
        else:
            places = tuple(Place(child, _Told(trail, node, name, Iri(child.iri))) for child in told)
            _memory.places[asked] = (node, trail, places)
        return tuple(place for place in places if isinstance(place.node, kind))

    def has(self, name: str) -> bool:
        """Whether the field says anything."""
        told = getattr(self.node, name)
        return bool(told) if isinstance(told, tuple) else told is not None


class _Memory(threading.local):
    """What was found in the record told last: it is told in several languages, and its facts are the same."""

    def __init__(self) -> None:
        self.of: object = None
        self.facts: dict[tuple[int, str], tuple[Node, Sequence[Triple], tuple[Fact, ...]]] = {}
        self.places: dict[tuple[int, str], tuple[Node, Sequence[Triple], tuple[Place[Any], ...]]] = {}


_memory = _Memory()


def tell_of(of: object) -> None:
    """What was found in another record before is forgotten; `of` is what the facts to come are of."""
    if _memory.of is not of:
        _memory.of = of
        _memory.facts.clear()
        _memory.places.clear()


def triple(node: Node, name: str, value: Value) -> Triple:
    """The triple that a value of a field stands for."""
    return Triple(NamedNode(node.iri), _property(type(node), name), _term(value))


def triples_of(facts: Iterable[Fact]) -> Sequence[Triple]:
    """Every triple of the facts once, in order."""
    parts = [fact.triples for fact in facts]
    return Statements(*parts) if parts else ()


def in_language(facts: Iterable[Fact], language: str) -> tuple[Fact, ...]:
    """Of words told in several languages those of one: the asked one, else untagged, else whichever has them."""
    told = [fact for fact in facts if isinstance(fact.value, Text)]
    if len(told) == 1:
        return (told[0],)
    if not told:
        return ()
    own = tuple(fact for fact in told if isinstance(fact.value, Text) and fact.value.language == language)
    if own and len(own) == len(told):
        return own
    for tags in _preferred(language, told):
        chosen = tuple(fact for fact in told if isinstance(fact.value, Text) and _primary(fact.value.language) == tags)
        if chosen:
            return chosen
    return ()


def _preferred(language: str, told: list[Fact]) -> Iterator[str]:
    yield language
    yield ""
    others = {_primary(fact.value.language) for fact in told if isinstance(fact.value, Text)}
    yield from sorted(others - {language, ""}, key=lambda tag: (tag != "en", tag))


@cache
def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _values(value: object) -> tuple[Value, ...]:
    if value is None:
        return ()
    found = value if isinstance(value, tuple) else (value,)
    return tuple(v for v in found if isinstance(v, (Iri, Text, Duration, date, bool, int)) and not _blank(v))


def _blank(value: Value) -> bool:
    return isinstance(value, (str, Text)) and not str(value).strip()


_PROPERTIES: dict[type[Node], dict[str, NamedNode]] = {}


def _property(kind: type[Node], name: str) -> NamedNode:
    if kind not in _PROPERTIES:
        _PROPERTIES[kind] = {f.name: iri(f.metadata["term"]) for f in fields(kind) if "term" in f.metadata}
    return _PROPERTIES[kind][name]


def _term(value: Value) -> Term:
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, Text):
        return literal(value.value, language=value.language or None)
    if isinstance(value, Duration):
        return Literal(str(value), datatype=iri("xsd:duration"))
    return literal(value)
