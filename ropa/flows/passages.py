"""How data leave the EEA: from transfers and countries to passages, each with its ground. Judges no duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ropa.flows.flow import Passage, Stream, union
from ropa.flows.grounds import DENIED, Way, passage, unrecorded
from ropa.flows.reference import Reference
from ropa.model import Activity, Party, Transfer


@dataclass(frozen=True)
class Arrival:
    """Where data arrive with one party: its transfers, those that may be another's too, and its countries."""

    activity: str
    transfers: Sequence[Transfer]
    countries: Sequence[str]
    party: str = ""
    shared: frozenset[int] = frozenset()
    """Those of its transfers, by `id`, that name no party while several are in the country."""


@dataclass(frozen=True)
class Passages:
    """Judges grounds by the reference data of a day and by what is recorded of the importers."""

    reference: Reference
    parties: Mapping[str, Party] = field(default_factory=dict)

    def of(self, arrival: Arrival) -> tuple[Passage, ...]:
        """One for each transfer and country, and one without a ground for each third country none speaks of."""
        third = [str(c) for c in arrival.countries if not self.reference.is_inside(c)]
        denials = [t for t in arrival.transfers if t.applicability == DENIED]
        found = [
            passage(transfer, self._way(transfer, str(country), arrival, denials), self.reference)
            for transfer in arrival.transfers
            if transfer.applicability != DENIED
            for country in transfer.countries or third or ("",)
            if not (country and self.reference.is_inside(country))
        ]
        covered = {told.country for told in found}
        bare = [Way(c, arrival.activity, is_denied=is_denied(denials, c)) for c in third if c not in covered]
        return (*found, *map(unrecorded, bare))

    def _way(self, transfer: Transfer, country: str, arrival: Arrival, denials: Sequence[Transfer]) -> Way:
        importers = transfer.importers or ((arrival.party,) if arrival.party else ())
        return Way(
            country,
            arrival.activity,
            is_certified=any(self._is_certified(str(party)) for party in importers),
            is_shared=id(transfer) in arrival.shared,
            is_denied=bool(country) and is_denied(denials, country),
        )

    def _is_certified(self, party: str) -> bool:
        known, day = self.parties.get(party), self.reference.day
        if known is None or known.dpf_certified_from is None or known.dpf_certified_from > day:
            return False
        return known.dpf_last_certified_day is None or known.dpf_last_certified_day >= day


def is_denied(denials: Iterable[Transfer], country: str) -> bool:
    """Whether one of the denials is about that country, or about all."""
    return any(not denial.countries or country in denial.countries for denial in denials)


def carried(stream: Stream, country: str, transfers: Sequence[Transfer]) -> Stream:
    """The stream with only the data and data subjects that its transfers to the country name, where all name some."""
    own = [t for t in transfers if t.applicability != DENIED and (country in t.countries or not t.countries)]
    if not stream.passages or not own:
        return stream
    data = union(*(map(str, t.data) for t in own)) if all(t.data for t in own) else stream.data
    subjects = union(*(map(str, t.subjects) for t in own)) if all(t.subjects for t in own) else stream.subjects
    return replace(stream, data=data, subjects=subjects)


def transfers_below(activity: Activity) -> list[Transfer]:
    """Transfers of the activity's engagements, at any depth, and of its disclosures: they ground what is kept there."""
    found = [transfer for disclosure in activity.disclosures for transfer in disclosure.transfers]
    waiting = list(activity.engagements)
    while waiting:
        engagement = waiting.pop()
        found += engagement.transfers
        waiting += engagement.sub_engagements
    return found
