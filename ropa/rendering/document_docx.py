"""A document as DOCX: real headings, lists and tables, and languages. The only importer of python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from ropa import texts
from ropa.rendering.citation import cited
from ropa.rendering.document import Block, Bullets, Contacts, Document, Paragraph, Sentence, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOMENT = datetime(2000, 1, 1)
_ENTRY = (1980, 1, 1, 0, 0, 0)
_TWO = (Mm(46), Mm(116))
"""Widths of a sheet: the item and what is said of it."""
_INK = RGBColor(0x1D, 0x24, 0x30)


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
    if for_author and document.missing:
        _missing(word, document)
    return _same_bytes(word)


def _prepare(word: Word, document: Document) -> None:
    tag = document.metadata.get("language", document.language)
    properties = word.core_properties
    properties.title, properties.language, properties.author = document.title.text, tag, ""
    properties.comments, properties.created, properties.modified = "", _MOMENT, _MOMENT
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(24)
    for name, size in (("Normal", 11), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 11)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:hAnsi"), "Calibri")
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


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
    _repeat(table.rows[0])
    for row in block.rows:
        for cell, sentence in zip(table.add_row().cells, row, strict=True):
            if sentence.text:
                _write(cell.paragraphs[0], sentence)
            else:
                cell.paragraphs[0].add_run("–")
    if len(block.columns) == len(_TWO):
        table.autofit = False
        for column, width in zip(table.columns, _TWO, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
    for paragraph in (cell.paragraphs[0] for row in table.rows for cell in row.cells):
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(9.5)
    word.add_paragraph()


def _repeat(row: _Row) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


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


def _missing(word: Word, document: Document) -> None:
    heading = word.add_heading(texts.say("notice-for-author", document.language), level=2)
    heading.paragraph_format.page_break_before = True
    word.add_paragraph(texts.say("notice-for-author-note", document.language))
    for item in document.missing:
        articles = f" ({cited(item.articles, document.language)})" if item.articles else ""
        word.add_paragraph(f"{item.text}{articles}", style="List Bullet")


def _same_bytes(word: Word) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            same = zipfile.ZipInfo(entry.filename, _ENTRY)
            same.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(same, source.read(entry.filename))
    return fixed.getvalue()
