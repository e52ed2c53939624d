"""A record, party or notice for the eye: each field that is filled, with label and values in the reader's language.

Knows no field by name, so a new field of the model shows without a change here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ropa import texts
from ropa.importing.sheets.values import written_duration
from ropa.mapping import slots
from ropa.model import Duration, Iri, Node, Text
from ropa.namespaces import local_name

NameOf = Callable[[str, str], str]


@dataclass(frozen=True)
class Value:
    """Words, the language they are in where it is not the reader's, and where they lead."""

    text: str
    language: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Fact:
    """One field: its label, and its values or the nodes below it."""

    name: str
    label: str
    values: tuple[Value, ...]
    nodes: tuple[Entry, ...]


@dataclass(frozen=True)
class Entry:
    """One node with its facts."""

    iri: str
    title: str
    facts: tuple[Fact, ...]


class Facts:
    """Reads nodes for one reader."""

    def __init__(self, language: str, name_of: NameOf) -> None:
        self._language = language
        self._name_of = name_of

    def entry(self, node: Node, *, without: frozenset[str] = frozenset()) -> Entry:
        """A node and all below it; `without` leaves fields out by their name."""
        own = tuple(self._facts(node, without))
        return Entry(node.iri, self._title(node), own)

    def _facts(self, node: Node, without: frozenset[str]) -> list[Fact]:
        found = []
        for slot in slots(type(node)):
            value = getattr(node, slot.name)
            if slot.name in without or value is None or value == ():
                continue
            items = value if slot.many else (value,)
            label = texts.label(slot.term.value, self._language)
            if issubclass(slot.kind, Node):
                found.append(Fact(slot.name, label, (), tuple(self.entry(item) for item in items)))
            else:
                found.append(Fact(slot.name, label, tuple(self._values(items)), ()))
        return found

    def _values(self, items: tuple[object, ...]) -> list[Value]:
        in_words = [item for item in items if isinstance(item, Text)]
        tag = texts.preferred((text.language for text in in_words if text.language), self._language)
        chosen = [text for text in in_words if text.language in {tag, ""}]
        found = [Value(t.value, t.language if t.language not in {self._language, ""} else "") for t in chosen]
        found += [self._value(item) for item in items if not isinstance(item, Text)]
        return sorted(found, key=lambda value: value.text.casefold())

    def _value(self, item: object) -> Value:
        if isinstance(item, Iri):
            if item.startswith(("mailto:", "tel:")):
                shown = item.partition(":")[2]
                return Value(shown.replace("-", " ") if item.startswith("tel:") else shown, iri=str(item))
            return Value(self._name_of(item, self._language) or local_name(item), iri=str(item))
        if isinstance(item, bool):
            return Value(texts.say("screens-yes" if item else "screens-no", self._language))
        if isinstance(item, date):
            return Value(day(item, self._language))
        return Value(written_duration(item, self._language) if isinstance(item, Duration) else str(item))

    def _title(self, node: Node) -> str:
        kind = next((texts.label(name, self._language) for name in type(node).types), "")
        named = self._name_of(node.iri, self._language)
        return named or kind[:1].upper() + kind[1:]


def day(value: date | None, language: str) -> str:
    """A day as people of that language write it."""
    if value is None:
        return ""
    return value.isoformat() if language == "en" else f"{value.day}.{value.month}.{value.year}"
