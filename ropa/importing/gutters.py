"""Where a page without drawn lines is set in two columns: labels beside their contents, or running text twice.

Geometry of words alone. A column shows by lines that begin at one place, with nothing across it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from statistics import median

_SLACK = 1.5
_GAP = 6.0
_LEAST_RIGHT, _LEAST_LEFT = 4, 2
_DENSE, _FULL, _MANY = 0.75, 0.7, 8
_LABEL = re.compile(r"[\dA-ZÅÄÖ]")
_MARK = re.compile(r"[^\w]*|[\W_]*\w{1,2}[.):]?")


@dataclass(frozen=True)
class Word:
    """One word with its box, in points from the top left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Region:
    """A part of a page in two columns. `rows` are the tops of labels in a form; none where both run on."""

    top: float
    bottom: float
    at: float
    """Where the right column begins."""
    rows: tuple[float, ...] = ()


def regions(words: Sequence[Word]) -> list[Region]:
    """The two-column parts of a page, from top to bottom; they do not overlap."""
    lines = _lines(words)
    found: list[Region] = []
    for at in _edges(lines):
        runs = _runs(lines, at, found)
        sure = [region for run in runs if (region := _region(run, at, _LEAST_RIGHT, _LEAST_LEFT))]
        found += [region for run in runs if (region := _region(run, at, 1, 1))] if sure else []
    return sorted(found, key=lambda region: region.top)


def _runs(lines: Sequence[Sequence[Word]], at: float, found: Sequence[Region]) -> list[list[Sequence[Word]]]:
    """Lines in a row with nothing across the place, those of other regions left out."""
    runs: list[list[Sequence[Word]]] = [[]]
    for line in lines:
        taken = any(r.top - _SLACK <= line[0].top <= r.bottom for r in found)
        if taken or _crosses(line, at):
            runs.append([])
        else:
            runs[-1].append(line)
    return [run for run in runs if run]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top, each.left)):
        if lines and abs(lines[-1][0].top - word.top) <= _SLACK * 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each.left) for line in lines]


def _edges(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Places where several lines begin, or go on after a gap; not the margin. The most used first."""
    margin = min((line[0].left for line in lines), default=0.0)
    starts: Counter[int] = Counter()
    for line in lines:
        before = None
        for word in line:
            if (before is None or word.left - before.right >= _GAP) and word.left > margin + 4 * _GAP:
                starts[round(word.left)] += 1
            before = word
    near = {place: sum(starts[place + off] for off in (-1, 0, 1)) for place in starts}
    return [float(place) for place in sorted(near, key=lambda p: (-near[p], p)) if near[place] >= _LEAST_RIGHT]


def _crosses(line: Sequence[Word], at: float) -> bool:
    return any(word.left < at - _SLACK and word.right > at - _SLACK for word in line) or any(
        left.right > at - _GAP and right.left < at + _SLACK for left, right in pairwise(line)
    )


def _region(lines: Sequence[Sequence[Word]], at: float, least_right: int, least_left: int) -> Region | None:
    run = list(dropwhile(lambda line: line[-1].right < at, lines))
    left = [own for line in run if (own := [word for word in line if word.left < at - _SLACK])]
    right = [own for line in run if (own := [word for word in line if word.left >= at - _SLACK])]
    aligned = sum(abs(line[0].left - at) <= _SLACK for line in right)
    told = [line for line in left if not _MARK.fullmatch(" ".join(word.text for word in line))]
    if aligned < least_right or aligned < 0.6 * len(right) or len(told) < least_left:
        return None
    beside = sum(any(abs(line[0].top - other[0].top) <= 2 * _SLACK for other in right) for line in told)
    if beside < least_left:
        return None
    box = (min(word.top for line in run for word in line), max(word.bottom for line in run for word in line))
    return Region(*box, at - _SLACK, () if _runs_on(left, right, at) else _row_tops(left, right))


def _runs_on(left: Sequence[Sequence[Word]], right: Sequence[Sequence[Word]], at: float) -> bool:
    """Both columns are running text: about as many lines in the left one, and many of them full."""
    margin, end = min(line[0].left for line in left), max(line[-1].right for line in right)
    full = sum(line[-1].right - margin >= _FULL * (at - margin) for line in left) / len(left)
    in_the_middle = 0.4 <= (at - margin) / (end - margin) <= 0.6
    return len(left) >= max(_MANY, _DENSE * len(right)) and full >= (0.3 if in_the_middle else 0.5)


def _row_tops(left: Sequence[Sequence[Word]], right: Sequence[Sequence[Word]]) -> tuple[float, ...]:
    """Tops of the labels: lines of the left column further below the last than lines of one paragraph are.

    Where rows stand as close as lines, those that begin like a label beside a line of the right column.
    """
    pitches = sorted(b[0].top - a[0].top for column in (left, right) for a, b in pairwise(column))
    height = median(line[0].bottom - line[0].top for line in left)
    apart = min(1.15 * pitches[len(pitches) // 5], 1.6 * height) if pitches else 0.0
    tops = [left[0][0].top, *(b[0].top for a, b in pairwise(left) if b[0].top - a[0].top > apart)]
    if len(tops) > len(left) / 4 or len(left) < 2 * _LEAST_LEFT:
        return tuple(tops)
    beside = [line[0].top for line in right]
    begins = [line[0].top for line in left if _LABEL.match(line[0].text)]
    return tuple(sorted({tops[0], *(t for t in begins if any(abs(t - other) <= 2 * _SLACK for other in beside))}))
