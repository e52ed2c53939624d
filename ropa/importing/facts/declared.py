"""Who the controller is whatever the heading above: by a sentence ("X is the controller"), or by a letterhead."""

from __future__ import annotations

import re
from functools import partial, reduce
from itertools import islice, takewhile
from typing import NamedTuple

from ropa.importing import channels
from ropa.importing.channels import Found
from ropa.importing.document import Passage, sentences
from ropa.importing.outline import Outline
from ropa.importing.unmarked import declares
from ropa.importing.wrapping import joined

_WORD = r"[A-ZÅÄÖÉ0-9][\w.&'’/-]*"
_BEGINS = re.compile(r"(?P<name>[A-ZÅÄÖÉ][\w.&'’/-]*(?:\s[\w.&'’/-]+){0,5}?)(?:\s\([^()]*\))?,?\s*$")
_WITHIN = re.compile(rf"(?<![.!?]\s)(?<!^)(?P<name>{_WORD}(?:\s(?:{_WORD}|&|of|for|and|och|ja))*\s{_WORD})")
_SENTENCES = 4
_LONGEST = 80


class Declared(NamedTuple):
    """The controller's name, where it is told, and the part of that passage that speaks of it."""

    name: Found
    section: str
    passage: Passage
    window: tuple[int, int]


def declared(outline: Outline) -> Declared | None:
    """The first passage that declares somebody the controller, with what the sentences behind tell of it."""
    for part in outline.parts:
        for passage in part.passages:
            if found := _in(outline, passage):
                name, window = found
                return Declared(name, part.key, passage, window)
    return None


def letterhead(outline: Outline) -> Declared | None:
    """A name on a line of its own, with the lines below that tell how to reach whoever bears it."""
    role = outline.phrases.any("parties.role")
    for part in outline.about("title", "other"):
        for number, passage in enumerate(part.passages):
            named = channels.organisations(passage)
            if not named or len(passage.text) > len(named[0].value) + 3:
                continue
            below = takewhile(lambda each: _is_line(each) and not role.search(each.text), part.passages[number + 1 :])
            lines = list(islice(below, _SENTENCES))
            if any(channels.ADDRESS.search(line.text) or channels.business_id(line) for line in lines):
                told = reduce(partial(joined, between="\n"), lines, passage)
                return Declared(named[0], part.key, told, (0, len(told.text)))
    return None


def _is_line(passage: Passage) -> bool:
    return channels.tells(passage) and len(passage.text) < _LONGEST and not channels.organisations(passage)


def _in(outline: Outline, passage: Passage) -> tuple[Found, tuple[int, int]] | None:
    spans, place = [], 0
    for sentence in sentences(passage):
        place = passage.text.index(sentence.text, place)
        spans.append((place, place + len(sentence.text)))
        place += len(sentence.text)
    for number, (start, end) in enumerate(spans):
        says = declares(passage.text[start:end], outline.phrases)
        name = _named(passage, start, start + says.start(), spans[max(0, number - 1)][0]) if says else None
        if name:
            return name, (min(name.start, start), _end(outline, passage, spans[number:]))
    return None


def _named(passage: Passage, start: int, verb: int, before: int) -> Found | None:
    """The name in the sentence, before the verb; of "we" that of the sentence before it."""
    named = [o for o in channels.organisations(passage) if before <= o.start and o.end <= verb]
    if named:
        return next((o for o in named if o.start >= start), named[-1])
    text = passage.text[start:verb]
    bare = _BEGINS.match(text) or _WITHIN.search(text)
    if not bare or len(bare["name"]) > _LONGEST or (bare["name"].count(" ") < 2 and channels.persons(bare["name"])):
        return None
    first, last = start + bare.start("name"), start + bare.end("name")
    return Found(bare["name"], passage.words(first, last), first, last)


def _end(outline: Outline, passage: Passage, spans: list[tuple[int, int]]) -> int:
    """Up to the first sentence behind that speaks of a role or of somebody else."""
    end = spans[0][1]
    for start, stop in spans[1:_SENTENCES]:
        sentence = passage.cut(start, stop)
        role = outline.phrases.any("parties.role").search(channels.blanked(sentence, channels.mails(sentence)).text)
        if role or channels.organisations(sentence):
            break
        end = stop
    return end
