"""Rows of an answer gathered by what they are about: the facts of one row or block of a report.

Made for answers of hundreds of thousands of rows: rows stay as the store gave them, and only what the layout asks
for is indexed. Knows terms, no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

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

    @cached_property
    def told_at(self) -> Mapping[str, int | None]:
        """Where a row has the term of what the layout shows: a variable's at its place, an item's at the value's."""
        value = self.places.get("value")
        return {name: self.places.get(name, value) for name in self.wanted.union(self.places)}

    @cached_property
    def shown(self) -> list[tuple[str, int]]:
        """Variables that the layout shows, and where they stand."""
        return [(name, at) for name, at in self.places.items() if name in self.wanted]


class Group:
    """The facts that agree on some keys: its rows, by the variables and items they tell."""

    def __init__(self, frame: Frame, keys: Mapping[str, Term]) -> None:
        self.keys = keys
        self._frame = frame
        self._told: dict[str, list[Row]] = {}

    def add(self, row: Row, told: Iterable[str]) -> None:
        """Notes a row of the answer."""
        for name in told:
            rows = self._told.get(name)
            if rows is None:
                self._told[name] = [row]
            else:
                rows.append(row)

    def terms(self, name: str) -> list[Term]:
        """Every value of a variable or item, in the order of the answer."""
        if name in self.keys:
            return [self.keys[name]]
        rows = self._told.get(name)
        if not rows:
            return []
        at = self._frame.told_at[name]
        return [term for row in rows if (term := row[at]) is not None] if at is not None else []

    def first(self, name: str) -> Term | None:
        """Its first value."""
        return next(iter(self.terms(name)), None)

    def tells(self, names: frozenset[str]) -> bool:
        """Whether it may have a value for one of them."""
        return not (names.isdisjoint(self._told) and names.isdisjoint(self.keys))

    def parts(self, by: Sequence[str], names: Iterable[str]) -> list[dict[str, list[Term]]]:
        """The values of variables, apart for each value of other variables, in their order."""
        constant = {name: [self.keys[name]] for name in names if name in self.keys}
        told_at = self._frame.told_at
        first, *others = (told_at.get(name) for name in by)
        if first is None:
            return []
        key_of = itemgetter(first, *(place for place in others if place is not None))
        found: dict[object, dict[str, list[Term]]] = {}
        for name in names:
            rows, at = self._told.get(name), told_at.get(name)
            if not rows or at is None:
                continue
            for row in rows:
                term = row[at]
                if term is None or row[first] is None:
                    continue
                key = key_of(row)
                part = found.get(key)
                if part is None:
                    part = found[key] = dict(constant)
                if name in part:
                    part[name].append(term)
                else:
                    part[name] = [term]
        return [found[key] for key in sorted(found, key=repr)] if len(found) > 1 else list(found.values())


def gather(
    answer: Solutions, frame: Frame, keys: Sequence[str], *, without: str = "", through: Sequence[str] = ()
) -> list[Group]:
    """Groups in the order of their keys. Rows that lack the first key are left out, and those that have `without`.

    A record told in one row of an activity is that of its other rows too: no answer need repeat it. Nor need it
    repeat the activity wherever it tells of a node: a row without the first variable of `through` is told of all that
    have the same at the first of its other variables that the row tells.
    """
    if not keys or keys[0] not in frame.places:
        return []
    groups: dict[Row, Group] = {}
    group_of, told_by = _grouping(answer, frame, keys, groups), _telling(frame, keys)
    barred, own = frame.places.get(without), frame.places[through[0]] if through else None
    owners: list[tuple[int, dict[Term, dict[Group, None]]]] = [(frame.places[name], {}) for name in through[1:]]
    rest: list[Row] = []
    for row in answer.rows:
        if barred is not None and row[barred] is not None:
            continue
        if own is not None and row[own] is None:
            rest.append(row)
        elif group := group_of(row):
            group.add(row, told_by(row))
            _note(row, group, owners)
    for number, (at, owned) in enumerate(owners, 1):
        for row in rest:
            term = row[at]
            for group in owned.get(term, ()) if term is not None else ():
                group.add(row, told_by(row))
                _note(row, group, owners[number:])
        rest = [row for row in rest if row[at] is None]
    return [groups[key] for key in sorted(groups, key=str)]


def _note(row: Row, group: Group, owners: Iterable[tuple[int, dict[Term, dict[Group, None]]]]) -> None:
    for at, owned in owners:
        term = row[at]
        if term is not None:
            owned.setdefault(term, {})[group] = None


def _telling(frame: Frame, keys: Sequence[str]) -> Callable[[Row], Iterable[str]]:
    """What a row tells: variables that are no keys, and its item."""
    plain = [place for place in frame.shown if place[0] not in keys]
    item, value = frame.places.get("item"), frame.places.get("value")
    named: dict[Term, tuple[str, ...]] = {}

    def told(row: Row) -> Iterable[str]:
        found = [name for name, at in plain if row[at] is not None] if plain else ()
        term = None if item is None or value is None or row[value] is None else row[item]
        if not isinstance(term, Literal):
            return found
        known = named.get(term)
        if known is None:
            known = named[term] = (term.value,)
        return (*found, *known) if found else known

    return told


def _grouping(
    answer: Solutions, frame: Frame, keys: Sequence[str], groups: dict[Row, Group]
) -> Callable[[Row], Group | None]:
    """Finds the group of a row, or makes it; None for a row that lacks the first key. Most tell that
    key alone: their group is found by it."""
    key_of, first = _keys(answer, frame, keys), frame.places[keys[0]]
    others = [at for name in keys[1:] if (at := frame.places.get(name)) is not None]
    bare: dict[Term | None, Group] = {}

    def found(row: Row) -> Group | None:
        key = key_of(row)
        if key[0] is None:
            return None
        group = groups.get(key)
        if group is None:
            known = {name: term for name, term in zip(keys, key, strict=True) if term is not None}
            group = groups[key] = Group(frame, known)
        return group

    def group_of(row: Row) -> Group | None:
        head = row[first]
        for at in others:
            if row[at] is not None:
                return found(row)
        group = bare.get(head)
        if group is None:
            group = found(row)
            if group is not None and head is not None:
                bare[head] = group
        return group

    return group_of


def _keys(answer: Solutions, frame: Frame, keys: Sequence[str]) -> Callable[[Row], Row]:
    places = [frame.places.get(key) for key in keys]
    record, activity = frame.places.get("record"), frame.places.get("activity")
    if "record" not in keys or record is None or activity is None:
        return lambda row: tuple([None if at is None else row[at] for at in places])
    homes = {at: home for row in answer.rows if (home := row[record]) is not None and (at := row[activity]) is not None}

    def key(row: Row) -> Row:
        home, at = row[record], row[activity]
        home = homes.get(at) if home is None and at is not None else home
        return tuple([None if place is None else home if place == record else row[place] for place in places])

    return key
