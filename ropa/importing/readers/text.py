"""Plain text, the reader of last resort: what is no text at all is refused here."""

from __future__ import annotations

from ropa.importing.decoding import decode
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.notice import readings
from ropa.importing.plain import document

RANK = 99
LIGHT = True


def accepts(file: File) -> bool:
    """Any file that no other reader took."""
    return True


def read(file: File) -> Imported:
    """The notices in a text file."""
    text, encoding = decode(file)
    return readings(file, document(text, encoding))
