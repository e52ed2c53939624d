"""A record's workbook as a person fills it in: rows at its end, values cleared, and what importing it says."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from ropa import texts
from ropa.model import Record
from ropa.namespaces import expand
from ropa.register import Registry, import_file
from ropa.register.changes import FileOutcome

HEADINGS = 7
RECORD = "https://ropa.example/record/kaarna-customers"


def label(name: str, language: str) -> str:
    return texts.label(expand(name), language)


def filled(book: bytes, rows: Sequence[Sequence[str]], cleared: Sequence[str] = ()) -> bytes:
    """The workbook with rows at its end, and without the values whose exact term is named."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened.worksheets[0]
    told = [n for n in range(HEADINGS + 1, sheet.max_row + 1) if sheet.cell(n, 3).value]
    for number in told:
        if sheet.cell(number, 7).value in cleared:
            sheet.cell(number, 3).value = None
    for number, row in enumerate(rows, max(told) + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value or None
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def imported(register: Registry, book: bytes, *, dry_run: bool = False) -> FileOutcome:
    file = register.settings.home / "book.xlsx"
    file.write_bytes(book)
    return import_file(register, file, dry_run=dry_run)


def record_of(register: Registry) -> Record:
    return register.dossier(RECORD).record


def activity_place(register: Registry, language: str) -> str:
    return next(r for r in register.sheet(RECORD, language).rows if r[4].startswith("activity/"))[0]
