"""A document cut into sections by its labels: which question each answers, in what state, with its passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile, zip_longest

from ropa.importing import topics
from ropa.importing.alone import COUNTED, ITEM
from ropa.importing.clutter import without
from ropa.importing.document import BELOW, Document, Kind, Passage, Words, sentences
from ropa.importing.labels import Labels, is_field, labels
from ropa.importing.leading import asked_in_turn
from ropa.importing.marking import MORE, TURNED, marked
from ropa.importing.phrases import Phrases
from ropa.importing.placeholders import spans
from ropa.importing.placeholders import without as without_template
from ropa.importing.running import beside, divided, is_prose
from ropa.importing.unmarked import answered, itemised
from ropa.importing.wrapping import joined

_LABELLED = 3
"""So many different questions are asked by labels where a notice has them at all."""


@dataclass
class Part:
    """One section of a document."""

    keys: tuple[str, ...]
    heading: Words | None = None
    passages: list[Passage] = field(default_factory=list)
    level: int = 0
    beneath: str = ""
    """The heading within the section before that it goes on under."""
    holds_others: bool = False
    """A heading over further headings."""
    placeholders: tuple[str, ...] = ()
    """Template text left in."""
    whole: tuple[Passage, ...] = ()
    """All passages where template text was taken off some."""
    _sentences: list[Passage] = field(default_factory=list)
    _count: int = -1
    _topics: tuple[list[int], list[str]] | None = None

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def given(self) -> Sequence[Passage]:
        """All passages as they stand, with template text."""
        return self.whole or self.passages

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.given)

    def topic(self, told: Passage) -> str:
        """The heading within the section that a sentence stands under; "" where there are not two."""
        if self._topics is None:
            headings = [each for each in self.given if each.kind is Kind.HEADING]
            self._topics = [each.words().start for each in headings], [self.beneath, *(each.text for each in headings)]
        starts, texts = self._topics
        several = len(starts) + bool(self.beneath) > 1
        return texts[bisect_left(starts, told.words().start)] if several else ""

    def sentences(self) -> list[Passage]:
        """The sentences of all its passages."""
        if self._count != len(self.passages):
            self._sentences = [s for passage in self.passages for s in sentences(passage)]
            self._count = len(self.passages)
        return self._sentences


@dataclass
class Outline:
    """All sections of one notice, and the phrase knowledge of its language."""

    document: Document
    phrases: Phrases
    parts: list[Part]

    def about(self, *keys: str) -> list[Part]:
        """The sections that answer any of these labels, in order."""
        wanted = set(keys)
        return [part for part in self.parts if not wanted.isdisjoint(part.keys)]

    def has(self, *keys: str) -> bool:
        return bool(self.about(*keys))

    @property
    def labelled(self) -> bool:
        """Whether enough labels were found for absences to mean anything."""
        return len({key for part in self.parts for key in part.keys} - {"title", "other", "date"}) >= _LABELLED


def outline(document: Document, phrases: Phrases) -> Outline:
    """The sections of a document. What stands before the first label is the section `title`."""
    document = without(document)
    parts = [Part(("title",))]
    known = labels(phrases.language)
    for passage, keys in marked(asked_in_turn(_unnumbered(document.passages, known)), known):
        if keys is None and passage.asks == BELOW:
            parts.append(Part(("other",), None, [passage]))
        elif keys is None:
            _open_to(parts, passage).passages.append(passage)
        elif keys == MORE:
            _lengthen(parts[-1], passage)
        else:
            level = passage.level if passage.kind is Kind.HEADING or passage.level == TURNED else 0
            beneath = _topic(parts[-1]) if not level and set(keys) & set(parts[-1].keys) else ""
            parts.append(Part(_in_table(parts, keys) if level == TURNED else keys, passage.words(), [], level, beneath))
    parts = [part for part in parts if part.heading or part.passages]
    for part in parts:
        lines = itemised(part.passages, phrases) if set(part.keys) & _OF_ITEMS else part.passages
        part.passages = []
        for passage in lines:
            _append(part.passages, passage, short=bool(set(part.keys) & _OF_LINES))
        if len(part.passages) == 1 and part.passages[0].text[-1] == ".":  # one sentence is no list
            part.passages = [_as(part.passages[0], Kind.TEXT)]
    _containers(parts)
    parts = [each for part in parts for each in _divided(part, parts, phrases)]
    for part in parts:
        if part.keys == ("other",) and part.heading:
            part.keys = answered(part.heading.text, part.passages, phrases)
        _tidy(part, phrases)
    parts = [each for part in parts for each in _beside(part, phrases)]
    _without_topics(parts, phrases)
    return Outline(document, phrases, parts)


def _open_to(parts: list[Part], passage: Passage) -> Part:
    """The section that a passage without a label belongs to: a day ends what its own label asked."""
    part = parts[-1] if passage.level == TURNED else _before_table(parts)
    if part.keys == ("date",) and passage.gap and any(_DAY.search(each.text) for each in part.passages):
        parts.append(part := Part(("title",)))
    return part


def _beside(part: Part, phrases: Phrases) -> list[Part]:
    """A section on data or people, and what it tells beside as sections of their own."""
    if not {"data", "content", "subjects"} & set(part.keys) or part.level == TURNED or part.whole:
        return [part]
    told = beside(part.keys, part.passages, phrases)
    if len(told) < 2:
        return [part]
    left = tuple(key for key in part.keys if key not in told) or part.keys
    own = replace(part, keys=left, passages=told.pop(""), whole=tuple(part.passages), _count=-1)
    return [own, *(Part((key,), None, passages, part.level) for key, passages in told.items())]


def _tidy(part: Part, phrases: Phrases) -> None:
    """Parts template text from what was filled in."""
    places = [spans(passage, part.key, phrases) for passage in part.passages]
    if any(places):
        part.whole = tuple(part.passages)
        told = [(passage, found) for passage, found in zip(part.whole, places, strict=True)]
        part.placeholders = tuple(passage.text[slice(*each)] for passage, found in told for each in found)
        tidied = (without_template(passage, found) for passage, found in told)
        part.passages = [passage for passage in tidied if passage.text]


def _divided(part: Part, parts: Sequence[Part], phrases: Phrases) -> list[Part]:
    """A part of a notice in running text, by what its sentences answer."""
    known = {key for each in parts for key in each.keys} - {"title", "other", "date"}
    if len(known) >= _LABELLED or not is_prose(part.passages):
        return [part]
    first, *rest = divided(part.passages, phrases)
    named = part.keys if part.key in {"title", "other"} else ("title",)
    lead = replace(part, keys=named, passages=[] if first[0] else first[1], _count=-1)
    more = rest if not first[0] else [first, *rest]
    return [lead, *(Part((key or "other",), None, passages, part.level) for key, passages in more)]


_DAY = re.compile(r"\d{4}")
"""What a passage has that answers when: nothing more is said of that."""
_NUMBER = re.compile(r"\d{1,2}\s?[a-d]?[.)]?")


def _unnumbered(passages: Sequence[Passage], labels: Labels) -> Sequence[Passage]:
    """Without the numbers of fields that stand alone on the line above their label."""
    return [
        passage
        for passage, following in zip_longest(passages, passages[1:])
        if not (
            following
            and passage.kind is Kind.TEXT
            and _NUMBER.fullmatch(passage.text.strip())
            and labels.read(following.text)[1] >= 0.75
        )
    ]


def _before_table(parts: Sequence[Part]) -> Part:
    """The section a table stands in: what follows the table goes on with it."""
    return next((part for part in reversed(parts) if part.level != TURNED), parts[-1])


def _in_table(parts: Sequence[Part], keys: tuple[str, ...]) -> tuple[str, ...]:
    """What a column asks: beside recipients a purpose is theirs, not the register's."""
    table = list(takewhile(lambda part: part.level == TURNED, reversed(parts)))
    return ("other",) if keys == ("purpose",) and any("recipients" in part.keys for part in table) else keys


_OF_LINES = {"controller", "contact", "dpo", "joint"}
"""Sections whose answer stands in lines of its own: name, street, number."""
_OF_ITEMS = {"data", "content", "subjects", "recipients", "disclosures", "sources"}
"""Sections whose answer may be a list without marks, one line each."""


_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+(?=[A-ZÅÄÖ])")
_NUMBERED_ITEM = re.compile(r"\d{1,2}\.\d{1,2}\.\s+(?=[a-zåäö][^.]{2,80}$)")
"""The number of a paragraph, as contracts have it."""


def _append(passages: list[Passage], passage: Passage, *, short: bool) -> None:
    """A line of a paragraph joins the paragraph; a row that goes on after a page break joins its sentence."""
    item = ITEM.match(passage.text) or COUNTED.match(passage.text) or _NUMBERED_ITEM.match(passage.text)
    if item:
        passages.append(_as(passage.cut(item.end(), len(passage.text)), Kind.ITEM))
        return
    clause = _CLAUSE.match(passage.text)
    if clause:
        passages.append(passage.cut(clause.end(), len(passage.text)))
        return
    if passages and passage.kind is Kind.TEXT:
        last = passages[-1]
        runs_on = last.text[-1:] not in ".!?:;" and passage.text[:1].islower()
        if short and (is_field(last.text) or (not runs_on and len(last.text) < 60)):
            passages.append(passage)
            return
        if last.kind in (Kind.TEXT, Kind.ITEM) and (not passage.gap or runs_on):
            passages[-1] = joined(last, passage)
            return
    passages.append(passage)


def _as(passage: Passage, kind: Kind) -> Passage:
    return Passage(passage.text, passage.at, kind, passage.level, passage.gap)


def _lengthen(part: Part, more: Passage) -> None:
    if part.heading:
        part.heading = Words(f"{part.heading.text} {more.text}", part.heading.start, part.heading.end)


_HOLDS = {
    "rights": {
        "access",
        "rectification",
        "erasure",
        "restriction",
        "objection",
        "portability",
        "complaint",
        "automated",
    },
    "security": {"security-manual", "security-electronic"},
    "controller": {"contact", "dpo", "joint"},
    "contact": {"dpo"},
    "title": set(),
}


def _topic(part: Part) -> str:
    """The heading within a section that what follows stands under."""
    return next((each.text for each in reversed(part.passages) if each.kind is Kind.HEADING), part.beneath)


def _without_topics(parts: list[Part], words: Phrases) -> None:
    """Takes headings that name an activity in several sections off what the sections tell."""
    often = topics.returning(part.passages for part in parts)
    named = (each for part in parts if "purpose" in part.keys for each in part.passages)
    purposes = {each.text for each in named if each.kind is Kind.HEADING}
    for part in parts:
        left = topics.told(part.passages, part.keys, often, purposes, words)
        if left and len(left) < len(part.passages):
            part.whole, part.passages = part.whole or tuple(part.passages), left


def _containers(parts: list[Part]) -> None:
    for part, following in pairwise(parts):
        deeper = (part.level or following.level == TURNED) and following.level > part.level
        part.holds_others = not part.passages and bool(
            deeper or (_HOLDS.get(part.key, set()) & set(following.keys) and part.key != "controller")
        )
