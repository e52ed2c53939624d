"""Tables whose columns are what a notice is asked for, such as data and period: which they are, and turning them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ropa.importing import channels
from ropa.importing.document import BELOW, Kind, Passage
from ropa.importing.labels import labels
from ropa.importing.marking import TURNED
from ropa.importing.phrases import languages, phrases
from ropa.importing.wrapping import joined

Cell = Sequence[Passage]

_LISTS = {"data", "content", "recipients", "subjects", "sources", "retention", "purpose"}
"""What a table may list row by row; every other column says more of it."""


def is_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds heads that ask different things, and the first column no labels."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) > len(rows[0]) for row in rows):
        return False
    asked = [_asked(text) for text in rows[0]]
    labels = sum(bool(row and _keys(row[0])) for row in rows[1:])
    known = sum(bool(keys) for keys in asked) >= len(asked) - 1
    lists = any(set(keys) & _LISTS for keys in asked) and all(asked)
    several = lists or len({keys for keys in asked if keys}) >= 2 or (bool(set(asked[0]) & _LISTS) and len(rows) > 2)
    return known and several and 2 * labels < len(rows)


def below(form: Sequence[Passage], rest: Sequence[Passage]) -> list[Passage]:
    """What stands below a form, parted from the answer to its last label."""
    asked = sum(
        passage.kind is Kind.LABEL and passage.level != TURNED and bool(_keys(passage.text)) for passage in form
    )
    return [rest[0]._replace(asks=BELOW), *rest[1:]] if rest and asked >= _LEAST else list(rest)


_LEAST = 4
"""So many known labels are a form."""


def turned(rows: Sequence[Sequence[Cell]]) -> Iterator[Passage]:
    """The table column by column, each cell an item under its head; a country joins the organisation it is told of."""
    asked = [_asked(" ".join(passage.text for passage in head)) for head in rows[0]]
    places = next((column for column, keys in enumerate(asked) if keys == ("country",)), None)
    for column, head in enumerate(rows[0]):
        if not asked[column] and column and set(asked[0]) & _LISTS:
            continue
        if asked[column] and asked[column][0] in {"country", "aside"}:
            continue
        for number, row in enumerate([[head], *rows[1:]]):
            kind = Kind.ITEM if number else Kind.LABEL
            cell = head if not number else row[column] if column < len(row) else ()
            if number and places is not None and places < len(row) and "recipients" in asked[column]:
                cell = [_placed(passage, row[places]) for passage in cell]
            asks = asked[column] if not number else ()
            yield from (Passage(p.text, p.at, kind, TURNED, p.gap, asks) for p in cell)


def is_listing(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells below heads that ask nothing are data, one a cell, of those whom the heads name."""
    if len(rows) < _LEAST or len(rows[0]) < 2 or any(len(row) > len(rows[0]) for row in rows):
        return False
    cells = [cell for row in rows[1:] for cell in row if cell]
    first = [row[0] for row in rows[1:] if row]
    told = sum(_is_datum(cell) for cell in cells), sum(_is_datum(cell) for cell in first)
    return 2 * told[0] >= len(cells) and 2 * told[1] >= len(first) and not any(map(_asked, rows[0]))


@cache
def _is_datum(cell: str) -> bool:
    short = len(cell) <= 60 and cell[-1] not in ".:?!"
    return short and any(phrases(each).lexicon("data").find(cell) for each in languages())


def listed(rows: Sequence[Sequence[Cell]]) -> Iterator[Passage]:
    """The table column by column, each cell an item below its head."""
    for column, head in enumerate(rows[0]):
        yield from head
        for row in rows[1:]:
            yield from (p._replace(kind=Kind.ITEM) for p in (row[column] if column < len(row) else ()))


def _placed(name: Passage, country: Cell) -> Passage:
    """An organisation with the country told beside it."""
    return joined(name, country[0], ", ") if country and channels.organisations(name) else name


@cache
def _asked(text: str) -> tuple[str, ...]:
    """The section keys a column's head asks for; `country` and `aside` for what only says more of a row."""
    for language in languages() if len(text) <= 60 else ():
        words = phrases(language)
        for key in words.raw("columns"):
            if words.any(f"columns.{key}").fullmatch(text.strip(" :")):
                return (key,)
    return _keys(text)


@cache
def _keys(text: str) -> tuple[str, ...]:
    for language in languages() if len(text) <= 60 else ():
        keys, covered = labels(language).read(text)
        if keys and covered >= 0.6:
            return keys
    return ()
