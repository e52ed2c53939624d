"""Where everything stands: layers from left to right, the EEA above, what lies outside it below a border.

Deterministic, and linear but for the sorting: 5,000 places take a fraction of a second.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from ropa.flows import wording
from ropa.flows.boxes import BOX, boxes, gates, is_crossing
from ropa.flows.drawing import Band, Box, Drawing, Gate
from ropa.flows.flow import Flow, Stream
from ropa.flows.measure import wrap
from ropa.flows.order import arrange, heights, monotone
from ropa.flows.routing import GAP, MARGIN, Route, Router, Terrain, left
from ropa.rdf import uncollected

_HEAD = 64.0
_NAME = 16.0
_ROW = 18.0
_THREAD = 4.0
_SHIFT = 30.0
_CROWD = 12
"""So many lines of one look may pass a column on their own way to one place."""


def layout(flow: Flow, language: str) -> Drawing:
    """Boxes, lines and gates of a flow, with the words of one language."""
    with uncollected():
        return _drawing(flow, language)


def _drawing(flow: Flow, language: str) -> Drawing:
    found = boxes(flow, language)
    border_gates = gates(flow, found, language)
    columns, routes, size = _columns(flow, found)
    lower = {stop: found[route.stream.source].place.is_outside for route in routes for stop in route.stops[1:-1]}
    lower |= {key: box.place.is_outside for key, box in found.items()}
    edges = list(dict.fromkeys(pair for route in routes for pair in pairwise(route.stops)))
    width = 2 * MARGIN + len(columns) * BOX + max(0, len(columns) - 1) * GAP
    strip = _place_gates(border_gates, width)
    middle, inside, outside = _bands(arrange(columns, edges, lower), edges, size, lower, strip)
    for key, box in found.items():
        box.x, box.y = left(box.column), middle[key] - box.height / 2
    for gate in border_gates:
        gate.y += inside.bottom
    router = Router(flow, routes, Terrain(found, middle, border_gates, inside, outside), language)
    return Drawing(
        width,
        (outside or inside).bottom,
        _headings(flow, found, language),
        sorted(found.values(), key=lambda box: (box.column, box.y)),
        router.lines(),
        border_gates,
        inside,
        outside,
        inside.bottom + strip / 2,
    )


def _bands(
    columns: list[list[str]],
    edges: list[tuple[str, str]],
    size: dict[str, float],
    lower: dict[str, bool],
    strip: float,
) -> tuple[dict[str, float], Band, Band | None]:
    """The middles of all boxes and waypoints, and the two bands they lie in, a strip for the gates between."""
    above, inside_room = _band(columns, edges, size, lower, outside=False)
    inside = Band(_HEAD, inside_room + 2 * MARGIN + _NAME)
    middle = {key: y + inside.y + MARGIN + _NAME for key, y in above.items()}
    if not any(lower.values()):
        return middle, inside, None
    below, outside_room = _band(columns, edges, size, lower, outside=True)
    outside = Band(inside.bottom + strip, outside_room + 2 * MARGIN + _NAME)
    middle |= {key: y + outside.y + MARGIN + _NAME for key, y in below.items()}
    return middle, inside, outside


def _columns(flow: Flow, found: dict[str, Box]) -> tuple[list[list[str]], list[Route], dict[str, float]]:
    columns: list[list[str]] = [[] for _ in range(1 + max((box.column for box in found.values()), default=0))]
    size = {key: box.height for key, box in found.items()}
    for key, box in found.items():
        columns[box.column].append(key)
    lanes = _lanes(flow, found)
    routes = []
    for number, stream in enumerate(flow.streams):
        first, last = found[stream.source].column, found[stream.target].column
        stops: list[str] = []
        if last - first > 1:
            lane = lanes.get(number) or f"{number:06d}"
            stops = [f"~{lane}-{column}" for column in range(first + 1, last)]
        for column, stop in enumerate(stops, first + 1):
            if stop not in size:
                size[stop] = _THREAD
                columns[column].append(stop)
        routes.append(Route(stream, [stream.source, *stops, stream.target], is_crossing(flow, stream)))
    return columns, routes, size


def _lanes(flow: Flow, found: dict[str, Box]) -> dict[int, str]:
    """Of streams that pass over columns: those that look the same and meet at a crowded place share their waypoints."""
    long = [n for n, s in enumerate(flow.streams) if found[s.target].column - found[s.source].column > 1]
    ends = {n: _ends(flow.streams[n], found) for n in long}
    crowd = Counter(end for pair in ends.values() for end in pair)
    busier = {n: max(pair, key=lambda end: crowd[end]) for n, pair in ends.items()}
    return {n: end for n, end in busier.items() if crowd[end] > _CROWD}


def _ends(stream: Stream, found: dict[str, Box]) -> tuple[str, str]:
    """Either end with the look of the line, and the side of the border it runs on."""
    side = "outside" if found[stream.source].place.is_outside else "inside"
    look = f"{stream.kind.value} {stream.worst.value if stream.worst else ''} {side}"
    return f"to {stream.target} {look}", f"from {stream.source} {look}"


def _band(
    columns: list[list[str]],
    edges: list[tuple[str, str]],
    size: dict[str, float],
    lower: dict[str, bool],
    *,
    outside: bool,
) -> tuple[dict[str, float], float]:
    own = [[key for key in column if lower.get(key, False) is outside] for column in columns]
    within = [(a, b) for a, b in edges if lower.get(a, False) is outside and lower.get(b, False) is outside]
    return heights(own, size, within, _ROW)


def _headings(flow: Flow, found: dict[str, Box], language: str) -> list[tuple[float, list[str]]]:
    shown = {box.column: box.place for box in found.values()}
    return [
        (left(column), wrap(wording.role_name(place.role, language, place.depth), BOX, 14.0, 2))
        for column, place in sorted(shown.items())
    ]


def _place_gates(border_gates: list[Gate], width: float) -> float:
    """Gates near the layer they lead to, side by side, in as many rows as needed; gives the strip's height."""
    if not border_gates:
        return 24.0
    needed = sum(gate.width + 12 for gate in border_gates)
    rows = max(1, -(-int(needed) // int(width - 2 * MARGIN)))
    reached = _SHIFT
    for row in range(rows):
        members = border_gates[row::rows]
        tallest = max((gate.height for gate in members), default=0.0)
        for gate in members:
            gate.y = reached + (tallest - gate.height) / 2
        reached += tallest + 14
        _side_by_side(members, width)
    return reached + _SHIFT - 14


def _side_by_side(members: list[Gate], width: float) -> None:
    offsets, reached = [], 0.0
    for gate in members:
        offsets.append(reached + gate.width / 2)
        reached += gate.width + 12
    slack = width - 2 * 8 - (reached - 12)
    aims = [left(gate.column) - GAP / 2 - 8 - offset for gate, offset in zip(members, offsets, strict=True)]
    for gate, offset, shift in zip(members, offsets, monotone(aims), strict=True):
        gate.x = 8 + offset + min(max(shift, 0.0), max(0.0, slack)) - gate.width / 2
