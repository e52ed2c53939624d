"""One activity on its way through the network: which of its transfers and countries were met. Draws nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ropa.flows.flow import union
from ropa.flows.grounds import DENIED
from ropa.flows.passages import transfers_below
from ropa.model import Activity, Disclosure, Engagement, Transfer
from ropa.namespaces import expand

_PUBLIC = expand("ropa:PublicAtLarge")


@dataclass
class Thread:
    """One activity on its way through the network."""

    record: str
    activity: Activity
    key: str
    seats: Callable[[str], Sequence[str]]
    """The countries of a party."""
    used: set[int] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    """Countries that a way through one of its processors or recipients already leads to."""

    @cached_property
    def data(self) -> tuple[str, ...]:
        """All categories of data of the activity."""
        return union(self.activity.data, *(group.data for group in self.activity.data_groups))

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """All categories of data subjects of the activity."""
        return union(self.activity.subjects, *(group.subjects for group in self.activity.data_groups))

    @property
    def transfers(self) -> list[Transfer]:
        """The activity's own, denials left out."""
        return [t for t in self.activity.transfers if t.applicability != DENIED]

    @property
    def denials(self) -> list[Transfer]:
        """The activity's own statements that nothing is transferred, everywhere or to some countries."""
        return [t for t in self.activity.transfers if t.applicability == DENIED]

    def matching(self, party: str, countries: Iterable[str]) -> list[Transfer]:
        """The activity's own transfers that speak of this party, or of its country without naming anyone."""
        found = []
        for transfer in self.transfers:
            named = party in transfer.importers
            by_country = not transfer.importers and bool({*transfer.countries} & {*countries})
            if named or by_country:
                self.used.add(id(transfer))
                found.append(transfer)
        return found

    @cached_property
    def shared(self) -> frozenset[int]:
        """Transfers, by `id`, that name nobody while several parties in the country have none of their own."""
        bare = self._without_transfer()
        return frozenset(
            id(transfer)
            for transfer in self.transfers
            if not transfer.importers and any(len(bare.get(str(c), ())) > 1 for c in transfer.countries)
        )

    def remarks(self) -> tuple[str, ...]:
        """Keys of what the record denies, and of what it is silent about."""
        told = []
        stated = [t for t in (*self.transfers, *transfers_below(self.activity)) if t.applicability != DENIED]
        if any(not denial.countries for denial in self.denials):
            told.append("flows-no-transfers-though" if stated else "flows-no-transfers")
        if any(denial.countries for denial in self.denials):
            told.append("flows-no-transfers-to")
        if not self.activity.transfers and not transfers_below(self.activity):
            told.append("flows-transfers-untold")
        if self.activity.no_recipients:
            told.append("flows-no-recipients")
        return tuple(told)

    def _without_transfer(self) -> dict[str, set[str]]:
        """By country, the parties there that no transfer of their own speaks of; unnamed ones by their node."""
        found: dict[str, set[str]] = defaultdict(set)
        named = {str(importer) for transfer in self.transfers for importer in transfer.importers}
        for engagement in _every(self.activity.engagements):
            own = {str(c) for transfer in engagement.transfers for c in transfer.countries}
            for party in engagement.processors or ("",):
                for country in {*map(str, engagement.countries or self.seats(party))} - own:
                    if party not in named:
                        found[country].add(str(party) or engagement.iri)
        for disclosure in self.activity.disclosures:
            own = {str(c) for transfer in disclosure.transfers for c in transfer.countries}
            for recipient in disclosure.recipients:
                for country in {*map(str, self.seats(recipient))} - own:
                    if recipient not in named:
                        found[country].add(str(recipient))
        return found


def is_public(disclosure: Disclosure) -> bool:
    """Whether it makes data public."""
    return _PUBLIC in disclosure.recipient_kinds


def _every(engagements: Sequence[Engagement]) -> list[Engagement]:
    found = list(engagements)
    for engagement in found:
        found.extend(engagement.sub_engagements)
    return found
