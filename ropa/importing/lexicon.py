"""Concepts found in a text by the words for them: an index of patterns by their letters. Holds no words itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from ropa.importing.letters import INSIDE, Index, Needs, has, key
from ropa.importing.patterns import beginning, compiled, inside, needed, openings, weight

_REST = re.compile(r"[\w-]*")
_BEFORE = re.compile(r"[\w-]*\Z")
_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(r"[\w-]+\*?(?: (?:[\w-]+\*?|\*))*")
_ENDING = re.compile(r"\*([\w-]+)\*?")
_LONG = 80
"""No word is longer."""


class Hit(NamedTuple):
    """A concept found in a text, with where it stands."""

    concept: str
    start: int
    end: int


_Found = tuple[int, int, tuple[bool, int, int], str]
"""How long, as a negative number, where, how general, and the concept."""


class _Entry(NamedTuple):
    concept: str
    pattern: str
    steps: tuple[tuple[str, bool], ...]
    """The words of a pattern without alternatives: their letters, and whether more may follow in the same word."""
    ending: str
    """The letters of a pattern that is one word, spelt out but for its beginning."""
    needs: Needs
    weight: tuple[bool, int, int]


class Lexicon:
    """Concepts of one kind and the words for them.

    The longest words win where two overlap; of equally long ones those whose pattern spells out more letters. How many
    patterns are tried on a text depends on its letters, not on how many patterns there are.
    """

    def __init__(
        self, entries: Mapping[str, Iterable[str]], sets: Mapping[str, Iterable[str]], index: Index | None = None
    ) -> None:
        self._sets, self._count = sets, 0
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._beginning: dict[str, list[_Entry]] = {}
        self._inside: dict[str, list[_Entry]] = {}
        self._anywhere: list[_Entry] = []
        for concept, patterns in entries.items():
            for pattern in (each for written in patterns for each in openings(written)):
                self._add(concept, pattern)
        self._starts, self._inner = frozenset(self._beginning), frozenset(self._inside)
        self._index = index or Index()
        self._mark = 1 << self._index.enter(self._starts | self._inner) - 1
        self._index.renew()
        self.find = lru_cache(maxsize=2048)(self._find)

    def _add(self, concept: str, pattern: str) -> None:
        plain = pattern.lower().split(" ") if _PLAIN.fullmatch(pattern) else []
        steps = tuple((word.rstrip("*"), word.endswith("*")) for word in plain)
        ending = _ENDING.fullmatch(pattern.lower())
        start, within = beginning(pattern), inside(pattern)
        needs = () if (steps and start) or ending else needed(pattern, self._sets)
        self._count += 1
        entry = _Entry(concept, pattern, steps, ending[1] if ending else "", needs, (*weight(pattern), self._count))
        if not start and not within:
            within = next((each[0] for each in needs if len(each) == 1), "")
        if start:
            self._beginning.setdefault(key(start), []).append(entry)
        elif len(within) > 1:
            self._inside.setdefault(INSIDE + within, []).append(entry)
        else:
            self._anywhere.append(entry)

    def _find(self, text: str) -> tuple[Hit, ...]:
        """All concepts in the text, in order, none overlapping."""
        low, keys, marks, _ = self._index.read(text)
        if not marks & self._mark and not self._anywhere:
            return ()
        found: list[_Found] = []
        loose = [entry for inner in self._inner & keys for entry in self._inside[inner]]
        for entry in (*self._anywhere, *loose):
            found += [(start - end, start, entry.weight, entry.concept) for start, end in self._spans(entry, text, low)]
        for each in self._starts & keys:
            self._beginning_so(each, text, low, found)
        if len(found) > 1:
            found.sort()
        kept: list[Hit] = []
        for less, start, _, concept in found:
            end = start - less
            if less and all(end <= other.start or other.end <= start for other in kept):
                kept.append(Hit(concept, start, end))
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _beginning_so(self, beginning: str, text: str, low: str, found: list[_Found]) -> None:
        """Adds where words stand that begin with these letters. Plain words need no expression."""
        places = _places(low, beginning)
        for entry in self._beginning[beginning]:
            if entry.steps:
                first = entry.steps[0][0]
                for at in places:
                    if low.startswith(first, at) and (end := _followed(entry.steps, text, low, at)) > at:
                        found.append((at - end, at, entry.weight, entry.concept))
            elif has(low, entry.needs):
                for match in map(self._expression(entry.pattern).match, repeat(low), places):
                    if match:
                        at, end = match.span()
                        found.append((at - end, at, entry.weight, entry.concept))

    def _spans(self, entry: _Entry, text: str, low: str) -> Iterator[tuple[int, int]]:
        """Where a pattern stands that may begin anywhere. A single word needs no expression."""
        if not entry.ending:
            if has(low, entry.needs):
                yield from (match.span() for match in self._expression(entry.pattern).finditer(low))
            return
        spans: dict[int, int] = {}
        found = low.find(entry.ending)
        while found >= 0:
            end, whole = found + len(entry.ending), _rest(text, found + len(entry.ending))
            if entry.pattern.endswith("*") or whole == end or text[end] == "-":
                before = _BEFORE.search(text, max(0, found - _LONG), found)
                spans[before.start() if before else found] = whole if entry.pattern.endswith("*") else end
            found = low.find(entry.ending, found + 1)
        yield from spans.items()

    def _expression(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._compiled:
            self._compiled[pattern] = compiled((pattern,), self._sets)
        return self._compiled[pattern]

    @property
    def mark(self) -> int:
        """The bit of this list in what the index tells of a text; 0 where a match needs no letters."""
        return 0 if self._anywhere else self._mark

    def may(self, text: str) -> bool:
        """Whether there is a concept in the text."""
        return bool(self.find(text))

    def covers(self, text: str) -> bool:
        """Whether the words for one concept are the whole text."""
        return any(hit.end - hit.start == len(text) for hit in self.find(text))

    def best(self, text: str) -> str:
        """The concept whose words cover most of the text; "" where none is in it."""
        hits = self.find(text)
        return max(hits, key=lambda hit: (hit.end - hit.start, hit.start)).concept if hits else ""


def _followed(steps: tuple[tuple[str, bool], ...], text: str, low: str, at: int) -> int:
    """Where words end that follow one another from here; -1 where they do not."""
    for number, (word, is_open) in enumerate(steps):
        if number:
            space = _SPACE.match(text, at)
            if not space:
                return -1
            at = space.end()
        if not low.startswith(word, at):
            return -1
        at += len(word)
        if is_open:
            at = _rest(text, at)
    return -1 if at < len(text) and (text[at].isalnum() or text[at] == "_") else at


def _rest(text: str, at: int) -> int:
    """Where the word ends that goes on here."""
    found = _REST.match(text, at)
    return found.end() if found else at


def _places(low: str, key: str) -> list[int]:
    """Where words begin so."""
    out = []
    at = low.find(key)
    while at >= 0:
        before = low[at - 1] if at else " "
        if not (before.isalnum() or before in "_-"):
            out.append(at)
        at = low.find(key, at + 1)
    return out
