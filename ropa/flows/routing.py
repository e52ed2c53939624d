"""The way of every line: from port to port, through the columns between, and through its gate at the border."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ropa.flows import wording
from ropa.flows.boxes import BOX, is_crossing
from ropa.flows.drawing import Band, Box, Gate, Line
from ropa.flows.flow import Flow, Kind, Stream

GAP = 60.0
"""Between columns."""
MARGIN = 28.0


@dataclass
class Route:
    """A stream with the waypoints that lead it through the columns between its ends."""

    stream: Stream
    stops: list[str]


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
        self._flow, self._routes, self._language = flow, routes, language
        self._found, self._middle = ground.boxes, ground.middle
        self._bands = (ground.inside, ground.outside)
        self._gate = {id(stream): gate for gate in ground.gates for stream in gate.streams}
        self._ports = self._spread_ports()
        self._lanes = self._spread_lanes()

    def lines(self) -> list[Line]:
        drawn = [self._line(route) for route in self._routes]
        return sorted(drawn, key=lambda line: (line.ground is not None, line.stream.source, line.stream.target))

    def _line(self, route: Route) -> Line:
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

    def _path(self, route: Route, crossing: bool) -> str:
        stream, stops = route.stream, route.stops
        column = self._found[stream.source].column
        x, y = left(column) + BOX, self._ports[id(stream), 0]
        parts = [f"M{_n(x)} {_n(y)}"]
        for stop in stops[1:-1]:
            column += 1
            parts.append(_curve(x, y, left(column), self._middle[stop]))
            x, y = left(column) + BOX, self._middle[stop]
            parts.append(f"H{_n(x)}")
        end_x, end_y = left(self._found[stream.target].column), self._ports[id(stream), 1]
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
        sides: dict[tuple[str, int], list[Route]] = defaultdict(list)
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
        gaps: dict[int, list[Route]] = defaultdict(list)
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
                lane = left(column) - GAP + GAP * (number + 1) / (len(members) + 1)
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


def left(column: int) -> float:
    """Where a column begins."""
    return MARGIN + column * (BOX + GAP)
