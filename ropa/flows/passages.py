"""How data leave the EEA: from transfers and countries to passages with their ground. Judges no duty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ropa.flows.flow import Ground, Passage, Stream, union
from ropa.model import Activity, Transfer
from ropa.namespaces import expand

DENIED = expand("dpv:NotApplicable")
_UNKNOWN = expand("dpv:UnknownApplicability")


class Passages:
    """Knows on the day of interest who is in the EEA and which instruments have lapsed."""

    def __init__(self, is_inside: Callable[[str], bool], lapsed: Callable[[str], bool]) -> None:
        self._is_inside = is_inside
        self._lapsed = lapsed

    def of(self, transfers: Sequence[Transfer], countries: Sequence[str]) -> tuple[Passage, ...]:
        """One for each transfer and country, and one without a ground for each third country none speaks of."""
        third = [str(c) for c in countries if not self._is_inside(c)]
        passages = [
            Passage(
                str(country),
                self._ground(transfer),
                tuple(map(str, transfer.legal_bases)),
                tuple(map(str, transfer.relies_on)),
                transfer.conditions,
            )
            for transfer in transfers
            if transfer.applicability != DENIED
            for country in transfer.countries or third or ("",)
            if not (country and self._is_inside(country))
        ]
        covered = {passage.country for passage in passages}
        return (*passages, *(Passage(c, Ground.MISSING) for c in third if c not in covered))

    def _ground(self, transfer: Transfer) -> Ground:
        if transfer.relies_on and all(self._lapsed(i) for i in transfer.relies_on):
            return Ground.LAPSED
        if transfer.relies_on or transfer.legal_bases:
            return Ground.STATED
        hedged = transfer.applicability == _UNKNOWN or transfer.conditions
        return Ground.CONDITIONAL if hedged else Ground.MISSING


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
