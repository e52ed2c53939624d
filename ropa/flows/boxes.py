"""From places and streams to boxes and gates with wrapped words in one language. Places nothing on the page."""

from __future__ import annotations

from collections import defaultdict

from ropa.flows import wording
from ropa.flows.drawing import Box, Gate
from ropa.flows.flow import WORST_FIRST, Flow, Ground, Kind, Place, Role, Stream
from ropa.flows.measure import width, wrap
from ropa.model import Text
from ropa.texts import say

BOX = 174.0
GATE = 236.0
NAME, SMALL = 15.5, 13.0
_PAD = 11.0
_INNER = BOX - 2 * _PAD - 4
_ICON = 20.0
_FEW = 3
_ROOM = 8
_FIRST = {Role.SOURCE: 0, Role.CONTROLLER: 1, Role.ACTIVITY: 2}


def rank(place: Place, deepest: int) -> int:
    """The layer of a place: processors by depth, then recipients, then countries."""
    if place.role is Role.RECIPIENT:
        return deepest + 3
    return deepest + 4 if place.role is Role.COUNTRY else _FIRST.get(place.role, 2 + place.depth)


def boxes(flow: Flow, language: str) -> dict[str, Box]:
    """One box for each place, its column counted from the left without gaps."""
    deepest = max((place.depth for place in flow.places), default=0)
    ranks = {place.key: rank(place, deepest) for place in flow.places}
    column = {layer: number for number, layer in enumerate(sorted({*ranks.values()}))}
    services = _services(flow, language)
    found = {
        place.key: _box(place, column[ranks[place.key]], services.get(place.key, ""), language, flow.concepts)
        for place in flow.places
    }
    for key, badges in _badges(flow, language).items():
        found[key].badges.extend(badges)
    for box in found.values():
        box.height = height(box)
    return found


def _badges(flow: Flow, language: str) -> dict[str, list[tuple[Ground, list[str]]]]:
    """The grounds of onward transfers, which pass no border; in a condensed flow how many on which ground."""
    found: dict[str, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    for stream in flow.streams:
        if flow.is_condensed and _tells_counts(flow, stream):
            for ground, count in stream.ground_counts:
                found[stream.target][WORST_FIRST.index(ground), ""] += count
        elif not flow.is_condensed and has_badge(flow, stream):
            words = wording.grounds(stream, language)
            found[stream.target][WORST_FIRST.index(stream.worst or Ground.STATED), words] += 1
    badges: dict[str, list[tuple[Ground, list[str]]]] = {}
    for key, entries in found.items():
        for (number, words), count in sorted(entries.items()):
            ground = WORST_FIRST[number]
            text = words or say(f"flows-count-{ground.value}", language, count=count)
            badges.setdefault(key, []).append((ground, wrap(text, _INNER - _ICON, SMALL, 9)))
    return badges


def _tells_counts(flow: Flow, stream: Stream) -> bool:
    to_country = flow.by_key[stream.target].role is Role.COUNTRY and bool(stream.passages)
    return to_country or has_badge(flow, stream)


def _services(flow: Flow, language: str) -> dict[str, str]:
    """What each processor is engaged for, where that is short enough to stand in its box."""
    found: dict[str, set[str]] = defaultdict(set)
    picked: dict[tuple[Text, ...], list[str]] = {}
    for stream in flow.streams:
        if stream.services and not flow.by_key[stream.target].members:
            words = picked.get(stream.services)
            if words is None:
                words = picked[stream.services] = wording.pick(stream.services, language)
            found[stream.target].update(words)
    return {key: ", ".join(sorted(words)) for key, words in found.items() if len(words) <= _FEW}


def _box(place: Place, column: int, service: str, language: str, own: wording.Own) -> Box:
    name = wording.name(place, language, own)
    small = wording.subtitle(place, language, own)
    service_lines = wrap(service, _INNER, SMALL, 3) if service else []
    remarks = [wrap(words, _INNER - _ICON, SMALL, 4) for words in wording.remarks(place, language)]
    return Box(
        place,
        column,
        BOX,
        wrap(name, _INNER, NAME, 4),
        [*service_lines, *(wrap(small, _INNER, SMALL, 4) if small else [])],
        remarks,
        [],
        f"{name}. {small}" if small else name,
    )


def height(box: Box) -> float:
    """Room for all lines of a box."""
    small = len(box.small_lines) + sum(map(len, box.remarks)) + sum(len(lines) for _, lines in box.badges)
    return 2 * _PAD + len(box.name_lines) * 19 + small * 17 + (3 if small else 0) - 4


def is_crossing(flow: Flow, stream: Stream) -> bool:
    """Whether a stream leads from the inside of the EEA to the outside."""
    return not flow.by_key[stream.source].is_outside and flow.by_key[stream.target].is_outside


def has_badge(flow: Flow, stream: Stream) -> bool:
    """Onward transfers between places outside the EEA pass no border: their ground stands in the box."""
    both_out = flow.by_key[stream.source].is_outside and flow.by_key[stream.target].is_outside
    return both_out and bool(stream.passages) and stream.kind is not Kind.LOCATION


def gates(flow: Flow, found: dict[str, Box], language: str) -> list[Gate]:
    """One gate for each ground and target layer; streams to the same layer on the same ground share it.

    Where that makes more gates than there is room for, they tell the state of grounds and how many ways are in it.
    """
    crowded = flow.is_condensed and sum(is_crossing(flow, stream) for stream in flow.streams) > _ROOM
    shared = _shared(flow, found, language, crowded)
    if len(shared) > _ROOM:
        shared = _shared(flow, found, language, True)
    return [
        _gate(streams, number, words, column, language) for (column, number, words), streams in sorted(shared.items())
    ]


def _shared(
    flow: Flow, found: dict[str, Box], language: str, crowded: bool
) -> dict[tuple[int, int, str], list[Stream]]:
    shared: dict[tuple[int, int, str], list[Stream]] = {}
    for stream in flow.streams:
        if not is_crossing(flow, stream) or not stream.passages:
            continue
        ground = stream.worst or Ground.STATED
        words = _gate_words(stream, language) if stream.count == 1 and not crowded else ""
        column = found[stream.target].column
        key = (column, WORST_FIRST.index(ground), words)
        shared.setdefault(key, []).append(stream)
    return shared


def _gate(streams: list[Stream], number: int, words: str, column: int, language: str) -> Gate:
    ground = WORST_FIRST[number]
    text = words or say(f"flows-count-{ground.value}", language, count=sum(stream.count for stream in streams))
    lines = wrap(text, GATE - 2 * _PAD - _ICON, SMALL, 8)
    return Gate(ground, lines, column, _gate_width(lines), 15 + 17 * len(lines), streams=streams)


def _gate_width(lines: list[str]) -> float:
    return max(width(line, SMALL) for line in lines) + 2 * _PAD + _ICON


def _gate_words(stream: Stream, language: str) -> str:
    several = len({passage.country for passage in stream.passages}) > 1
    if not several:
        return wording.grounds(stream, language)
    by_ground: dict[str, list[str]] = {}
    for passage in stream.passages:
        by_ground.setdefault(wording.ground(passage, language), []).append(passage.country)
    parts = [f"{wording.labels(countries, language)}: {words}" for words, countries in by_ground.items()]
    return "; ".join(parts) if len(by_ground) > 1 else next(iter(by_ground))
