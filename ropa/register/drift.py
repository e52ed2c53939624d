"""Drift: what a published notice says and the record does not, the reverse, and where they contradict each other.

Compares coded facts (concepts, countries, parties, durations, dates, yes and no), not wording: each side says a
thing in its own words. Knows no field by name but those that allow one answer only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ropa import mapping, texts
from ropa.mapping import Slot, absolute, slots
from ropa.model import Activity, Duration, Evidence, Iri, Node, Party, Reading, Record
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
        ),
    )
)
_OWN_BUSINESS = frozenset(
    map(expand, ("dpv:hasNotice", "dct:created", "dct:modified", "dpv:hasActivityStatus", "dpv:hasImportance"))
)
Key = tuple[str, str]
"""Where in the record (`activity/main`, "" for the register), and the path of properties below it."""


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


def drift(reading: Reading, record: Record, parties: Mapping[str, Party], base: str) -> list[Difference]:
    """Differences between what a document says and a record with its parties, in order of place and item."""
    said_record = mapping.settle(reading.record, f"{base}/record/{reading.slug}", _resolver(base, reading.slug))
    said_parties = {p.iri: p for p in (mapping.settle(p, base) for p in reading.parties)}
    said = _flat(said_record, said_parties)
    held = _flat(record, parties)
    return sorted(_differences(said, held, reading, said_record.iri))


def _resolver(base: str, slug: str) -> mapping.Resolve:
    return lambda relative: (
        f"{base}/{relative}" if relative.startswith("party/") else absolute(relative, f"{base}/record/{slug}")
    )


_Facts = dict[Key, dict[str, _Fact]]


def _flat(record: Record, parties: Mapping[str, Party]) -> _Facts:
    facts: _Facts = {}
    for key, value, fact in _walk(record, "", "", record.iri, parties):
        facts.setdefault(key, {}).setdefault(value, fact)
    return facts


def _walk(
    node: Node, place: str, path: str, graph: str, parties: Mapping[str, Party]
) -> Iterator[tuple[Key, str, _Fact]]:
    for slot in slots(type(node)):
        if slot.term.value in _OWN_BUSINESS:
            continue
        value = getattr(node, slot.name)
        below = f"{path} {slot.term.value}".strip()
        for item in value if slot.many else () if value is None else (value,):
            if isinstance(item, Activity):
                yield from _walk(item, _inside(item.iri, graph), "", graph, parties)
            elif isinstance(item, Node):
                yield from _walk(item, place, below, graph, parties)
            elif (coded := _coded(item, slot, parties)) is not None:
                yield (place, below), coded, _Fact(node.iri, slot.term.value)
                if slot.term.value == expand("dpv:hasDataController") and item in parties:
                    yield from _walk(parties[item], place, below, graph, parties)


def _coded(item: object, slot: Slot, parties: Mapping[str, Party]) -> str | None:
    if isinstance(item, Iri):
        if item in parties:
            party = parties[item]
            return next((t.value for t in (*party.business_ids, *party.names)), item)
        return None if "/concept/" in item else str(item)
    if isinstance(item, Duration):
        return _months(item)
    if isinstance(item, bool | int | date):
        return str(item)
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


def _differences(said: _Facts, held: _Facts, reading: Reading, said_iri: str) -> Iterator[Difference]:
    for key in sorted(set(said) | set(held)):
        place, path = key
        mine, theirs = said.get(key, {}), held.get(key, {})
        only_said, only_held = sorted(mine.keys() - theirs.keys()), sorted(theirs.keys() - mine.keys())
        if only_said and only_held and path.split(" ")[-1] in _ONE_ANSWER:
            evidence = _evidence(reading, mine[only_said[0]], only_said[0], said_iri)
            node = theirs[only_held[0]].node
            yield _difference(place, path, Kind.CONTRADICTION, tuple(only_said), tuple(only_held), evidence, node)
            continue
        for value in only_said:
            evidence = _evidence(reading, mine[value], value, said_iri)
            yield _difference(place, path, Kind.NOTICE_ONLY, (value,), (), evidence, "")
        for value in only_held:
            yield _difference(place, path, Kind.RECORD_ONLY, (), (value,), None, theirs[value].node)


def _difference(  # noqa: PLR0913 - the parts of one difference
    place: str,
    path: str,
    kind: Kind,
    notice: tuple[str, ...],
    record: tuple[str, ...],
    evidence: Evidence | None,
    node: str,
) -> Difference:
    if evidence is None:
        return Difference(place, path, kind, notice, record, node=node)
    return Difference(place, path, kind, notice, record, evidence.text, evidence.start, evidence.end, node)


def _evidence(reading: Reading, fact: _Fact, value: str, said_iri: str) -> Evidence | None:
    subject = _inside(fact.node, said_iri)
    own = [e for e in reading.evidence if e.subject == subject and expand(e.term) == fact.term]
    return next((e for e in own if expand(e.value) == value), own[0] if own else None)


def _words(value: str, language: str) -> str:
    return texts.label(value, language) if texts.known(value) else value
