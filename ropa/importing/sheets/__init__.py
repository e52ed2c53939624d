"""Sheets of activities: one row per activity, one column per field of the model. Read, and written as rows.

`columns` knows which column is which field, `cells` how values share a cell, `values` how a value is written in
words, `reading` and `writing` do whole sheets. Which file the rows lie in is the reader's and the renderer's.
"""

from ropa.importing.sheets.cells import split
from ropa.importing.sheets.columns import Column, core, every, heading, part_headings, plain
from ropa.importing.sheets.reading import NO_CONTROLLER, ActivitySheet, Known, readings, recognised
from ropa.importing.sheets.writing import Names, items, row

__all__ = [
    "NO_CONTROLLER",
    "ActivitySheet",
    "Column",
    "Known",
    "Names",
    "core",
    "every",
    "heading",
    "items",
    "part_headings",
    "plain",
    "readings",
    "recognised",
    "row",
    "split",
]
