"""Who receives data, all streams to one party taken together: what overview, matrix and map are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ropa.flows.flow import WORST_FIRST, Flow, Ground, Kind, Place, Role, Stream, union

ROLES = (Role.PROCESSOR, Role.SUB_PROCESSOR, Role.RECIPIENT)


@dataclass(frozen=True)
class Receiver:
    """One party in one role, at whatever depth; the activity itself where data lie abroad without another party.

    `arriving` are the streams that reach it, `lying` those on to the countries where the data then are.
    """

    place: Place
    arriving: tuple[Stream, ...]
    lying: tuple[Stream, ...]

    @property
    def activities(self) -> tuple[str, ...]:
        """IRIs of the activities whose data it receives."""
        return union(*(stream.activities for stream in self.arriving))

    @property
    def data(self) -> tuple[str, ...]:
        """Categories of data it receives."""
        return union(*(stream.data for stream in self.arriving))

    @property
    def worst(self) -> Ground | None:
        """The weakest ground on which data leave the EEA to it or through it."""
        return worst(stream.worst for stream in (*self.arriving, *self.lying))


def receivers(flow: Flow) -> list[Receiver]:
    """By role, then by IRI or key."""
    places: dict[tuple[int, str], list[Place]] = defaultdict(list)
    arriving: dict[str, list[Stream]] = defaultdict(list)
    lying: dict[str, list[Stream]] = defaultdict(list)
    for stream in flow.streams:
        target = flow.by_key[stream.target]
        if target.role in ROLES:
            arriving[stream.target].append(stream)
        elif target.role is Role.COUNTRY:
            lying[stream.source].append(stream)
    for place in flow.places:
        if place.role in ROLES:
            places[ROLES.index(place.role), place.iri or place.key].append(place)
    found = [
        Receiver(
            group[0],
            tuple(stream for place in group for stream in arriving[place.key]),
            tuple(stream for place in group for stream in lying[place.key]),
        )
        for _, group in sorted(places.items())
    ]
    return [*found, *_by_themselves(flow, lying)]


def _by_themselves(flow: Flow, lying: dict[str, list[Stream]]) -> list[Receiver]:
    """Activities that send data abroad or keep them there without naming another party."""
    own = [place for place in flow.places if place.role is Role.ACTIVITY and lying[place.key]]
    return [Receiver(place, tuple(lying[place.key]), tuple(lying[place.key])) for place in own]


def worst(grounds: Iterable[Ground | None]) -> Ground | None:
    """The weakest of several; None where no data leave the EEA."""
    known = set(grounds)
    return next((ground for ground in WORST_FIRST if ground in known), None)


def is_loose(receiver: Receiver) -> bool:
    """Whether the record names no one who receives the data abroad."""
    return receiver.place.role is Role.ACTIVITY and any(s.kind is Kind.TRANSFER for s in receiver.lying)
