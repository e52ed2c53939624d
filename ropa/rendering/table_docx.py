"""A table as DOCX: landscape, a real table whose header row repeats, headings, language; to be edited further."""

from __future__ import annotations

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from ropa.rendering.table import Cell, Table
from ropa.rendering.word_file import same_bytes, set_styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAGE = (Mm(297), Mm(210))
_MARGIN = 14
_ROOM = 297 - 2 * _MARGIN
_SOFT = RGBColor(0x55, 0x60, 0x6F)
_SMALL = Pt(8)


def render(table: Table) -> bytes:
    """The file; times in it are fixed, so that the same table gives the same bytes."""
    word = docx.Document()
    set_styles(word, table.title, table.language)
    page = word.sections[0]
    page.orientation, (page.page_width, page.page_height) = WD_ORIENT.LANDSCAPE, _PAGE
    page.left_margin = page.right_margin = page.top_margin = Mm(_MARGIN)
    page.bottom_margin, page.footer_distance = Mm(_MARGIN + 6), Mm(_MARGIN - 5)
    _footer(page.footer.paragraphs[0], table)
    _hyphenate(word)
    word.add_heading(table.title, level=1)
    for label, value in table.facts:
        if value:
            _entry(word.add_paragraph(), label, value)
    _before(word, table)
    if table.rows and table.is_wide:
        _sheets(word, table)
    elif table.rows:
        _grid(word, table)
    else:
        word.add_paragraph(table.empty)
    return same_bytes(word)


def _hyphenate(word: Word) -> None:
    """Long words of narrow columns may be broken."""
    for place in word.settings.element.iter(qn("w:defaultTabStop")):
        mark = OxmlElement("w:autoHyphenation")
        mark.set(qn("w:val"), "true")
        place.addnext(mark)


def _before(word: Word, table: Table) -> None:
    if table.contents:
        word.add_heading(table.contents_title, level=2)
        for stop in word.part.numbering_part.element.iter(qn("w:tab")):
            stop.set(qn("w:pos"), str(Mm(9).twips))  # the template's own is too near for two digits
        for line in table.contents:
            look = word.add_paragraph(line, style="List Number").paragraph_format
            look.space_after, look.left_indent, look.first_line_indent = Pt(0), Mm(9), Mm(-9)
    for block in table.blocks:
        word.add_heading(block.heading, level=2)
        for number, (label, lines) in enumerate(block.entries, 1):
            _entry(word.add_paragraph(), label, "; ".join(lines), is_last=number == len(block.entries))
    if table.contents and table.rows:
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif table.rows:
        word.add_paragraph().paragraph_format.space_after = Pt(0)


def _entry(paragraph: Paragraph, label: str, value: str, *, is_last: bool = True) -> None:
    """On the page of the next one, unless it is the last."""
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(0), not is_last
    paragraph.add_run(f"{label}: ").font.color.rgb = _SOFT
    paragraph.add_run(value)


def _grid(word: Word, table: Table) -> None:
    grid = word.add_table(rows=len(table.rows) + 1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    total = sum(column.width for column in table.columns)
    widths = [Mm(round(_ROOM * column.width / total, 1)) for column in table.columns]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    head, *rows = grid.rows
    _mark(head, "w:tblHeader")
    for cell, width, column in zip(head.cells, widths, table.columns, strict=True):
        _fill(cell, (column.title,), bold=True, told=True)
        _shade(cell)
        cell.width = width
    for row, told in zip(rows, table.rows, strict=True):
        _mark(row, "w:cantSplit")
        for index, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            _fill(cell, table.lines(told, index), bold=index == 0, told=bool(told[index]))
            cell.width = width


def _sheets(word: Word, table: Table) -> None:
    """Each row as a table of its own, column by column."""
    names = table.contents or tuple(next(iter(row[0]), table.title) for row in table.rows)
    for row, name in zip(table.rows, names, strict=True):
        word.add_heading(name, level=2)
        shown = [index for index in range(len(table.columns)) if table.lines(row, index)]
        grid = word.add_table(rows=len(shown), cols=2, style="Table Grid")
        grid.autofit = False
        grid.columns[0].width, grid.columns[1].width = Mm(_ROOM * 0.3), Mm(_ROOM * 0.7)
        for line, index in zip(grid.rows, shown, strict=True):
            label, value = line.cells
            label.width, value.width = Mm(_ROOM * 0.3), Mm(_ROOM * 0.7)
            _fill(label, (table.columns[index].title,), bold=True, told=True)
            _fill(value, table.lines(row, index), bold=False, told=bool(row[index]))


def _fill(cell: _Cell, lines: Cell, *, bold: bool, told: bool) -> None:
    """The first line of a name is bold; a gap is set in a lighter colour."""
    for number, line in enumerate(lines or ("",)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1.5)
        run = paragraph.add_run(line)
        run.font.size = _SMALL
        if told:
            run.bold = (bold and number == 0) or None
        else:
            run.italic, run.font.color.rgb = True, _SOFT


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "EEF2F6")
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _footer(paragraph: Paragraph, table: Table) -> None:
    paragraph.add_run(f"{table.title} · {table.day} · ").font.size = _SMALL
    for number, code in enumerate(("PAGE", "NUMPAGES")):
        if number:
            paragraph.add_run(" / ").font.size = _SMALL
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = paragraph.add_run("1")
        run.font.size = _SMALL
        field.append(run._r)
        paragraph._p.append(field)
