"""Facts of a model tree as things to be said, each with the triples that say it. Knows no language and no pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from ropa.model import Duration, Iri, Node, Text
from ropa.rdf import Literal, NamedNode, Term, Triple, iri, literal

N = TypeVar("N", bound=Node, covariant=True)
M = TypeVar("M", bound=Node)

Value = Iri | Text | Duration | date | bool | int


@dataclass(frozen=True)
class Fact:
    """One value that a sentence may say: a concept, words, a duration, a date, a number or a truth."""

    value: Value
    triples: tuple[Triple, ...]


@dataclass(frozen=True)
class Place(Generic[N]):
    """A node in its tree, with the triples that lead to it from the record."""

    node: N
    trail: tuple[Triple, ...] = ()

    def facts(self, *names: str) -> tuple[Fact, ...]:
        """The values of the named fields, in order, each with the trail to it."""
        if len(names) == 1:
            return self._facts(names[0])
        return tuple(fact for name in names for fact in self._facts(name))

    def _facts(self, name: str) -> tuple[Fact, ...]:
        known = _found_before(self.node, "_facts_told")
        former = known.get(name)
        if former and former[0] == self.trail:
            return former[1]
        facts = tuple(
            Fact(value, (*self.trail, triple(self.node, name, value))) for value in _values(getattr(self.node, name))
        )
        known[name] = (self.trail, facts)
        return facts

    def below(self, name: str, kind: type[M]) -> tuple[Place[M], ...]:
        """The nodes of a field, each with the trail to it."""
        known = _found_before(self.node, "_places_told")
        former = known.get(name)
        if not former or former[0] != self.trail:
            places = tuple(
                Place(child, (*self.trail, triple(self.node, name, Iri(child.iri))))
                for child in getattr(self.node, name)
            )
            known[name] = former = (self.trail, places)
        return tuple(place for place in former[1] if isinstance(place.node, kind))

    def has(self, name: str) -> bool:
        """Whether the field says anything."""
        told = getattr(self.node, name)
        return bool(told) if isinstance(told, tuple) else told is not None


def _found_before(node: Node, what: str) -> dict[str, tuple[tuple[Triple, ...], tuple[Any, ...]]]:
    """What was found at a node, kept with it: a record is told in several languages, its facts are the same."""
    own: dict[str, dict[str, tuple[tuple[Triple, ...], tuple[Any, ...]]]] = vars(node)
    return own[what] if what in own else own.setdefault(what, {})


def triple(node: Node, name: str, value: Value) -> Triple:
    """The triple that a value of a field stands for."""
    return Triple(NamedNode(node.iri), _property(type(node), name), _term(value))


def triples_of(facts: Iterable[Fact]) -> tuple[Triple, ...]:
    """Every triple of the facts once, in order."""
    return unique(t for fact in facts for t in fact.triples)


def unique(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The same triples, each once, in order of first mention."""
    return tuple(dict.fromkeys(triples))


def in_language(facts: Iterable[Fact], language: str) -> tuple[Fact, ...]:
    """Of words told in several languages those of one: the asked one, else untagged, else whichever has them."""
    told = [fact for fact in facts if isinstance(fact.value, Text)]
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
