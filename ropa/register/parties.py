"""Which organisations are one: found surely by business id, else by name and country; near matches only proposed.

Legal forms and punctuation are ignored for proposals alone: two companies may differ in nothing else.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from ropa import mapping
from ropa.model import Party
from ropa.register.registry import Registry

_FORMS = frozenset(
    """oy ab oyj abp ky kb tmi osk ry rf sr ltd limited llc inc corp corporation co company plc gmbh ag kg se nv bv
        as asa aps sa sas sarl srl spa oü ou osakeyhtiö aktiebolag kommanditbolag handelsbolag hb""".split()  # noqa: SIM905
)
_ALIKE = 0.86


@dataclass(frozen=True)
class Likeness:
    """Two organisations that may be one. `kept` is the one with more said of it."""

    kept: str
    other: str
    reason: str
    """`same-id`, `same-name` or `near-name`."""
    share: int = 100


class Directory:
    """The organisations of a register by name and business id."""

    def __init__(self, register: Registry) -> None:
        self.base = register.settings.base
        self.parties: dict[str, Party] = {}
        state = register.ledger.journal.state
        for graph in sorted(register.ledger.journal.graphs()):
            if graph.startswith(f"{self.base}/party/") and "/" not in graph[len(f"{self.base}/party/") :]:
                self.parties[graph] = mapping.read(Party, graph, mapping.index(state(graph)))
        self._by_number: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for iri, party in self.parties.items():
            for number in party.business_ids:
                self._by_number.setdefault(digits(number.value), iri)
            for name in {exact(name.value) for name in party.names}:
                self._by_name[name].append(iri)

    def name(self, iri: str) -> tuple[str, str] | None:
        """Name and business id of an organisation; None where it is unknown or has no name."""
        party = self.parties.get(iri)
        if party is None or not party.names:
            return None
        return party.names[0].value, party.business_ids[0].value if party.business_ids else ""

    def find(self, name: str, number: str = "") -> str:
        """The one organisation with that business id, else with exactly that name; "" where there is none or two."""
        if number:
            return self._by_number.get(digits(number), "")
        found = self._by_name.get(exact(name), [])
        return found[0] if len(found) == 1 else ""

    def likenesses(self) -> list[Likeness]:
        """Pairs that may be one organisation, the surest first, with the reason."""
        found = {(each.kept, each.other): each for each in self._pairs()}
        order = {"same-id": 0, "same-name": 1, "near-name": 2}
        return sorted(found.values(), key=lambda each: (order[each.reason], -each.share, each.kept, each.other))

    def _pairs(self) -> Iterator[Likeness]:
        for one, other in combinations(self.parties, 2):
            first, second = self.parties[one], self.parties[other]
            numbers = [{digits(n.value) for n in party.business_ids} for party in (first, second)]
            if numbers[0] & numbers[1]:
                yield self._pair(one, other, "same-id")
            elif not (numbers[0] and numbers[1]) and not self._apart(first, second):
                share = max((_share(a.value, b.value) for a in first.names for b in second.names), default=0.0)
                if share == 1.0:
                    yield self._pair(one, other, "same-name")
                elif share >= _ALIKE:
                    yield self._pair(one, other, "near-name", round(100 * share))

    def _apart(self, one: Party, other: Party) -> bool:
        """Two known countries that differ."""
        return bool(one.countries and other.countries and not set(one.countries) & set(other.countries))

    def _pair(self, one: str, other: str, reason: str, share: int = 100) -> Likeness:
        fuller = max((one, other), key=lambda iri: (len(mapping.triples(self.parties[iri])), iri == one))
        return Likeness(fuller, other if fuller == one else one, reason, share)


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
