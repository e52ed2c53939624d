"""Running text that no heading cuts: its sentences, by what they answer, as sections without a label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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

    def asked(sentence: Passage) -> str | None:
        return told_of(sentence, words) or None

    told = [piece for p in passages for piece in (_pieces(p, asked) if _is_paragraph(p) else [("", p)])]
    for key, group in groupby(told, key=lambda each: each[0]):
        yield key, [passage for _, passage in group]


def beside(keys: Sequence[str], passages: Sequence[Passage], words: Phrases) -> dict[str, list[Passage]]:
    """What a section on data or people tells of something else, and under "" what it was asked for.

    Where both are asked for, the sentences on people come first; below people a list is of their data.
    """
    out: dict[str, list[Passage]] = {"": []}
    data = words.lexicon("data")
    items = [p for p in passages if p.kind is Kind.ITEM]
    listed = len(items) >= _ITEMS and 2 * sum(bool(data.find(item.text)) for item in items) >= len(items)
    both = "subjects" in keys and bool({"data", "content"} & set(keys))
    people, reached = both, False
    for number, passage in enumerate(passages):
        announced = passage.text[-1] == ":" and passages[number + 1 : number + 2] == items[:1]
        for key, piece in _pieces(passage, partial(_told_beside, words=words, people=people)):
            people = people and key == "subjects"
            reached = reached or (announced and piece.text[-1] == ":")
            below = listed and reached and tuple(keys) == ("subjects",)
            out.setdefault(key or ("data" if below else ""), []).append(piece)
    return out


_ITEMS = 3
_EARLY = 20
"""A sentence whose verb stands so early speaks of coming from somewhere, whatever it names behind."""


def _told_beside(sentence: Passage, words: Phrases, *, people: bool) -> str | None:
    """The key of what a sentence among data tells beside them; None where it goes with the one before."""
    if sentence.kind is not Kind.TEXT:
        return ""
    named = words.lexicon("data").find(sentence.text)
    got = words.any("sources.firm").search(sentence.text)
    if got and (got.start() < _EARLY or len(named) < 2 or "," not in sentence.text) and ":" not in sentence.text:
        return "sources"
    told = words.lexicon("subjects").find(sentence.text)
    if people and told and len(named) <= max(1, len(told)) and ":" not in sentence.text:
        return "subjects"
    return "" if named or people or sentence.text[-1] == ":" else None


def _pieces(passage: Passage, asked: Callable[[Passage], str | None]) -> list[tuple[str, Passage]]:
    """A passage cut where its sentences turn to another question; where that is None one goes with the last."""
    out: list[tuple[str, int]] = []
    place = 0
    for sentence in sentences(passage):
        start = passage.text.index(sentence.text, place)
        place = start + len(sentence.text)
        found = asked(sentence)
        if not out or (found is not None and found != out[-1][0]):
            out.append((found or "", start))
    ends = [*(start for _, start in out[1:]), len(passage.text)]
    return [(key, passage.cut(start, end)) for (key, start), end in zip(out, ends, strict=True)]
