"""A table for people: title, what it covers, blocks of details, columns and rows of multi-line cells.

All words are in the reader's language already; renderers add none of their own. Holds no rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = tuple[str, ...]
"""The lines of a cell. Empty: nothing is known, which each renderer shows as the table's word for it."""


_MOST_ON_PAPER = 10


@dataclass(frozen=True)
class Column:
    """`quiet` columns stay blank where nothing is known; in others the gap is told."""

    key: str
    title: str
    width: int = 20
    """Relative, about the characters of a line."""
    quiet: bool = False
    language: str = ""
    """Of the title, where it is not the table's."""
    typed: bool = False
    """People type into its cells: what they type stays text, even where it begins like a formula."""


@dataclass(frozen=True)
class Block:
    """Details above the table, such as one controller: a heading, and entries of label and lines."""

    heading: str
    entries: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Form:
    """What makes a table one to be edited and handed back; only workbooks know it. Facts above the table are hidden."""

    hint: str
    """One line above the table, pointing to the guide."""
    guide: Block
    """A sheet of its own: how to fill in."""
    hidden_columns: frozenset[str]
    hidden_rows: frozenset[int]
    lists: tuple[Cell, ...]
    """Lists of words to choose from."""
    choices: Mapping[tuple[int, str], int]
    """Row number and column key to the list that its cell offers; other words stay allowed."""
    blank_rows: int = 0
    """Rows ready to be filled in below the others; they go on counting."""


@dataclass(frozen=True)
class Table:
    """What a report says, in one language."""

    name: str
    title: str
    language: str
    date: str
    """ISO date the table tells the state of."""
    facts: tuple[tuple[str, str], ...]
    """Label and value: date, version, filters, number of rows."""
    blocks: tuple[Block, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    untold: str
    """The word in a cell where nothing is known."""
    empty: str
    """The sentence in place of rows where there are none."""
    contents_title: str = ""
    contents: tuple[str, ...] = ()
    """One line per row, for a list on the first page."""
    form: Form | None = None

    @property
    def day(self) -> str:
        """The date as the reader writes it: it is the first of the facts."""
        return self.facts[0][1] if self.facts else self.date

    @property
    def is_wide(self) -> bool:
        """Too wide for a page of paper: there each row is a sheet of its own."""
        return len(self.columns) > _MOST_ON_PAPER

    def lines(self, row: tuple[Cell, ...], index: int) -> Cell:
        """The lines to show for a cell, the word for a gap included."""
        return row[index] or (() if self.columns[index].quiet else (self.untold,))
