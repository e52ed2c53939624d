"""Spreadsheets of activities: XLSX, CSV and TSV, one row per activity, our own headings or other people's."""

from __future__ import annotations

import csv
import io

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing import sheets
from ropa.importing.decoding import decode
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.workbook import sheets as workbook

RANK = 25
LIGHT = False

_MOST_ROWS = 50_000
_LONGEST_CELL = 200_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def accepts(file: File) -> bool:
    """By ending; a workbook under another name by its first bytes is Word's, so not here."""
    return file.ending in {"xlsx", "xlsm", "csv", "tsv"}


def read(file: File) -> Imported:
    """One reading per register named in the sheets; sheets without known headings are told."""
    if file.ending in {"csv", "tsv"}:
        text, encoding = decode(file)
        tables, format = {file.stem: _rows(file, text)}, file.ending
    else:
        tables, format, encoding = workbook(file), "xlsx", ""
    found: list[sheets.ActivitySheet] = []
    remarks: list[str] = []
    for name, rows in tables.items():
        stem = file.stem if len(tables) == 1 or not found else f"{file.stem} {name}"
        sheet = sheets.recognised(rows, stem, file.settings.language)
        if sheet:
            found.append(sheet)
        elif any(cell.strip() for row in rows for cell in row):
            remarks.append(
                said("sheet '{name}' has no headings of a register of activities and was not read.", name=name)
            )
    readings = [reading for sheet in found for reading in sheets.readings(sheet)]
    if not readings:
        raise UnreadableFile(
            "no row of headings of a register of activities was found, or no row below it.",
            where=file.name,
            mend="Use the headings that `ropa export --template FILE.xlsx` writes.",
        )
    return Imported(tuple(readings), {}, format, encoding, remarks=tuple(remarks), sheets=tuple(found))


def _rows(file: File, text: str) -> tuple[tuple[str, ...], ...]:
    head = text[:20_000]
    sign = "\t" if file.ending == "tsv" else max(",;\t", key=lambda each: _columns(head, each))
    rows = []
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            rows.append(tuple(_plain(cell) for cell in row))
            if len(rows) > _MOST_ROWS:
                raise TooLarge(
                    said("it has more than {most} rows.", most=_MOST_ROWS), where=file.name, mend="Split the file."
                )
    except csv.Error as error:
        raise UnreadableFile(
            said("this is no CSV: {reason}.", reason=error), where=file.name, mend="Save it as CSV again."
        ) from error
    return tuple(rows)


def _columns(text: str, sign: str) -> int:
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])
    return len(first)


def _plain(cell: str) -> str:
    cell = cell.replace("\r\n", "\n")
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
