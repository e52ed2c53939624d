"""Data that are processed only on a condition: "the card number where the client asks for it". Kept as it is told."""

from __future__ import annotations

import re
from functools import cache

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import MAIN, Draft, Places
from ropa.importing.facts.answering import tells_source
from ropa.importing.outline import Outline
from ropa.importing.phrases import Phrases

ORDER = 46
_LONG = 160
"""A longer sentence lists much: of it the member with the condition is kept."""


def read(outline: Outline, draft: Draft) -> None:
    """Items and sentences where data are asked for that name data already read, and when they are processed."""
    places = draft.places(MAIN, "dpv:hasPersonalData")
    for part in outline.about("data", "content"):
        for passage in part.passages:
            for told in [passage] if passage.kind is Kind.ITEM else sentences(passage):
                if _is_limit(outline, told) and (said := _limited(outline.phrases, told, places)):
                    draft.put(MAIN, "data_conditions", draft.text(said.text), said.words(), part.key)


@cache
def _condition(words: Phrases) -> re.Pattern[str]:
    return re.compile("|".join(words.raw("data-condition") or [r"(?!)"]), re.IGNORECASE)


@cache
def _joiner(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.joiners})\s")


def _is_limit(outline: Outline, told: Passage) -> bool:
    """What rests on a consent of its own stands apart, and whom data come from is no condition."""
    consent = outline.phrases.any("bases.only-consent").search(told.text)
    return bool(_condition(outline.phrases).search(told.text)) and not consent and not tells_source(outline, told)


def _limited(words: Phrases, told: Passage, places: Places) -> Passage | None:
    """The words with the condition and the data it is for; None where they name none."""
    found = _condition(words).search(told.text)
    if found is None or not _names(told, places):
        return None
    if len(told.text) <= _LONG:
        return told
    stops = [0, *(m.end() for m in re.finditer(r"[,;:]\s", told.text)), len(told.text)]
    before = [stop for stop in stops if stop <= found.start()]
    end = next(stop for stop in stops if stop >= found.end())
    for start in reversed(before):
        member = told.cut(start, end)
        joiner = _joiner(words).match(member.text)
        member = member.cut(joiner.end() if joiner else 0, len(member.text.rstrip(" ,;.")))
        if _names(member, places):
            return member
    return None


def _names(told: Passage, places: Places) -> bool:
    words = told.words()
    return any(each.end <= words.end for each in places.within(words))
