"""What letters a text has: which lists of patterns it may hold, told by one look at each of its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

Needs = tuple[tuple[str, ...], ...]
"""Letters in small: a text must have one member of each group."""

_WORDS = re.compile(r"[\w-]+")
_SIZES = (2, 3, 4, 5, 6, 9)
INSIDE = "*"
"""Stands before a key that may begin anywhere in a word."""


class Letters(NamedTuple):
    """A text in small letters, place by place, and what its words have that any list looks for."""

    low: str
    keys: frozenset[str]
    marks: int
    """A bit for each list that looks for one of the keys."""
    known: int
    """How many lists there were when it was read."""


_Met = tuple[tuple[str, ...], int]
"""The keys a word has, and the marks of the lists that look for them."""
_ENOUGH, _MOST, _HEAD = 2000, 20_000, 3


class Index:
    """What all the lists of patterns of one language look for in words, each list under a mark of its own."""

    def __init__(self) -> None:
        self._marks: dict[str, int] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        self._has_short = False
        self._entering = Lock()
        self._missed = 0
        self.count = self._current = 0
        self._words = _Words(self._met)
        self.read = lru_cache(maxsize=4096)(self._read)
        """What the lists may find in a text; it may have been read before the last lists came."""

    def enter(self, keys: Iterable[str]) -> int:
        """The number of a new list that looks for these beginnings of words, or for letters `*anywhere` in them."""
        with self._entering:
            mark = 1 << self.count
            for each in keys:
                self._marks[each] = self._marks.get(each, 0) | mark
                if each.startswith(INSIDE):
                    head = each[1 : 1 + _HEAD]
                    self._has_short = self._has_short or len(head) < _HEAD
                    self._inside[head] = tuple({*self._inside.get(head, ()), each[1:]})
            self.count += 1
            return self.count

    def missed(self) -> None:
        """Tells that a text was read before a list came: where that is often so, all texts are read anew."""
        self._missed += 1
        if self._missed > _ENOUGH:
            self.renew()

    def renew(self) -> None:
        """From now on texts are read for all lists there are."""
        self._missed, self._words = 0, _Words(self._met)
        self._current = self.count
        self.read.cache_clear()

    def _read(self, text: str) -> Letters:
        low, current = small(text), self._current
        keys, marks = list[str](), 0
        for met in map(self._words.__getitem__, _WORDS.findall(low)):
            if met:
                keys += met[0]
                marks |= met[1]
        return Letters(low, frozenset(keys), marks, current)

    def _met(self, word: str) -> _Met | None:
        keys = [start for size in _SIZES[: len(word) - 1] if (start := word[:size]) in self._marks]
        heads = {word[place : place + _HEAD] for place in range(len(word) - 1)}
        heads.update(word[place : place + 2] for place in range(len(word) - 1) if self._has_short)
        for head in heads & self._inside.keys():
            keys += [INSIDE + inner for inner in self._inside[head] if inner in word]
        if not keys:
            return None
        marks = 0
        for each in keys:
            marks |= self._marks[each]
        return tuple(keys), marks


class _Words(dict[str, _Met | None]):
    """What words have that was looked up before; begun anew when there are very many."""

    def __init__(self, look: Callable[[str], _Met | None]) -> None:
        self._look = look

    def __missing__(self, word: str) -> _Met | None:
        if len(self) >= _MOST:
            self.clear()
        met = self[word] = self._look(word)
        return met


@lru_cache(maxsize=4096)
def small(text: str) -> str:
    """The text in small letters, each in its place, with one sign for either apostrophe."""
    text = text.replace("’", "'")
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each if len(each := letter.lower()) == 1 else letter for letter in text)


def key(start: str) -> str:
    """The beginning of a word, two letters at least, in the longest length that is looked for."""
    return start[: max(size for size in _SIZES if size <= len(start))]


def has(low: str, needs: Needs) -> bool:
    """Whether a text in small letters has one member of each group."""
    for either in needs:
        for each in either:
            if each in low:
                break
        else:
            return False
    return True
