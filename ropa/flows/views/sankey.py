"""The flow at a glance: whose data, to whom, in which country; the wider a band, the more activities.

Bands are counted in processing activities, since records tell no amounts of data.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import networkx as nx

from ropa.flows import wording
from ropa.flows.flow import LOOKS, Flow, Ground, Role
from ropa.flows.measure import wrap
from ropa.flows.order import arrange, heights
from ropa.flows.picture import Cell, Frame, Picture
from ropa.flows.picture import draw as drawn
from ropa.flows.receiving import Receiver, is_loose, receivers, worst
from ropa.texts import say

_MOST, _NAMED = 12, 40
_BAR, _STEP, _LABEL, _TOP = 14.0, 360.0, 215.0, 96.0
_TALL = 620.0
_GAP = 14.0


@dataclass
class _Node:
    key: str
    name: str
    small: str = ""
    href: str = ""
    is_outside: bool = False
    x: float = 0.0
    y: float = 0.0
    height: float = 0.0
    lines: list[str] = field(default_factory=list)


@dataclass
class _Band:
    source: str
    target: str
    activities: set[str] = field(default_factory=set)
    ground: Ground | None = None
    path: str = ""
    tooltip: str = ""


@dataclass
class _Web:
    """Nodes by column, and the bands between neighbouring columns."""

    nodes: dict[str, _Node] = field(default_factory=dict)
    bands: dict[tuple[str, str], _Band] = field(default_factory=dict)

    def add(self, source: str, target: str, activities: tuple[str, ...], ground: Ground | None) -> None:
        band = self.bands.setdefault((source, target), _Band(source, target))
        band.activities.update(activities)
        band.ground = worst((band.ground, ground))


def draw(flow: Flow, language: str) -> Picture:
    """The same bytes for the same flow and language; the smaller nodes of a crowded column are one.

    The table and the description name each of those.
    """
    found = receivers(flow)
    shown = _largest(found)
    web, whole = _web(flow, found, shown, language), _web(flow, found, {*map(_key, found)}, language)
    height = _place(web)
    for band in web.bands.values():
        names = f"{web.nodes[band.source].name} → {web.nodes[band.target].name}"
        band.tooltip = f"{names}: {say('flows-view-activities', language, count=len(band.activities))}"
    title, description = say("flows-sankey-title", language), say("flows-sankey-desc", language)
    folded = sorted((whole.nodes[key].name for key in {*map(_key, found)} - shown), key=str.casefold)
    if folded:
        names = ", ".join(folded[:_NAMED]) + (", …" if len(folded) > _NAMED else "")
        description = f"{description} {say('flows-sankey-folded', language, names=names)}"
    svg = drawn(
        "sankey",
        flow,
        language,
        Frame(
            title,
            description,
            note=say("flows-sankey-note", language),
            width=24 + 2 * _STEP + _BAR + _LABEL + 24,
            height=_TOP + height + 52,
            legend=[(look, say(f"flows-key-{look}", language)) for look in _used(web)],
        ),
        nodes=sorted(web.nodes.values(), key=lambda node: (node.x, node.y)),
        bands=sorted(web.bands.values(), key=lambda band: (band.ground is not None, band.source, band.target)),
        heads=[(24 + n * _STEP, say(f"flows-sankey-{c}", language)) for n, c in enumerate(("who", "whom", "where"))],
        bar=_BAR,
        foot=_TOP + height + 30,
    )
    columns = tuple(say(f"flows-column-{name}", language) for name in ("from", "to", "activities", "ground"))
    bands = sorted(whole.bands.values(), key=lambda band: (band.source, band.target))
    rows = tuple(_row(whole, band, language) for band in bands)
    return Picture(title, description, svg, say("flows-table-caption", language), columns, rows)


def _row(web: _Web, band: _Band, language: str) -> tuple[Cell, ...]:
    source, target = web.nodes[band.source], web.nodes[band.target]
    ground = say(f"flows-state-{band.ground.value}", language) if band.ground else ""
    bad = band.ground is not None and band.ground.is_bad
    count = str(len(band.activities))
    return Cell(source.name, source.href), Cell(target.name, target.href), Cell(count), Cell(ground, is_bad=bad)


def _used(web: _Web) -> list[str]:
    looks = {band.ground.look for band in web.bands.values() if band.ground}
    return [look for look in LOOKS if look in looks]


def _web(flow: Flow, found: list[Receiver], shown: set[str], language: str) -> _Web:
    """The receivers that are shown by themselves, and all others as one."""
    web = _Web()
    hidden = len({_key(receiver) for receiver in found} - shown)
    for receiver in found:
        key = _key(receiver) if _key(receiver) in shown else "b:~"
        if key not in web.nodes:
            others = say("flows-view-others", language, count=hidden)
            web.nodes[key] = _Node(key, others) if key == "b:~" else _receiver(flow, receiver, key, language)
        _join(web, flow, receiver, key, language)
    return web


def _receiver(flow: Flow, receiver: Receiver, key: str, language: str) -> _Node:
    place = receiver.place
    if place.role is Role.ACTIVITY:
        return _Node(key, say("flows-unnamed" if is_loose(receiver) else "flows-view-own", language))
    name = wording.name(place, language, flow.concepts)
    return _Node(key, name, say(f"flows-view-{place.role.value}", language), flow.links.to(place.iri))


def _join(web: _Web, flow: Flow, receiver: Receiver, key: str, language: str) -> None:
    untold = say("flows-view-subjects-untold", language)
    for stream in receiver.arriving:
        for subject in stream.subjects or ("",):
            name = wording.upper_first(wording.term(subject, language, flow.concepts)) if subject else untold
            web.nodes.setdefault(f"a:{subject}", _Node(f"a:{subject}", name))
            web.add(f"a:{subject}", key, stream.activities, None)
    for stream in receiver.lying:
        country = flow.by_key[stream.target]
        outside = say("flows-outside-eea", language) if country.is_outside and country.iri else ""
        node = _Node(f"c:{country.key}", wording.name(country, language), outside, is_outside=country.is_outside)
        web.nodes.setdefault(node.key, node)
        web.add(key, node.key, stream.activities, stream.worst)


def _key(receiver: Receiver) -> str:
    """What the records do not name is one, and so is what stays with the controllers themselves."""
    if receiver.place.role is Role.ACTIVITY:
        return "b:!loose" if is_loose(receiver) else "b:!own"
    return f"b:{receiver.place.key}"


def _largest(found: list[Receiver]) -> set[str]:
    """All where they are few; else those that get data without a ground, then the largest."""
    rank: dict[str, tuple[bool, int]] = {}
    for receiver in found:
        lacks, size = rank.get(_key(receiver), (False, 0))
        bad = receiver.worst is not None and receiver.worst.is_bad
        rank[_key(receiver)] = (lacks or bad, size + len(receiver.activities))
    if len(rank) <= _MOST:
        return set(rank)
    return set(sorted(rank, key=lambda key: (not rank[key][0], -rank[key][1], key))[: _MOST - 1])


def _place(web: _Web) -> float:
    """Columns by generation of the graph, few crossings, heights by what passes; gives the height needed."""
    graph: nx.DiGraph[str] = nx.DiGraph(sorted(web.bands))
    columns = [sorted(key for key in web.nodes if key.startswith(column)) for column in ("a:", "b:", "c:")]
    edges = list(graph.edges)
    weight = {pair: len(band.activities) for pair, band in web.bands.items()}
    passing = {
        key: max(
            sum(weight[e] for e in graph.in_edges(key)) if key in graph else 0,
            sum(weight[e] for e in graph.out_edges(key)) if key in graph else 0,
        )
        for key in web.nodes
    }
    unit = min(12.0, _TALL / max(1, *(sum(passing[key] for key in column) for column in columns)))
    for node in web.nodes.values():
        node.lines = wrap(node.name, _LABEL, 14.0, 2)
        node.height = max(3.0, passing[node.key] * unit)
    room = {n.key: max(n.height, 17.0 * (len(n.lines) + bool(n.small))) for n in web.nodes.values()}
    lower = {node.key: node.is_outside for node in web.nodes.values()}
    middle, height = heights(arrange(columns, edges, lower), room, edges, _GAP)
    for number, column in enumerate(columns):
        for key in column:
            node = web.nodes[key]
            node.x, node.y = 24 + number * _STEP, _TOP + middle[key] - node.height / 2
    _bands(web, weight, unit)
    return height


def _bands(web: _Web, weight: dict[tuple[str, str], int], unit: float) -> None:
    """Bands leave and arrive one below the other, in the order of their other ends."""
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    ends: dict[tuple[str, str], list[float]] = {pair: [0.0, 0.0] for pair in web.bands}
    for a, b in sorted(web.bands, key=lambda pair: (web.nodes[pair[1]].y, pair)):
        ends[a, b][0] = web.nodes[a].y + out[a]
        out[a] += weight[a, b] * unit
    for a, b in sorted(web.bands, key=lambda pair: (web.nodes[pair[0]].y, pair)):
        ends[a, b][1] = web.nodes[b].y + into[b]
        into[b] += weight[a, b] * unit
    for (a, b), band in web.bands.items():
        thick = max(1.5, weight[a, b] * unit)
        x, to_x = web.nodes[a].x + _BAR, web.nodes[b].x
        y, to_y, mid = ends[a, b][0], ends[a, b][1], (x + to_x) / 2
        band.path = (
            f"M{x:.1f} {y:.1f}C{mid:.1f} {y:.1f} {mid:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}V{to_y + thick:.1f}"
            f"C{mid:.1f} {to_y + thick:.1f} {mid:.1f} {y + thick:.1f} {x:.1f} {y + thick:.1f}z"
        )
