"""A large flow made readable: places of one layer and side of the border become one, by country where few.

What a reader must not miss stays apart: the inside and outside of the EEA, each third country, and streams with
different grounds.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import replace

from ropa.flows.flow import Flow, Kind, Place, Role, Stream, merge_streams, union

PLACES = 60
"""Above this many places in all, a flow is condensed."""
ALONE = (12, 4)
"""A layer with no more places than this on one side of the border keeps them all; the second where the first still
leaves too many."""
SHOWN = 36
"""So many boxes a reader takes in at a glance."""
PER_LAYER = 5
"""So many groups a crowded layer may have on each side of the border; beyond, it becomes one group."""
COUNTRIES = 12
"""So many third countries keep a place of their own: those with the most streams."""


def condense(flow: Flow, places: int = PLACES) -> Flow:
    """The same flow in groups; a small flow comes back as it is."""
    if len(flow.places) <= places:
        return flow
    bases = {s.target: s.legal_bases for s in flow.streams if s.kind is Kind.CONTROL}
    kept = _kept_countries(flow)
    layers: dict[tuple[Role, int, bool], list[Place]] = defaultdict(list)
    for place in flow.places:
        layers[place.role, place.depth, place.is_outside].append(place)
    groups: list[list[Place]] = []
    for alone in ALONE:
        groups = [group for members in layers.values() for group in _grouped(members, bases, kept, alone)]
        if len(groups) <= SHOWN:
            break
    return _merged(flow, groups, bases)


def _kept_countries(flow: Flow) -> set[str]:
    arriving = Counter(stream.target for stream in flow.streams if stream.passages)
    third = [place.key for place in flow.places if place.role is Role.COUNTRY and place.is_outside]
    return set(sorted(third, key=lambda key: (-arriving[key], key))[:COUNTRIES])


def _grouped(members: list[Place], bases: dict[str, tuple[str, ...]], kept: set[str], alone: int) -> list[list[Place]]:
    """By what the members have in common where that leaves few groups, else all in one."""
    if members[0].role is Role.COUNTRY:
        return _by([(place.key if place.key in kept else "", place) for place in members])
    if len(members) <= alone:
        return [[place] for place in members]
    for most in (None, 1):
        groups = _by([(_common(place, bases)[:most], place) for place in members])
        if len(groups) <= PER_LAYER:
            return groups
    return [members]


def _by(pairs: list[tuple[Hashable, Place]]) -> list[list[Place]]:
    groups: dict[Hashable, list[Place]] = defaultdict(list)
    for key, place in pairs:
        groups[key].append(place)
    return list(groups.values())


def _common(place: Place, bases: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if place.role is Role.ACTIVITY:
        return bases.get(place.key, ())
    if place.role is Role.SOURCE:
        return place.concepts
    return place.countries if place.is_outside else ()


def _merged(flow: Flow, groups: list[list[Place]], bases: dict[str, tuple[str, ...]]) -> Flow:
    places: list[Place] = []
    home: dict[str, str] = {}
    for members in groups:
        place = members[0] if len(members) == 1 else _group(members, bases)
        if place.key in flow.opened:
            places.extend(members)
            home.update({member.key: member.key for member in members})
            continue
        places.append(place)
        home.update({member.key: place.key for member in members})
    bundles: dict[tuple[str, str, str, str], list[Stream]] = defaultdict(list)
    for stream in flow.streams:
        ground = stream.worst.value if stream.worst and not _stays_out(flow, stream) else ""
        bundles[home[stream.source], home[stream.target], stream.kind.value, ground].append(stream)
    streams = [_bundle(bundles[ends], ends[0], ends[1]) for ends in sorted(bundles)]
    return replace(flow, places=tuple(sorted(places, key=lambda place: place.key)), streams=tuple(streams))


def _stays_out(flow: Flow, stream: Stream) -> bool:
    """Where data lie that have left already: the country tells the grounds, not each line."""
    return stream.kind is Kind.LOCATION and flow.by_key[stream.source].is_outside


def _bundle(members: list[Stream], source: str, target: str) -> Stream:
    grounds = Counter(stream.worst for stream in members if stream.worst)
    return replace(
        merge_streams(members),
        source=source,
        target=target,
        count=len(members),
        ground_counts=tuple(sorted(grounds.items())),
    )


def _group(members: list[Place], bases: dict[str, tuple[str, ...]]) -> Place:
    first = members[0]
    names = "|".join(sorted(member.key for member in members))
    countries: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    if first.role is Role.ACTIVITY:
        concepts = _shared([bases.get(member.key, ()) for member in members])
    elif first.role is Role.SOURCE:
        concepts = _shared([member.concepts for member in members])
    else:
        countries = _shared([member.countries for member in members])
    return Place(
        f"{first.role.value}:group-{hashlib.sha256(names.encode()).hexdigest()[:12]}",
        first.role,
        depth=first.depth,
        concepts=concepts,
        countries=countries,
        is_outside=first.is_outside,
        records=union(*(member.records for member in members)),
        members=tuple(sorted(member.key for member in members)),
    )


def _shared(sets: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(sets[0]).intersection(*sets)))
