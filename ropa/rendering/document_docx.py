"""A document as DOCX: real headings, lists and tables, and languages."""

from __future__ import annotations

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from ropa.rendering import authoring
from ropa.rendering.citation import cited
from ropa.rendering.document import Block, Bullets, Contacts, Document, Paragraph, Sentence, Table
from ropa.rendering.word_file import same_bytes, set_styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAGE = 162
"""Millimetres between the margins."""


def render(document: Document, *, for_author: bool = True) -> bytes:
    """The file; times in it are fixed, so that the same document gives the same bytes."""
    word = docx.Document()
    _prepare(word, document)
    word.add_heading(level=1)
    _write(word.paragraphs[-1], document.title)
    if document.date:
        _write(word.add_paragraph(), document.date)
    for section in document.sections:
        word.add_heading(section.heading, level=2)
        for block in section.blocks:
            _block(word, block)
    for listed in authoring.lists(document) if for_author else ():
        _listed(word, listed, document.language)
    return same_bytes(word)


def _prepare(word: Word, document: Document) -> None:
    set_styles(word, document.title.text, document.metadata.get("language", document.language))
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(24)


def _block(word: Word, block: Block) -> None:
    if isinstance(block, Paragraph):
        _heading(word, block.lead)
        if block.sentences:
            _write(word.add_paragraph(), *block.sentences)
    elif isinstance(block, Bullets):
        _heading(word, block.topic)
        if block.lead:
            lead = word.add_paragraph()
            lead.paragraph_format.keep_with_next = True
            _write(lead, block.lead)
        for item in block.items:
            _write(word.add_paragraph(style="List Bullet"), item)
    elif isinstance(block, Table):
        _table(word, block)
    else:
        _contacts(word, block)


def _heading(word: Word, sentence: Sentence | None) -> None:
    if sentence:
        _write(word.add_heading(level=3), sentence)


def _contacts(word: Word, block: Contacts) -> None:
    if block.name:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(0), True
        _write(paragraph, block.name, bold=True)
    for number, line in enumerate(block.lines):
        paragraph = word.add_paragraph()
        if number < len(block.lines) - 1:
            paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"{line.label}: ")
        _write(paragraph, line.value)


def _table(word: Word, block: Table) -> None:
    table = word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(column).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for row in block.rows:
        line = table.add_row()
        _mark(line, "w:cantSplit")
        for cell, sentence in zip(line.cells, row, strict=True):
            if sentence.text:
                _write(cell.paragraphs[0], sentence)
            else:
                cell.paragraphs[0].add_run("–")
    if block.widths:
        table.autofit = False
        for column, share in zip(table.columns, block.widths, strict=True):
            column.width = Mm(_PAGE * share // sum(block.widths))
            for cell in column.cells:
                cell.width = column.width
    for paragraph in (cell.paragraphs[0] for row in table.rows for cell in row.cells):
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(9.5)
    word.add_paragraph()


def _mark(row: _Row, name: str) -> None:
    """What a row is or may not do: the heading of each page, whole on one page."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _write(paragraph: WordParagraph, *sentences: Sentence, bold: bool = False) -> None:
    for number, sentence in enumerate(sentences):
        if number:
            paragraph.add_run(" ")
        if sentence.target.startswith(("mailto:", "tel:", "https:", "http:")):
            _link(paragraph, sentence)
            continue
        place = 0
        for passage in sentence.foreign:
            paragraph.add_run(sentence.text[place : passage.start]).bold = bold or None
            run = paragraph.add_run(sentence.text[passage.start : passage.end])
            run.bold = bold or None
            _speak(run, passage.language)
            place = passage.end
        paragraph.add_run(sentence.text[place:]).bold = bold or None


def _speak(run: Run, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(mark)


def _link(paragraph: WordParagraph, sentence: Sentence) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(sentence.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(sentence.text)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x0B, 0x5A, 0x8F)
    link.append(run._r)
    paragraph._p.append(link)


def _listed(word: Word, listed: authoring.Listed, language: str) -> None:
    heading = word.add_heading(listed.heading, level=2)
    heading.paragraph_format.page_break_before = True
    word.add_paragraph(listed.note)
    for item in listed.items:
        articles = f" ({cited(item.articles, language)})" if item.articles else ""
        word.add_paragraph(f"{item.text}{articles}", style="List Bullet")
