"""Any of a list of patterns in a text. A text without the letters for one of them is not searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ropa.importing.letters import INSIDE, Index, Needs, has, key, small
from ropa.importing.lexicon import Lexicon
from ropa.importing.patterns import beginnings, compiled, needed


class Finder:
    """All patterns of a list, in any letter case. The matches have no groups."""

    def __init__(self, patterns: Iterable[str], sets: Mapping[str, Iterable[str]], index: Index | None = None) -> None:
        self._patterns, self._sets = tuple(patterns), sets
        self._beginning: dict[str, list[Needs]] = {}
        self._anywhere: list[Needs] = []
        for pattern in self._patterns:
            needs, starts = needed(pattern, sets), beginnings(pattern, sets)
            for start in starts:
                more = tuple(each for each in needs if each != (start,) or key(start) != start)
                self._beginning.setdefault(key(start), []).append(more)
            if not starts:
                self._anywhere.append(needs)
        self._starts = frozenset(self._beginning)
        self._always = not all(self._anywhere)
        self._index = index or Index()
        inner = {INSIDE + each for needs in self._anywhere for either in needs[:1] for each in either}
        self._number = self._index.enter(self._starts | inner)
        self._mark = 1 << self._number - 1

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The one expression for all patterns, for texts in small letters."""
        return compiled(self._patterns, self._sets)

    @property
    def mark(self) -> int:
        """The bit of this list in what the index tells of a text; 0 where a match needs no letters."""
        return 0 if self._always else self._mark

    def may(self, text: str) -> bool:
        """Whether the text has the letters for one of the patterns: without them it has none."""
        return self._low(text) is not None

    def _low(self, text: str) -> str | None:
        """The text in small letters, None where it has not those for any of the patterns."""
        if self._always:
            return small(text)
        low, keys, marks, known = self._index.read(text)
        if known < self._number:
            keys = frozenset(start for start in self._starts if start in low)
            self._index.missed()
        elif not marks & self._mark:
            return None
        for start in self._starts & keys:
            for needs in self._beginning[start]:
                if has(low, needs):
                    return low
        for needs in self._anywhere:
            if has(low, needs):
                return low
        return None

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first in the text, from `start` on."""
        low = self._low(text)
        return None if low is None else _as_written(text, self.expression.search(low, start))

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """All in the text, from `start` on, none overlapping."""
        low = self._low(text)
        for found in self.expression.finditer(low, start) if low is not None else ():
            yield from _WHOLE.finditer(text, *found.span())

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The one that begins at `start`."""
        return _as_written(text, self.expression.match(small(text), start))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The one that is the whole text."""
        return _as_written(text, self.expression.fullmatch(small(text)))

    def sub(self, by: str, text: str) -> str:
        """The text with each one replaced."""
        out, place = list[str](), 0
        for found in self.finditer(text):
            out += text[place : found.start()], by
            place = found.end()
        return "".join((*out, text[place:]))


class Gate:
    """Several lists at once: whether any of them may find something in a text. Most sentences pass few gates."""

    def __init__(self, finders: Iterable[Finder], lexicons: Iterable[Lexicon], index: Index) -> None:
        self._index = index
        self._lists = [*((each.mark, each.may) for each in finders), *((each.mark, each.may) for each in lexicons)]
        self._number = max(mark.bit_length() for mark, _ in self._lists)

    def may(self, text: str) -> bool:
        """Whether the text has the letters for one of the lists."""
        _, _, marks, known = self._index.read(text)
        is_new = known < self._number
        return any(may(text) for mark, may in self._lists if is_new or not mark or mark & marks)


_WHOLE = re.compile(r".+", re.DOTALL)


def _as_written(text: str, found: re.Match[str] | None) -> re.Match[str] | None:
    """What was found in small letters, as the text has it."""
    return _WHOLE.match(text, *found.span()) if found else None
