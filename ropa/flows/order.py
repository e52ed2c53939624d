"""The order of places within their layers, with few crossings, and their heights. Knows no words and no shapes.

Keys become numbers at the door; every pass is linear in places and edges but for the sorting of a layer, and a
large picture gets fewer passes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Columns = list[list[str]]
Edges = Sequence[tuple[str, str]]
_Layers = list[list[int]]
_Beside = list[list[int]]
_SWEEPS = 16
_FEW_SWEEPS = 4
_WORK = 10_000
"""So many edges are looked at in all sweeps together before a picture gets fewer than `_SWEEPS`."""
_PASSES = 8


def arrange(columns: Columns, edges: Edges, lower: Mapping[str, bool]) -> Columns:
    """Each column sorted by the mean place of its neighbours, swept to and fro, the best order kept.

    What is `lower` (outside the EEA) stays below the rest. Edges join neighbouring columns only.
    """
    names = [key for column in columns for key in sorted(column, key=lambda key: (lower.get(key, False), key))]
    layers = _numbered(columns)
    before, after = _neighbours(names, edges, layers)
    upper = [sum(not lower.get(names[node], False) for node in layer) for layer in layers]
    best, fewest = layers, crossings(layers, before, after)
    current = list(layers)
    for sweep in range(max(_FEW_SWEEPS, min(_SWEEPS, _WORK // max(1, len(edges))))):
        if not fewest:
            break
        forward = sweep % 2 == 0
        for step in range(1, len(current)) if forward else range(len(current) - 2, -1, -1):
            fixed = current[step - 1 if forward else step + 1]
            current[step] = _sorted(current[step], fixed, before if forward else after, upper[step])
        found = crossings(current, before, after)
        if found < fewest:
            best, fewest = list(current), found
    return [[names[node] for node in layer] for layer in best]


def _numbered(columns: Columns) -> _Layers:
    """Numbers in the place of keys, counted column by column."""
    layers, reached = [], 0
    for column in columns:
        layers.append(list(range(reached, reached + len(column))))
        reached += len(column)
    return layers


def _neighbours(names: list[str], edges: Edges, layers: _Layers) -> tuple[_Beside, _Beside]:
    """Who stands in the column before and in the one after each node."""
    number = {key: node for node, key in enumerate(names)}
    home = [place for place, layer in enumerate(layers) for _ in layer]
    before: _Beside = [[] for _ in names]
    after: _Beside = [[] for _ in names]
    for source, target in edges:
        first, last = number.get(source), number.get(target)
        if first is not None and last is not None and home[last] == home[first] + 1:
            after[first].append(last)
            before[last].append(first)
    return before, after


def _sorted(column: list[int], fixed: list[int], beside: _Beside, upper: int) -> list[int]:
    """By the mean place of the neighbours in the fixed column; those without stay where they are."""
    share = max(1, len(fixed))
    place = {node: position / share for position, node in enumerate(fixed)}
    own = max(1, len(column))
    weight = {}
    for position, node in enumerate(column):
        near = beside[node]
        weight[node] = sum([place[other] for other in near]) / len(near) if near else position / own
    return sorted(column[:upper], key=weight.__getitem__) + sorted(column[upper:], key=weight.__getitem__)


def crossings(layers: _Layers, before: _Beside, after: _Beside) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    return sum(
        _crossings(left, right, after) if len(right) <= len(left) else _crossings(right, left, before)
        for left, right in pairwise(layers)
    )


def _crossings(walked: list[int], counted: list[int], beside: _Beside) -> int:
    """Pairs out of order: how many ends met before lie behind each end."""
    place = {node: position for position, node in enumerate(counted)}
    met: list[int] = []
    total = 0
    for node in walked:
        for end in sorted([place[other] for other in beside[node]]):  # so none lies behind another of the same node
            before = bisect_right(met, end)
            total += len(met) - before
            met.insert(before, end)
    return total


@dataclass(frozen=True)
class _Row:
    """One column while its heights are sought: the middles it would have from the top, and the room left over."""

    nodes: list[int]
    offsets: list[float]
    slack: float


def heights(columns: Columns, size: Mapping[str, float], edges: Edges, gap: float) -> tuple[dict[str, float], float]:
    """The middle of each key, close to the middles of its neighbours, none overlapping; and the height needed."""
    names = [key for column in columns for key in column]
    before, after = _neighbours(names, edges, layers := _numbered(columns))
    needed = [sum(size[key] + gap for key in column) - gap for column in columns]
    room = max((each for each, column in zip(needed, columns, strict=True) if column), default=0.0)
    rows = [_row(layer, [size[names[node]] for node in layer], gap, room) for layer in layers if layer]
    middle = [0.0] * len(names)
    for row in rows:
        _spread(row, (offset + row.slack / 2 for offset in row.offsets), middle)
    for sweep in range(_PASSES):
        forward = sweep % 2 == 0
        beside = before if forward else after
        for row in rows if forward else reversed(rows):
            _spread(row, _aims(row, beside, middle), middle)
    return dict(zip(names, middle, strict=True)), room


def _row(layer: list[int], sizes: list[float], gap: float, room: float) -> _Row:
    offsets, reached = [], 0.0
    for size in sizes:
        offsets.append(reached + size / 2)
        reached += size + gap
    return _Row(layer, offsets, max(0.0, room - (reached - gap)))


def _aims(row: _Row, beside: _Beside, middle: list[float]) -> Iterable[float]:
    for node in row.nodes:
        near = beside[node]
        yield sum([middle[other] for other in near]) / len(near) if near else middle[node]


def _spread(row: _Row, aims: Iterable[float], middle: list[float]) -> None:
    """Least squares towards the aims under the order: pooled neighbours, then clamped to the room."""
    shifts = monotone([aim - offset for aim, offset in zip(aims, row.offsets, strict=True)])
    slack = row.slack
    for node, offset, shift in zip(row.nodes, row.offsets, shifts, strict=True):
        middle[node] = offset + (0.0 if shift < 0.0 else slack if shift > slack else shift)


def monotone(aims: Sequence[float]) -> list[float]:
    """The nearest never falling sequence, by pooling adjacent violators."""
    pools: list[tuple[float, int]] = []
    for aim in aims:
        value, count = aim, 1
        while pools and pools[-1][0] > value:
            other, many = pools.pop()
            value, count = (value * count + other * many) / (count + many), count + many
        pools.append((value, count))
    return [value for value, count in pools for _ in range(count)]
