"""A table as PDF: landscape A4, header on every page, tagged (PDF/UA-1), language, page numbers.

The page is `table.typ`.
"""

from __future__ import annotations

import re

from ropa import memory
from ropa.errors import TooLarge, said
from ropa.rendering import typesetting
from ropa.rendering.table import Cell, Table
from ropa.rendering.typesetting import MEDIA_TYPE

__all__ = ["MEDIA_TYPE", "render"]

_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
_SIGNS = 170
"""About how many signs stand in a line across the page."""
_TALL = 24
"""Lines of a row that may be parted by the end of a page."""
_BASE, _PER_LINE, _PER_SIGN = 25_000_000, 22_000, 380
"""Bytes that setting the pages takes, as measured over six reports: typst holds all pages until the last is set."""
_PART = 0.75
"""Of the free memory that one report may take."""


def render(table: Table) -> bytes:
    """The pages; times in the file are fixed. Raises TooLarge where setting them would take the memory there is."""
    _refuse_too_long(table)
    return typesetting.pages("table", "table", _data(table))


def _refuse_too_long(table: Table) -> None:
    cells = [table.lines(row, index) for row in table.rows for index in range(len(table.columns))]
    signs = sum(map(len, table.contents)) + sum(len(line) for cell in cells for line in cell)
    needed = _BASE + _PER_LINE * sum(map(len, cells)) + _PER_SIGN * signs
    free = memory.free()
    if free is not None and needed > _PART * free:
        raise TooLarge(
            said(
                "{rows} rows are too many for a PDF here: it would take {needed} MB of memory, and {free} MB are free.",
                rows=len(table.rows),
                needed=needed // 1_000_000,
                free=free // 1_000_000,
            ),
            where=table.title,
            mend="Take a workbook (xlsx) or CSV, or narrow the report by a filter.",
        )


def _data(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "lang": table.language,
        "region": None,
        "date": table.day,
        "facts": [fact for fact in table.facts if fact[1]],
        "blocks": [
            {"heading": block.heading, "entries": [(label, "; ".join(lines)) for label, lines in block.entries]}
            for block in table.blocks
        ],
        "contents-title": table.contents_title,
        "contents": table.contents,
        "columns": [
            {"title": column.title, "width": column.width, "lang": column.language or table.language}
            for column in table.columns
        ],
        "rows": [_row(table, row) for row in table.rows],
        "empty": table.empty,
        "sheets": table.is_wide,
    }


def _row(table: Table, row: tuple[Cell, ...]) -> list[dict[str, object]]:
    """The cells of a row, which stays on one page unless it would take much of it."""
    cells = [_cell(table, row, index) for index in range(len(table.columns))]
    tall = max(
        sum(1 + len(line) // max(1, _room(table, index)) for line in table.lines(row, index))
        for index in range(len(table.columns))
    )
    return [{**cell, "breakable": tall > _TALL} for cell in cells]


def _room(table: Table, index: int) -> int:
    """How many signs a line of a column has."""
    return _SIGNS * table.columns[index].width // sum(column.width for column in table.columns)


def _cell(table: Table, row: tuple[Cell, ...], index: int) -> dict[str, object]:
    room = _room(table, index)
    lines = [_ADDRESS.sub(lambda a: _parted(a, room), line) for line in table.lines(row, index)]
    return {"first": index == 0, "told": bool(row[index]), "lines": lines}


def _parted(address: re.Match[str], room: int) -> str:
    """An address too long for its column may be broken after its signs, without a hyphen."""
    if len(address.group()) <= room:
        return address.group()
    return re.sub(r"([@./-])(?=\w)", "\\1\u200b", address.group())
