"""One activity on its way through the network: which of its transfers and countries were met. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ropa.model import Activity, Transfer


@dataclass
class Thread:
    """One activity on its way through the network."""

    record: str
    activity: Activity
    key: str
    transfers: list[Transfer]
    used: set[int] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    """Countries that a way through one of its processors or recipients already leads to."""

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
