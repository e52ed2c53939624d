"""The world outside the EEA as the register's reference data know it on a day: what flows are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ropa.rdf import Term

if TYPE_CHECKING:
    from ropa.flows import Reference

MEMBERS, INSTRUMENTS = "eea-members", "transfer-instruments"
"""The questions whose answers are needed."""


def reference(day: date, eea: Iterable[str], rows: Iterable[Mapping[str, Term]]) -> Reference:
    """From the members on the day, and the rows of the question on instruments."""
    from ropa.flows import Instrument, Reference  # brings networkx, which takes half a second

    found: dict[str, Instrument] = {}
    for row in rows:
        iri = row["instrument"].value
        first, last, closed = (_day(row, name) for name in ("from", "last", "closed"))
        known = found.get(iri) or Instrument(first, last, closed, "decision" in row)
        covers = known.covers | {row["country"].value} if "country" in row else known.covers
        found[iri] = replace(known, covers=frozenset(covers))
    return Reference(day, frozenset(eea), found)


def _day(row: Mapping[str, Term], name: str) -> date | None:
    return date.fromisoformat(row[name].value) if name in row else None
