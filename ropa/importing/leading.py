"""Labels at the beginning of the line they open: before a colon, or before a dash or bar where all lines have one.

Letters too that mark questions and answers in turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ropa.importing.document import Kind, Passage
from ropa.importing.labels import Labels

_LETTER = r"(?:[^:.!?|]|(?<=[A-ZÅÄÖ]):(?=[a-zåäö]))"
"""Of a label: "EU:n" is one word."""
_MARK = r"[-–—•·*▪●○◦‣■]\s+"
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})?[a-c]?[.)]?\s+(?=[A-ZÅÄÖ]))?"
_BEFORE_COLON = re.compile(rf"(?!{_MARK}){_NUMBER}(?P<label>{_LETTER}{{3,90}}?)\s*:\s+(?=\S)")
_BULLETED = re.compile(rf"{_MARK}(?P<label>{_LETTER}{{3,90}}?)\s*:(?:\s+|$)")
_BEFORE_DASH = re.compile(rf"(?:{_MARK})?(?P<label>{_LETTER}{{3,90}}?)\s+[–—|-](?:\s+|$)")
_DASH = re.compile(r"\s[–—|-]")
_LEAST = 4
_WORDS, _ASKS = 4, 2
"""More words that ask what the section asks already are no new label; no label asks more things than two."""
_OF_PEOPLE = {"data", "content", "subjects"}
_PEOPLE = {"title", "controller", "contact", "dpo", "joint"}


class Led(NamedTuple):
    """Where in a line its label begins and ends and the answer begins, and what the label asks."""

    start: int
    end: int
    answer: int
    keys: tuple[str, ...]


class Leads:
    """How the lines of a document lead with labels, if enough do."""

    def __init__(self, passages: Sequence[Passage], labels: Labels) -> None:
        self._labels = labels
        self._usual: re.Pattern[str] | None = None
        lines = [passage.text for passage in passages if passage.kind in {Kind.TEXT, Kind.ITEM}]
        parted = [line for line in lines if ":" in line]
        dashed = [line for line in lines if _DASH.search(line)]
        for form, led in ((_BEFORE_COLON, parted), (_BULLETED, parted), (_BEFORE_DASH, dashed)):
            if self._usual is None and sum(self._is_known(form.match(line)) for line in led) >= _LEAST:
                self._usual = form

    @property
    def parts_whole_lines(self) -> bool:
        """Whether dashes or bars part labels from answers, so that no line with one is a label as a whole."""
        return self._usual is _BEFORE_DASH

    def _is_known(self, found: re.Match[str] | None) -> bool:
        return found is not None and self._labels.read(found["label"])[1] >= 0.75

    def read(self, passage: Passage, current: tuple[str, ...], *, alone: bool) -> Led | None:
        """The label that a line begins with and what it asks; None where it begins with none."""
        text = passage.text
        found = (self._usual or _BEFORE_COLON).match(text) or _BEFORE_COLON.match(text)
        if not found:
            return None
        label = found["label"]
        if set(current) & _OF_PEOPLE and self._labels.is_of_whom(label):
            return None
        keys, covered = self._labels.read(label)
        if self._labels.is_field(label) and set(current) & {"controller", "contact", "dpo"}:
            keys = ()
        sure = covered >= (0.6 if self._usual else 0.85) and len(label.split()) <= 8 and len(keys) <= _ASKS
        if set(keys) <= set(current) and len(label.split()) > _WORDS:
            return None
        if keys and sure and (alone or self._usual):
            return Led(*found.span("label"), found.end(), keys)
        if self._usual is _BEFORE_COLON and passage.gap and not set(current) & _PEOPLE and self._is_short(label):
            return Led(*found.span("label"), found.end(), ("other",))
        return None

    def _is_short(self, label: str) -> bool:
        """Whether words before a colon look like a label, among many that are known."""
        return len(label.split()) <= 5 and label[:1].isupper() and not self._labels.is_field(label)


def leads(line: str) -> bool:
    """Whether a line has words before a colon."""
    return bool(_BEFORE_COLON.match(line))


_LETTERED = re.compile(r"(?P<letter>[A-ZÅÄÖ])\s?:(?:\s+|$)")
_ASKED = 3
"""Level of a question that a letter marks."""


def asked_in_turn(passages: Sequence[Passage]) -> Sequence[Passage]:
    """Where two letters mark questions and answers in turn: headings and texts without them."""
    marks = [found["letter"] if (found := _LETTERED.match(p.text)) else "" for p in passages]
    turns = [letter for letter in marks if letter]
    if len(turns) < 2 * _LEAST or len(set(turns)) != 2 or any(a == b for a, b in pairwise(turns)):
        return passages
    out: list[Passage] = []
    for passage, letter in zip(passages, marks, strict=True):
        found = _LETTERED.match(passage.text) if letter else None
        bare = passage.cut(found.end(), len(passage.text)) if found else passage
        if letter == turns[0]:
            bare = bare._replace(kind=Kind.HEADING, level=_ASKED)
        out += [bare] if bare.text else []
    return out
