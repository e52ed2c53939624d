"""The chain of one organisation: every activity and company that leads to it, and everyone and everywhere behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ropa.errors import NotFound, said
from ropa.flows.flow import Flow, Kind, Role, Stream

_DOWN = {Kind.SUB_PROCESSING, Kind.LOCATION, Kind.TRANSFER}
_UP = {Kind.CONTROL, Kind.PROCESSING, Kind.SUB_PROCESSING, Kind.DISCLOSURE, Kind.TRANSFER}
_ROLES = {Role.PROCESSOR, Role.SUB_PROCESSOR, Role.RECIPIENT}


def chain(flow: Flow, party: str) -> Flow:
    """That part of the flow, all records and levels. Raises NotFound where the party receives no data."""
    own = {place.key for place in flow.places if place.iri == party and place.role in _ROLES}
    if not own:
        raise NotFound(
            said("'{party}' is no processor and no recipient.", party=party), mend="Name one that receives data."
        )
    names = next(place.names for place in flow.places if place.key in own)
    above: dict[str, list[Stream]] = defaultdict(list)
    below: dict[str, list[Stream]] = defaultdict(list)
    for stream in flow.streams:
        if stream.kind in _UP:
            above[stream.target].append(stream)
        if stream.kind in _DOWN:
            below[stream.source].append(stream)
    before = _reached(own, above, "source")
    activities = {iri for key in own for stream in above[key] for iri in stream.activities}
    behind = _reached(own, below, "target")
    kept = before | behind
    streams = tuple(
        stream
        for stream in flow.streams
        if {stream.source, stream.target} <= kept
        and activities & {*stream.activities}
        and ((stream.kind in _UP and stream.target in before) or (stream.kind in _DOWN and stream.source in behind))
    )
    ends = {end for stream in streams for end in (stream.source, stream.target)} | own
    return replace(flow, places=tuple(p for p in flow.places if p.key in ends), streams=streams, title=names)


def _reached(start: Iterable[str], streams: Mapping[str, list[Stream]], end: str) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for stream in streams.get(waiting.pop(), ()):
            other = stream.source if end == "source" else stream.target
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
