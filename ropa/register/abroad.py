"""The world outside the EEA as the register's reference data know it on a day: what flows are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ropa.rdf import Term

if TYPE_CHECKING:
    from ropa.flows import Instrument, Reference

MEMBERS, INSTRUMENTS = "eea-members", "transfer-instruments"
"""The questions whose answers are needed."""


def reference(day: date, eea: Iterable[str], rows: Iterable[Mapping[str, Term]], lost: str = "") -> Reference:
    """From the members on the day, and the rows of the question on instruments.

    `lost` is a country that no adequacy decision covers any more from the day on.
    """
    from ropa.flows import Instrument, Reference  # brings networkx, which takes half a second

    found: dict[str, Instrument] = {}
    for row in rows:
        iri = row["instrument"].value
        first, last, closed = (_day(row, name) for name in ("from", "last", "closed"))
        known = found.get(iri) or Instrument(first, last, closed, "decision" in row)
        covers = known.covers | {row["country"].value} if "country" in row else known.covers
        found[iri] = replace(known, covers=frozenset(covers))
    if lost:
        found = {iri: _without(instrument, lost, day) for iri, instrument in found.items()}
    return Reference(day, frozenset(eea), found)


def _without(instrument: Instrument, country: str, day: date) -> Instrument:
    if not (instrument.is_adequacy and country in instrument.covers and instrument.holds(day)):
        return instrument
    others = instrument.covers - {country}
    return replace(instrument, covers=others) if others else replace(instrument, last=day - timedelta(days=1))


def _day(row: Mapping[str, Term], name: str) -> date | None:
    return date.fromisoformat(row[name].value) if name in row else None
