"""The way of every line: from port to port, through the columns between, and through its gate at the border."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ropa.flows.boxes import BOX
from ropa.flows.drawing import Band, Box, Gate, Line
from ropa.flows.flow import Flow, Kind, Stream
from ropa.flows.tooltips import Tooltips

GAP = 60.0
"""Between columns."""
MARGIN = 28.0


@dataclass
class Route:
    """A stream with the waypoints that lead it through the columns between its ends."""

    stream: Stream
    stops: list[str]
    is_crossing: bool
    """Whether it leads out of the EEA."""
    start: float = 0.0
    """How far down it leaves the box of its source; set by the router, like `end` at its target."""
    end: float = 0.0

    @property
    def is_long(self) -> bool:
        """Whether it passes over columns, by waypoints that it may share."""
        return len(self.stops) > 2


@dataclass
class Terrain:
    """Where boxes, waypoints, gates and bands stand already when the lines are drawn."""

    boxes: dict[str, Box]
    middle: dict[str, float]
    gates: list[Gate]
    inside: Band
    outside: Band | None


class Router:
    """Draws each stream as a path from port to port, through its waypoints and its gate."""

    def __init__(self, flow: Flow, routes: list[Route], ground: Terrain, language: str) -> None:
        self._flow, self._routes = flow, routes
        self._found, self._middle = ground.boxes, ground.middle
        self._bands = (ground.inside, ground.outside)
        self._gates = ground.gates
        self._gate = {id(stream): gate for gate in ground.gates for stream in gate.streams}
        self._tooltips = Tooltips(flow, language)
        self._shared: dict[tuple[str, ...], str] = {}
        self._spread_ports()
        self._lanes = self._spread_lanes()

    def lines(self) -> list[Line]:
        drawn = [self._line(route) for route in self._routes]
        return sorted(drawn, key=lambda line: (line.ground is not None, line.stream.source, line.stream.target))

    def _line(self, route: Route) -> Line:
        stream = route.stream
        crossing = route.is_crossing
        ground = stream.worst if crossing or self._found[stream.target].place.is_outside else None
        if self._flow.is_condensed and not crossing and stream.kind is Kind.LOCATION:
            ground = None
        return Line(stream, self._path(route), ground, self._tooltips.of)

    def _path(self, route: Route) -> str:
        stream, stops = route.stream, route.stops
        column = self._found[stream.source].column
        x, y = left(column) + BOX, route.start
        path = f"M{_n(x)} {_n(y)}"
        if route.is_long:
            path += "".join(self._over_columns((x, y), tuple(stops[1:-1]), column + 1))
            x, y = left(column + len(stops) - 2) + BOX, self._middle[stops[-2]]
        end = left(self._found[stream.target].column), route.end
        return path + (self._through_gate(stream, (x, y), end) if route.is_crossing else _curve(x, y, *end))

    def _over_columns(self, start: tuple[float, float], stops: tuple[str, ...], column: int) -> tuple[str, str]:
        """To the first waypoint and on to the last; that part is the same for all lines that share them."""
        if stops not in self._shared:
            parts = [f"H{_n(left(column) + BOX)}"]
            for place, (here, there) in enumerate(pairwise(stops), column):
                parts.append(_curve(left(place) + BOX, self._middle[here], left(place + 1), self._middle[there]))
                parts.append(f"H{_n(left(place + 1) + BOX)}")
            self._shared[stops] = "".join(parts)
        return _curve(*start, left(column), self._middle[stops[0]]), self._shared[stops]

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

    def _spread_ports(self) -> None:
        """Sets where on the side of its box each stream starts and ends, ordered so that none cross there."""
        starting: dict[str, list[tuple[str, Route]]] = defaultdict(list)
        ending: dict[str, list[tuple[str, Route]]] = defaultdict(list)
        for route in self._routes:
            starting[route.stream.source].append((route.stops[1], route))
            ending[route.stream.target].append((route.stops[-2], route))
        for key, members in starting.items():
            for (_, route), port in zip(members, self._ports(key, members), strict=True):
                route.start = port
        for key, members in ending.items():
            for (_, route), port in zip(members, self._ports(key, members), strict=True):
                route.end = port

    def _ports(self, key: str, members: list[tuple[str, Route]]) -> list[float]:
        """Heights on one side of a box for its lines, which are sorted by where they lead."""
        middle = self._middle[key]
        if len(members) == 1:
            return [middle]
        members.sort(key=lambda member: self._middle[member[0]])
        seats = _seats(members)
        most = max(seats)
        span = min(self._found[key].height - 20, 14.0 * most)
        return [middle + (seat / most - 0.5 if most else 0.0) * span for seat in seats]

    def _spread_lanes(self) -> dict[int, tuple[float, float]]:
        """The upright lane of each crossing stream in its gap between columns, and its door in the gate."""
        gaps: dict[int, list[Route]] = defaultdict(list)
        for route in self._routes:
            if route.is_crossing:
                gaps[self._found[route.stream.target].column].append(route)
        doors = {
            id(stream): gate.x + gate.width * (place + 1) / (len(gate.streams) + 1)
            for gate in self._gates
            for place, stream in enumerate(gate.streams)
        }
        found: dict[int, tuple[float, float]] = {}
        for column, members in gaps.items():
            members.sort(key=lambda r: (doors.get(id(r.stream), 0.0), -self._middle[r.stops[-2]]))
            for number, route in enumerate(members):
                lane = left(column) - GAP + GAP * (number + 1) / (len(members) + 1)
                found[id(route.stream)] = (lane, doors.get(id(route.stream), lane))
        return found


def _seats(members: list[tuple[str, Route]]) -> list[int]:
    """The number of each line's port; lines that share their waypoints share it."""
    shared: dict[str, int] = {}
    seats, count = [], 0
    for beside, route in members:
        seat = shared.get(beside) if route.is_long else None
        if seat is None:
            seat, count = count, count + 1
            if route.is_long:
                shared[beside] = seat
        seats.append(seat)
    return seats


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle, end = _n((x + to_x) / 2), _n(to_y)
    return f"C{middle} {_n(y)} {middle} {end} {_n(to_x)} {end}"


def _drop(x: float, y: float, to_x: float, to_y: float) -> str:
    middle, end = _n((y + to_y) / 2), _n(to_x)
    return f"C{_n(x)} {middle} {end} {middle} {end} {_n(to_y)}"


@lru_cache(maxsize=8192)
def _n(value: float) -> str:
    return f"{round(value, 1):g}"


def left(column: int) -> float:
    """Where a column begins."""
    return MARGIN + column * (BOX + GAP)
