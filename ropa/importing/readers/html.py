"""Web pages: headings, tables of label and value, definition lists; what a browser hides is not read."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator

from ropa.importing.decoding import decode
from ropa.importing.document import Document, Kind, Passage
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.markup import Piece, pieces
from ropa.importing.notice import readings
from ropa.importing.plain import split_items

RANK = 30
LIGHT = True

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
    found = pieces(text)
    wide = _columns(found)
    return Document(text, tuple(p for piece in found for p in _passages(piece, wide)), "html", encoding)


def _columns(found: list[Piece]) -> Counter[int]:
    """How many filled cells each table row has."""
    return Counter(row for row, _ in {(piece.row, piece.column) for piece in found if piece.row})


def _passages(piece: Piece, wide: Counter[int]) -> Iterator[Passage]:
    passage = Passage(piece.string, array("I", piece.at[: len(piece.string)]), Kind.TEXT, 0, piece.apart)
    inner = piece.tags[-1] if piece.tags else ""
    heading = next((m for tag in reversed(piece.tags) if (m := _HEADING.match(tag))), None)
    if heading:
        yield _as(passage, Kind.HEADING, int(heading[1]))
    elif inner == "title":
        return
    elif (
        "dt" in piece.tags
        or inner in {"summary", "legend", "caption"}
        or (piece.row and piece.column == 1 and (wide[piece.row] >= 2 or "th" in piece.tags or piece.all_bold))
    ):
        yield _as(passage, Kind.LABEL)
    elif piece.all_bold and "li" not in piece.tags and len(passage.text) < 170:
        yield _as(passage, Kind.HEADING, 7)
    elif "li" in piece.tags:
        yield _as(passage, Kind.ITEM)
    else:
        yield from split_items(passage)


def _as(passage: Passage, kind: Kind, level: int = 0) -> Passage:
    return Passage(passage.text, passage.at, kind, level, passage.gap)
