"""The cells of a workbook as text, sheet by sheet. The door to openpyxl. Understands nothing of what they say."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing.file import File
from ropa.importing.imported import Imported

_MOST_CELLS = 500_000
_MOST_UNPACKED = 200_000_000


def sheets(file: File) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Rows of every sheet by its name; formulas are read as their last value, empty cells as "".

    Raises UnreadableFile for what is no workbook, TooLarge for a packed file that would grow too big.
    """
    import openpyxl  # takes a third of a second, and few commands need it
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_bombs(file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile(
            "this is no workbook that can be read.", where=file.name, mend="Save it as .xlsx."
        ) from error
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    cells = 0
    for sheet in book.worksheets:
        rows = []
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if cells > _MOST_CELLS:
                raise TooLarge(
                    said("it has more than {most} cells.", most=_MOST_CELLS),
                    where=file.name,
                    mend="Split the workbook.",
                )
            rows.append(tuple(_words(cell) for cell in row))
        found[sheet.title] = tuple(rows)
    return found


def rows(file: File) -> Imported:
    """The rows of the first sheet, for whoever knows what they are; a formula without a value as it was typed."""
    first = next(iter(sheets(file).values()), ())
    typed = _formulas(file)
    shown = tuple(
        tuple(
            typed.get((row, column), cell) if not cell or cell.startswith("#") else cell
            for column, cell in enumerate(cells, 1)
        )
        for row, cells in enumerate(first, 1)
    )
    return Imported(rows=shown, format="workbook")


def _formulas(file: File) -> dict[tuple[int, int], str]:
    """The formulas of the first sheet by row and column: `=name` typed as words is one, with no value or an error."""
    import openpyxl
    from openpyxl.worksheet.formula import ArrayFormula

    book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True)
    found = {}
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True) if book.worksheets else (), 1):
        for column, cell in enumerate(row, 1):
            words = cell.text if isinstance(cell, ArrayFormula) else cell
            if isinstance(words, str) and words.startswith("="):
                found[number, column] = words
    return found


def _refuse_bombs(file: File) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile("this is no workbook.", where=file.name, mend="Save it as .xlsx.") from error
    if unpacked > _MOST_UNPACKED:
        raise TooLarge(
            said("unpacked it has {megabytes} MB.", megabytes=unpacked // 1_000_000),
            where=file.name,
            mend="Hand in a smaller file.",
        )


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
