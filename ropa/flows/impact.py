"""What if: which activities, data subjects, data and places a change would touch, and by which way.

Walks the flow; knows nothing of records beyond it and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from ropa.errors import NotFound, said
from ropa.flows.flow import Flow, Kind, Place, Role, Stream
from ropa.flows.tools import providers


class Change(StrEnum):
    """What may happen, and what its target is."""

    BREACH = "breach"
    """A party is breached; the target is its IRI."""
    COUNTRY = "country"
    """A country loses its adequacy; the target is the country's IRI."""
    CONTRACT = "contract"
    """The contract with a party ends; the target is the party's IRI."""
    DATA = "data"
    """A category of data is no longer collected; the target is its IRI."""


@dataclass(frozen=True)
class Impact:
    """What a change touches. `paths` lead from an activity to the place where it happens, as place keys."""

    change: Change
    target: str
    places: tuple[str, ...]
    activities: tuple[str, ...]
    records: tuple[str, ...]
    subjects: tuple[str, ...]
    data: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]


def impact(flow: Flow, change: Change, target: str, through: Iterable[str] = ()) -> Impact:
    """Raises NotFound where the flow has no such party, country or category of data.

    `through` are activities that the change touches by a way that the flow does not show, as the tools they use.
    """
    hit = _hit(flow, change, target)
    others = {*through}
    if not hit and not others:
        raise NotFound(
            said("'{target}' is not in this flow.", target=target),
            mend="Name a party, country or data category of the records.",
        )
    touched = _streams(flow, change, target, hit)
    touched += [s for s in flow.streams if s.kind is Kind.CONTROL and others & {*s.activities}]
    below = _below(flow, hit) if change is Change.CONTRACT else set()
    ends = {end for stream in touched for end in (stream.source, stream.target)}
    activities = _activities(flow, change, touched) | others
    above = [s.source for s in flow.streams if s.kind is Kind.CONTROL and activities & {*s.activities}]
    return Impact(
        change,
        target,
        tuple(sorted({*hit, *below, *ends, *above})),
        tuple(sorted(activities)),
        tuple(sorted({iri for stream in touched for iri in stream.records})),
        tuple(sorted({iri for stream in touched for iri in stream.subjects})),
        (target,) if change is Change.DATA else tuple(sorted({iri for stream in touched for iri in stream.data})),
        tuple(_paths(flow, hit, activities)),
    )


def _hit(flow: Flow, change: Change, target: str) -> set[str]:
    if change is Change.DATA:
        return {stream.target for stream in flow.streams if target in stream.data}
    wanted = {Role.COUNTRY} if change is Change.COUNTRY else set(Role) - {Role.COUNTRY, Role.ACTIVITY}
    called = (place for place in flow.places if target in (place.iri, *providers(place)))
    return {place.key for place in called if place.role in wanted}


def _streams(flow: Flow, change: Change, target: str, hit: set[str]) -> list[Stream]:
    """What reaches the places that are hit; of a country only what lies there."""
    if change is Change.DATA:
        return [stream for stream in flow.streams if target in stream.data]
    own = [stream for stream in flow.streams if stream.target in hit]
    if own and change is not Change.BREACH:
        return own
    controls = {Kind.CONTROL, Kind.COLLECTION}
    return own + [stream for stream in flow.streams if stream.source in hit and stream.kind in controls]


def _activities(flow: Flow, change: Change, touched: list[Stream]) -> set[str]:
    """Streams that several activities share mix their data; those that begin or end at an activity are its own."""
    if change is Change.DATA:
        ends = [flow.by_key[end] for stream in touched for end in (stream.source, stream.target)]
        return {place.iri for place in ends if place.role is Role.ACTIVITY}
    return {iri for stream in touched for iri in stream.activities}


def _below(flow: Flow, hit: Iterable[str]) -> set[str]:
    """Sub-processors that are engaged only through the places that are hit."""
    chain: nx.DiGraph[str] = nx.DiGraph(
        (stream.source, stream.target)
        for stream in flow.streams
        if stream.kind in {Kind.PROCESSING, Kind.SUB_PROCESSING}
    )
    lost = set(hit)
    for key in nx.topological_sort(chain):
        above = set(chain.predecessors(key))
        if above and above <= lost:
            lost.add(key)
    return lost - set(hit)


def _paths(flow: Flow, hit: set[str], activities: set[str]) -> list[tuple[str, ...]]:
    """For each activity and place that is hit the shortest way whose every stream belongs to that activity."""
    starts = {place.iri: place for place in flow.places if place.role is Role.ACTIVITY}
    found = []
    for activity in sorted(activities & set(starts)):
        own: nx.DiGraph[str] = nx.DiGraph((s.source, s.target) for s in flow.streams if activity in s.activities)
        found += [path for key in sorted(hit) if (path := _shortest(own, starts[activity], key))]
    return found


def _shortest(graph: nx.DiGraph[str], start: Place, end: str) -> tuple[str, ...]:
    if start.key not in graph or end not in graph or not nx.has_path(graph, start.key, end):
        return ()
    return tuple(nx.shortest_path(graph, start.key, end))
