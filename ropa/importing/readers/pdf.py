"""PDF with text: lines, tables of label and value, hyphenation, headers and footers. Only importer of pdfplumber."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing import tables
from ropa.importing.composed import Composer
from ropa.importing.document import Kind
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.marking import TURNED
from ropa.importing.notice import readings

RANK = 50
LIGHT = False

_PAGES = 200


def accepts(file: File) -> bool:
    """By ending or by its first bytes."""
    return file.ending == "pdf" or file.data[:1024].lstrip().startswith(b"%PDF-")


def read(file: File) -> Imported:
    """The notices in a PDF."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(file.data)) as source:
            if len(source.pages) > _PAGES:
                raise TooLarge(
                    said("the PDF has more than {most} pages.", most=_PAGES),
                    where=file.name,
                    mend="Hand in the notice alone.",
                )
            pages = [_page(page) for page in source.pages]
    except (PDFSyntaxError, PdfminerException) as error:
        raise UnreadableFile(
            "this is no PDF, or it is damaged.", where=file.name, mend="Print it to PDF again."
        ) from error
    if not any(pages):
        raise UnreadableFile(
            "the PDF holds no text, only pictures.", where=file.name, mend="Hand in the document it was made from."
        )
    return readings(file, _composed(pages).document("pdf"))


Line = tuple[str, Kind, bool]


def _page(page: Any) -> list[Line]:
    """Lines and table cells of a page, from top to bottom."""
    tables = [table for table in page.find_tables() if _is_form(table)]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox)
    found: list[tuple[float, list[Line]]] = [(table.bbox[1], _rows(table)) for table in tables]
    last_bottom, size = 0.0, 0.0
    for line in rest.extract_text_lines(return_chars=True):
        height = line["bottom"] - line["top"]
        gap = line["top"] - last_bottom > 0.6 * max(height, size)
        bold = all("bold" in char["fontname"].lower() for char in line["chars"] if char["text"].strip())
        kind = Kind.HEADING if bold and len(line["text"]) < 170 else Kind.TEXT
        found.append((line["top"], [(line["text"], kind, gap)]))
        last_bottom, size = line["bottom"], height
    return [line for _, lines in sorted(found, key=lambda each: each[0]) for line in lines]


def _is_form(table: Any) -> bool:
    return len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2


def _rows(table: Any) -> list[Line]:
    out: list[Line] = []
    whole = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
    if tables.is_columns(whole):
        for column, head in enumerate(whole[0]):
            out.append((head, Kind.LABEL, True))
            out += [(row[column], Kind.ITEM, True) for row in whole[1:] if column < len(row)]
        return out
    for row in table.extract():
        cells = [cell or "" for cell in row]
        label, values = cells[0], [cell for cell in cells[1:] if cell.strip()]
        if label.strip():
            out.append((" ".join(label.split()), Kind.LABEL, True))
        for value in values:
            out += [(line, Kind.TEXT, number == 0) for number, line in enumerate(value.split("\n"))]
    return out


def _composed(pages: list[list[Line]]) -> Composer:
    """One text of all pages; what stands on every page at its edge is left out, page numbers too."""
    edges = Counter(text for page in pages for text in {line[0] for line in (*page[:2], *page[-2:])})
    often = {text for text, count in edges.items() if len(pages) > 2 and count >= 0.7 * len(pages)}
    composer = Composer()
    for page in pages:
        for number, (text, kind, gap) in enumerate(page):
            edge = number < 2 or number >= len(page) - 2
            if edge and (
                text in often or re.fullmatch(r"(?:sivu |sida |page )?\d{1,3}(?:\s?[/(]\s?\d{1,3}\)?)?", text, re.I)
            ):
                continue
            level = {Kind.HEADING: 7, Kind.ITEM: TURNED}.get(kind, 0)
            composer.add(text, kind, level, gap=gap and number > 0)
    return composer
