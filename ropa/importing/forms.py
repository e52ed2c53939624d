"""Forms in two columns as plain text: a number, a label broken over rows of the left column, the answer beside it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from ropa.importing.document import Kind, Passage

_NUMBER = re.compile(r"^\s{0,4}\d{1,2}[.)]?[a-c]?\s*(?=\t)")
_LEAST = 4


@dataclass
class _Field:
    """One numbered field: its label's rows and its answer's rows, as spans of the text."""

    label: list[tuple[int, int]] = field(default_factory=list)
    answer: list[tuple[int, int]] = field(default_factory=list)


def is_form(text: str) -> bool:
    """Whether enough rows begin with a number alone in the left column, and rows without one go on with labels."""
    lines = text.splitlines()
    numbered = [index for index, line in enumerate(lines) if _NUMBER.match(line)]
    below = [lines[i + 1] for i in numbered if i + 1 < len(lines)]
    return len(numbered) >= _LEAST and sum(line[:1].isalpha() for line in below) >= _LEAST


def passages(text: str) -> Iterator[Passage]:
    """Label and answer of each field; what stands before the first number comes as it is."""
    current: _Field | None = None
    place = 0
    for line in text.splitlines(keepends=True):
        start, stop = place, place + len(line.rstrip())
        place += len(line)
        numbered = _NUMBER.match(line)
        if numbered:
            yield from _read(text, current)
            current = _Field()
            start += numbered.end()
        tab = text.find("\t", start, stop)
        if current is None:
            yield from (_passage(text, [span], Kind.TEXT) for span in _cells(text, start, stop))
        else:
            left, right = ((start, tab), (tab + 1, stop)) if tab >= 0 else ((start, stop), (stop, stop))
            current.label += [left] if text[slice(*left)].strip() else []
            current.answer += [right] if text[slice(*right)].strip() else []
    yield from _read(text, current)


def _cells(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\t]+", text[start:stop]) if m[0].strip()]


def _read(text: str, each: _Field | None) -> Iterator[Passage]:
    if each is None:
        return
    if each.label:
        yield _passage(text, each.label, Kind.LABEL)
    width = max((stop - start for start, stop in each.answer), default=0)
    before = ""
    for span in each.answer:
        row = _passage(text, [span], Kind.TEXT)
        full = len(before) + len(row.text.split(" ")[0]) >= 0.85 * max(width, 40)
        yield Passage(row.text, row.at, row.kind, 0, not before or before[-1] in ".:!?" or not full)
        before = row.text


def _passage(text: str, spans: list[tuple[int, int]], kind: Kind) -> Passage:
    """The rows as one line; a word broken with a hyphen is made whole."""
    letters: list[str] = []
    at = array("I")
    for start, stop in spans:
        piece = text[start:stop]
        start += len(piece) - len(piece.lstrip())
        words = piece.strip()
        if letters and letters[-1] == "-" and words[:1].islower():
            letters.pop()
            at.pop()
        elif letters:
            letters.append(" ")
            at.append(at[-1] + 1)
        letters.extend(words)
        at.extend(range(start, start + len(words)))
    return Passage("".join(letters), at, kind)
