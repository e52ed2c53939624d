"""A dossier narrowed to one group of people: only what a record says of them, as an answer to one of them needs."""

from __future__ import annotations

from dataclasses import replace

from ropa.errors import BadParameter, said
from ropa.model import Activity, Disclosure, Dossier, Engagement, Iri, Transfer
from ropa.namespaces import shorten


def to_subject(dossier: Dossier, subject: str) -> Dossier:
    """The activities about a group of people, each with the data, recipients and transfers that concern it.

    Raises BadParameter where the record processes no data of that group.
    """
    wanted = Iri(subject)
    activities = tuple(_activity(each, wanted) for each in dossier.record.activities if wanted in _subjects(each))
    if not activities:
        known = sorted({shorten(iri) for activity in dossier.record.activities for iri in _subjects(activity)})
        raise BadParameter(
            said("the record tells nothing of '{subject}'.", subject=shorten(subject)),
            where=dossier.record.iri,
            mend=f"Use one of: {', '.join(known)}." if known else "Add the data subjects to the record first.",
        )
    return replace(dossier, record=replace(dossier.record, activities=activities))


def _subjects(activity: Activity) -> set[Iri]:
    return {*activity.subjects, *(subject for group in activity.data_groups for subject in group.subjects)}


def _activity(activity: Activity, wanted: Iri) -> Activity:
    groups = tuple(group for group in activity.data_groups if wanted in group.subjects)
    others = {data for group in activity.data_groups if group not in groups for data in group.data}
    theirs = {data for group in groups for data in group.data}
    return replace(
        activity,
        subjects=tuple(subject for subject in activity.subjects if subject == wanted),
        data_groups=tuple(replace(group, subjects=(wanted,)) for group in groups),
        data=tuple(data for data in activity.data if data in theirs or data not in others),
        disclosures=tuple(each for each in activity.disclosures if _concerns(each, wanted)),
        engagements=tuple(each for each in activity.engagements if _concerns(each, wanted)),
        transfers=tuple(each for each in activity.transfers if _concerns(each, wanted)),
    )


def _concerns(node: Disclosure | Engagement | Transfer, wanted: Iri) -> bool:
    """What names no group concerns everybody."""
    return not node.subjects or wanted in node.subjects
