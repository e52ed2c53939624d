"""A table as PDF: landscape A4, header on every page, tagged (PDF/UA-1), language, page numbers.

The page is `table.typ`.
"""

from __future__ import annotations

import re

from ropa.rendering import typesetting
from ropa.rendering.table import Cell, Table
from ropa.rendering.typesetting import MEDIA_TYPE

__all__ = ["MEDIA_TYPE", "render"]

_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
_SIGNS = 170
"""About how many signs stand in a line across the page."""
_TALL = 24
"""Lines of a row that may be parted by the end of a page."""


def render(table: Table) -> bytes:
    """The pages; times in the file are fixed."""
    return typesetting.pages("table", "table", _data(table))


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
