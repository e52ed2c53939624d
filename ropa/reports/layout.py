"""What the header of a report says beside titles and parameters: rows, columns, cells, details above the table.

# row: activity                       variables that tell one row from another
# through: activity record node      a fact without ?activity is one of all that have its record, or else its node
# column@fi: purposes = Tarkoitukset  a column and its title
# width: purposes = 24                its width; `# quiet: remarks` leaves gaps in it blank
# cell: purposes = {purpose}          its lines; `cell@fi` for one language
# cell: recipients by via = {who}[ ({country})]   one line per value of ?via
# else: recipients = {state}          lines of a cell that would be empty
# block: party                        variables that tell one block of details from another
# heading: {party}                    its heading
# field@fi: address = Osoite          an entry of a block and its label; its lines are `cell`s
# gap: address channels               entries of a block; where none of them has lines, the last tells the gap
# contents: {activity} – {record}     the line of each row in a list on the first page
# label@da: purposes = Formål         the title of a column in the words of a form, for readers without their own
# unconfirmed: purposes               columns whose place in a form is not certain; `# blank:` columns to fill in
# form: Datatilsynet, 2020            whose form it is; `# evidence@fi:` how it is known
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ropa.errors import BadQuery
from ropa.queries import Header, Query
from ropa.rendering.table import Column
from ropa.reports.pattern import Pattern, parse

_NAMED = re.compile(r"([\w-]+)(?:\s+by\s+([\w ]+?))?\s*=\s*(.+)")
_WIDTH = 20


@dataclass(frozen=True)
class Line:
    """One kind of line in a cell. `by`: the variables whose facts make one line together."""

    key: str
    by: tuple[str, ...]
    pattern: Pattern
    is_last_resort: bool = False
    """Only where the cell would be empty."""


@dataclass(frozen=True)
class Layout:
    """The header of one report, in one language."""

    row: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    block: tuple[str, ...]
    heading: Pattern | None
    fields: tuple[tuple[str, str], ...]
    """Key and label."""
    through: tuple[str, ...] = ()
    gap: tuple[str, ...] = ()
    """Fields of a block of which one at least is owed."""
    contents: Pattern | None = None
    unconfirmed: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    """Columns that a form has and the register does not know."""
    form: str = ""
    evidence: str = ""

    @cached_property
    def variables(self) -> frozenset[str]:
        """Every variable or item that a cell, a heading or the list shows, or that orders the rows."""
        patterns = [line.pattern for line in self.lines]
        patterns += [pattern for pattern in (self.heading, self.contents) if pattern]
        return frozenset(self.order).union(*(pattern.variables for pattern in patterns))

    def lines_of(self, key: str) -> tuple[Line, ...]:
        """The kinds of lines of one column or field, in the order of the header."""
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> dict[str, tuple[Line, ...]]:
        keys = dict.fromkeys(line.key for line in self.lines)
        return {key: tuple(line for line in self.lines if line.key == key) for key in keys}


def read_layout(query: Query, language: str) -> Layout:
    """Titles in the language, else in English. Raises BadQuery naming the header line that cannot be read."""
    header, where = query.header, query.name
    quiet, blank = _keys(header, "quiet"), _keys(header, "blank")
    columns = _columns(header, language, where, quiet | blank)
    cells = [*header.all("cell"), *_asked(header, "cell", language)]
    otherwise = [*header.all("else"), *_asked(header, "else", language)]
    heading, contents = (next(iter(header.all(key)), "") for key in ("heading", "contents"))
    layout = Layout(
        _words(header, "row"),
        _words(header, "order") or _words(header, "row"),
        columns,
        tuple(
            Line(key, tuple(by.split()), parse(text, where), is_last)
            for is_last, lines in ((False, cells), (True, otherwise))
            for key, by, text in _named(lines, where)
        ),
        _words(header, "block"),
        parse(heading, where) if heading else None,
        tuple((key, label) for key, _, label in _named(_asked(header, "field", language), where)),
        _words(header, "through"),
        _words(header, "gap"),
        parse(contents, where) if contents else None,
        _keys(header, "unconfirmed"),
        blank,
        next(iter(header.all("form")), ""),
        next(iter(_asked(header, "evidence", language)), ""),
    )
    _refuse_unknown(layout, where)
    return layout


def _columns(header: Header, language: str, where: str, quiet: frozenset[str]) -> tuple[Column, ...]:
    """Those with a title in the reader's language; with labels of a form, in that language or the form's first."""
    widths = {key: int(value) for key, _, value in _named(header.all("width"), where)}
    labels = [(tag, value) for key, tag, value in header.lines if key == "label"]
    if labels:
        found: dict[str, tuple[str, str]] = {}
        for tag, value in labels:
            for key, _, title in _named([value], where):
                found[key] = (title, tag) if tag == language else found.get(key, (title, tag))
        named = [(key, title, tag) for key, (title, tag) in found.items()]
    else:
        named = [(key, title, "") for key, _, title in _named(_asked(header, "column", language), where)]
    return tuple(
        Column(key, title, widths.get(key, _WIDTH), key in quiet, "" if tag == language else tag)
        for key, title, tag in named
    )


def _keys(header: Header, name: str) -> frozenset[str]:
    return frozenset(key for value in header.all(name) for key in value.split())


def _asked(header: Header, key: str, language: str) -> list[str]:
    return header.all(key, language) or header.all(key, "en")


def _words(header: Header, key: str) -> tuple[str, ...]:
    return tuple(word for value in header.all(key) for word in value.split())


def _named(values: list[str], where: str) -> list[tuple[str, str, str]]:
    found = []
    for value in values:
        match = _NAMED.fullmatch(value)
        if not match:
            raise BadQuery(f"the header line '{value}' cannot be read.", where=where, mend="Write 'name = value'.")
        found.append((match[1], match[2] or "", match[3]))
    return found


def _refuse_unknown(layout: Layout, where: str) -> None:
    known = {column.key for column in layout.columns} | {key for key, _ in layout.fields}
    for line in layout.lines:
        if line.key not in known:
            raise BadQuery(f"there is no column or field '{line.key}'.", where=where)
