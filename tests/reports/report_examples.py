"""What the suites of reports share: stores of example registers, a report as a table, its cells by column."""

from datetime import date
from pathlib import Path

from ropa import reports
from ropa.rdf import parse
from ropa.rendering.table import Table
from ropa.store.embedded import EmbeddedStore

HERE = Path(__file__).parent
EDITION = reports.Edition(as_of=date(2026, 11, 21), version="17", rules="4a5b6c")
LANGUAGES = ("en", "fi", "sv")


def store_of(*texts_of_graphs: bytes) -> EmbeddedStore:
    store = EmbeddedStore()
    for text in texts_of_graphs:
        store.load(parse(text, "trig"))
    return store


def table_of(store: EmbeddedStore, name: str, language: str = "en", **given: str) -> Table:
    return reports.table(name, store.select, language, given, EDITION)


def cells(table: Table, row: int) -> dict[str, tuple[str, ...]]:
    return {column.key: cell for column, cell in zip(table.columns, table.rows[row], strict=True)}
