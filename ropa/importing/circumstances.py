"""What stands around a member of a list and is no part of it: what for, when, of whom. Holds no words itself."""

from __future__ import annotations

import re
from functools import cache

from ropa.importing.document import Passage
from ropa.importing.phrases import Phrases

_EDGE = " \t,;:.–—-"


def clauses(text: str, words: Phrases) -> list[tuple[int, int]]:
    """Where clauses stand that say what something is for; an "and" within parts no members."""
    if not any(mark in text for mark in words.raw("lists.clause-marks") or ()):
        return []
    return [found.span() for found in words.any("lists.clauses").finditer(text)]


def bare(piece: Passage, words: Phrases, kind: str) -> Passage:
    """A member without the circumstances told before and behind it, as long as words of its kind are left."""
    known = words.lexicon(kind)
    text = piece.text
    if _before(words).fullmatch(f"{text} "):
        return piece.cut(0, 0)
    lead = _before(words).match(text)
    if lead and lead.end() < len(text) - 2 and (known.find(text[lead.end() :]) or not known.find(text)):
        piece = _cut(piece, lead.end(), len(text))
    text = piece.text
    tail = _behind(words).search(f" {text}") if " " in text else None
    if tail is not None and not tail.start():
        return piece.cut(0, 0)
    tail = _behind(words).search(text) if tail is not None else None
    if tail is None or _is_whose(tail[0], words):
        return piece
    if any(hit.start < tail.start() < hit.end for hit in known.find(text)):  # "Agency for Education" is one name
        return piece
    if known.find(text[: tail.start()]):
        return _cut(piece, 0, tail.start())
    inner = [hit for hit in known.find(text) if hit.end < len(text) and text[hit.end].isspace()]
    if inner:
        return _cut(piece, 0, inner[-1].end)
    return piece if known.find(text) else _cut(piece, 0, tail.start())


def _is_whose(tail: str, words: Phrases) -> bool:
    """ "Contact details for guardians" are the guardians'."""
    mark = words.any("lists.whose").match(tail.lstrip(" ,"))
    return bool(mark) and bool(words.lexicon("subjects").find(tail))


def _cut(piece: Passage, start: int, end: int) -> Passage:
    while start < end and piece.text[start] in _EDGE:
        start += 1
    while end > start and piece.text[end - 1] in _EDGE:
        end -= 1
    return piece.cut(start, end)


@cache
def _before(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(words, 'lists.scope')})[\s,:]+", re.IGNORECASE)


@cache
def _behind(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{_either(words, 'lists.circumstance')})[\s.,;]*$", re.IGNORECASE)


def _either(words: Phrases, path: str) -> str:
    return "|".join(words.raw(path) or [r"(?!)"])
