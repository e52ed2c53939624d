"""A document cut into sections by its labels: which question each answers, in what state, with its passages."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ropa.importing.document import Document, Kind, Passage, Words, sentences
from ropa.importing.labels import Labels
from ropa.importing.phrases import Phrases

_ITEM = re.compile(r"^\s*(?:[-–—•·*▪●○◦‣■]|o(?=\s{2}))\s*(?=\S)")
_COUNTED = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-zåäö]\))\s+(?=[^\W\d_A-ZÅÄÖ])(?!.*\d{4})")
TURNED = 8
"""Level of a label that is the head of a table's column: it says nothing on how the rest is labelled."""


@dataclass
class Part:
    """One section of a document."""

    keys: tuple[str, ...]
    heading: Words | None = None
    passages: list[Passage] = field(default_factory=list)
    level: int = 0
    holds_others: bool = False
    """A heading over further headings."""
    _sentences: list[Passage] = field(default_factory=list)
    _count: int = -1

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)

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
        return [part for part in self.parts if any(key in part.keys for key in keys)]

    def has(self, *keys: str) -> bool:
        return bool(self.about(*keys))

    @property
    def labelled(self) -> bool:
        """Whether enough labels were found for absences to mean anything."""
        return len({key for part in self.parts for key in part.keys} - {"title", "other", "date"}) >= 3


def outline(document: Document, phrases: Phrases) -> Outline:
    """The sections of a document. What stands before the first label is the section `title`."""
    labels = Labels(phrases)
    marked = list(_marked(document.passages, labels))
    parts = [Part(("title",))]
    for passage, keys in marked:
        if keys is None:
            _append(parts[-1].passages, passage, short=bool(set(parts[-1].keys) & _OF_LINES))
        elif keys == _MORE:
            _lengthen(parts[-1], passage)
        else:
            level = passage.level if passage.kind is Kind.HEADING or passage.level == TURNED else 0
            parts.append(Part(keys, passage.words(), [], level))
    parts = [part for part in parts if part.heading or part.passages]
    _containers(parts)
    return Outline(document, phrases, parts)


def _marked(passages: Sequence[Passage], labels: Labels) -> Iterator[tuple[Passage, tuple[str, ...] | None]]:
    """Each passage with the keys it opens a section for; None for content, ("+",) for the rest of a label."""
    firm, heads, inline = _usual(passages, labels)
    current: tuple[str, ...] = ("title",)
    level, under_heading = 0, False
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        if passage.kind is Kind.LABEL:
            opened = _row(passage, before, labels, current, under_heading=under_heading, firm=firm)
            if opened != _SKIPPED:
                yield passage, opened
            if opened not in {None, _MORE, _SKIPPED}:
                current, under_heading = opened or current, False
        elif passage.kind is Kind.HEADING and not (firm and passage.level > 6):
            keys, covered = labels.read(passage.text)
            if keys and covered >= 0.3 and len(passage.text) < 200:
                current, level, under_heading = keys, passage.level, True
                yield passage, current
            elif passage.level <= 6 and (not level or passage.level <= level) and current != ("title",):
                current = ("other",)
                yield passage, current
            else:
                yield passage, None
        elif not firm and not heads and passage.level != TURNED:
            following = passages[index + 1 : index + 2]
            for piece, opened in _plain(passage, before, following, labels, current, inline):
                current = opened or current
                yield piece, opened
        else:
            yield passage, None


def _usual(passages: Sequence[Passage], labels: Labels) -> tuple[bool, bool, bool]:
    """Whether a document keeps its labels in first cells, in headings, at the beginning of lines."""
    known = [p for p in passages if p.kind in {Kind.LABEL, Kind.HEADING} and labels.read(p.text)[1] >= 0.5]
    firm = sum(p.kind is Kind.LABEL and p.level != TURNED for p in known) >= 4
    heads = sum(p.kind is Kind.HEADING for p in known) >= 4
    return firm, heads, sum(_is_inline(p, labels) for p in passages) >= 4


_MORE, _SKIPPED = ("+",), ("",)


def _row(
    passage: Passage,
    before: Passage | None,
    labels: Labels,
    current: tuple[str, ...],
    *,
    under_heading: bool,
    firm: bool,
) -> tuple[str, ...] | None:
    """The keys that a row's first cell opens a section for; None where it is content, `_MORE` for the rest of a label.

    `_SKIPPED` is the first head of a table that asks what the section it stands in asks.
    """
    keys, covered = labels.asked(passage)
    turned = passage.level == TURNED
    if turned and (before is None or before.level != TURNED) and keys and set(keys) <= set(current):
        return _SKIPPED
    if _is_content(passage, labels, current, under_heading and not (keys and (firm or turned))):
        return None
    if _goes_on(passage, before) and (not keys or set(keys) <= set(current) or covered < 0.5):
        return _MORE
    return keys or ("other",)


_INLINE = re.compile(r"^(?P<label>[^:.!?]{3,90}?)\s*:\s+(?=\S)")


def _is_content(passage: Passage, labels: Labels, current: tuple[str, ...], under: bool) -> bool:
    """Whether a row's first cell opens no section: a channel of who was named before, or what a heading asks for."""
    if labels.is_field(passage.text) and set(current) & {"controller", "contact", "dpo"}:
        return True
    return under and not set(current) & {"title", "other"}


def _wrapped(passage: Passage, following: Sequence[Passage]) -> bool:
    """A line of running text whose sentence goes on in the next line."""
    goes_on = any(not p.gap and p.text[:1].islower() and not _COUNTED.match(p.text) for p in following)
    return goes_on and len(passage.text) > 35 and not _INLINE.match(passage.text)


def _is_inline(passage: Passage, labels: Labels) -> bool:
    found = _INLINE.match(passage.text)
    return found is not None and labels.read(found["label"])[1] >= 0.75


def _plain(
    passage: Passage,
    before: Passage | None,
    following: Sequence[Passage],
    labels: Labels,
    current: tuple[str, ...],
    rows: bool,
) -> Iterator[tuple[Passage, tuple[str, ...] | None]]:
    if _wrapped(passage, following):
        yield passage, None
        return
    text = passage.text
    keys, covered = labels.read(text)
    numbered = bool(re.match(r"^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]?[a-e]?[.)]?|[A-Z][.)])\s+[^\W\d_a-zåäö]", text))
    short = len(text) <= 170 and text[-1:] not in ",;" and not _ITEM.match(text)
    alone = passage.gap or _ends(before) or numbered
    lists = re.search(r":\s+\S", text) or (text.endswith(":") and keys == current)
    if keys and short and alone and not lists and text[:1] == text[:1].upper() and _enough(covered, text, numbered):
        yield passage, keys
        return
    inline = _INLINE.match(text)
    if inline and not _ITEM.match(text):
        keys, covered = labels.read(inline["label"])
        if labels.is_field(inline["label"]) and set(current) & {"controller", "contact", "dpo"}:
            keys = ()
        if keys and covered >= (0.6 if rows else 0.85) and len(inline["label"].split()) <= 8 and (alone or rows):
            yield passage.cut(0, inline.end("label")), keys
            yield passage.cut(inline.end(), len(text)), None
            return
    yield passage, None


def _enough(covered: float, text: str, numbered: bool) -> bool:
    """A line that ends like a sentence must be a label through and through."""
    if text.endswith("."):
        return covered >= 0.95 and (numbered or len(text.split()) < 3)
    asks = text.endswith("?") or text.isupper()
    return covered >= 0.75 or ((numbered or asks) and covered >= 0.4)


def _goes_on(passage: Passage, before: Passage | None) -> bool:
    return before is not None and passage.text[:1].islower()


def _ends(before: Passage | None) -> bool:
    return before is None or before.kind is not Kind.TEXT or before.text[-1:] in '.!?:)"”' or len(before.text) < 40


_OF_LINES = {"controller", "contact", "dpo", "joint"}
"""Sections whose answer stands in lines of its own: name, street, number."""


def _append(passages: list[Passage], passage: Passage, *, short: bool) -> None:
    """A line of a paragraph joins the paragraph; a row that goes on after a page break joins its sentence."""
    item = _ITEM.match(passage.text) or _COUNTED.match(passage.text)
    if item:
        passages.append(_as(passage.cut(item.end(), len(passage.text)), Kind.ITEM))
        return
    if passages and passage.kind is Kind.TEXT:
        last = passages[-1]
        runs_on = last.text[-1:] not in ".!?:;" and passage.text[:1].islower()
        if short and not runs_on and len(last.text) < 60:
            passages.append(passage)
            return
        if last.kind in (Kind.TEXT, Kind.ITEM) and (not passage.gap or runs_on):
            passages[-1] = joined(last, passage)
            return
    passages.append(passage)


def joined(first: Passage, second: Passage, between: str = " ") -> Passage:
    """Two passages as one, a blank between; a word hyphenated over the break is made whole."""
    if (
        re.search(r"[^\W\d_]-$", first.text)
        and second.text[:1].islower()
        and not re.match(r"(ja|tai|sekä|och|eller|and|or)\b", second.text)
    ):
        return Passage(
            first.text[:-1] + second.text,
            array("I", [*first.at[:-1], *second.at]),
            first.kind,
            first.level,
            first.gap,
        )
    at = array("I", first.at)
    at.extend([first.at[-1] + 1] * len(between))
    at.extend(second.at)
    return Passage(f"{first.text}{between}{second.text}", at, first.kind, first.level, first.gap)


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


def _containers(parts: list[Part]) -> None:
    for part, following in pairwise(parts):
        deeper = (part.level or following.level == TURNED) and following.level > part.level
        part.holds_others = not part.passages and bool(
            deeper or (_HOLDS.get(part.key, set()) & set(following.keys) and part.key != "controller")
        )


def keyed(parts: Iterable[Part], key: str) -> str:
    """The text of all sections with a key."""
    return "\n".join(part.text for part in parts if key in part.keys)
