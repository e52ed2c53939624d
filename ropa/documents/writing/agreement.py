"""What words about a period say: still the period coded beside them, of all data. Compares, understands nothing."""

from __future__ import annotations

import re
from functools import cache

from ropa import texts

_AMOUNT = re.compile(r"(\d+)([YMWD])")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALLER = {"Y": (12, "M"), "W": (7, "D")}
_LARGER = {"M": (12, "Y"), "D": (7, "W")}


def says(words: str, duration: str, language: str) -> bool:
    """True where each amount of the duration (`P6Y`) stands in the words, in figures or as a number word.

    Years may stand as months and weeks as days. Words without any number say a single unit ("a year") at most.
    """
    numbers = _numbers(words, language)
    amounts = _AMOUNT.findall(duration.partition("T")[0])
    return bool(amounts) and all(_ways(int(number), unit) & numbers for number, unit in amounts)


def covers_all(words: str, language: str) -> bool:
    """Whether words about a period begin with the data as such, or with the period: `notice-whole-data` has how."""
    return _whole(language).match(words) is not None


@cache
def _whole(language: str) -> re.Pattern[str]:
    return re.compile(texts.pattern("notice-whole-data", language), re.IGNORECASE)


def _ways(number: int, unit: str) -> set[int]:
    ways = {number}
    if unit in _SMALLER:
        ways.add(number * _SMALLER[unit][0])
    if unit in _LARGER and number % _LARGER[unit][0] == 0:
        ways.add(number // _LARGER[unit][0])
    return ways


def _numbers(words: str, language: str) -> set[int]:
    tokens = [token.casefold() for token in _WORD.findall(words)]
    told = {int(token) for token in tokens if token.isdigit()}
    told |= {number for token in tokens for number in _named(token, "notice-number-words", language)}
    return told or {number for token in tokens for number in _named(token, "notice-number-units", language)}


def _named(token: str, key: str, language: str) -> tuple[int, ...]:
    """The number whose longest listed word, or beginning of a word (`*`), the token is."""
    fits = [(len(word), number) for word, number in _listed(key, language) if _fits(token, word)]
    return (max(fits)[1],) if fits else ()


def _fits(token: str, word: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


@cache
def _listed(key: str, language: str) -> tuple[tuple[str, int], ...]:
    """`6 kuusi* kuude*; 7 seitsem*`, read."""
    groups = (group.split() for group in texts.say(key, language).split(";"))
    return tuple((word, int(number)) for number, *words in groups for word in words)
