"""Tables whose columns are what a notice is asked for, such as purpose and period: which they are, and turning them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ropa.importing.document import Kind, Passage
from ropa.importing.outline import TURNED, Labels
from ropa.importing.phrases import languages, phrases

Cell = Sequence[Passage]


def is_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds heads that ask at least two different things, and the first column no labels."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) > len(rows[0]) for row in rows):
        return False
    asked = [_keys(text) for text in rows[0]]
    labels = sum(bool(row and _keys(row[0])) for row in rows[1:])
    enough = len({keys for keys in asked if keys}) >= 2 and sum(bool(keys) for keys in asked) >= len(asked) - 1
    return enough and 2 * labels < len(rows)


def turned(rows: Sequence[Sequence[Cell]]) -> Iterator[Passage]:
    """The table column by column, each cell an item under its head."""
    for column, head in enumerate(rows[0]):
        for number, row in enumerate([[head], *rows[1:]]):
            kind = Kind.ITEM if number else Kind.LABEL
            cell = head if not number else row[column] if column < len(row) else ()
            yield from (Passage(p.text, p.at, kind, TURNED, p.gap) for p in cell)


@cache
def _keys(text: str) -> tuple[str, ...]:
    for language in languages() if len(text) <= 60 else ():
        keys, covered = _labels(language).read(text)
        if keys and covered >= 0.6:
            return keys
    return ()


@cache
def _labels(language: str) -> Labels:
    return Labels(phrases(language))
