"""Running text that no heading cuts: its sentences, by what they answer, as sections without a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.phrases import Phrases
from ropa.importing.unmarked import told_of

_LONG = 90
_LEAST = 4
"""So many paragraphs of running text are a notice in prose."""


def is_prose(passages: Sequence[Passage]) -> bool:
    """Whether most of the passages are paragraphs of sentences."""
    whole = [passage for passage in passages if _is_paragraph(passage)]
    return len(whole) >= _LEAST and 2 * len(whole) >= len(passages)


def _is_paragraph(passage: Passage) -> bool:
    return passage.kind is Kind.TEXT and len(passage.text) > _LONG and passage.text[-1] in ".!?)"


def divided(passages: Sequence[Passage], words: Phrases) -> Iterator[tuple[str, list[Passage]]]:
    """The passages in turn, by the question that each answers; "" for what answers none."""
    told = [piece for passage in passages for piece in _pieces(passage, words)]
    for key, group in groupby(told, key=lambda each: each[0]):
        yield key, [passage for _, passage in group]


def _pieces(passage: Passage, words: Phrases) -> list[tuple[str, Passage]]:
    """A paragraph cut where its sentences turn to another question; a sentence that answers none goes with the last."""
    if not _is_paragraph(passage):
        return [("", passage)]
    out: list[tuple[str, int]] = []
    place, key = 0, ""
    for sentence in sentences(passage):
        start = passage.text.index(sentence.text, place)
        place = start + len(sentence.text)
        found = told_of(sentence, words)
        if not out or (found and found != key):
            key = found
            out.append((key, start))
    ends = [*(start for _, start in out[1:]), len(passage.text)]
    return [(key, passage.cut(start, end)) for (key, start), end in zip(out, ends, strict=True)]
