"""A table as CSV: a header row and the rows, nothing else, so that programs can read it.

UTF-8 with a byte order mark: without it Excel reads the file in the local code page and spoils ä, å and ö;
every CSV reader that knows UTF-8 skips the mark. Text that a spreadsheet would take for a formula gets an
apostrophe in front, as CSV has no types.
"""

from __future__ import annotations

import csv
import io

from ropa.rendering.table import Table

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(table: Table) -> bytes:
    """Lines of a cell are separated by line breaks inside quotes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.title for column in table.columns)
    for row in table.rows:
        writer.writerow(_inert("\n".join(table.lines(row, index))) for index in range(len(table.columns)))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
