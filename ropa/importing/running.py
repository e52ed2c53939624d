"""Running text that no heading cuts: its sentences, by what they answer, as sections without a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise, zip_longest

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.labels import SAME_ANSWERS
from ropa.importing.phrases import Phrases
from ropa.importing.typical import typical
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
    pieces = [(number, *told) for number, p in enumerate(passages) for told in _placed(p)]
    evidence = [_evidence(sentence, words, whole=sentence == passages[number]) for number, _, sentence in pieces]
    turns = {place for place, (one, other) in enumerate(pairwise(pieces), 1) if one[0] != other[0]}
    out: list[tuple[str, int, int]] = []
    for likeliest, (number, start, sentence) in zip(_likeliest(evidence, turns), pieces, strict=True):
        beside = likeliest == "contact" and bool(out) and out[-1][0] == "controller"
        key = "controller" if beside and not words.any("parties.role").search(sentence.text) else likeliest
        if not out or (key, number) != out[-1][:2]:
            out.append((key, number, start))
    ends = [start if following == number else len(passages[number].text)
            for (_, number, _), (_, following, start) in zip_longest(out, out[1:], fillvalue=("", -1, 0))]  # fmt: skip
    cut = [(key, passages[number].cut(start, end)) for (key, number, start), end in zip(out, ends, strict=True)]
    for key, group in groupby(cut, key=lambda each: each[0]):
        yield _AS.get(key, key), [passage for _, passage in group]


_AS = {"data": "content"}
_RULE, _SECOND, _RIGHT, _CLUE = 4.0, 2.0, 3.0, 4.0
"""What speaks for a question: the first rule that fits, a further one, each right named, each turn of speech."""
_NONE, _LINE = 1.5, 8.0
"""What speaks for none: of any sentence, of a line that is no paragraph or a day."""
_USUAL = 20
"""Words of a sentence: longer ones say more of everything."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TURN, _NEW = 5.0, 1.0
"""What speaks against another question within a paragraph, and in the next one."""


def _placed(passage: Passage) -> list[tuple[int, Passage]]:
    """The sentences of a paragraph, each with its place; any other passage as it is."""
    if not _is_paragraph(passage):
        return [(0, passage)]
    out: list[tuple[int, Passage]] = []
    place = 0
    for sentence in sentences(passage):
        start = passage.text.index(sentence.text, place)
        place = start + len(sentence.text)
        out.append((start, sentence))
    return out


def _evidence(sentence: Passage, words: Phrases, *, whole: bool) -> dict[str, float]:
    """How much speaks for each question that a sentence may answer, and under "" for none."""
    share = min(1.0, _USUAL / max(1, len(sentence.text.split())))
    told = {key: share * each for key, each in typical(words.language).weigh(sentence.text).items()} | {"": _NONE}
    if whole and not _is_paragraph(sentence):
        return {**dict.fromkeys(told, 0.0), "": _LINE}
    rights = {hit.concept for hit in words.lexicon("rights.words").find(sentence.text)} - {"eu-gdpr:A7-3"}
    if rights and words.any("rights.firm").search(sentence.text):
        told["rights"] += _RIGHT * min(2, len(rights))
    for key, times in Counter(hit.concept for hit in words.lexicon("running").find(sentence.text)).items():
        told[key] += _CLUE * min(2, times)
    if _YEAR.search(sentence.text) and words.any("date.near").search(sentence.text):
        told[""] += _LINE
    for number, key in enumerate(told_of(sentence, words)):
        told[SAME_ANSWERS.get(key, key)] += _SECOND if number else _RULE
    return told


def _likeliest(evidence: Sequence[dict[str, float]], turns: set[int]) -> list[str]:
    """The questions that sentences answer one after the other, as a whole the likeliest: few turn to another."""
    best: list[dict[str, float]] = []
    led: list[dict[str, str]] = []
    for place, told in enumerate(evidence):
        before = best[-1] if best else dict.fromkeys(told, 0.0)
        first = max(before, key=lambda key: before[key])
        turned = before[first] - (_NEW if place in turns else _TURN)
        led.append({key: key if before[key] >= turned else first for key in told})
        best.append({key: max(before[key], turned) + weight for key, weight in told.items()})
    key = max(best[-1], key=lambda each: best[-1][each]) if best else ""
    out = [key] if best else []
    for each in reversed(led[1:]):
        out.append(key := each[key])
    return out[::-1]


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
