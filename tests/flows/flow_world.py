"""Which countries are in the EEA, and which transfer instruments hold, on one day: read from the reference data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Triple

_MEMBER = expand("ropa:member")
_MEMBER_OF = expand("ropa:memberOf")
_FROM = expand("ropa:validFrom")
_LAST = expand("ropa:lastValidDay")
_TYPE = expand("rdf:type")


@dataclass(frozen=True)
class World:
    """The dated facts that a flow needs; `network(dossiers, world.is_in_eea, world.has_lapsed)`."""

    eea: frozenset[str]
    lapsed: frozenset[str]

    @classmethod
    def on(cls, day: date, reference: Iterable[Triple]) -> Self:
        """From the triples of `data/reference/`. An instrument that has not begun to apply has lapsed too."""
        values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in reference:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
                values[triple.subject.value][triple.predicate.value].append(triple.object.value)
        eea, lapsed = set(), set()
        for subject, facts in values.items():
            if expand("ropa:EEA") in facts.get(_MEMBER_OF, []) and _holds(facts, day):
                eea.update(facts.get(_MEMBER, []))
            if expand("ropa:TransferInstrument") in facts.get(_TYPE, []) and not _holds(facts, day):
                lapsed.add(subject)
        return cls(frozenset(eea), frozenset(lapsed))

    def is_in_eea(self, country: str) -> bool:
        """Whether the country (IRI) belongs to the European Economic Area."""
        return str(country) in self.eea

    def has_lapsed(self, instrument: str) -> bool:
        """Whether a decision or set of clauses (IRI) does not hold on the day."""
        return str(instrument) in self.lapsed


def _holds(facts: dict[str, list[str]], day: date) -> bool:
    begins, ends = facts.get(_FROM, []), facts.get(_LAST, [])
    today = day.isoformat()
    return (not begins or min(begins) <= today) and (not ends or max(ends) >= today)
