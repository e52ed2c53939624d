"""Rows of an answer gathered by what they are about: the facts of one row or block of a report.

Made for answers of hundreds of thousands of rows: rows stay as the store gave them, and only what the layout asks
for is indexed. Knows terms, no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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

    def place(self, name: str) -> int | None:
        """Where a variable's term stands in a row; an item's, where the value stands."""
        return self.places.get(name, self.places.get("value"))

    @cached_property
    def shown(self) -> list[tuple[str, int]]:
        """Variables that the layout shows, and where they stand."""
        return [(name, at) for name, at in self.places.items() if name in self.wanted]


class Group:
    """The facts that agree on some keys. Its rows are sorted by what they tell when first asked for."""

    def __init__(self, frame: Frame, keys: Mapping[str, Term]) -> None:
        self.keys = keys
        self._frame = frame
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Notes a row of the answer."""
        self._rows.append(row)

    def terms(self, name: str) -> list[Term]:
        """Every value of a variable or item, in the order of the answer."""
        if name in self.keys:
            return [self.keys[name]]
        at = self._frame.place(name)
        return [term for row in self._told.get(name, ()) if at is not None and (term := row[at]) is not None]

    @cached_property
    def _told(self) -> dict[str, list[Row]]:
        """The rows that tell each variable or item."""
        told: dict[str, list[Row]] = {}
        places, plain = self._frame.places, [place for place in self._frame.shown if place[0] not in self.keys]
        item, value = places.get("item"), places.get("value")
        for row in self._rows:
            for name, at in plain:
                if row[at] is not None:
                    told.setdefault(name, []).append(row)
            if item is not None and value is not None and row[value] is not None:
                named = row[item]
                if isinstance(named, Literal):
                    told.setdefault(named.value, []).append(row)
        return told

    def first(self, name: str) -> Term | None:
        """Its first value."""
        return next(iter(self.terms(name)), None)

    def parts(self, by: Sequence[str], names: Iterable[str]) -> list[dict[str, list[Term]]]:
        """The values of variables, apart for each value of other variables, in their order."""
        parts: dict[tuple[Term | None, ...], dict[str, list[Term]]] = {}
        constant = {name: [self.keys[name]] for name in names if name in self.keys}
        apart = [self._frame.place(name) for name in by]
        for name in names:
            at = self._frame.place(name)
            for row in self._told.get(name, ()):
                key = tuple([None if place is None else row[place] for place in apart])
                term = None if at is None else row[at]
                if key[0] is not None and term is not None:
                    parts.setdefault(key, dict(constant)).setdefault(name, []).append(term)
        return [parts[key] for key in sorted(parts, key=str)] if len(parts) > 1 else list(parts.values())


def gather(answer: Solutions, frame: Frame, keys: Sequence[str], without: str = "") -> list[Group]:
    """Groups in the order of their keys. Rows that lack the first key are left out, and those that have `without`.

    A record told in one row of an activity is that of its other rows too: no answer need repeat it.
    """
    if not keys or keys[0] not in frame.places:
        return []
    groups: dict[Row, Group] = {}
    key_of, barred = _keys(answer, frame, keys), frame.places.get(without, -1)
    for row in answer.rows:
        key = key_of(row)
        if key[0] is None or (barred >= 0 and row[barred] is not None):
            continue
        group = groups.get(key)
        if group is None:
            known = {name: term for name, term in zip(keys, key, strict=True) if term is not None}
            group = groups[key] = Group(frame, known)
        group.add(row)
    return [groups[key] for key in sorted(groups, key=str)]


def _keys(answer: Solutions, frame: Frame, keys: Sequence[str]) -> Callable[[Row], Row]:
    places = [frame.places.get(key) for key in keys]
    record, activity = frame.places.get("record"), frame.places.get("activity")
    if "record" not in keys or record is None or activity is None:
        return lambda row: tuple([None if at is None else row[at] for at in places])
    homes = {row[activity]: row[record] for row in answer.rows if row[record] is not None}

    def key(row: Row) -> Row:
        home = row[record] or homes.get(row[activity])
        return tuple([None if at is None else home if at == record else row[at] for at in places])

    return key
