"""Plain text that a program drew out of a printed page: columns held apart by blanks, labels beside their contents.

Each letter counts as a box of equal width, so that the geometry of pages (`gutters`) serves here too.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import accumulate

from ropa.importing.clutter import furniture
from ropa.importing.document import Kind, Passage
from ropa.importing.gutters import Region, Word, regions
from ropa.importing.labels import keys_of
from ropa.importing.wrapping import joined, whole

_WIDE, _HIGH = 5.0, 12.0
_APART = re.compile(r"\S {3,}\S|^ {8,}\S")
_WORD = re.compile(r"\S+(?: \S+)*")
_LEAST_LINES, _LEAST_LABELS = 8, 3
_SHORT = 60
_TEXT = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"\d{1,2}[.)]?[a-c]?\s+")
_ALONE = re.compile(r"\d{1,2}[.)]?[a-c]?[.)]?")
Read = Callable[[str], Sequence[Passage]]


def passages(text: str, read: Read) -> list[Passage] | None:
    """The passages of a text in columns, None where it is none; what stands outside them is read by `read`."""
    given = text.splitlines(keepends=True)
    around, ends = furniture(given)
    lines = ["" if number in around else line[: ends.get(number)] for number, line in enumerate(given)]
    if "\t" in text or sum(bool(_APART.search(line.rstrip())) for line in lines) < _LEAST_LINES:
        return None
    found = [region for region in regions(_words(lines)) if _is_columned(region, lines)]
    if not found:
        return None
    starts = [0, *accumulate(map(len, given))]
    out: list[Passage] = []
    done = 0
    for region in found:
        first, last = _line(region.top), _line(region.bottom) + 1
        out += _outside(text, starts[done], starts[first], read)
        out += _columns(text, lines, starts, region)
        done = last
    return [*out, *_outside(text, starts[done], len(text), read)]


def _words(lines: list[str]) -> list[Word]:
    """Runs of words with single blanks between are one box: a justified line is no column."""
    return [
        Word(f[0], f.start() * _WIDE, f.end() * _WIDE, n * _HIGH, n * _HIGH + 10)
        for n, line in enumerate(lines)
        for f in _WORD.finditer(line.rstrip())
    ]


def _line(place: float) -> int:
    return int(place // _HIGH)


def _is_columned(region: Region, lines: list[str]) -> bool:
    """Labels are known ones; running text needs none, but more lines. Page numbers beside contents are no text."""
    at = round(region.at / _WIDE)
    right = [part for line in lines[_line(region.top) : _line(region.bottom) + 1] if (part := line[at:].strip())]
    if sum(bool(_TEXT.search(part)) for part in right) < len(right) / 2:
        return False
    if not region.rows:
        return _line(region.bottom) - _line(region.top) >= _LEAST_LINES
    known = sum(bool(keys_of(_label(lines, *row, region))) for row in _rows(region))
    return known >= min(_LEAST_LABELS, len(region.rows))


def _rows(region: Region) -> list[tuple[int, int]]:
    """First line of each row and of the one after."""
    tops = [_line(top + 1) for top in region.rows]
    return list(zip(tops, (*tops[1:], _line(region.bottom) + 1), strict=True))


def _whole_rows(lines: list[str], region: Region) -> Iterator[tuple[int, int]]:
    """The rows, where a number alone on the left begins the row below it: its label stands under the number."""
    begun = None
    for first, end in _rows(region):
        first, begun = first if begun is None else begun, None
        left = [cell for line in lines[first:end] if (cell := line[: round(region.at / _WIDE)].strip())]
        if len(left) == 1 and _ALONE.fullmatch(left[0]):
            begun = first
        else:
            yield first, end
    if begun is not None:
        yield begun, _line(region.bottom) + 1


def _label(lines: list[str], first: int, end: int, region: Region) -> str:
    at = round(region.at / _WIDE)
    words = reduce(whole, (line[:at].strip() for line in lines[first:end]), "")
    return _NUMBER.sub("", words, count=1)


def _outside(text: str, start: int, end: int, read: Read) -> Iterator[Passage]:
    for each in read(text[start:end]):
        at = array("I", (place + start for place in each.at))
        yield Passage(each.text, at, each.kind, each.level, each.gap, each.asks)


def _columns(text: str, lines: list[str], starts: list[int], region: Region) -> Iterator[Passage]:
    at = round(region.at / _WIDE)
    first, end = _line(region.top), _line(region.bottom) + 1
    if not region.rows:
        for column in ((0, at), (at, None)):
            for each in _cells(lines, starts, (first, end), column):
                known = each.gap and len(each.text) < _SHORT and each.text[-1] not in ".,:;" and keys_of(each.text)
                yield each._replace(kind=Kind.LABEL) if known else each
        return
    yield from _cells(lines, starts, (first, _rows(region)[0][0]), (at, None))
    for row in _whole_rows(lines, region):
        label = list(_cells(lines, starts, row, (0, at)))
        if label:
            yield _bare(reduce(joined, label)._replace(kind=Kind.LABEL))
        yield from _cells(lines, starts, row, (at, None))


def _cells(
    lines: list[str], starts: list[int], rows: tuple[int, int], columns: tuple[int, int | None]
) -> Iterator[Passage]:
    gap = True
    for number in range(*rows):
        part = lines[number].rstrip()[columns[0] : columns[1]]
        words = part.strip()
        if words:
            place = starts[number] + columns[0] + len(part) - len(part.lstrip())
            yield Passage(words, array("I", range(place, place + len(words))), Kind.TEXT, 0, gap)
        gap = not words


def _bare(label: Passage) -> Passage:
    """Without the number before it."""
    number = _NUMBER.match(label.text)
    return label.cut(number.end(), len(label.text)) if number else label
