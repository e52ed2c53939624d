"""On which ground data leave the EEA: what a record states, held against the reference data of the day.

Tells what is recorded and what is in force; whether a transfer may take place is for rules and people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ropa.flows.flow import Fault, Ground, Passage, Reason
from ropa.flows.reference import FRAMEWORK, Reference
from ropa.model import Transfer
from ropa.namespaces import expand

DENIED = expand("dpv:NotApplicable")
_UNKNOWN = expand("dpv:UnknownApplicability")
_ADEQUACY = expand("eu-gdpr:A45-3")
_CHAPTER_V = re.compile(r"gdpr#A4[5-9]|BindingCorporateRules")
_CLAUSES = re.compile(r"gdpr#A46-2-[cd]$")
_LAPSED = {Reason.NOT_IN_FORCE}
_SHORT = {Reason.ELSEWHERE, Reason.NO_DECISION}


@dataclass(frozen=True)
class Way:
    """One country that data reach, and what the record says of the way there besides the transfer itself."""

    country: str
    activity: str = ""
    is_certified: bool = False
    """Whether an importer is recorded as certified under the Data Privacy Framework on the day."""
    is_shared: bool = False
    """Whether the transfer names nobody while several parties in the country receive the activity's data."""
    is_denied: bool = False
    """Whether the record also says that nothing is transferred there."""


def unrecorded(way: Way) -> Passage:
    """Data are in the country, and no transfer tells of it."""
    faults = (Fault(Reason.DENIED),) if way.is_denied else ()
    return Passage(way.country, Ground.MISSING, faults=faults, activity=way.activity)


def passage(transfer: Transfer, way: Way, reference: Reference) -> Passage:
    """A transfer to one country with its ground and all that is wrong with it on the day."""
    bases = tuple(str(b) for b in transfer.legal_bases if _CHAPTER_V.search(b))
    instruments = tuple(map(str, transfer.relies_on))
    faults = _faults(transfer, bases, instruments, way, reference)
    sound = {*bases, *instruments} - {fault.iri for fault in faults}
    is_hedged = transfer.applicability == _UNKNOWN or bool(transfer.conditions)
    if way.is_shared:
        faults = (*faults, Fault(Reason.SHARED))
    if way.is_denied:
        faults = (*faults, Fault(Reason.DENIED))
    return Passage(
        way.country,
        _ground(bool(sound), faults, bool(bases or instruments), is_hedged),
        bases,
        instruments,
        transfer.conditions,
        tuple(sorted(faults)),
        is_hedged,
        way.activity,
    )


def _ground(is_sound: bool, faults: Sequence[Fault], is_told: bool, is_hedged: bool) -> Ground:
    """The weakest that can be said: a hedge never makes a ground better, and a sound one beside a lapsed is partial."""
    reasons = {fault.reason for fault in faults}
    if not is_told:
        return Ground.CONDITIONAL if is_hedged else Ground.MISSING
    if not is_sound:
        return Ground.LAPSED if reasons & _LAPSED else Ground.UNCOVERED if reasons & _SHORT else Ground.UNPROVEN
    if reasons & {Reason.SHARED, Reason.DENIED}:
        return Ground.UNPROVEN
    if reasons:
        return Ground.PARTLY
    return Ground.CONDITIONAL if is_hedged else Ground.STATED


def _faults(
    transfer: Transfer, bases: Sequence[str], instruments: Sequence[str], way: Way, reference: Reference
) -> tuple[Fault, ...]:
    found = [Fault(reason, iri) for iri in instruments if (reason := _of_instrument(iri, transfer, way, reference))]
    wrong = {fault.iri for fault in found}
    clauses = [i for i in instruments if not reference.known(i).is_adequacy]
    for basis in bases:
        if basis == _ADEQUACY:
            decisions = [i for i in instruments if reference.known(i).is_adequacy]
            reason = _inherited(decisions, found) if decisions else _of_adequacy(way, reference)
        else:
            reason = _inherited(clauses, found) if _CLAUSES.search(basis) and wrong.issuperset(clauses) else None
        if reason:
            found.append(Fault(reason, basis))
    return tuple(found)


def _inherited(instruments: Sequence[str], faults: Sequence[Fault]) -> Reason | None:
    """What is wrong with an article where all instruments named for it are wrong."""
    reasons = {fault.iri: fault.reason for fault in faults}
    if not instruments or any(iri not in reasons for iri in instruments):
        return None
    return reasons[instruments[0]]


def _of_instrument(iri: str, transfer: Transfer, way: Way, reference: Reference) -> Reason | None:
    known = reference.known(iri)
    if not known.holds(reference.day):
        return Reason.NOT_IN_FORCE
    if known.closed and known.closed < (transfer.contract_date or reference.day):
        return Reason.NOT_IN_FORCE if transfer.contract_date else Reason.UNDATED
    if known.is_adequacy and way.country and way.country not in known.covers:
        return Reason.ELSEWHERE
    if iri == FRAMEWORK and not way.is_certified:
        return Reason.UNCERTIFIED
    return None


def _of_adequacy(way: Way, reference: Reference) -> Reason | None:
    """Article 45 without a decision named: one in force must cover the country."""
    if not way.country:
        return Reason.COUNTRY_UNTOLD
    covering = reference.decisions(way.country)
    if not covering:
        return Reason.NO_DECISION
    return Reason.UNCERTIFIED if covering == {FRAMEWORK} and not way.is_certified else None
