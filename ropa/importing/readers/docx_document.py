"""Word documents: paragraphs, headings by style, lists, tables of label and value."""

from __future__ import annotations

import io
import re

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from ropa.errors import UnreadableFile
from ropa.importing import tables
from ropa.importing.composed import Composer, opened
from ropa.importing.document import Kind
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.marking import TURNED
from ropa.importing.notice import readings

RANK = 50
LIGHT = False


def accepts(file: File) -> bool:
    """By ending."""
    return file.ending == "docx"


def read(file: File) -> Imported:
    """The notices in a Word document."""
    opened(file).close()
    try:
        source = docx.Document(io.BytesIO(file.data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableFile("this is no Word document.", where=file.name, mend="Save it as DOCX.") from error
    composer = Composer()
    for block in source.iter_inner_content():
        if isinstance(block, Paragraph):
            _paragraph(composer, block)
        else:
            _table(composer, block)
    return readings(file, composer.document("docx"))


def _paragraph(composer: Composer, paragraph: Paragraph) -> None:
    style = (paragraph.style.name if paragraph.style else "") or ""
    heading = re.match(r"(?:Heading|Otsikko|Rubrik)\s?(\d)|(Title|Otsikko|Rubrik)$", style)
    runs = [run for run in paragraph.runs if run.text.strip()]
    if heading:
        composer.add(paragraph.text, Kind.HEADING, int(heading[1] or 1))
    elif runs and all(run.bold for run in runs) and len(paragraph.text) < 170:
        composer.add(paragraph.text, Kind.HEADING, 7)
    elif "List" in style or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
        composer.add(paragraph.text, Kind.ITEM)
    else:
        for number, line in enumerate(paragraph.text.split("\n")):
            composer.add(line, gap=number == 0)


def _table(composer: Composer, table: Table) -> None:
    cells_of = [list(dict.fromkeys(row.cells)) for row in table.rows]
    if tables.is_columns([[cell.text for cell in row] for row in cells_of]):
        for column, head in enumerate(cells_of[0]):
            composer.add(head.text, Kind.LABEL, TURNED)
            for cells in cells_of[1:]:
                composer.add(cells[column].text if column < len(cells) else "", Kind.ITEM, TURNED)
        return
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))
        for number, cell in enumerate(cells):
            first = number == 0 and len(cells) > 1
            if first:
                composer.add(" ".join(p.text for p in cell.paragraphs), Kind.LABEL)
            else:
                for paragraph in cell.paragraphs:
                    _paragraph(composer, paragraph)
