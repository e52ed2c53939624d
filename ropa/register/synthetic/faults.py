"""What can be wrong with a synthetic record: each fault is one thing left out or wrong that a rule must find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from ropa.model import Activity, Engagement, Record, Transfer
from ropa.register.synthetic.variety import iris

Fault = Callable[[Record], Record | None]
"""The record with the fault, or None where it has nothing to spoil."""


def with_fault(chance: Random, record: Record) -> Record:
    """The record with exactly one fault, chosen among those that it can have."""
    return chance.choice([spoilt for fault in FAULTS if (spoilt := fault(record))])


def _spoilt(change: Callable[[Activity], Activity]) -> Fault:
    """Changes the first activity only."""
    return lambda record: replace(record, activities=(change(record.activities[0]), *record.activities[1:]))


def _no_basis(record: Record) -> Record | None:
    if iris("dpv:DirectMarketing") == record.activities[0].purposes:
        return None  # marketing without consent would be a second fault
    return _spoilt(lambda activity: replace(activity, legal_bases=()))(record)


def _review_overdue(record: Record) -> Record:
    return replace(record, reviewed_on=(date(2024, 3, 1),), next_review=date(2025, 3, 1))


def _vaguely_kept(activity: Activity) -> Activity:
    vague = replace(activity.retention[0], durations=(), start_events=(), is_vague=True)
    return replace(activity, retention=(vague,))


def _no_contract(record: Record) -> Record | None:
    return _chain(record, lambda engagement: replace(engagement, contracts=()))


def _contract_ended(record: Record) -> Record | None:
    def ended(engagement: Engagement) -> Engagement:
        contract = replace(engagement.contracts[0], valid_from=date(2021, 5, 1), last_valid_day=date(2024, 4, 30))
        return replace(engagement, contracts=(contract,))

    return _chain(record, ended)


def _chain(record: Record, change: Callable[[Engagement], Engagement]) -> Record | None:
    return _spoilt(lambda activity: replace(activity, engagements=(change(activity.engagements[0]),)))(record)


def _unauthorised(record: Record) -> Record | None:
    def change(engagement: Engagement) -> Engagement:
        first, *rest = engagement.sub_engagements
        return replace(engagement, sub_engagements=(replace(first, authorisation=None), *rest))

    return _chain(record, change) if _top(record).sub_engagements else None


def _no_ground(record: Record) -> Record | None:
    return _transferring(record, lambda transfer: replace(transfer, legal_bases=(), relies_on=()))


def _lapsed_shield(record: Record) -> Record | None:
    if _top(record).countries != iris("loc:US"):
        return None
    adequacy, shield = iris("eu-gdpr:A45-3"), iris("ropa:PrivacyShield")
    return _transferring(record, lambda transfer: replace(transfer, legal_bases=adequacy, relies_on=shield))


def _transferring(record: Record, change: Callable[[Transfer], Transfer]) -> Record | None:
    if not _top(record).transfers:
        return None
    return _chain(record, lambda e: replace(e, transfers=tuple(change(t) for t in e.transfers)))


def _top(record: Record) -> Engagement:
    return record.activities[0].engagements[0]


FAULTS: tuple[Fault, ...] = (
    _spoilt(lambda activity: replace(activity, purposes=())),
    _spoilt(lambda activity: replace(activity, subjects=())),
    _spoilt(lambda activity: replace(activity, data=())),
    _spoilt(lambda activity: replace(activity, retention=())),
    _no_basis,
    _review_overdue,
    _spoilt(_vaguely_kept),
    _no_contract,
    _contract_ended,
    _unauthorised,
    _no_ground,
    _lapsed_shield,
)
