"""The order of places within their layers, with few crossings, and their heights. Knows no words and no shapes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

Columns = list[list[str]]
Edges = Sequence[tuple[str, str]]
_SWEEPS = 16


def arrange(columns: Columns, edges: Edges, lower: Mapping[str, bool]) -> Columns:
    """Each column sorted by the mean place of its neighbours, swept to and fro, the best order kept.

    What is `lower` (outside the EEA) stays below the rest. Edges join neighbouring columns only.
    """
    before, after = neighbours(edges)
    current = [sorted(column, key=lambda key: (lower.get(key, False), key)) for column in columns]
    best, fewest = current, crossings(current, after)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        current = [list(column) for column in current]
        steps = range(1, len(current)) if forward else range(len(current) - 2, -1, -1)
        for step in steps:
            fixed = current[step - 1 if forward else step + 1]
            current[step] = _sorted(current[step], fixed, before if forward else after, lower)
        found = crossings(current, after)
        if found < fewest:
            best, fewest = current, found
    return best


def neighbours(edges: Edges) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Who stands before and after each key."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        after[source].append(target)
        before[target].append(source)
    return before, after


def _sorted(
    column: list[str], fixed: list[str], beside: Mapping[str, list[str]], lower: Mapping[str, bool]
) -> list[str]:
    place = {key: position / max(1, len(fixed)) for position, key in enumerate(fixed)}
    own = {key: position / max(1, len(column)) for position, key in enumerate(column)}

    def weight(key: str) -> tuple[bool, float, float]:
        near = [place[other] for other in beside.get(key, ()) if other in place]
        return lower.get(key, False), sum(near) / len(near) if near else own[key], own[key]

    return sorted(column, key=weight)


def crossings(columns: Columns, after: Mapping[str, list[str]]) -> int:
    """How many pairs of edges between neighbouring columns cross."""
    total = 0
    for left, right in pairwise(columns):
        place = {key: position for position, key in enumerate(right)}
        seen: list[int] = []
        for key in left:
            targets = sorted(place[other] for other in after.get(key, ()) if other in place)
            total += sum(len(seen) - bisect_left(seen, target + 1) for target in targets)
            for target in targets:
                insort(seen, target)
    return total


def heights(columns: Columns, size: Mapping[str, float], edges: Edges, gap: float) -> tuple[dict[str, float], float]:
    """The middle of each key, close to the middles of its neighbours, none overlapping; and the height needed."""
    before, after = neighbours(edges)
    room = max((sum(size[k] + gap for k in column) - gap for column in columns if column), default=0.0)
    middle: dict[str, float] = {}
    for column in columns:
        _spread(column, size, gap, room, {}, middle)
    for sweep in range(8):
        forward = sweep % 2 == 0
        for column in columns if forward else reversed(columns):
            near = before if forward else after
            wanted = {k: [middle[o] for o in near.get(k, ()) if o in middle] for k in column}
            _spread(column, size, gap, room, wanted, middle)
    return middle, room


def _spread(
    column: list[str],
    size: Mapping[str, float],
    gap: float,
    room: float,
    wanted: Mapping[str, list[float]],
    middle: dict[str, float],
) -> None:
    """Least squares towards the wanted middles under the order: pooled neighbours, then clamped to the room."""
    if not column:
        return
    offsets, reached = [], 0.0
    for key in column:
        offsets.append(reached + size[key] / 2)
        reached += size[key] + gap
    slack = max(0.0, room - (reached - gap))
    aims = []
    for key, offset in zip(column, offsets, strict=True):
        near = wanted.get(key)
        aim = sum(near) / len(near) if near else middle.get(key, offset + slack / 2)
        aims.append(aim - offset)
    for key, offset, shift in zip(column, offsets, monotone(aims), strict=True):
        middle[key] = offset + min(max(shift, 0.0), slack)


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
