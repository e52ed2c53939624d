"""The order of layers, their heights, and what a crowded picture shares: held against the plain way to count."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ropa.flows import Flow, condense
from ropa.flows.layout import layout
from ropa.flows.order import arrange, heights

_COLUMNS = st.lists(st.integers(1, 7), min_size=2, max_size=5)
_Web = tuple[list[list[str]], list[tuple[str, str]], dict[str, bool]]


@st.composite
def webs(draw: st.DrawFn) -> _Web:
    """Columns of keys, edges between neighbouring columns, and which keys lie outside."""
    columns = [[f"{n}.{k}" for k in range(size)] for n, size in enumerate(draw(_COLUMNS))]
    pairs = [(a, b) for left, right in pairwise(columns) for a in left for b in right]
    edges = draw(st.lists(st.sampled_from(pairs), max_size=40, unique=True))
    lower = {key: draw(st.booleans()) for column in columns for key in column}
    return columns, edges, lower


def _crossings(columns: list[list[str]], edges: list[tuple[str, str]]) -> int:
    place = {key: n for column in columns for n, key in enumerate(column)}
    home = {key: n for n, column in enumerate(columns) for key in column}
    return sum(
        home[a] == home[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )


@given(webs())
def test_an_order_keeps_everyone_and_crosses_no_more_than_it_did(web: _Web) -> None:
    columns, edges, lower = web
    start = [sorted(column, key=lambda key: (lower[key], key)) for column in columns]
    found = arrange(columns, edges, lower)
    assert [sorted(column) for column in found] == [sorted(column) for column in columns]
    assert all(not (lower[a] and not lower[b]) for column in found for a, b in pairwise(column))
    assert _crossings(found, edges) <= _crossings(start, edges)
    if _crossings(start, edges) == 0:
        assert found == start


@given(webs())
def test_heights_keep_the_order_and_the_room(web: _Web) -> None:
    columns, edges, _ = web
    size = {key: 10.0 + 7 * n for column in columns for n, key in enumerate(column)}
    middle, room = heights(columns, size, edges, 5.0)
    for column in columns:
        for above, below in pairwise(column):
            assert middle[above] + size[above] / 2 + 5.0 <= middle[below] - size[below] / 2 + 1e-6
        assert middle[column[0]] - size[column[0]] / 2 >= -1e-6
        assert middle[column[-1]] + size[column[-1]] / 2 <= room + 1e-6


def test_lines_that_look_the_same_share_their_way_past_the_columns(large: Flow) -> None:
    """Those to a crowded country run as one; the 300 to one recipient each stay apart."""
    ways: dict[tuple[str, str, bool, str], list[str]] = defaultdict(list)
    for line in layout(large, "en").lines:
        source, target = large.by_key[line.stream.source], large.by_key[line.stream.target]
        ground = line.stream.worst.value if line.stream.worst else ""
        last = re.search(r"([\d.e+]+ [\d.e+]+)H[\d.e+]+C[^HC]*$", line.path)
        if last and source.is_outside is target.is_outside:
            ways[target.key, line.stream.kind.value, source.is_outside, ground].append(last.group(1))
    crowds = [lanes for lanes in ways.values() if len(lanes) > 12]
    assert sorted(map(len, crowds)) == [20] * 6 + [30] * 4
    assert all(len(set(lanes)) == 1 for lanes in crowds)
    alone = [lanes for key, lanes in ways.items() if key[0].startswith("recipient:")]
    assert len(alone) == 300
    assert len({lane for lanes in alone for lane in lanes}) == 300


def test_a_large_flow_covers_no_box_with_another(large: Flow) -> None:
    assert condense(large) is not large
    columns: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for box in layout(large, "en").boxes:
        columns[box.column].append((box.y, box.y + box.height))
    assert sum(map(len, columns.values())) == len(large.places) > 1200
    for spans in columns.values():
        assert all(end <= start for (_, end), (start, _) in pairwise(sorted(spans)))
