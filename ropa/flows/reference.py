"""What the reference data say on one day: who is in the EEA, which instruments hold and which countries they cover."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ropa.namespaces import expand

FRAMEWORK = expand("ropa:Adequacy-EU-US-DPF")
"""The one decision that covers only importers on a list: whether one is, is recorded on the party."""


@dataclass(frozen=True)
class Instrument:
    """An adequacy decision or a set of clauses with its days; no day, no limit."""

    first: date | None = None
    last: date | None = None
    closed: date | None = None
    """The last day on which clauses could be concluded anew."""
    is_adequacy: bool = False
    covers: frozenset[str] = frozenset()
    """Countries (IRIs) that a decision is about."""

    def holds(self, day: date) -> bool:
        """Whether the day lies between its first and its last."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Tool:
    """Who provides a tool, and where its provider has its seat (IRI)."""

    provider: str
    country: str


@dataclass(frozen=True)
class Reference:
    """Reference data as they stand on a day. Unknown countries count as outside, unknown instruments as holding."""

    day: date
    eea: Collection[str] = frozenset()
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)

    def is_inside(self, country: str) -> bool:
        """Whether the country belongs to the European Economic Area."""
        return str(country) in self.eea

    def decisions(self, country: str) -> frozenset[str]:
        """Adequacy decisions in force on the day that cover the country."""
        return self._deciding.get(str(country), frozenset())

    def known(self, instrument: str) -> Instrument:
        """What is known of it; one without limits where nothing is."""
        return self.instruments.get(str(instrument), Instrument())

    @cached_property
    def _deciding(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for iri, instrument in self.instruments.items():
            if instrument.is_adequacy and instrument.holds(self.day):
                for country in instrument.covers:
                    found.setdefault(country, set()).add(iri)
        return {country: frozenset(iris) for country, iris in found.items()}
