"""Activities of one name in several registers: whose each of them is. Other places are told apart by what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ropa.flows.flow import Place, Role, union
from ropa.model import Dossier, Text


def told_apart(places: Sequence[Place], dossiers: Sequence[Dossier]) -> tuple[Place, ...]:
    """Activities of one name with whose they are: each of five controllers has its cookies."""
    records: dict[Text, set[str]] = defaultdict(set)
    for place in places:
        for name in place.names if place.role is Role.ACTIVITY else ():
            records[name].update(place.records)
    keepers = {
        dossier.record.iri: union(
            *(dossier.parties[each].names for each in dossier.record.controllers if each in dossier.parties)
        )
        for dossier in dossiers
    }
    return tuple(
        replace(place, details=union(*(keepers.get(record, ()) for record in place.records)))
        if place.role is Role.ACTIVITY and any(len(records[name]) > 1 for name in place.names)
        else place
        for place in places
    )
