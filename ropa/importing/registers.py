"""A document that tells of several registers, cut into one outline each; sections on all of them go to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ropa.importing.outline import Outline, Part

_ANCHORS = ("register-name", "purpose", "data", "content", "retention")
_RECURRING = {"register-name", "purpose", "data", "content", "retention", "sources", "recipients", "disclosures",
              "transfers", "security", "subjects", "controller", "contact"}  # fmt: skip
_LEAST = 3


def apart(whole: Outline) -> tuple[Outline, ...]:
    """One outline per register: as many as sections on the same questions come in the same turn again."""
    for anchor in _ANCHORS:
        starts = _starts(whole.parts, anchor)
        if len(starts) < 2 or not all(_alike(a, b) for a, b in pairwise(_cut(whole.parts, starts))):
            continue
        parts, starts = _named(whole, starts)
        return tuple(_registers(replace(whole, parts=parts), _cut(parts, starts), starts[0]))
    return (whole,)


def _cut(parts: list[Part], starts: list[int]) -> list[list[Part]]:
    return [parts[a:b] for a, b in pairwise([*starts, len(parts)])]


def _named(whole: Outline, starts: list[int]) -> tuple[list[Part], list[int]]:
    """A short line before the first section of a register, run into the section above, is the register's title."""
    pattern = whole.phrases.any("parties.register-word")
    parts, moved = list(whole.parts), list[int]()
    for start in starts:
        at = start + len(parts) - len(whole.parts)
        above = parts[at - 1] if at else None
        last = above.passages[-1] if above and above.passages else None
        if above and last and len(last.text) < 60 and pattern.search(last.text) and last.text[-1] not in ".:;,":
            parts[at - 1 : at] = [
                replace(above, passages=above.passages[:-1], _count=-1),
                Part(("title",), last.words()),
            ]
        moved.append(at)
    return parts, moved


def _starts(parts: Sequence[Part], anchor: str) -> list[int]:
    """Where each register's sections begin: at the anchor, or at what leads to it and came before the last one too."""
    places = [i for i, part in enumerate(parts) if part.key == anchor and part.heading and part.passages]
    out: list[int] = []
    for place in places:
        start = place
        while start > 0 and (not out or start - 1 > out[-1]) and _leads(parts, start - 1, out):
            start -= 1
        out.append(start)
    if len(out) > 1:
        again = {part.key for part in parts[out[1] : places[1]]} - {"title", "other"}
        while out[0] > 0 and parts[out[0] - 1].key in again:
            out[0] -= 1
    return out


def _leads(parts: Sequence[Part], index: int, before: list[int]) -> bool:
    part = parts[index]
    if not before:
        return part.key in {"other"} and not part.passages
    again = any(set(part.keys) & set(other.keys) for other in parts[: before[-1] + 1])
    return (part.key in {"title", "other"} and bool(part.heading)) or (
        again and part.key in {"controller", "contact", "date", "dpo"}
    )


def _alike(chunk: Sequence[Part], first: Sequence[Part]) -> bool:
    keys = [{key for part in each for key in part.keys} & _RECURRING for each in (chunk, first)]
    return len(keys[0] & keys[1]) >= _LEAST


def _registers(whole: Outline, chunks: list[list[Part]], before: int) -> list[Outline]:
    lead = whole.parts[:before]
    recurring = {key for chunk in chunks[1:] for part in chunk for key in part.keys} & {
        key for part in chunks[0] for key in part.keys
    }
    own = [[part for part in chunk if set(part.keys) & recurring or part.key in {"other", "title"}] for chunk in chunks]
    shared = [part for chunk in chunks for part in chunk if all(part is not each for mine in own for each in mine)]
    complete = all(any("controller" in part.keys for part in mine) for mine in own[1:])
    out = []
    for number, mine in enumerate(own):
        head = [_titled(part) if index == 0 else part for index, part in enumerate(mine)]
        parts = [*lead, *head, *shared] if number == 0 or not complete else [*head, *shared]
        out.append(replace(whole, parts=parts))
    return out


def _titled(part: Part) -> Part:
    """A heading without a question names the register below it."""
    return replace(part, keys=("title",)) if part.key == "other" and part.heading else part
