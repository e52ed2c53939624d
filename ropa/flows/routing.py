"""The way of every line: from port to port, through the columns between, and through its gate at the border."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ropa.flows import wording
from ropa.flows.boxes import BOX
from ropa.flows.drawing import Band, Box, Gate, Line
from ropa.flows.flow import Flow, Kind, Passage, Stream

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
        self._flow, self._routes, self._language = flow, routes, language
        self._found, self._middle = ground.boxes, ground.middle
        self._bands = (ground.inside, ground.outside)
        self._gates = ground.gates
        self._gate = {id(stream): gate for gate in ground.gates for stream in gate.streams}
        self._names = {place.key: wording.name(place, language, flow.concepts) for place in flow.places}
        self._terms: dict[str, str] = {}
        self._data: dict[tuple[str, ...], str] = {}
        self._grounds: dict[tuple[Passage, ...], str] = {(): ""}
        self._shared: dict[tuple[str, ...], str] = {}
        self._ports = self._spread_ports()
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
        return Line(stream, self._path(route), ground, self._tooltip(stream))

    def _tooltip(self, stream: Stream) -> str:
        if stream.data not in self._data:
            self._data[stream.data] = ", ".join(sorted({self._term(iri) for iri in stream.data}))
        if stream.passages not in self._grounds:
            self._grounds[stream.passages] = wording.grounds(stream, self._language)
        ends = f"{self._names[stream.source]} → {self._names[stream.target]}"
        return "\n".join(filter(None, (ends, self._data[stream.data], self._grounds[stream.passages])))

    def _term(self, iri: str) -> str:
        if iri not in self._terms:
            self._terms[iri] = wording.term(iri, self._language, self._flow.concepts)
        return self._terms[iri]

    def _path(self, route: Route) -> str:
        stream, stops = route.stream, route.stops
        column = self._found[stream.source].column
        x, y = left(column) + BOX, self._ports[id(stream), 0]
        parts = [f"M{_n(x)} {_n(y)}"]
        if route.is_long:
            parts += self._over_columns((x, y), tuple(stops[1:-1]), column + 1)
            x, y = left(column + len(stops) - 2) + BOX, self._middle[stops[-2]]
        end = left(self._found[stream.target].column), self._ports[id(stream), 1]
        parts.append(self._through_gate(stream, (x, y), end) if route.is_crossing else _curve(x, y, *end))
        return "".join(parts)

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

    def _spread_ports(self) -> dict[tuple[int, int], float]:
        """Where on the side of its box each stream starts (0) and ends (1), ordered so that none cross there."""
        sides: dict[tuple[str, int], list[tuple[str, Route]]] = defaultdict(list)
        for route in self._routes:
            sides[route.stream.source, 0].append((route.stops[1], route))
            sides[route.stream.target, 1].append((route.stops[-2], route))
        ports: dict[tuple[int, int], float] = {}
        for (key, side), members in sides.items():
            if len(members) == 1:
                ports[id(members[0][1].stream), side] = self._middle[key]
                continue
            members.sort(key=lambda member: self._middle[member[0]])
            names = [beside if route.is_long else str(n) for n, (beside, route) in enumerate(members)]
            places = {name: number for number, name in enumerate(dict.fromkeys(names))}
            span = min(self._found[key].height - 20, 14.0 * (len(places) - 1))
            for name, (_, route) in zip(names, members, strict=True):
                share = places[name] / (len(places) - 1) - 0.5 if len(places) > 1 else 0.0
                ports[id(route.stream), side] = self._middle[key] + share * span
        return ports

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
