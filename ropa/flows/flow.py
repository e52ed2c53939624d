"""What a flow picture consists of: typed places and streams, frozen. Holds no layout, no words, no drawing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import networkx as nx

from ropa.model import Text


class Role(StrEnum):
    """What a place is in the flow; the order is the order of the layers."""

    SOURCE = "source"
    CONTROLLER = "controller"
    ACTIVITY = "activity"
    PROCESSOR = "processor"
    SUB_PROCESSOR = "sub-processor"
    RECIPIENT = "recipient"
    COUNTRY = "country"


class Kind(StrEnum):
    """What happens to the data on a stream."""

    COLLECTION = "collection"
    CONTROL = "control"
    PROCESSING = "processing"
    SUB_PROCESSING = "sub-processing"
    DISCLOSURE = "disclosure"
    TRANSFER = "transfer"
    LOCATION = "location"


class Ground(StrEnum):
    """What the record and the reference data of the day say about the ground of a transfer; the worst first."""

    MISSING = "missing"
    LAPSED = "lapsed"
    UNCOVERED = "uncovered"
    """Article 45, and no decision in force covers the country."""
    UNPROVEN = "unproven"
    """A ground is recorded, but not what it takes to tell that it holds here."""
    PARTLY = "partly"
    """One ground holds, another that is recorded beside it does not."""
    CONDITIONAL = "conditional"
    STATED = "stated"

    @property
    def look(self) -> str:
        """How it is drawn: `missing`, `doubtful`, `conditional` or `stated`."""
        if self.is_bad:
            return "missing"
        return "doubtful" if self in {Ground.UNPROVEN, Ground.PARTLY} else self.value

    @property
    def is_bad(self) -> bool:
        """Whether there is no ground in force."""
        return self in {Ground.MISSING, Ground.LAPSED, Ground.UNCOVERED}


WORST_FIRST = tuple(Ground)
LOOKS = ("missing", "doubtful", "conditional", "stated")
"""All looks of grounds, the worst first."""


class Reason(StrEnum):
    """What is wrong with a ground."""

    NOT_IN_FORCE = "lapsed"
    ELSEWHERE = "elsewhere"
    """A decision about other countries."""
    NO_DECISION = "undecided"
    COUNTRY_UNTOLD = "country-untold"
    UNCERTIFIED = "uncertified"
    UNDATED = "undated"
    """Clauses that can no longer be concluded, and no day on which they were."""
    SHARED = "shared"
    """Recorded for the country; several receive data there, and none is named."""
    BY_TOOL = "by-tool"
    """Only the tool is recorded: neither its provider nor a transfer."""
    DENIED = "denied"
    """The record also says that nothing is transferred."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a ground; `iri` is the article or instrument, "" where it is the whole transfer."""

    reason: Reason
    iri: str = ""


@dataclass(frozen=True, order=True)
class Passage:
    """Data leaving the EEA on a stream: to which country ("" where the record names none), on which ground."""

    country: str
    ground: Ground
    legal_bases: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()
    conditions: tuple[Text, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_hedged: bool = False
    """Whether the record says that data are transferred only under a condition, or perhaps."""
    activity: str = ""


@dataclass(frozen=True)
class Place:
    """A node: a party in one role, an activity, a country, or a group of such (`members`).

    `key` is its name in the flow; `iri` what it stands for, "" for a category or a group. `remarks` are keys
    of texts about explicit denials and silence, `denied` countries to which transfers are denied; `details` the
    record's own words.
    """

    key: str
    role: Role
    depth: int = 0
    iri: str = ""
    names: tuple[Text, ...] = ()
    concepts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    is_outside: bool = False
    remarks: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    details: tuple[Text, ...] = ()
    records: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stream:
    """An edge: which data go from one place to another, why, on which basis, in which activities and records."""

    source: str
    target: str
    kind: Kind
    records: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    services: tuple[Text, ...] = ()
    passages: tuple[Passage, ...] = ()
    is_denied: bool = False
    """Whether the record says that nothing is transferred outside the EEA here."""
    is_public: bool = False
    """Whether it makes data public: then it carries what is told of it, and never all data of its activity."""
    count: int = 1
    """How many streams of the whole flow are bundled in this one."""
    ground_counts: tuple[tuple[Ground, int], ...] = ()
    """Of a bundle: how many of its streams leave the EEA on which ground, each by its worst."""

    @cached_property
    def worst(self) -> Ground | None:
        """The weakest ground among the stream's passages; None where no data leave the EEA on it."""
        grounds = {passage.ground for passage in self.passages}
        return next((ground for ground in WORST_FIRST if ground in grounds), None)


@dataclass(frozen=True)
class Links:
    """Where the names in a picture lead: IRIs of the register itself, at the address where it is served."""

    base: str = ""
    root: str = ""
    query: str = ""

    def to(self, iri: str) -> str:
        """The address for an IRI; "" for what lies in no register that can be opened."""
        if not self.base.startswith(("http://", "https://")) or not iri.startswith(f"{self.base}/"):
            return ""
        return f"{self.root}{iri.removeprefix(self.base)}{self.query}"


@dataclass(frozen=True)
class Flow:
    """Places and streams, sorted by key. Streams with the same ends and kind are one."""

    places: tuple[Place, ...]
    streams: tuple[Stream, ...]
    title: tuple[Text, ...] = ()
    concepts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """Labels of the concepts that only these records have, by IRI."""
    links: Links = Links()
    opened: frozenset[str] = frozenset()
    """Keys of groups whose members are drawn one by one, however large the flow."""

    @cached_property
    def by_key(self) -> dict[str, Place]:
        """Places by their key."""
        return {place.key: place for place in self.places}

    @cached_property
    def is_condensed(self) -> bool:
        """Whether places stand for groups."""
        return any(place.members for place in self.places)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The same as a frozen networkx graph; nodes and edges carry `place` and `stream`."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for place in self.places:
            graph.add_node(place.key, place=place)
        for stream in self.streams:
            graph.add_edge(stream.source, stream.target, key=stream.kind.value, stream=stream)
        nx.freeze(graph)
        return graph

    def counts(self) -> Counter[Role]:
        """How many places there are of each role, members of groups counted one by one."""
        found: Counter[Role] = Counter()
        for place in self.places:
            found[place.role] += max(1, len(place.members))
        return found

    def exits(self) -> list[Stream]:
        """Streams on which data reach a third country: one for each way, none counted at both of its ends."""
        return [s for s in self.streams if s.passages and self.by_key[s.target].role is Role.COUNTRY]


C = TypeVar("C", str, Text, Passage)


def union(*parts: Iterable[C]) -> tuple[C, ...]:
    """Every value once, sorted."""
    return tuple(sorted(set().union(*parts)))


def merge_streams(streams: Sequence[Stream]) -> Stream:
    """Several streams as one; the ends are those of the first."""
    return replace(
        streams[0],
        records=union(*(s.records for s in streams)),
        activities=union(*(s.activities for s in streams)),
        data=union(*(s.data for s in streams)),
        subjects=union(*(s.subjects for s in streams)),
        purposes=union(*(s.purposes for s in streams)),
        legal_bases=union(*(s.legal_bases for s in streams)),
        services=union(*(s.services for s in streams)),
        passages=union(*(s.passages for s in streams)),
        is_denied=all(s.is_denied for s in streams),
    )


def merge_places(places: Sequence[Place]) -> Place:
    """Several accounts of the same place as one."""
    if len(places) == 1:
        return places[0]
    return replace(
        places[0],
        names=union(*(p.names for p in places)),
        concepts=union(*(p.concepts for p in places)),
        countries=union(*(p.countries for p in places)),
        remarks=union(*(p.remarks for p in places)),
        denied=union(*(p.denied for p in places)),
        details=union(*(p.details for p in places)),
        records=union(*(p.records for p in places)),
        members=union(*(p.members for p in places)),
    )


def digest(concepts: Iterable[str], texts: Iterable[Text]) -> str:
    """A short key for a place that has no IRI: the same words, the same key."""
    words = "|".join([*sorted(concepts), *sorted(f"{t.value}@{t.language}" for t in texts)])
    return hashlib.sha256(words.encode()).hexdigest()[:12]
