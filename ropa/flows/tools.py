"""Receivers that a record tells only by the tool it uses: the provider, and the country from which it can reach data.

Nothing is known of the way there: no transfer, no ground. Where another receiver or a transfer of the activity leads
to the country already, the record has spoken.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.flows.flow import Fault, Ground, Kind, Passage, Place, Reason, Role, Stream
from ropa.flows.passages import is_denied
from ropa.flows.reference import Reference
from ropa.flows.thread import Thread
from ropa.model import Text


def place_of(tool: str) -> str:
    """The key of the place of a tool's provider."""
    return f"{Role.RECIPIENT.value}:{tool}"


def providers(place: Place) -> tuple[str, ...]:
    """What the provider is called where a place stands for that of a tool."""
    return tuple(t.value for t in place.names) if any(place.key == place_of(c) for c in place.concepts) else ()


def by_tools(thread: Thread, reference: Reference) -> Iterator[tuple[Place, Stream]]:
    """The providers of an activity's tools that lie outside the EEA, and what goes to each."""
    told = thread.reached | {str(country) for transfer in thread.transfers for country in transfer.countries}
    for iri in sorted(map(str, thread.activity.tools)):
        tool = reference.tools.get(iri)
        if tool is None or tool.country in told or reference.is_inside(tool.country):
            continue
        faults = [Fault(Reason.BY_TOOL, iri)]
        faults += [Fault(Reason.DENIED)] if is_denied(thread.denials, tool.country) else []
        passage = Passage(tool.country, Ground.UNPROVEN, faults=tuple(sorted(faults)), activity=thread.activity.iri)
        key = place_of(iri)
        place = Place(key, Role.RECIPIENT, names=(Text(tool.provider, ""),), concepts=(iri,), records=(thread.record,))
        yield place, Stream(thread.key, key, Kind.DISCLOSURE, passages=(passage,))
