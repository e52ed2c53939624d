"""Enumerations in running text taken apart: bullets, commas, "and", groups before a colon, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.phrases import Phrases

_EDGE = " \t,;:.·•*–—-"


def trimmed(piece: Passage) -> Passage:
    """Without punctuation at its edges; a bracket that closes nothing goes too."""
    start, end = 0, len(piece.text)
    while start < end and piece.text[start] in _EDGE + ")\"”":
        start += 1
    while end > start and piece.text[end - 1] in _EDGE + "(\"“":
        end -= 1
    inside = piece.text[start:end]
    if inside.endswith(")") and inside.count("(") < inside.count(")"):
        end -= 1
    return piece.cut(start, end)


def split(piece: Passage, words: Phrases, *, conjunctions: bool = True) -> Iterator[Passage]:
    """The members of an enumeration; what stands in brackets is not parted."""
    joiners = "|".join(map(re.escape, words.raw("lists.and") or ["and"]))
    mark = re.compile(rf"[,;\n]|\s(?:{joiners})\s" if conjunctions else r"[,;\n]", re.IGNORECASE)
    start = 0
    for found in mark.finditer(piece.text):
        before = piece.text[: found.start()]
        if before.count("(") > before.count(")"):
            continue
        if before.rstrip().endswith("-") and found[0].strip() not in {",", ";"}:
            continue
        if found[0] == "," and re.match(r"\d", piece.text[found.end() :]) and before[-1:].isdigit():
            continue
        yield from _kept(piece.cut(start, found.start()))
        start = found.end()
    yield from _kept(piece.cut(start, len(piece.text)))


def _kept(piece: Passage) -> Iterator[Passage]:
    piece = trimmed(piece)
    if re.search(r"[^\W\d_]{2}", piece.text):
        yield piece


def members(passage: Passage, words: Phrases) -> Iterator[tuple[Passage, bool]]:
    """The phrases of a passage that lists things, each with whether it surely is a member of a list.

    A bullet is one member, or as many as it has commas; a sentence lists what follows its colon or its
    collecting verb.
    """
    if passage.kind is Kind.ITEM:
        yield from _bullet(passage, words)
        return
    for sentence in sentences(passage):
        colon = re.search(r":\s", sentence.text)
        if colon:
            lead, rest = sentence.text[: colon.start()], sentence.cut(colon.end(), len(sentence.text))
            generic = bool(words.any("lists.deny").search(lead))
            if not generic:
                for piece in split(rest, words):
                    yield piece, True
            continue
        verbless = not words.any("lists.collect").search(sentence.text) and len(sentence.text) < 400
        commas = sentence.text.count(",")
        for piece in split(sentence, words):
            yield piece, verbless and (commas >= 1 or len(sentence.text) < 60)


def _bullet(item: Passage, words: Phrases) -> Iterator[tuple[Passage, bool]]:
    colon = re.search(r":\s|\s[–—-]\s", item.text)
    if colon and len(item.text) - colon.end() > 2:
        rest = item.cut(colon.end(), len(item.text))
        for piece in split(rest, words):
            yield piece, True
        return
    bare = re.sub(r"\([^)]*\)", "", item.text)
    if bare.count(",") >= 1 or len(bare) > 90:
        for piece in split(item, words, conjunctions=bare.count(",") >= 1):
            yield piece, len(piece.text) < 80
        return
    for piece in _kept(item):
        yield piece, len(piece.text) < 120
