"""The world outside the EEA as the register's reference data know it on a day: what flows are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ropa.rdf import Term

if TYPE_CHECKING:
    from ropa.flows import Instrument, Reference

MEMBERS, INSTRUMENTS, TOOLS = "eea-members", "transfer-instruments", "tool-providers"
"""The questions whose answers are needed."""


def reference(
    day: date,
    eea: Iterable[str],
    rows: Iterable[Mapping[str, Term]],
    tools: Iterable[Mapping[str, Term]],
    lost: str = "",
) -> Reference:
    """From the members on the day, and the rows of the questions on instruments and tools.

    `lost` is a country that no adequacy decision covers any more from the day on.
    """
    from ropa.flows import Instrument, Reference, Tool  # brings networkx, which takes half a second

    found: dict[str, Instrument] = {}
    for row in rows:
        iri = row["instrument"].value
        first, last, closed = (_day(row, name) for name in ("from", "last", "closed"))
        before = found.get(iri) or Instrument(first, last, closed, "decision" in row)
        covers = before.covers | {row["country"].value} if "country" in row else before.covers
        found[iri] = replace(before, covers=frozenset(covers))
    if lost:
        found = {iri: _without(instrument, lost, day) for iri, instrument in found.items()}
    known = {row["tool"].value: Tool(row["provider"].value, row["country"].value) for row in tools}
    return Reference(day, frozenset(eea), found, known)


def _without(instrument: Instrument, country: str, day: date) -> Instrument:
    if not (instrument.is_adequacy and country in instrument.covers and instrument.holds(day)):
        return instrument
    others = instrument.covers - {country}
    return replace(instrument, covers=others) if others else replace(instrument, last=day - timedelta(days=1))


def _day(row: Mapping[str, Term], name: str) -> date | None:
    return date.fromisoformat(row[name].value) if name in row else None
