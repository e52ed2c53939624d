"""Where everything stands: layers from left to right, the EEA above, what lies outside it below a border.

Deterministic, and linear but for the sorting: 5,000 places take a fraction of a second.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ropa.flows import wording
from ropa.flows.boxes import BOX, boxes, gates, is_crossing
from ropa.flows.drawing import Band, Box, Drawing, Gate, Line
from ropa.flows.flow import Flow, Kind, Stream
from ropa.flows.measure import wrap
from ropa.flows.order import arrange, heights, monotone
from ropa.texts import say

_GAP = 60.0
_MARGIN = 28.0
_HEAD = 64.0
_ROW = 18.0
_THREAD = 4.0
_SHIFT = 30.0


@dataclass
class _Route:
    """A stream with the waypoints that lead it through the columns between its ends."""

    stream: Stream
    stops: list[str]


def layout(flow: Flow, language: str) -> Drawing:
    """Boxes, lines and gates of a flow, with the words of one language."""
    found = boxes(flow, language)
    border_gates = gates(flow, found, language)
    columns, routes, size = _columns(flow, found)
    lower = {key: box.place.is_outside for key, box in found.items()}
    for route in routes:
        for stop in route.stops[1:-1]:
            lower[stop] = lower[route.stream.source]
    edges = [pair for route in routes for pair in zip(route.stops, route.stops[1:], strict=False)]
    columns = arrange(columns, edges, lower)
    middle, inside_room = _band(columns, edges, size, lower, outside=False)
    below, outside_room = _band(columns, edges, size, lower, outside=True)

    width = 2 * _MARGIN + len(columns) * BOX + max(0, len(columns) - 1) * _GAP
    strip = _place_gates(border_gates, width)
    inside = Band(say("flows-inside-eea", language), _HEAD, inside_room + 2 * _MARGIN + 18)
    border = inside.y + inside.height + strip / 2
    top = _HEAD + _MARGIN + 18
    outside = None
    if any(lower.values()):
        low = inside.y + inside.height + strip
        outside = Band(say("flows-outside-eea", language), low, outside_room + 2 * _MARGIN + 18)
        middle |= {key: y + low + _MARGIN + 14 for key, y in below.items()}
    middle = {key: (y if lower.get(key, False) else y + top) for key, y in middle.items()}
    for key, box in found.items():
        box.x, box.y = _x(box.column), middle[key] - box.height / 2
    for gate in border_gates:
        gate.y += inside.y + inside.height
    router = _Router(flow, routes, _Terrain(found, middle, border_gates, inside, outside), language)
    return Drawing(
        width,
        (outside.y + outside.height) if outside else inside.y + inside.height,
        _headings(flow, found, language),
        sorted(found.values(), key=lambda box: (box.column, box.y)),
        router.lines(),
        border_gates,
        inside,
        outside,
        border,
    )


def _x(column: int) -> float:
    return _MARGIN + column * (BOX + _GAP)


def _columns(flow: Flow, found: dict[str, Box]) -> tuple[list[list[str]], list[_Route], dict[str, float]]:
    columns: list[list[str]] = [[] for _ in range(1 + max((box.column for box in found.values()), default=0))]
    size = {key: box.height for key, box in found.items()}
    for key, box in found.items():
        columns[box.column].append(key)
    routes = []
    for number, stream in enumerate(flow.streams):
        first, last = found[stream.source].column, found[stream.target].column
        stops = [stream.source]
        for column in range(first + 1, last):
            stop = f"~{number:06d}-{column}"
            size[stop] = _THREAD
            columns[column].append(stop)
            stops.append(stop)
        routes.append(_Route(stream, [*stops, stream.target]))
    return columns, routes, size


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
        (_x(column), wrap(wording.role_name(place.role, language, place.depth), BOX, 14.0, 2))
        for column, place in sorted(shown.items())
    ]


def _place_gates(border_gates: list[Gate], width: float) -> float:
    """Gates near the layer they lead to, side by side, in as many rows as needed; gives the strip's height."""
    if not border_gates:
        return 24.0
    needed = sum(gate.width + 12 for gate in border_gates)
    rows = max(1, -(-int(needed) // int(width - 2 * _MARGIN)))
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
    aims = [_x(gate.column) - _GAP / 2 - 8 - offset for gate, offset in zip(members, offsets, strict=True)]
    for gate, offset, shift in zip(members, offsets, monotone(aims), strict=True):
        gate.x = 8 + offset + min(max(shift, 0.0), max(0.0, slack)) - gate.width / 2


@dataclass
class _Terrain:
    """Where boxes, waypoints, gates and bands stand already when the lines are drawn."""

    boxes: dict[str, Box]
    middle: dict[str, float]
    gates: list[Gate]
    inside: Band
    outside: Band | None


class _Router:
    """Draws each stream as a path from port to port, through its waypoints and its gate."""

    def __init__(self, flow: Flow, routes: list[_Route], ground: _Terrain, language: str) -> None:
        self._flow, self._routes, self._language = flow, routes, language
        self._found, self._middle = ground.boxes, ground.middle
        self._bands = (ground.inside, ground.outside)
        self._gate = {id(stream): gate for gate in ground.gates for stream in gate.streams}
        self._ports = self._spread_ports()
        self._lanes = self._spread_lanes()

    def lines(self) -> list[Line]:
        drawn = [self._line(route) for route in self._routes]
        return sorted(drawn, key=lambda line: (line.ground is not None, line.stream.source, line.stream.target))

    def _line(self, route: _Route) -> Line:
        stream = route.stream
        crossing = is_crossing(self._flow, stream)
        ground = stream.worst if crossing or self._found[stream.target].place.is_outside else None
        if self._flow.is_condensed and not crossing and stream.kind is Kind.LOCATION:
            ground = None
        names = [
            wording.name(self._flow.by_key[key], self._language, self._flow.concepts)
            for key in (stream.source, stream.target)
        ]
        words = [f"{names[0]} → {names[1]}", wording.labels(stream.data, self._language, self._flow.concepts)]
        if stream.passages:
            words.append(wording.grounds(stream, self._language))
        return Line(stream, self._path(route, crossing), ground, "\n".join(word for word in words if word))

    def _path(self, route: _Route, crossing: bool) -> str:
        stream, stops = route.stream, route.stops
        column = self._found[stream.source].column
        x, y = _x(column) + BOX, self._ports[id(stream), 0]
        parts = [f"M{_n(x)} {_n(y)}"]
        for stop in stops[1:-1]:
            column += 1
            parts.append(_curve(x, y, _x(column), self._middle[stop]))
            x, y = _x(column) + BOX, self._middle[stop]
            parts.append(f"H{_n(x)}")
        end_x, end_y = _x(self._found[stream.target].column), self._ports[id(stream), 1]
        if crossing:
            parts.append(self._through_gate(stream, (x, y), (end_x, end_y)))
        else:
            parts.append(_curve(x, y, end_x, end_y))
        return "".join(parts)

    def _through_gate(self, stream: Stream, start: tuple[float, float], end: tuple[float, float]) -> str:
        gate, (inside, outside) = self._gate.get(id(stream)), self._bands
        if outside is None:
            return _curve(*start, *end)
        lane, door = self._lanes[id(stream)]
        floor, ceiling = inside.y + inside.height, outside.y
        bend = min(14.0, lane - start[0], end[0] - lane)
        passed = ""
        if gate:
            passed = f"{_drop(lane, floor, door, gate.y)}V{_n(gate.y + gate.height)}"
            passed += _drop(door, gate.y + gate.height, lane, ceiling)
        return "".join(
            (
                f"H{_n(lane - bend)}Q{_n(lane)} {_n(start[1])} {_n(lane)} {_n(min(start[1] + bend, floor))}",
                f"V{_n(floor)}",
                passed,
                f"V{_n(max(end[1] - bend, ceiling))}Q{_n(lane)} {_n(end[1])} {_n(lane + bend)} {_n(end[1])}",
                f"H{_n(end[0])}",
            )
        )

    def _spread_ports(self) -> dict[tuple[int, int], float]:
        """Where on the side of its box each stream starts (0) and ends (1), ordered so that none cross there."""
        sides: dict[tuple[str, int], list[_Route]] = defaultdict(list)
        for route in self._routes:
            sides[route.stream.source, 0].append(route)
            sides[route.stream.target, 1].append(route)
        ports: dict[tuple[int, int], float] = {}
        for (key, side), members in sides.items():
            box = self._found[key]
            members.sort(key=lambda r: self._middle[r.stops[1] if side == 0 else r.stops[-2]])
            span = min(box.height - 20, 14.0 * (len(members) - 1))
            for number, route in enumerate(members):
                share = number / (len(members) - 1) - 0.5 if len(members) > 1 else 0.0
                ports[id(route.stream), side] = self._middle[key] + share * span
        return ports

    def _spread_lanes(self) -> dict[int, tuple[float, float]]:
        """The upright lane of each crossing stream in its gap between columns, and its door in the gate."""
        gaps: dict[int, list[_Route]] = defaultdict(list)
        for route in self._routes:
            if is_crossing(self._flow, route.stream):
                gaps[self._found[route.stream.target].column].append(route)
        doors = {
            id(stream): gate.x + gate.width * (place + 1) / (len(gate.streams) + 1)
            for gate in self._gate.values()
            for place, stream in enumerate(gate.streams)
        }
        found: dict[int, tuple[float, float]] = {}
        for column, members in gaps.items():
            members.sort(key=lambda r: (doors.get(id(r.stream), 0.0), -self._middle[r.stops[-2]]))
            for number, route in enumerate(members):
                lane = _x(column) - _GAP + _GAP * (number + 1) / (len(members) + 1)
                found[id(route.stream)] = (lane, doors.get(id(route.stream), lane))
        return found


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C{_n(middle)} {_n(y)} {_n(middle)} {_n(to_y)} {_n(to_x)} {_n(to_y)}"


def _drop(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (y + to_y) / 2
    return f"C{_n(x)} {_n(middle)} {_n(to_x)} {_n(middle)} {_n(to_x)} {_n(to_y)}"


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
