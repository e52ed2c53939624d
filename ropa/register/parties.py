"""Which organisations are one: found surely by business id, else by name and country; near matches only proposed.

Legal forms and punctuation are ignored for proposals alone: two companies may differ in nothing else.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import TypeVar

from ropa import mapping
from ropa.model import Party, Text
from ropa.rdf import NamedNode, Triple, iri
from ropa.register.kept import Kept
from ropa.register.registry import Registry

_FORMS = frozenset(
    """oy ab oyj abp ky kb tmi osk ry rf sr ltd limited llc inc corp corporation co company plc gmbh ag kg se nv bv
        as asa aps sa sas sarl srl spa oü ou osakeyhtiö aktiebolag kommanditbolag handelsbolag hb""".split()  # noqa: SIM905
)
_ALIKE = 0.86
OTHER_NAME = iri("skos:altLabel")
"""A name that an organisation had before it was found to be another one."""
DIFFERENT = iri("owl:differentFrom")
"""Between two organisations that a person has told apart."""
T = TypeVar("T")


@dataclass(frozen=True)
class Likeness:
    """Two organisations that may be one. `kept` is the one with more said of it."""

    kept: str
    other: str
    reason: str
    """`same-id`, `same-name` or `near-name`."""
    share: int = 100


class Directory:
    """The organisations of a register by name, former names and business id."""

    def __init__(self, register: Registry) -> None:
        self.base = register.settings.base
        self.parties: dict[str, Party] = {}
        self._by_number: dict[str, str] = {}
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._apart: set[frozenset[str]] = set()
        for graph in sorted(register.ledger.journal.graphs()):
            if is_party(graph, self.base):
                self.learn(graph, register.ledger.journal.state(graph))

    def learn(self, graph: str, content: Iterable[Triple]) -> None:
        """Takes in an organisation as its graph has it now, in place of what was known of it."""
        self._forget(graph)
        source = mapping.index(content)
        party = self.parties[graph] = mapping.read(Party, graph, source)
        own = source.get(graph, {})
        for number in party.business_ids:
            if digits(number.value):
                self._by_number.setdefault(digits(number.value), graph)
        for name in (*party.names, *(Text(term.value) for term in own.get(OTHER_NAME.value, []))):
            self._by_name[exact(name.value)][graph] = None
        self._apart |= {frozenset((graph, term.value)) for term in own.get(DIFFERENT.value, [])}

    def _forget(self, graph: str) -> None:
        if graph in self.parties:
            self._by_number = {number: party for number, party in self._by_number.items() if party != graph}
            for parties in self._by_name.values():
                parties.pop(graph, None)

    def same(self, parties: Mapping[str, Sequence[Triple]]) -> dict[str, str]:
        """For organisations that are new by their IRI, the one organisation they are by number or name."""
        found = {}
        for graph, content in parties.items():
            party = mapping.read(Party, graph, mapping.index(content))
            if graph not in self.parties:
                numbers = [number.value for number in party.business_ids] or [""]
                hits = {self.find(name.value, number) for name in party.names for number in numbers} - {""}
                hits = {hit for hit in hits if not _elsewhere(party, self.parties[hit])}
                if len(hits) == 1:
                    found[graph] = hits.pop()
        return found

    def name(self, iri: str) -> tuple[str, str] | None:
        """Name and business id of an organisation; None where it is unknown or has no name."""
        party = self.parties.get(iri)
        if party is None or not party.names:
            return None
        return party.names[0].value, party.business_ids[0].value if party.business_ids else ""

    def find(self, name: str, number: str = "") -> str:
        """The one organisation with that business id, else with exactly that name; "" where there is none or two."""
        if digits(number):
            return self._by_number.get(digits(number), "")
        found = list(self._by_name.get(exact(name), {}))
        return found[0] if len(found) == 1 else ""

    def likenesses(self) -> list[Likeness]:
        """Pairs that may be one organisation, the surest first, with the reason."""
        found = {(each.kept, each.other): each for each in self._pairs()}
        order = {"same-id": 0, "same-name": 1, "near-name": 2}
        return sorted(found.values(), key=lambda each: (order[each.reason], -each.share, each.kept, each.other))

    def _pairs(self) -> Iterator[Likeness]:
        for one, other in self._candidates():
            first, second = self.parties[one], self.parties[other]
            if frozenset((one, other)) in self._apart:
                continue
            numbers = [{digits(n.value) for n in party.business_ids} - {""} for party in (first, second)]
            if numbers[0] & numbers[1]:
                yield self._pair(one, other, "same-id")
            elif not (numbers[0] and numbers[1]) and not _elsewhere(first, second):
                share = max((_share(a.value, b.value) for a in first.names for b in second.names), default=0.0)
                if share == 1.0:
                    yield self._pair(one, other, "same-name")
                elif share >= _ALIKE:
                    yield self._pair(one, other, "near-name", round(100 * share))

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """Pairs that share a business id or the first letter of a name: no others can be alike."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for graph, party in self.parties.items():
            for number in {digits(number.value) for number in party.business_ids} - {""}:
                groups["number", number].append(graph)
            for letter in {loose(name.value)[:1] for name in party.names}:
                groups["name", letter].append(graph)
        return chain.from_iterable(combinations(group, 2) for group in groups.values())

    def _pair(self, one: str, other: str, reason: str, share: int = 100) -> Likeness:
        fuller = max((one, other), key=lambda iri: (len(mapping.triples(self.parties[iri])), iri == one))
        return Likeness(fuller, other if fuller == one else one, reason, share)


def _elsewhere(one: Party, other: Party) -> bool:
    """Two known countries that differ."""
    return bool(one.countries and other.countries and not set(one.countries) & set(other.countries))


_DIRECTORIES = Kept(Directory)


def directory(register: Registry) -> Directory:
    """The organisations of a register as it stands, read again only after others' changes."""
    return _DIRECTORIES.of(register)


def learned(register: Registry, changes: Mapping[str, Sequence[Triple]]) -> None:
    """Tells the directory of a change that was just written, so that it need not be read again."""

    def tell(known: Directory) -> None:
        for graph, content in changes.items():
            if is_party(graph, register.settings.base):
                known.learn(graph, content)

    _DIRECTORIES.told(register, tell)


def is_party(graph: str, base: str) -> bool:
    """Whether a graph is an organisation's own."""
    return graph.startswith(f"{base}/party/") and "/" not in graph[len(f"{base}/party/") :]


def rewritten(content: Iterable[Triple], names: Mapping[str, str]) -> list[Triple]:
    """The same statements with nodes, and what lies below them, under other IRIs."""

    def move(term: T) -> T | NamedNode:
        if not isinstance(term, NamedNode):
            return term
        for old, new in names.items():
            if term.value == old or term.value.startswith(f"{old}/"):
                return NamedNode(new + term.value[len(old) :])
        return term

    moved = {Triple(move(t.subject), t.predicate, move(t.object)) for t in content}
    return sorted(moved, key=str)


def digits(number: str) -> str:
    """A business id without signs between its letters and digits."""
    return re.sub(r"[\W_]", "", number).casefold()


def exact(name: str) -> str:
    """A name for sure comparison: letter case and white space apart, nothing is ignored."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@cache
def loose(name: str) -> str:
    """A name for proposals: without legal forms and punctuation."""
    words = re.sub(r"[^\w]+", " ", exact(name).replace("&", " and ")).split()
    return " ".join(word for word in words if word not in _FORMS) or exact(name)


def _share(one: str, other: str) -> float:
    first, second = loose(one), loose(other)
    if first == second:
        return 1.0
    if first[:1] != second[:1] or abs(len(first) - len(second)) > 0.3 * max(len(first), len(second)):
        return 0.0
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return min(matcher.ratio(), 0.99) if matcher.quick_ratio() >= _ALIKE else 0.0
