"""What data are used for: by concept, and word for word where no concept fits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.errors import said
from ropa.importing.document import Passage, sentences
from ropa.importing.draft import MAIN, UNPLACED, Draft
from ropa.importing.lists import split
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.importing.uses import base
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 29

_LONGEST = 160


def read(outline: Outline, draft: Draft) -> None:
    """Purposes from the sections that tell them; what is told there in words of its own stays as it is told."""
    for part in outline.about("purpose", "interest", "title", "other", "register-name"):
        asked = part.key in {"purpose", "interest"} or "purpose" in part.keys
        if asked or (part.key == "title" and not outline.has("purpose")):
            _known(outline, draft, part)
    for part in outline.about("purpose"):
        for goal in (goal for sentence in part.sentences() for goal in _untold(outline, sentence)):
            _unplaced(outline.phrases, draft, part, goal)
        own = [p for p in part.passages if len(p.text) > 8 and part.key == "purpose" and not _only_basis(outline, p)]
        if own and not draft.get(MAIN, "purposes"):
            first = re.split(r"(?<=[.!?])\s", own[0].text)[0]
            _unplaced(outline.phrases, draft, part, own[0].cut(0, len(first)))


def _known(outline: Outline, draft: Draft, part: Part) -> None:
    for sentence in part.sentences():
        for hit in outline.phrases.lexicon("purposes").find(sentence.text):
            draft.put(MAIN, "purposes", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)


def _unplaced(words: Phrases, draft: Draft, part: Part, goal: Passage) -> None:
    phrase = goal.text[:_LONGEST]
    name = draft.concept(base(words, phrase), "dpv:Purpose")
    draft.put(MAIN, "purposes", name, goal.words(0, len(phrase)), part.key, UNPLACED)
    draft.remarks.append(said("purpose not placed: {phrase}", phrase=phrase))


def _untold(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """What a sentence says is done with the data, or done by us, in words that name no known purpose."""
    words = outline.phrases
    ours = words.expression("purposes-ours", re.IGNORECASE).match(sentence.text)
    told = words.any("purposes-told").search(sentence.text)
    if not (ours or told) or words.any("purposes-never").search(sentence.text):
        return
    others = ("bases.frame", "provision.consequence", "lists.deny")
    if any(words.any(path).search(sentence.text) for path in others) or words.lexicon("provision.kinds").find(
        sentence.text
    ):
        return
    if not words.lexicon("purposes").find(sentence.text):
        yield sentence
    elif ours:
        yield from _predicates(outline, sentence)


def _predicates(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Of "we book visits, plan and give therapy and send invoices" what no word for a purpose stands in."""
    start = 0
    for piece in split(sentence, outline.phrases):
        at = sentence.text.index(piece.text, start)
        end = at + len(piece.text)
        if " " not in piece.text:
            continue
        whole = sentence.cut(start, end)
        start = end
        if not outline.phrases.lexicon("purposes").find(whole.text):
            yield _bare(outline, whole)


def _bare(outline: Outline, piece: Passage) -> Passage:
    lead = re.match(rf"[\s,;]*(?:(?:{outline.phrases.joiners})\s)?\s*", piece.text)
    return piece.cut(lead.end() if lead else 0, len(piece.text.rstrip(" .,;")))


def _only_basis(outline: Outline, passage: Passage) -> bool:
    words = outline.phrases
    return all(
        words.lexicon("bases.words").find(s.text) and (words.any("bases.frame").search(s.text) or len(s.text) < 60)
        for s in sentences(passage)
    )
