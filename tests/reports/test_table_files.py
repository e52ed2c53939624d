"""Reports as files: the same bytes each time, no formulas, what each format must have."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest
from openpyxl import load_workbook

from ropa import reports
from ropa.rendering import tables
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import table_of


@pytest.mark.parametrize("format", tables.formats())
@pytest.mark.parametrize("name", reports.names())
def test_same_register_same_bytes_and_empty_register(kaarna: EmbeddedStore, name: str, format: str) -> None:
    assert set(tables.formats()) == {"csv", "docx", "html", "json", "pdf", "xlsx"}
    first = tables.render(table_of(kaarna, name, "fi"), format)
    assert first == tables.render(table_of(kaarna, name, "fi"), format)
    empty = table_of(EmbeddedStore(), name, "sv")
    assert empty.rows == () and empty.blocks == ()
    assert tables.render(empty, format)
    assert tables.media_type(format)


def test_text_never_becomes_a_formula(gaps: EmbeddedStore) -> None:
    table = table_of(gaps, "article-30-controller")
    assert any("=1+1" in line for row in table.rows for line in row[0])
    book = load_workbook(io.BytesIO(tables.render(table, "xlsx")))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert any(str(cell.value).startswith("=1+1") for row in book.active.iter_rows() for cell in row if cell.value)
    rows = list(csv.reader(io.StringIO(tables.render(table, "csv").decode("utf-8-sig"))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[1][0].startswith("'=1+1")


def test_html_escapes_what_it_shows(gaps: EmbeddedStore) -> None:
    page = tables.render(table_of(gaps, "article-30-controller", "sv"), "html").decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert '<html lang="sv">' in page and 'scope="col"' in page


def test_workbook_is_ready_to_use(kaarna: EmbeddedStore) -> None:
    book = load_workbook(io.BytesIO(tables.render(table_of(kaarna, "article-30-controller", "fi"), "xlsx")))
    sheet, details = book.worksheets
    assert book.properties.title == "Rekisterinpitäjän seloste käsittelytoimista"
    assert book.properties.created.date() == date(2026, 11, 21)
    head = sheet.max_row - 2
    assert head == 4, "what is frozen must leave room for the table"
    assert "Rekisterin versio: 17" in sheet["A2"].value and "Sääntöjen versio: 4a5b6c" in sheet["A2"].value
    told = [cell.value for cell in details["A"]]
    assert "Kaarna Sähkö Oy" in told and told[-2:] == list(table_of(kaarna, "article-30-controller", "fi").contents)
    assert sheet.freeze_panes == f"B{head + 1}" and sheet.auto_filter.ref == f"A{head}:H{sheet.max_row}"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows
    assert sheet.cell(head + 1, 1).alignment.wrap_text and sheet.column_dimensions["A"].width > 20


def test_json_keeps_lines_and_gaps(gaps: EmbeddedStore) -> None:
    told = json.loads(tables.render(table_of(gaps, "article-30-controller"), "json"))
    assert told["report"] == "article-30-controller" and told["rows"][1]["purposes"] == []
    assert told["facts"][1] == {"label": "Version of the register", "value": "17"}


@pytest.mark.parametrize(("language", "tag"), [("fi", "fi"), ("sv", "sv")])
def test_pdf_is_tagged_landscape_and_repeats_its_header(kaarna: EmbeddedStore, language: str, tag: str) -> None:
    table = table_of(kaarna, "article-30-controller", language)
    long = replace(table, rows=table.rows * 20)
    book = pypdf.PdfReader(io.BytesIO(tables.render(long, "pdf")))
    assert book.trailer["/Root"]["/Lang"] == tag and book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert book.metadata and book.metadata.title == table.title
    assert len(book.pages) >= 4
    for number, page in enumerate(book.pages, 1):
        words = page.extract_text()
        assert page.mediabox.width > page.mediabox.height
        assert f"{number} / {len(book.pages)}" in words
        assert (table.contents_title if number == 1 else table.columns[0].title) in words


def test_word_file_has_a_real_table(gaps: EmbeddedStore) -> None:
    table = table_of(gaps, "article-30-controller", "sv")
    word = docx.Document(io.BytesIO(tables.render(table, "docx")))
    (grid,) = word.tables
    assert [cell.text for cell in grid.rows[0].cells] == [column.title for column in table.columns]
    assert grid.rows[0]._tr.xpath("./w:trPr/w:tblHeader") and len(grid.rows) == len(table.rows) + 1
    assert grid.rows[2].cells[1].text == table.untold
    assert word.core_properties.language == "sv" and word.core_properties.title == table.title
    assert word.sections[0].page_width > word.sections[0].page_height
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == [table.title]
