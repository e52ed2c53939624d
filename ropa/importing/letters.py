"""What letters a text has: the beginnings of its words, and whether it has those a pattern cannot do without."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

Needs = tuple[tuple[str, ...], ...]
"""Letters in small: a text must have one member of each group."""

_WORDS = re.compile(r"[\w-]+")
_SIZES = (2, 3, 4, 5, 6, 9)


@lru_cache(maxsize=4096)
def letters(text: str) -> tuple[str, frozenset[str]]:
    """The text in small letters, place by place, and what its words begin with, in several lengths."""
    low = small(text)
    return low, frozenset(chain.from_iterable(map(_beginnings, _WORDS.findall(low))))


def small(text: str) -> str:
    """The text in small letters, each in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each if len(each := letter.lower()) == 1 else letter for letter in text)


@lru_cache(maxsize=16384)
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:size] for size in _SIZES)


def key(start: str) -> str:
    """The beginning of a word, two letters at least, in the longest length that `letters` tells of."""
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
