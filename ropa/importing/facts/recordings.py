"""Calls and other contacts that are recorded: data of the register wherever it is told, and what they serve."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.errors import said
from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, UNPLACED, Draft
from ropa.importing.lists import split
from ropa.importing.outline import Outline, Part
from ropa.importing.uses import base
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 43


def read(outline: Outline, draft: Draft) -> None:
    """Sentences outside the sections on data; the next ones that speak of the recordings tell what for."""
    words = outline.phrases
    gate = words.gate("=recordings.kinds", "recordings.noun")
    for part in outline.parts:
        recorded = False
        for sentence in part.sentences():
            if not gate.may(sentence.text):
                continue
            uses = recorded and words.any("recordings.noun").search(sentence.text)
            if uses and words.any("recordings.used").search(sentence.text):
                _uses(outline, draft, part, sentence)
            hits = words.lexicon("recordings.kinds").find(sentence.text)
            denied = words.any("lists.deny").search(sentence.text) or words.any("lists.deny-collect").search(
                sentence.text
            )
            for hit in () if denied or {"data", "content", "retention"} & set(part.keys) else hits:
                recorded = True
                said = sentence.words(hit.start, hit.end)
                draft.put(MAIN, "data", Iri(expand(hit.concept)), said, part.key, INFERRED)


def _uses(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    hits = outline.phrases.lexicon("purposes").find(sentence.text)
    for hit in hits:
        draft.put(MAIN, "purposes", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)
    untold = [sentence] if not hits else list(_untold(outline, sentence))
    for told in untold:
        unknown = draft.concept(base(outline.phrases, told.text), "dpv:Purpose")
        draft.put(MAIN, "purposes", unknown, told.words(), part.key, UNPLACED)
        draft.remarks.append(said("purpose not placed: {phrase}", phrase=told.text))


def _untold(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Of the uses listed behind the verb those that no word for a purpose stands in."""
    words = outline.phrases
    used = words.any("recordings.used").search(sentence.text)
    rest = sentence.cut(used.end() if used else 0, len(sentence.text))
    lead = words.expression("recordings.lead").match(rest.text)
    for piece in split(rest.cut(lead.end() if lead else 0, len(rest.text)), words):
        if len(piece.text.split()) > 1 and not words.lexicon("purposes").find(piece.text):
            yield piece
