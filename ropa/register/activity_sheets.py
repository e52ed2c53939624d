"""The register as a sheet of activities, one row each, and such a sheet read back into the register.

A sheet speaks only of its columns: what they held is compared with what they hold now, so all else in a record
stays. A line that was not changed keeps its node with everything that hangs on it. What the columns hold and
how is `ropa.importing.sheets`' matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ropa import mapping, texts
from ropa.errors import BadParameter, said
from ropa.importing import sheets
from ropa.importing.sheets import ActivitySheet, Column
from ropa.mapping.notice import Undecided
from ropa.model import Activity, Concept, ProcessorRecord, Reading, Record
from ropa.rdf import NamedNode, Triple, iri
from ropa.register.activity_guide import form
from ropa.register.parties import Directory, directory
from ropa.register.registry import Registry
from ropa.register.replaced import replaced, replacements
from ropa.rendering import tables
from ropa.rendering.table import Column as TableColumn
from ropa.rendering.table import Table

_LONGEST = 32_767
_BLANK = 50
_TYPE, _CONCEPT = iri("rdf:type"), iri("ropa:RegisterConcept")


def export(register: Registry, file: str, language: str, *, template: bool = False) -> bytes:
    """All activities of all records as XLSX or CSV; with `template` only the headings of the main columns.

    Raises BadParameter for another ending, or where a cell of a workbook would not hold its text.
    """
    ending = file.rsplit(".", 1)[-1].lower()
    if ending not in {"xlsx", "csv"}:
        raise BadParameter(
            said("'{file}' cannot be written as a sheet.", file=file), mend="Use a name ending in .xlsx or .csv."
        )
    rows = [] if template else _rows(register, language)
    table = replace(_table(rows, language), form=form(language, _BLANK))
    if ending == "xlsx" and any(len("\n".join(cell)) > _LONGEST for row in table.rows for cell in row):
        raise BadParameter("a cell is longer than a workbook can hold.", mend="Write it as .csv instead.")
    return tables.render(table, ending)


def _rows(register: Registry, language: str) -> list[dict[str, str]]:
    found = []
    known = directory(register)
    for summary in register.records():
        content = register.graph(summary.iri)
        record, names = read_record(summary.iri, content), _names(register, known, summary.iri, content, language)
        for activity in record.activities or (Activity(iri=f"{summary.iri}/activity/main"),):
            cells = sheets.row(record, activity, sheets.every(), names)
            found.append({column.key: cell for column, cell in zip(sheets.every(), cells, strict=True)})
    return found


def _table(rows: Sequence[Mapping[str, str]], language: str) -> Table:
    always = sheets.core()
    columns = [column for column in sheets.every() if column in always or any(row[column.key] for row in rows)]
    return Table(
        name="activities",
        title=texts.say("sheets-title", language),
        language=language,
        date="1980-01-01",
        facts=(),
        blocks=(),
        columns=tuple(TableColumn(c.key, sheets.heading(c, language), 28, quiet=True) for c in columns),
        rows=tuple(tuple((row[c.key],) if row[c.key] else () for c in columns) for row in rows),
        untold="",
        empty="",
    )


def read_record(graph: str, content: Sequence[Triple]) -> Record:
    """The record of a graph, a processor's as such."""
    own = iri("ropa:ProcessorRecord")
    of_processor = any(t.predicate == _TYPE and t.object == own and t.subject == NamedNode(graph) for t in content)
    return mapping.read(ProcessorRecord if of_processor else Record, graph, mapping.index(content))


def _names(
    register: Registry, parties: Directory, graph: str, content: Sequence[Triple], language: str
) -> sheets.Names:
    nodes = sorted(t.subject.value for t in content if t.object == _CONCEPT and isinstance(t.subject, NamedNode))
    source = mapping.index(content)
    concepts = tuple(mapping.read(Concept, node, source) for node in nodes)
    return sheets.Names(register.settings.base, language, parties.name, concepts)


def changes(
    register: Registry, sheet: ActivitySheet, remarks: list[str], undecided: list[Undecided]
) -> dict[str, list[Triple]]:
    """The graphs as the sheet has them. What someone changed elsewhere meanwhile stays."""
    return _Comparison(register, sheet).changes(remarks, undecided)


class _Comparison:
    def __init__(self, register: Registry, sheet: ActivitySheet) -> None:
        self.register = register
        self.sheet = sheet
        self.base = register.settings.base
        self.directory = directory(register)
        self.records: dict[str, tuple[Record, sheets.Names] | None] = {}

    @cached_property
    def known(self) -> sheets.Known:
        return sheets.Known(self._party, self._nodes)

    def changes(self, remarks: list[str], undecided: list[Undecided]) -> dict[str, list[Triple]]:
        found: dict[str, list[Triple]] = {}
        for reading in sheets.readings(self.sheet, self.known):
            remarks += reading.remarks
            graph = f"{self.base}/record/{reading.slug}"
            new = mapping.graphs(self._without_known(reading), self.base)
            state = self.register.ledger.journal.state(graph)
            told = replaced(new.record, replacements(state))
            found[graph], open_questions = mapping.revise(state, self._before(graph), told)
            undecided += open_questions
            found |= {party: list(content) for party, content in new.parties.items()}
        return found

    def _without_known(self, reading: Reading) -> Reading:
        state = self.register.ledger.journal.state
        fresh = tuple(party for party in reading.parties if not state(f"{self.base}/{party.iri}"))
        return replace(reading, parties=fresh)

    def _before(self, graph: str) -> Sequence[Triple]:
        """What the columns of the sheet hold of a record now."""
        held = self._held(graph)
        if held is None:
            return ()
        record, names = held
        columns = self.sheet.known_columns
        rows = tuple(sheets.row(record, activity, columns, names) for activity in record.activities)
        titles = tuple(sheets.heading(column, self.sheet.language) for column in columns)
        told = replace(self.sheet, columns=columns, titles=titles, rows=rows, own=True)
        readings = sheets.readings(told, self.known)
        return mapping.graphs(readings[0], self.base).record if readings else ()

    def _held(self, graph: str) -> tuple[Record, sheets.Names] | None:
        """A record as it stands, and how what it points to is called; read once."""
        if graph not in self.records:
            content = self.register.ledger.journal.state(graph)
            names = _names(self.register, self.directory, graph, content, self.sheet.language)
            self.records[graph] = (read_record(graph, content), names) if content else None
        return self.records[graph]

    def _party(self, name: str, number: str) -> str:
        found = self.directory.find(name, number)
        return found.removeprefix(f"{self.base}/")

    def _nodes(self, slug: str, activity: str, key: str) -> Sequence[tuple[str, str]]:
        graph = f"{self.base}/record/{slug}"
        held = self._held(graph)
        if held is None:
            return ()
        record, names = held
        column: Column = next(each for each in sheets.every() if each.key == key)
        own = next(
            (a for a in record.activities if a.iri == f"{graph}/{activity}"), Activity() if not activity else None
        )
        if own is None:
            return ()
        return [(line, node.removeprefix(f"{graph}/")) for line, node in sheets.items(record, own, column, names)]
