"""What a reader hands on: readings of notices, graphs of RDF files, and what a person should know of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ropa.importing.sheets.reading import ActivitySheet
from ropa.model import Reading
from ropa.rdf import Triple


@dataclass(frozen=True)
class Imported:
    """The outcome of reading one file. A file gives readings or graphs, a sheet of activities both."""

    readings: tuple[Reading, ...] = ()
    graphs: dict[str, tuple[Triple, ...]] = field(default_factory=dict)
    """By graph IRI, blank nodes replaced by IRIs from their content."""
    format: str = ""
    encoding: str = ""
    """As found, "" for binary formats."""
    text: str = ""
    """The text that the offsets of evidence count in."""
    remarks: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a workbook that is no register of activities."""
    sheets: tuple[ActivitySheet, ...] = ()
    """Where the readings come from sheets of activities: their rows, for who knows what is in the register."""
