"""The words for one category of data: a member of a list without what leads it in, allows it or says whose it is."""

from __future__ import annotations

import re

from ropa.importing.circumstances import bare
from ropa.importing.document import Passage
from ropa.importing.lists import split, trimmed
from ropa.importing.phrases import Phrases

GROUND = re.compile(r"\bart(?:ikla|ikel|icle)?\w*\.?\s?\d|\b\d+\s?art|\b9\s?[.(]\s?2|§", re.IGNORECASE)
"""What a law is cited by."""


def parts(piece: Passage, words: Phrases) -> list[Passage]:
    """A phrase without its lead-in; a general word with its members in brackets gives the members."""
    lead = words.any("lists.lead")
    text = piece.text
    start = 0
    while True:
        found = lead.match(text, start)
        if not found or found.end() >= len(text) - 1 or found.end() == start:
            break
        start = found.end()
        while start < len(text) and text[start] in " :,.":
            start += 1
    piece = _ungrounded(trimmed(piece.cut(start, len(text))), words)
    piece = bare(piece, words, "data")
    bracket = re.match(r"^(?P<head>[^()]{3,60}?)\s*\((?P<in>[^()]{3,})\)?\s*$", piece.text)
    if bracket and bracket["in"].count(",") >= 1 and _is_generic(bracket["head"].strip(), words):
        inner = piece.cut(bracket.start("in"), bracket.end("in"))
        parts = [_without_lead(p, words) for p in split(inner, words)]
        if sum(bool(words.lexicon("data").best(p.text)) for p in parts) >= 2:
            return parts
    piece = _whose(piece, words)
    return [piece] if piece.text else []


def _is_generic(head: str, words: Phrases) -> bool:
    """Whether a phrase only says that there are data: "contact details", "employment data"."""
    return bool(words.any("lists.generic").fullmatch(head) or re.search(r"(?:tiedot|uppgifter|data|details)$", head))


def _whose(piece: Passage, words: Phrases) -> Passage:
    """Finnish: "of our members the name" is the name."""
    found = words.expression("lists.of-whom").match(piece.text)
    people = words.lexicon("subjects").find(found[1]) if found else ()
    return piece.cut(found.end(), len(piece.text)) if found and people else piece


def _ungrounded(piece: Passage, words: Phrases) -> Passage:
    """Without the law that allows it or a remark longer than the data, told in brackets behind."""
    bracket = re.search(r"\s*\([^()]*\)?$", piece.text)
    if not bracket or bracket.start() <= 2:
        return piece
    remark = 2 * bracket.start() < len(piece.text) and not words.lexicon("data").find(bracket[0])
    return trimmed(piece.cut(0, bracket.start())) if remark or GROUND.search(bracket[0]) else piece


def _without_lead(piece: Passage, words: Phrases) -> Passage:
    found = words.any("lists.lead").match(piece.text)
    return trimmed(piece.cut(found.end(), len(piece.text))) if found and found.end() < len(piece.text) else piece
