"""Forms as plain text: a number, a label broken over rows of the left column, the answer beside it or below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

from ropa.importing.clutter import furniture
from ropa.importing.document import Kind, Passage
from ropa.importing.labels import is_field, keys_of, share
from ropa.importing.phrases import languages, phrases
from ropa.importing.wrapping import joined, unbroken

_NUMBER = re.compile(r"^\s{0,4}\d{1,2}[.)]?[a-c]?\s*(?=\t)")
_ALONE = re.compile(r"^\s{0,4}\d{1,2}[.)]?\s*$")
_LETTERED = re.compile(r"[A-C][.):]?\s+(?=[A-ZÅÄÖ])")
_LEAST = 4
_ROWS = 6
"""A label has no more rows."""


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


def is_column(text: str) -> bool:
    """Whether numbers stand alone on lines, counted up, most of them above a label."""
    lines = text.splitlines()
    alone = [index for index, line in enumerate(lines) if _ALONE.match(line)]
    counted = [int(re.sub(r"\D", "", lines[index])) for index in alone]
    labelled = sum(bool(_label_rows(lines[index + 1 : index + 1 + _ROWS])) for index in alone)
    return counted == list(range(1, len(counted) + 1)) and len(counted) >= _LEAST and 2 * labelled > len(counted)


def _label_rows(rows: list[str]) -> int:
    """How many rows below a number are its label: as many as read as one, fields and data excepted."""
    best = 0
    for count in range(1, len(rows) + 1):
        row = rows[count - 1].strip()
        if (
            not row
            or len(row) > 45
            or _LETTERED.match(row)
            or (best and (is_field(row) or _is_answer(row, rows[count - 2])))
        ):
            break
        if share(unbroken([each.strip() for each in rows[:count]])) >= 0.9:
            best = count
    return best


def _is_answer(row: str, above: str) -> bool:
    """Whether a row below a whole label goes on with it no more."""
    if above.rstrip().endswith("-") or re.match(r"[A-ZÅÄÖ]{2,}\b", row):
        return False
    data = any(phrases(each).lexicon("data").covers(row) for each in languages())
    return data or (row[0].isupper() and not keys_of(row))


def column(text: str) -> Iterator[Passage]:
    """Label and answer of each field of a form whose answers stand below."""
    lines = text.splitlines(keepends=True)
    around, ends = furniture(lines)
    spans, place = [], 0
    for number, line in enumerate(lines):
        spans.append((place, place + ends.get(number, len(line.rstrip()))))
        place += len(line)
    begun, done, before = False, 0, ""
    width = max((len(line.rstrip()) for line in lines), default=0)
    for number, line in enumerate(lines):
        if number < done or number in around:
            continue
        if not line.strip():
            before = ""
            continue
        if _ALONE.match(line):
            count = _label_rows([each.rstrip() for each in lines[number + 1 : number + 1 + _ROWS]])
            done = number + 1 + max(1, count)
            begun, before = True, ""
            if number + 1 < len(lines) and lines[number + 1].strip():
                yield _passage(text, spans[number + 1 : done], Kind.LABEL)
            continue
        row = _passage(text, [spans[number]], Kind.TEXT)
        if begun and _is_label(row.text, alone=not before):
            yield Passage(row.text, row.at, Kind.LABEL)
            before = ""
            continue
        full = bool(before) and len(before) + len(row.text.split(" ")[0]) >= 0.85 * width
        goes_on = bool(before) and (row.text[:1].islower() or (full and before[-1] not in ".:!?"))
        yield Passage(row.text, row.at, row.kind, 0, not goes_on)
        before = row.text


def _is_label(row: str, *, alone: bool) -> bool:
    """A lettered label within a field, or a line in capitals below the last one."""
    lettered = _LETTERED.match(row)
    return bool(lettered and share(row[lettered.end() :]) >= 0.75) or (
        alone and row.isupper() and len(row.split()) <= 5
    )


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
    rows = [Passage(text[start:stop], range(start, stop), kind).cut(0, stop - start) for start, stop in spans]
    told = [row for row in rows if row.text]
    return reduce(joined, told) if told else Passage("", (), kind)
