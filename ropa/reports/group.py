"""Rows of an answer gathered by what they are about: the facts of one row or block of a report.

Made for answers of hundreds of thousands of rows: rows stay as the store gave them, and only what the layout asks
for is indexed. Knows terms, no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.rdf import Literal, Term
from ropa.store import Solutions

Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Frame:
    """Where the variables of an answer stand. In a row with `?item`, that text is the name of its `?value`."""

    places: Mapping[str, int]
    wanted: frozenset[str]
    """Variables and items that the layout shows."""

    @classmethod
    def of(cls, answer: Solutions, wanted: Iterable[str]) -> Frame:
        """The frame of an answer."""
        return cls({name: place for place, name in enumerate(answer.variables)}, frozenset(wanted))

    def value(self, row: Row, name: str) -> Term | None:
        """A variable's term in a row; of an item, the row's value."""
        place = self.places.get(name, self.places.get("value"))
        return None if place is None else row[place]

    def item(self, row: Row) -> str:
        """The name a row gives its value; "" where it gives none."""
        place = self.places.get("item")
        term = None if place is None else row[place]
        return term.value if isinstance(term, Literal) and row[self.places["value"]] is not None else ""


class Group:
    """The facts that agree on some keys."""

    def __init__(self, frame: Frame, keys: Mapping[str, Term]) -> None:
        self.keys = keys
        self._frame = frame
        self._rows: dict[str, list[Row]] = {}

    def add(self, name: str, row: Row) -> None:
        """Notes that the row tells the variable or item."""
        self._rows.setdefault(name, []).append(row)

    def terms(self, name: str) -> list[Term]:
        """Every value of a variable or item, in the order of the answer."""
        if name in self.keys:
            return [self.keys[name]]
        found = (self._frame.value(row, name) for row in self._rows.get(name, ()))
        return [term for term in found if term is not None]

    def first(self, name: str) -> Term | None:
        """Its first value."""
        return next(iter(self.terms(name)), None)

    def parts(self, by: Sequence[str], names: Iterable[str]) -> list[dict[str, list[Term]]]:
        """The values of variables, apart for each value of other variables, in their order."""
        parts: dict[tuple[Term | None, ...], dict[str, list[Term]]] = {}
        constant = {name: [self.keys[name]] for name in names if name in self.keys}
        for name in names:
            for row in self._rows.get(name, ()):
                key, term = tuple(self._frame.value(row, b) for b in by), self._frame.value(row, name)
                if key[0] is not None and term is not None:
                    parts.setdefault(key, dict(constant)).setdefault(name, []).append(term)
        return [parts[key] for key in sorted(parts, key=str)]


def gather(answer: Solutions, frame: Frame, keys: Sequence[str], without: str = "") -> list[Group]:
    """Groups in the order of their keys. Rows that lack the first key are left out, and those that have `without`."""
    groups: dict[tuple[Term | None, ...], Group] = {}
    if not keys or keys[0] not in frame.places:
        return []
    places = [frame.places.get(key) for key in keys]
    plain = [(name, at) for name, at in frame.places.items() if name in frame.wanted and name not in keys]
    barred = frame.places.get(without, -1)
    for row in answer.rows:
        key = tuple(None if at is None else row[at] for at in places)
        if key[0] is None or (barred >= 0 and row[barred] is not None):
            continue
        group = groups.get(key)
        if group is None:
            known = {name: term for name, term in zip(keys, key, strict=True) if term is not None}
            group = groups[key] = Group(frame, known)
        for name, at in plain:
            if row[at] is not None:
                group.add(name, row)
        item = frame.item(row)
        if item in frame.wanted:
            group.add(item, row)
    return [groups[key] for key in sorted(groups, key=str)]
