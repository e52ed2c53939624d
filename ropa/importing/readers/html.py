"""Web pages: headings, tables of label and value, definition lists; what a browser hides is not read."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from itertools import groupby

from ropa.importing import tables
from ropa.importing.decoding import decode
from ropa.importing.document import Document, Kind, Passage
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.labels import opens, share
from ropa.importing.markup import Piece, pieces
from ropa.importing.notice import readings
from ropa.importing.plain import split_items
from ropa.importing.wrapping import joined

RANK = 30
LIGHT = True

_LEAST = 3
_HEADING = re.compile(r"h([1-6])$")
_BEGINNING = re.compile(rb"<!doctype html|<html|<head|<body|<(?:h1|table|div|article|section|main)[\s>]", re.IGNORECASE)


def accepts(file: File) -> bool:
    """By ending, or by a page's first tags."""
    return file.ending in {"html", "htm", "xhtml"} or (
        file.ending not in {"txt", "md", "xml", "rdf", "svg"} and bool(_BEGINNING.match(file.data[:3000].lstrip()))
    )


def read(file: File) -> Imported:
    """The notices in a page."""
    text, encoding = decode(file)
    return readings(file, page(text, encoding))


def page(text: str, encoding: str) -> Document:
    """The passages of a page, offsets into its source."""
    found, around = _apart(pieces(text))
    wide = _columns(found)
    tabled = sum(count >= 2 for count in wide.values()) >= _LEAST
    out: list[Passage] = []
    form: list[Passage] = []
    for inside, group in groupby(found, key=_place):
        together = list(group)
        told = (inside == "table" and _by_column(together)) or [
            p
            for cell in _cells(together)
            for p in _unbroken(
                [p for piece in cell for p in _passages(piece, wide, empty=tabled and _is_label(piece, wide))]
            )
        ]
        out += told if inside else tables.below(form, told)
        form = told
    return Document(text, tuple(_listed(out)), "html", encoding, asides=tuple(_plain(piece) for piece in around))


def _cells(together: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each cell; outside tables those that only line breaks part."""
    cell: list[Piece] = []
    for piece in together:
        if cell and ((piece.row, piece.column) != (cell[-1].row, cell[-1].column) or (piece.apart and not piece.row)):
            yield cell
            cell = []
        cell.append(piece)
    yield cell


def _unbroken(cell: list[Passage]) -> list[Passage]:
    """A label broken over lines of its cell is one."""
    if len(cell) < 2 or any(passage.kind is not Kind.LABEL for passage in cell):
        return cell
    whole = reduce(joined, cell)
    return [whole] if share(whole.text) >= 0.75 else cell


def _place(piece: Piece) -> str:
    """Whether a piece stands in a table, in a list of definitions or in neither."""
    return "table" if piece.row else "dl" if "dl" in piece.tags else ""


def _listed(passages: list[Passage]) -> Iterator[Passage]:
    """Three blocks and more of a few words each, in small letters, are a list without its tags."""
    for short, group in groupby(passages, key=_is_entry):
        run = list(group)
        yield from (_as(each, Kind.ITEM) for each in run) if short and len(run) >= _LEAST else run


def _is_entry(passage: Passage) -> bool:
    text = passage.text
    return (
        passage.kind is Kind.TEXT
        and text[0].islower()
        and len(text) < 60
        and text[-1] not in ".:;!?"
        and "@" not in text
    )


def _apart(found: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a page, and those of what goes round it; a page that is nothing else is taken whole."""
    around = [piece for piece in found if piece.aside]
    labels = sum(share(piece.string) >= 0.75 for piece in around if len(piece.string) < 90)
    if 2 * sum(len(piece.string) for piece in around) > sum(len(piece.string) for piece in found) or labels >= 4:
        return found, []
    return [piece for piece in found if not piece.aside], around


def _by_column(table: list[Piece]) -> list[Passage]:
    """The passages of a table whose columns are labels; none of another table."""
    rows = [
        [[_plain(piece) for piece in cell] for _, cell in groupby(row, key=lambda piece: piece.column)]
        for _, row in groupby(table, key=lambda piece: piece.row)
    ]
    texts = [[" ".join(passage.text for passage in cell) for cell in row] for row in rows]
    if tables.is_columns(texts):
        return list(tables.turned(rows))
    return list(tables.listed(rows)) if tables.is_listing(texts) else []


def _plain(piece: Piece) -> Passage:
    return Passage(piece.string, array("I", piece.at[: len(piece.string)]), Kind.TEXT, 0, piece.apart)


def _columns(found: list[Piece]) -> Counter[int]:
    """How many filled cells each table row has."""
    return Counter(row for row, _ in {(piece.row, piece.column) for piece in found if piece.row})


def _is_label(piece: Piece, wide: Counter[int]) -> bool:
    """The only filled cell of its row, the first, which asks what nobody answered."""
    return piece.column == 1 and wide[piece.row] == 1 and len(piece.string) < 90 and share(piece.string) >= 0.75


def _passages(piece: Piece, wide: Counter[int], *, empty: bool = False) -> Iterator[Passage]:
    passage = _plain(piece)
    inner = piece.tags[-1] if piece.tags else ""
    heading = next((m for tag in reversed(piece.tags) if (m := _HEADING.match(tag))), None)
    if heading:
        yield _as(passage, Kind.HEADING, int(heading[1]))
    elif inner == "title":
        return
    elif (
        "dt" in piece.tags
        or inner in {"summary", "legend", "caption", "button"}
        or (piece.row and piece.column == 1 and (wide[piece.row] >= 2 or "th" in piece.tags or piece.all_bold or empty))
    ):
        yield _as(passage, Kind.LABEL)
    elif piece.all_bold and "li" not in piece.tags and len(passage.text) < 170:
        yield _as(passage, Kind.HEADING, 7)
    elif "li" in piece.tags and not _opens(passage, piece.lead):
        yield _as(passage, Kind.ITEM)
    else:
        yield from _led(passage, piece.lead)


def _opens(passage: Passage, lead: int) -> bool:
    """Whether an item begins with the label of a section in bold, or is nothing else."""
    label, rest = passage.cut(0, lead), passage.cut(lead, len(passage.text))
    return opens(label.text, rest.text) if rest.text else bool(label.text) and share(label.text) >= _SURE


_SURE = 0.85


def _led(passage: Passage, lead: int) -> Iterator[Passage]:
    """A paragraph that begins with a label in bold is the label, then the rest."""
    label, rest = passage.cut(0, lead), passage.cut(lead, len(passage.text))
    if rest.text and opens(label.text, rest.text):
        yield _as(label, Kind.HEADING, 7)
        passage = rest.cut(len(rest.text) - len(rest.text.lstrip(" :–—-")), len(rest.text))
    yield from split_items(passage)


def _as(passage: Passage, kind: Kind, level: int = 0) -> Passage:
    return Passage(passage.text, passage.at, kind, level, passage.gap)
