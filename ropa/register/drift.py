"""Drift: what a published notice says and the record does not, the reverse, and where they contradict each other.

Compares coded facts (concepts, countries, parties, durations, dates, yes and no), not wording: each side says a
thing in its own words. A document that tells of one activity what the record tells of three is compared with all
three. What the reader cannot read from a notice of the very record, or reads from it without ground, is no
difference. Knows no field by name but those that allow one answer only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from ropa import mapping, texts
from ropa.documents.parts.cookies import on_device
from ropa.documents.writing.reach import OBJECT
from ropa.mapping import Slot, absolute, slots
from ropa.model import (
    Activity,
    DataGroup,
    Duration,
    Evidence,
    Iri,
    Node,
    Party,
    PurposeBasis,
    Reading,
    Record,
    RightsProcedure,
    Service,
)
from ropa.namespaces import expand

_ONE_ANSWER = frozenset(
    map(
        expand,
        (
            "rdf:value",
            "dpv:hasApplicability",
            "org:identifier",
            "dct:created",
            "dpv:hasDataController",
            "ropa:noRecipients",
            "dpv:hasLegalBasis",
            "dpv:hasThirdCountry",
            "dpv:isAfter",
            "ropa:provisionRequirement",
            "ropa:reliesOn",
            "vcard:hasEmail",
            "vcard:hasTelephone",
        ),
    )
)
_OWN_BUSINESS = frozenset(
    map(
        expand,
        (
            "dpv:hasNotice",
            "dct:created",
            "dct:modified",
            "dpv:hasActivityStatus",
            "dpv:hasImportance",
            "ropa:identified",
            "ropa:withheldChannel",
            "ropa:withheldName",
            "ropa:namedInTitleOnly",
        ),
    )
)
"""What the house keeps for itself, and what the reader notes about the way a notice says something."""
_CONTROLLER = expand("dpv:hasDataController")
_ACTIVITY = Activity.__name__
_LISTED_BESIDE = ("RightsProcedure", expand("dpv:hasRight"))
"""Which rights a way of asking is for: told by the list beside it, which is compared by itself."""
_SAME = {Service.__name__: _ACTIVITY, DataGroup.__name__: _ACTIVITY, PurposeBasis.__name__: _ACTIVITY}
"""Nodes whose facts a notice tells of the activity itself."""
_IN_WORDS = frozenset(
    map(expand, ("ropa:sourceCondition", "ropa:dataCondition", "ropa:transferCondition", "ropa:optOutBy"))
) | {f"{RightsProcedure.__name__} {expand('dct:description')}"}
"""What is told in words alone: whether a side tells it at all is compared, not how."""
_TOLD = expand("ropa:Stated")
Key = tuple[str, str, str]
"""Website or not, what the fact is about (a class of node), and the property."""


class Kind(StrEnum):
    """Which side says it."""

    NOTICE_ONLY = "notice-only"
    RECORD_ONLY = "record-only"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, order=True)
class Difference:
    """One difference; `words` and offsets tell where the notice says it, `node` where the record does."""

    place: str
    path: str
    kind: Kind
    notice: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    words: str = ""
    start: int = -1
    end: int = -1
    node: str = ""

    def row(self, language: str) -> list[str]:
        """For a table: where, item, what each side says, and the notice's words."""
        item = " › ".join(texts.label(term, language) for term in self.path.split(" "))
        sides = [", ".join(_words(value, language) for value in side) for side in (self.notice, self.record)]
        return [self.place, item, *sides, texts.say(f"cli-drift-{self.kind.value}", language), self.words]


@dataclass(frozen=True)
class _Fact:
    node: str
    term: str
    place: str
    path: str


_Facts = dict[Key, dict[str, _Fact]]


def drift(
    reading: Reading, record: Record, parties: Mapping[str, Party], base: str, own: Iterable[Reading] = ()
) -> list[Difference]:
    """Differences between what a document says and a record with its parties, in order of place and item.

    `own` is what the reader finds in notices written from the record: what it finds in none of them is not asked of
    the document, and what it finds there without ground is not held against it.
    """
    names = _names(parties)
    held = _flat(record, parties, names)
    said = _of_reading(reading, base, names)
    readable = _together(_of_reading(each, base, names) for each in own) or held
    return sorted(_differences(said, held, readable, reading, f"{base}/record/{reading.slug}"))


def _together(all_facts: Iterable[_Facts]) -> _Facts:
    whole: _Facts = {}
    for facts in all_facts:
        for key, values in facts.items():
            whole.setdefault(key, {}).update(values)
    return whole


def _of_reading(reading: Reading, base: str, names: Mapping[str, str]) -> _Facts:
    graph = f"{base}/record/{reading.slug}"

    def resolve(relative: str) -> str:
        return f"{base}/{relative}" if relative.startswith("party/") else absolute(relative, graph)

    own = {party.iri: party for party in (mapping.settle(each, base) for each in reading.parties)}
    return _flat(mapping.settle(reading.record, graph, resolve), own, {**names, **_names(own, names)})


def _names(parties: Mapping[str, Party], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """What each party is called in a comparison, by IRI, number and name: as the record calls it, where it does."""
    found: dict[str, str] = {}
    for iri, party in parties.items():
        marks = [*map(str, party.business_ids), *(_plain(str(name)) for name in party.names)]
        called = next((known[mark] for mark in marks if known and mark in known), "")
        called = called or next((text.value for text in (*party.business_ids, *party.names)), iri)
        found.update(dict.fromkeys((iri, *marks), called))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()


def _flat(record: Record, parties: Mapping[str, Party], names: Mapping[str, str]) -> _Facts:
    facts: _Facts = {}
    apart = {activity.iri for activity in record.activities if on_device(activity)}
    apart = apart if len(apart) < len(record.activities) else set()
    for key, value, fact in _walk(record, _Walk(record.iri, parties, names, apart), "", ""):
        facts.setdefault(key, {}).setdefault(value, fact)
    return facts


@dataclass(frozen=True)
class _Walk:
    graph: str
    parties: Mapping[str, Party]
    names: Mapping[str, str]
    apart: set[str]
    """The activities of a website, where the record has others."""
    website: str = ""


def _walk(node: Node, walk: _Walk, place: str, path: str) -> Iterator[tuple[Key, str, _Fact]]:
    kind = _SAME.get(type(node).__name__, type(node).__name__)
    for slot in slots(type(node)):
        if slot.term.value in _OWN_BUSINESS or (kind, slot.term.value) == _LISTED_BESIDE:
            continue
        value = getattr(node, slot.name)
        below = f"{path} {slot.term.value}".strip()
        for item in value if slot.many else () if value is None else (value,):
            if isinstance(item, Activity):
                inside = replace(walk, website="website" if item.iri in walk.apart else "")
                yield from _walk(item, inside, _inside(item.iri, walk.graph), "")
            elif isinstance(item, Node):
                yield from _walk(item, walk, place, below)
            elif (coded := _coded(item, slot, walk.names, kind)) is not None and not _listed_beside(node, coded):
                about = f"{kind} {' '.join(sorted(node.rights))}" if _of_rights(node, coded) else kind
                yield (walk.website, about, slot.term.value), coded, _Fact(node.iri, slot.term.value, place, below)
                if slot.term.value == _CONTROLLER and item in walk.parties:
                    yield from _walk(walk.parties[item], walk, place, below)


def _listed_beside(node: Node, coded: str) -> bool:
    """What is told in words of the right to object alone: what it is against stands in the list of rights as well."""
    return _of_rights(node, coded) and node.rights == (OBJECT,)


def _of_rights(node: Node, coded: str) -> TypeGuard[RightsProcedure]:
    """Whether something is told in words of certain rights: of others it may be silent."""
    return isinstance(node, RightsProcedure) and coded == _TOLD


def _coded(item: object, slot: Slot, names: Mapping[str, str], kind: str) -> str | None:
    if isinstance(item, Iri):
        return names.get(item) or (None if "/concept/" in item else str(item))
    if isinstance(item, Duration):
        return _months(item)
    if isinstance(item, bool | int | date):
        return str(item)
    if {slot.term.value, f"{kind} {slot.term.value}"} & _IN_WORDS:
        return _TOLD
    return str(item) if slot.term.value == expand("org:identifier") else None


def _months(duration: str) -> str:
    """`P12M` and `P1Y` are one; what is no count of years and months stays as it is."""
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?", duration)
    if not found or duration == "P":
        return duration
    months = int(found[1] or 0) * 12 + int(found[2] or 0)
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _inside(iri: str, graph: str) -> str:
    return iri.removeprefix(f"{graph}/") if iri != graph else ""


def _differences(said: _Facts, held: _Facts, readable: _Facts, reading: Reading, said_iri: str) -> Iterator[Difference]:
    for key in sorted(set(said) | set(held)):
        mine, theirs, both = said.get(key, {}), held.get(key, {}), readable.get(key, {})
        only_said = sorted(mine.keys() - theirs.keys() - both.keys())
        only_held = sorted((theirs.keys() & both.keys()) - mine.keys())
        if only_said and only_held and key[-1] in _ONE_ANSWER:
            told, where = mine[only_said[0]], theirs[only_held[0]]
            evidence = _evidence(reading, told, only_said[0], said_iri)
            yield _difference(where, Kind.CONTRADICTION, tuple(only_said), tuple(only_held), evidence)
            continue
        for value in only_said:
            evidence = _evidence(reading, mine[value], value, said_iri)
            yield _difference(replace(mine[value], node=""), Kind.NOTICE_ONLY, (value,), (), evidence)
        for value in only_held:
            yield _difference(theirs[value], Kind.RECORD_ONLY, (), (value,), None)


def _difference(
    fact: _Fact, kind: Kind, notice: tuple[str, ...], record: tuple[str, ...], evidence: Evidence | None
) -> Difference:
    if evidence is None:
        return Difference(fact.place, fact.path, kind, notice, record, node=fact.node)
    words = (evidence.text, evidence.start, evidence.end)
    return Difference(fact.place, fact.path, kind, notice, record, *words, node=fact.node)


def _evidence(reading: Reading, fact: _Fact, value: str, said_iri: str) -> Evidence | None:
    subject = _inside(fact.node, said_iri)
    own = [e for e in reading.evidence if e.subject == subject and expand(e.term) == fact.term]
    return next((e for e in own if expand(e.value) == value), own[0] if own else None)


def _words(value: str, language: str) -> str:
    if value == _TOLD:
        return texts.say("cli-drift-told", language)
    return texts.label(value, language) if texts.known(value) else value
