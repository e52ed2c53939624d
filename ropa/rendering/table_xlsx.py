"""A table as an Excel workbook: frozen header, filters, wrapped lines, landscape print. The door to XlsxWriter.

Every cell is written as a string, so no text becomes a formula or a link. The times in the file are the day of
the table, so the same table gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ropa.rendering.table import Cell, Form, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_SHORT = 60
"""Signs of a fact that has room in the line above the table."""
_LINE = 130
"""Signs of a line above the table."""
_LABELS = 34
_PAGE = 260
"""Width of columns that can be read on one page of paper."""
_LINE_HEIGHT = 13.5
_TALLEST = 400.0
_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
_STYLES = {
    "title": {"font_name": "Calibri", "bold": True, "font_size": 16},
    "label": {**_BASE, "font_color": "#55606F", "text_wrap": False},
    "value": {**_BASE, "text_wrap": False},
    "heading": {"font_name": "Calibri", "bold": True, "font_size": 12},
    "head": {**_BASE, "bold": True, "bg_color": "#E3E9F0", "border": 1, "border_color": "#9AA5B4"},
    "cell": {**_BASE, "border": 1, "border_color": "#C9D0D9"},
    "name": {**_BASE, "border": 1, "border_color": "#C9D0D9", "bold": True},
    "typed": {**_BASE, "border": 1, "border_color": "#C9D0D9", "num_format": "@"},
    "gap": {**_BASE, "border": 1, "border_color": "#C9D0D9", "italic": True, "font_color": "#55606F"},
}


def render(table: Table) -> bytes:
    """First the table, its title and facts in a few lines above; on a second sheet whatever else there is to read."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _PLAIN)
    book.set_properties(
        {"title": table.title, "comments": f"Language: {table.language}", "created": datetime.fromisoformat(table.date)}
    )
    styles = {name: book.add_format(look) for name, look in _STYLES.items()}
    sheet = book.add_worksheet(_sheet_name(table.title))
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
    head = _above(sheet, table, styles)
    _grid(sheet, table, styles, head)
    _print_setup(sheet, table, head)
    if table.form:
        _make_form(book, sheet, table, table.form, head)
    elif table.blocks or table.contents or _short(table) != list(table.facts):
        name = _sheet_name(table.contents_title or table.name)
        _beside(
            book.add_worksheet(name if name.casefold() != sheet.name.casefold() else f"{name[:29]} 2"), table, styles
        )
    book.close()
    return file.getvalue()


def _short(table: Table) -> list[tuple[str, str]]:
    """The facts that have room above the table."""
    return [fact for fact in table.facts if len(fact[1]) <= _SHORT]


def _above(sheet: Worksheet, table: Table, styles: dict[str, Format]) -> int:
    """Writes what stands above the table, in a line each for a form; gives the row of the header."""
    sheet.write_string(0, 0, _fit(table.title), styles["title"])
    if not table.form:
        lines = _told([f"{label}: {value}" for label, value in _short(table) if value])
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, _fit(line), styles["value"])
        return 2 + len(lines)
    sheet.write_string(1, 0, _fit(table.form.hint), styles["value"])
    row = 2
    for label, value in table.facts:
        row = _entry(sheet, row, label, value, styles)
    return row + 1


def _told(facts: list[str]) -> list[str]:
    """Facts in lines that no page cuts."""
    lines: list[str] = []
    for fact in facts:
        if lines and len(lines[-1]) + len(fact) < _LINE:
            lines[-1] += f" · {fact}"
        else:
            lines.append(fact)
    return lines


def _beside(sheet: Worksheet, table: Table, styles: dict[str, Format]) -> None:
    """The list of rows, all facts and the details, for reading: they would push the table out of the window."""
    sheet.set_column(0, 0, _LABELS)
    sheet.write_string(0, 0, _fit(table.title), styles["title"])
    row = 1
    for label, value in table.facts:
        row = _entry(sheet, row, label, value, styles)
    for block in table.blocks:
        sheet.write_string(row + 1, 0, _fit(block.heading), styles["heading"])
        row += 2
        for label, lines in block.entries:
            row = _entry(sheet, row, label, "; ".join(lines), styles)
    if table.contents:
        sheet.write_string(row + 1, 0, _fit(table.contents_title), styles["heading"])
        for number, line in enumerate(table.contents, row + 2):
            sheet.write_string(number, 0, _fit(line), styles["value"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _entry(sheet: Worksheet, row: int, label: str, value: str, styles: dict[str, Format]) -> int:
    sheet.write_string(row, 0, _fit(label), styles["label"])
    sheet.write_string(row, 1, _fit(value), styles["value"])
    return row + 1


def _grid(sheet: Worksheet, table: Table, styles: dict[str, Format], head: int) -> None:
    for index, column in enumerate(table.columns):
        sheet.write_string(head, index, _fit(column.title), styles["head"])
    sheet.set_row(head, _height([(column.title,) for column in table.columns], table))
    for number, row in enumerate(table.rows, head + 1):
        shown = [table.lines(row, index) for index in range(len(table.columns))]
        for index, lines in enumerate(shown):
            style = ("name" if index == 0 else "cell") if row[index] else "gap"
            style = "typed" if table.columns[index].typed else style
            sheet.write_string(number, index, _fit("\n".join(lines)), styles[style])
        sheet.set_row(number, _height(shown, table))
    if not table.rows:
        sheet.write_string(head + 1, 0, _fit(table.empty), styles["value"])


def _make_form(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table, form: Form, head: int) -> None:
    """Hides what is for the program, offers lists to choose from, and adds the guide as a second sheet."""
    for row in range(2, 2 + len(table.facts)):
        sheet.set_row(row, None, None, {"hidden": True})
    for number in form.hidden_rows:
        sheet.set_row(head + 1 + number, None, None, {"hidden": True})
    for index, column in enumerate(table.columns):
        if column.key in form.hidden_columns:
            sheet.set_column(index, index, column.width, None, {"hidden": True})
    border = book.add_format(_STYLES["cell"])
    for number in range(len(table.rows), len(table.rows) + form.blank_rows):
        for index in range(len(table.columns)):
            sheet.write_blank(head + 1 + number, index, None, border)
    _guide(book, form)
    _offer(book, sheet, table, form, head)


def _offer(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table, form: Form, head: int) -> None:
    lists = book.add_worksheet("lists")
    lists.hide()
    for index, words in enumerate(form.lists):
        for number, word in enumerate(words):
            lists.write_string(number, index, _fit(word))
    columns = {column.key: index for index, column in enumerate(table.columns)}
    for (number, key), chosen in sorted(form.choices.items()):
        letter = xl_col_to_name(chosen)
        source = f"=lists!${letter}$1:${letter}${max(1, len(form.lists[chosen]))}"
        place = (head + 1 + number, columns[key]) * 2
        sheet.data_validation(*place, {"validate": "list", "source": source, "show_error": False})


def _guide(book: xlsxwriter.Workbook, form: Form) -> None:
    sheet = book.add_worksheet(_sheet_name(form.guide.heading))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _fit(form.guide.heading), book.add_format(_STYLES["title"]))
    label, text = book.add_format({**_BASE, "bold": True}), book.add_format(_BASE)
    for row, (name, lines) in enumerate(form.guide.entries, 2):
        sheet.write_string(row, 0, _fit(name), label)
        sheet.write_string(row, 1, _fit("\n".join(lines)), text)


def _print_setup(sheet: Worksheet, table: Table, head: int) -> None:
    last_row, last_column = head + len(table.rows), len(table.columns) - 1
    sheet.freeze_panes(head + 1, 1)
    if table.rows:
        sheet.autofilter(head, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1 + sum(column.width for column in table.columns) // _PAGE, 0)
    sheet.repeat_rows(head)
    sheet.repeat_columns(0)
    sheet.set_footer(f"&L{table.title.replace('&', '&&')}&C{table.day}&R&P / &N")


def _height(cells: list[Cell], table: Table) -> float:
    """Room for the longest cell: its lines, broken at the width of the column."""
    most = 1
    for lines, column in zip(cells, table.columns, strict=True):
        width = max(column.width - 1, 1)
        most = max(most, len(lines) + sum([len(line) // width for line in lines]))
    return min(most * _LINE_HEIGHT + 3, _TALLEST)


def _sheet_name(title: str) -> str:
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip().strip("'")
    return kept[:31].strip() or "1"


def _fit(text: str) -> str:
    """A cell holds no more; a longer text ends in an ellipsis."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
