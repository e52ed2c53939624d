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
from ropa.importing.gutters import Region, Word, regions
from ropa.importing.imported import Imported
from ropa.importing.marking import TURNED
from ropa.importing.notice import readings
from ropa.importing.wrapping import whole

RANK = 50
LIGHT = False

_PAGES = 200
_PADDING = 6.0


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
    found: list[tuple[float, list[Line]]] = [(table.bbox[1], _rows(page, table)) for table in tables]
    words = [Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"]) for w in rest.extract_words()]
    above = rest.bbox[1]
    for region in regions(words):
        found.append((above, _lines(_cut(rest, above, region.top - 1))))
        found.append((region.top, _columns(_cut(rest, region.top - 1, region.bottom + 1), region)))
        above = region.bottom + 1
    found.append((above, _lines(_cut(rest, above, rest.bbox[3]))))
    return [line for _, lines in sorted(found, key=lambda each: each[0]) for line in lines]


def _cut(page: Any, top: float, bottom: float, left: float | None = None, right: float | None = None) -> Any:
    x0, y0, x1, y1 = page.bbox
    box = (max(x0, left or x0), max(y0, top), min(x1, right or x1), min(y1, bottom))
    return page.crop(box, strict=False) if box[0] < box[2] and box[1] < box[3] else None


def _columns(page: Any, region: Region) -> list[Line]:
    """Both columns one after the other; of a form each label before its contents."""
    top, bottom = page.bbox[1], page.bbox[3]
    if not region.rows:
        return [*_lines(_cut(page, top, bottom, right=region.at)), *_lines(_cut(page, top, bottom, left=region.at))]
    margin = max((word["x1"] for word in page.extract_words()), default=0.0)
    found: list[Line] = _lines(_cut(page, top, region.rows[0] - 1, left=region.at), margin)
    for start, end in zip(region.rows, (*(row - 1 for row in region.rows[1:]), bottom), strict=True):
        label = " ".join(text for text, _, _ in _lines(_cut(page, start - 1, end, right=region.at)))
        found += [(label, Kind.LABEL, True)] if label else []
        found += _lines(_cut(page, start - 1, end, left=region.at), margin)
    return found


def _lines(part: Any, margin: float = 0.0) -> list[Line]:
    """Lines of text, those of a paragraph as one. A line that ends although the next word had room before the margin
    ends on purpose, as in a list; without a margin that is where the longest line ends."""
    lines = part.extract_text_lines(return_chars=True) if part is not None else []
    margin = margin or max((line["x1"] for line in lines), default=0.0)
    found: list[Line] = []
    before: Any = None
    for line in lines:
        height = line["bottom"] - line["top"]
        last = max(height, before["bottom"] - before["top"]) if before else 0.0
        gap = before is None or line["top"] - before["bottom"] > 0.6 * last
        bold = all("bold" in char["fontname"].lower() for char in line["chars"] if char["text"].strip())
        kind = Kind.HEADING if bold and len(line["text"]) < 170 else Kind.TEXT
        ended = before is not None and before["x1"] + _first_word(line) + 0.6 * height < margin
        _add(found, (line["text"].replace("\xad", "-"), kind, gap or ended))  # drawn, so a hyphen
        before = line
    return found


def _add(lines: list[Line], line: Line) -> None:
    """A line after others: a heading or paragraph goes on with it, a word broken before it is made whole."""
    text, kind, gap = line
    if not lines or gap or lines[-1][1] is not kind:
        lines.append(line)
        return
    last, _, apart = lines[-1]
    lines[-1] = (whole(last, text), kind, apart)


def _first_word(line: Any) -> float:
    """Its width in points; the blank after it may be a sign or only room."""
    end = line["chars"][0]["x0"]
    for char in line["chars"]:
        if not char["text"].strip() or char["x0"] - end > 0.15 * char["size"]:
            break
        end = char["x1"]
    return float(end - line["chars"][0]["x0"])


def _is_form(table: Any) -> bool:
    return len(table.rows) >= 1 and max(len(row.cells) for row in table.rows) >= 2


def _rows(page: Any, table: Any) -> list[Line]:
    out: list[Line] = []
    whole = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
    if tables.is_columns(whole):
        for column, head in enumerate(whole[0]):
            out.append((head, Kind.LABEL, True))
            out += [(row[column], Kind.ITEM, True) for row in whole[1:] if column < len(row)]
        return out
    for row in table.rows:
        cells = [_lines(_cut(page, box[1], box[3], box[0], box[2]), box[2] - _PADDING) for box in row.cells if box]
        label = " ".join(" ".join(text for text, _, _ in cells[0]).split()) if cells and row.cells[0] else ""
        out += [(label, Kind.LABEL, True)] if label else []
        for lines in cells[1:] if row.cells[0] else cells:
            out += [(text, Kind.TEXT, number == 0 or gap) for number, (text, _, gap) in enumerate(lines)]
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
