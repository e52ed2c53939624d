"""A decoded document as passages of clean text, each character knowing where in the source it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});")


class Words(NamedTuple):
    """Some words of a document: clean text, and the offsets of their first and last letter in the source."""

    text: str
    start: int
    end: int


class Kind(StrEnum):
    """What the layout says a passage is."""

    TEXT = "text"
    ITEM = "item"
    HEADING = "heading"
    LABEL = "label"


class Passage(NamedTuple):
    """A paragraph, list item, heading or table cell. `at[i]` is the source offset of `text[i]`."""

    text: str
    at: Sequence[int]
    kind: Kind = Kind.TEXT
    level: int = 0
    """Rank of a heading; 0 where the layout gives none."""
    gap: bool = True
    """False where the passage follows the one before without a blank line."""
    asks: tuple[str, ...] = ()
    """Keys of the section a passage opens, where the layout alone tells them."""

    def cut(self, start: int, end: int) -> Passage:
        """The part from `start` to `end`, white space and nothing else taken off both sides."""
        start, text = self._bare(start, end)
        return Passage(text, self.at[start : start + len(text)], self.kind, self.level, self.gap)

    def _bare(self, start: int, end: int) -> tuple[int, str]:
        part = self.text[start:end]
        text = part.strip()
        return (start if len(text) == len(part) else start + len(part) - len(part.lstrip())), text

    def words(self, start: int = 0, end: int | None = None) -> Words:
        """The words from `start` to `end` with their place in the source."""
        begin, text = self._bare(start, len(self.text) if end is None else end)
        if not text:
            place = self.at[min(start, len(self.at) - 1)] if len(self.at) else 0
            return Words("", place, place)
        return Words(text, self.at[begin], self.at[begin + len(text) - 1] + 1)

    def match(self, found: re.Match[str]) -> Words:
        """The words a regular expression found in this passage."""
        return self.words(found.start(), found.end())


BELOW = ("below",)
"""What `asks` holds of the first passage below a form: it answers the form's last label no more."""


@dataclass(frozen=True)
class Document:
    """What a reader of one format hands on: the text that offsets count in, and its passages in order."""

    text: str
    passages: tuple[Passage, ...]
    format: str
    encoding: str = ""
    title: str = ""
    remarks: tuple[str, ...] = ()
    asides: tuple[Passage, ...] = ()
    """What stands beside the notice: menus, footers, contents. It answers no question, but may hold a business id."""

    def verbatim(self, words: Words) -> tuple[str, int, int]:
        """The source between two offsets; an entity at the end is taken whole."""
        end = words.end
        entity = _ENTITY.match(self.text, end - 1) if end else None
        if entity and self.format in {"html", "text", "markdown"}:
            end = entity.end()
        return self.text[words.start : end], words.start, end


_STOP = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“”'(\[]?[A-ZÅÄÖÉÜ0-9])")
_NEVER_LAST = re.compile(
    r"(?:\b(?:esim|mm|puh|klo|art|s|p|v|vrt|kts|ks|eng|e\.g|i\.e|bl\.a|t\.ex|s\.k|m\.m|mom|st|kap|nr|tel|tfn|resp|ca|enl|pvt|pte|pty)"
    r"|\b\d{1,3}|\b[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Co|Corp|no|yms|jne|tms|ym|ns|etc|osv|mfl)\.$", re.IGNORECASE)


def sentences(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage; abbreviations and ordinal numbers end none."""
    start = 0
    for stop in _STOP.finditer(passage.text):
        before = passage.text[max(start, stop.start() - 12) : stop.start()]
        if _NEVER_LAST.search(before) or (_COMPANY.search(before) and not passage.text[stop.end()].isalpha()):
            continue
        piece = passage.cut(start, stop.start())
        if piece.text:
            yield piece
        start = stop.end()
    last = passage.cut(start, len(passage.text))
    if last.text:
        yield last
