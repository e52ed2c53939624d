"""Which rights a sentence gives: by the words of each, not where it refuses them or speaks of another's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ropa.importing.document import Passage
from ropa.importing.outline import Outline
from ropa.importing.phrases import Hit, Phrases


def described(outline: Outline, sentence: Passage, own: bool) -> tuple[tuple[str, int, int], ...]:
    """The rights a sentence gives, and where; withdrawal and complaint count anywhere."""
    return _given(outline.phrases, sentence.text, own)


def named(words: Phrases, text: str) -> list[Hit]:
    """Each right that a text has words for, given or not."""
    return _hits(words, _Clause(text, 0))


@lru_cache(maxsize=2048)
def _given(words: Phrases, text: str, own: bool) -> tuple[tuple[str, int, int], ...]:
    if not words.gate("rights.words.*").may(text):
        return ()
    framed = words.any("rights.firm").search(text)
    only = () if own or framed or words.any("rights.frame").search(text) else _ANYWHERE
    hits = [(hit, clause) for clause in _clauses(words, text) for hit in _hits(words, clause, only)]
    if not hits:
        return ()
    if not framed and len(hits) > 2:
        framed = words.any("rights.frame").search(text)
    foreign = words.any("rights.foreign").search(text)
    out = []
    for hit, clause in hits:
        refused = words.any("rights.refuse").search(clause.text)
        if foreign and not (own and hit.concept == "eu-gdpr:A7-3"):
            continue
        if hit.concept == "eu-gdpr:A77" and words.any("rights.certificate").search(text):
            continue  # a refused access may be taken further; that is told of it alone
        anywhere = hit.concept in _ANYWHERE
        none = words.any("rights.none").search(clause.text)
        if none or (refused and hit.concept in {"eu-gdpr:A17", "eu-gdpr:A20"}):
            continue
        if own or framed or anywhere:
            out.append((hit.concept, hit.start, hit.end))
    return tuple(out)


@dataclass(frozen=True)
class _Clause:
    """Part of a sentence, with its place in it: "this cannot be erased, but that can" are two."""

    text: str
    start: int


def _clauses(words: Phrases, text: str) -> list[_Clause]:
    places = [0, *(found.start() for found in words.any("rights.contrast").finditer(text)), len(text)]
    return [_Clause(text[a:b], a) for a, b in pairwise(places)]


_ANYWHERE = ("eu-gdpr:A7-3", "eu-gdpr:A77")
"""Rights that no frame of words need announce."""


def _hits(words: Phrases, clause: _Clause, only: tuple[str, ...] = ()) -> list[Hit]:
    """Each right by its own words: one sentence often names several in one breath."""
    return [
        Hit(each.concept, clause.start + each.start, clause.start + each.end) for each in _in(words, clause.text, only)
    ]


@lru_cache(maxsize=2048)
def _in(words: Phrases, text: str, only: tuple[str, ...]) -> tuple[Hit, ...]:
    out = []
    for concept in only or words.raw("rights.words"):
        found = words.any(f"rights.words.{concept}").search(text)
        if found:
            out.append(Hit(concept, found.start(), found.end()))
    return tuple(sorted(out, key=lambda hit: hit.start))
