"""From files to readings and graphs. One reader per format in `readers/`, one language per file in `phrases/`.

A reader tells what a document says and where it says it. Whether that is enough is no question of this package.
"""

from __future__ import annotations

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing import exchange
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.readers import readers
from ropa.importing.sandbox import confined
from ropa.importing.workbook import rows as workbook_rows
from ropa.rdf import uncollected
from ropa.settings import Settings

__all__ = ["Imported", "exchange", "read", "spreadsheet_rows"]

_SMALL = 60_000


def read(name: str, data: bytes, settings: Settings, *, keep_persons: bool = False) -> Imported:
    """What a file tells. Small text is read at once, everything else in a process of its own.

    Raises UnreadableFile or TooLarge with the name of the file, the place, and how to mend it.
    """
    file = File(name, data, settings, keep_persons)
    if len(data) > settings.max_file_bytes:
        raise TooLarge(
            said(
                "the file has {megabytes} MB, more than {most} MB.",
                megabytes=len(data) // 1_000_000,
                most=settings.max_file_bytes // 1_000_000,
            ),
            where=name,
            mend="Hand in a shorter file, or raise ROPA_MAX_FILE_BYTES.",
        )
    if not data.strip():
        raise UnreadableFile("the file is empty.", where=name, mend="Hand in the notice itself.")
    reader = next(each for each in readers() if each.accepts(file))
    if reader.LIGHT and len(data) <= _SMALL:
        with uncollected():
            return reader.read(file)
    return confined(reader.read, file)


def spreadsheet_rows(name: str, data: bytes, settings: Settings) -> tuple[tuple[str, ...], ...]:
    """The cells of a workbook's first sheet, read in a process of its own. Raises as `read` does."""
    return confined(workbook_rows, File(name, data, settings)).rows
