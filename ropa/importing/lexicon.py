"""Concepts found in a text by the words for them: an index of patterns by their letters. Holds no words itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ropa.importing.patterns import beginning, inside, needed, one, openings, weight

_REST = re.compile(r"[\w-]*")
_WORD_START = re.compile(r"(?<![\w-])[^\W_]{2}")
_BEFORE = re.compile(r"[\w-]*\Z")
_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(r"[\w-]+\*?(?: (?:[\w-]+\*?|\*))*")
_ENDING = re.compile(r"\*([\w-]+)\*?")
_SIZES = (2, 4, 6)
_GRAM = 4
_LONG = 80
"""No word is longer."""


@dataclass(frozen=True)
class Hit:
    """A concept found in a text, with where it stands."""

    concept: str
    start: int
    end: int


class _Entry(NamedTuple):
    concept: str
    pattern: str
    steps: tuple[tuple[str, bool], ...]
    """The words of a pattern without alternatives: their letters, and whether more may follow in the same word."""
    ending: str
    """The letters of a pattern that is one word, spelt out but for its beginning."""
    needs: tuple[str, ...]
    weight: tuple[bool, int]


class Lexicon:
    """Concepts of one kind and the words for them.

    The longest words win where two overlap; of equally long ones those whose pattern spells out more letters. How many
    patterns are tried on a word depends on its letters, not on how many patterns there are.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]], sets: Mapping[str, Iterable[str]]) -> None:
        self._sets = sets
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._beginning: dict[str, list[_Entry]] = {}
        self._inside: dict[str, list[_Entry]] = {}
        self._anywhere: list[_Entry] = []
        for concept, patterns in entries.items():
            for pattern in (each for written in patterns for each in openings(written)):
                self._add(concept, pattern)
        self.find = lru_cache(maxsize=2048)(self._find)

    def _add(self, concept: str, pattern: str) -> None:
        plain = pattern.lower().split(" ") if _PLAIN.fullmatch(pattern) else []
        steps = tuple((word.rstrip("*"), word.endswith("*")) for word in plain)
        ending = _ENDING.fullmatch(pattern.lower())
        entry = _Entry(concept, pattern, steps, ending[1] if ending else "", needed(pattern), weight(pattern))
        start, within = beginning(pattern), inside(pattern)
        if start:
            size = max(size for size in _SIZES if size <= len(start))
            self._beginning.setdefault(start[:size], []).append(entry)
        elif len(within) >= _GRAM:
            self._inside.setdefault(within[-_GRAM:], []).append(entry)
        else:
            self._anywhere.append(entry)

    def _find(self, text: str) -> tuple[Hit, ...]:
        """All concepts in the text, in order, none overlapping."""
        found = sorted(self._all(text), key=lambda each: (each[0].start - each[0].end, each[0].start, each[1]))
        kept: list[Hit] = []
        for hit, _ in found:
            if hit.start < hit.end and all(hit.end <= other.start or other.end <= hit.start for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _all(self, text: str) -> Iterator[tuple[Hit, tuple[bool, int]]]:
        low = text.lower()
        for entry in self._loose(text):
            for start, end in self._spans(entry, text, low):
                yield Hit(entry.concept, start, end), entry.weight
        for at, letters in _words(text):
            for key in letters:
                for entry in self._beginning.get(key, ()):
                    end = self._end(entry, text, low, at)
                    if end > at:
                        yield Hit(entry.concept, at, end), entry.weight

    def _loose(self, text: str) -> Iterator[_Entry]:
        """The patterns that may begin anywhere in a word and whose letters the text has."""
        yield from self._anywhere
        if self._inside:
            for key in self._inside.keys() & _grams(text):
                yield from self._inside[key]

    def _spans(self, entry: _Entry, text: str, low: str) -> Iterator[tuple[int, int]]:
        """Where a pattern stands that may begin anywhere. A single word needs no expression."""
        if not entry.ending or len(low) != len(text):
            if all(letters in low for letters in entry.needs):
                yield from (match.span() for match in self._expression(entry.pattern).finditer(text))
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

    def _end(self, entry: _Entry, text: str, low: str, at: int) -> int:
        """Where the words end that begin here; -1 where they do not. Plain words need no expression."""
        if entry.steps:
            return _followed(entry.steps, text, at)
        if not all(letters in low for letters in entry.needs):
            return -1
        found = self._expression(entry.pattern).match(text, at)
        return found.end() if found else -1

    def _expression(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._compiled:
            self._compiled[pattern] = one(pattern, self._sets)
        return self._compiled[pattern]

    def covers(self, text: str) -> bool:
        """Whether the words for one concept are the whole text."""
        return any(hit.end - hit.start == len(text) for hit in self.find(text))

    def best(self, text: str) -> str:
        """The concept whose words cover most of the text; "" where none is in it."""
        hits = self.find(text)
        return max(hits, key=lambda hit: (hit.end - hit.start, hit.start)).concept if hits else ""


def _followed(steps: tuple[tuple[str, bool], ...], text: str, at: int) -> int:
    """Where words end that follow one another from here; -1 where they do not."""
    for number, (letters, is_open) in enumerate(steps):
        if number:
            space = _SPACE.match(text, at)
            if not space:
                return -1
            at = space.end()
        end = at + len(letters)
        if text[at:end].lower() != letters:
            return -1
        at = _rest(text, end) if is_open else end
    return -1 if at < len(text) and (text[at].isalnum() or text[at] == "_") else at


def _rest(text: str, at: int) -> int:
    """Where the word ends that goes on here."""
    found = _REST.match(text, at)
    return found.end() if found else at


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Where words begin, each with the beginnings by which patterns are found."""
    low = text.lower() if len(text.lower()) == len(text) else text
    two, four, six = _SIZES
    starts = [found.start() for found in _WORD_START.finditer(text)]
    return tuple((at, (low[at : at + two], low[at : at + four], low[at : at + six])) for at in starts)


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    """Every four letters in a row."""
    low = text.lower()
    return frozenset(low[at : at + _GRAM] for at in range(len(low) - _GRAM + 1))
