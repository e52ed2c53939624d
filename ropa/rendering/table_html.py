"""A table as one HTML page: readable on a screen, printed on landscape A4, no script and no outside file."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from ropa.rendering.table import Block, Cell, Column, Table

MEDIA_TYPE = "text/html; charset=utf-8"


def render(table: Table) -> bytes:
    """Header cells have scope, the first cell of a row names it, gaps are words."""
    body = "".join(
        [
            f"<h1>{escape(table.title)}</h1>\n",
            _facts(table),
            _contents(table),
            *(_block(block) for block in table.blocks),
            _grid(table) if table.rows else f'<p class="empty">{escape(table.empty)}</p>\n',
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(table.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(table.title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


@cache
def _style() -> str:
    return Path(__file__).with_name("table.css").read_text(encoding="utf-8")


def _facts(table: Table) -> str:
    items = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in table.facts if value
    )
    return f'<dl class="facts">{items}</dl>\n'


def _block(block: Block) -> str:
    entries = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{_lines(lines, '')}</dd></div>" for label, lines in block.entries
    )
    return f'<section class="block"><h2>{escape(block.heading)}</h2><dl>{entries}</dl></section>\n'


def _contents(table: Table) -> str:
    if not table.contents:
        return ""
    items = "".join(
        f'<li><a href="#row-{number}">{escape(line)}</a></li>' for number, line in enumerate(table.contents, 1)
    )
    return f'<nav class="contents"><h2>{escape(table.contents_title)}</h2><ol>{items}</ol></nav>\n'


def _grid(table: Table) -> str:
    total = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{column.width / total:.2%}">' for column in table.columns)
    heads = "".join(f'<th scope="col"{_speak(column)}>{escape(column.title)}</th>' for column in table.columns)
    rows = "".join(_row(table, row, number) for number, row in enumerate(table.rows, 1))
    return (
        f'<div class="grid" role="region" aria-label="{escape(table.title)}" tabindex="0"><table>'
        f"<colgroup>{widths}</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )


def _speak(column: Column) -> str:
    return f' lang="{escape(column.language)}"' if column.language else ""


def _row(table: Table, row: tuple[Cell, ...], number: int) -> str:
    cells = []
    for index, column in enumerate(table.columns):
        tag, scope = ("th", ' scope="row"') if index == 0 else ("td", "")
        gap = "" if row[index] or column.quiet else ' class="untold"'
        label = f' data-label="{escape(column.title)}"'
        cells.append(f"<{tag}{scope}{gap}{label}>{_lines(row[index], '' if column.quiet else table.untold)}</{tag}>")
    target = f' id="row-{number}"' if table.contents else ""
    return f"<tr{target}>{''.join(cells)}</tr>\n"


def _lines(lines: Cell, gap: str) -> str:
    if len(lines) <= 1:
        return escape(lines[0] if lines else gap)
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
