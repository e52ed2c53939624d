"""A document from a format without plain text: what its reader extracts becomes the text that offsets count in."""

from __future__ import annotations

import io
import re
import zipfile
from array import array

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing.document import Document, Kind, Passage
from ropa.importing.file import File

_INFLATED = 150_000_000


class Composer:
    """Collects passages in order, one line each."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []

    def add(self, text: str, kind: Kind = Kind.TEXT, level: int = 0, *, gap: bool = True) -> None:
        """A passage; white space is drawn together, soft hyphens go."""
        plain = re.sub(r"[\s\xa0]+", " ", text.replace("\xad", "").replace("\u200b", "")).strip()
        if not plain:
            return
        at = array("I", range(self._length, self._length + len(plain)))
        self._passages.append(Passage(plain, at, kind, level, gap))
        self._lines.append(plain)
        self._length += len(plain) + 1

    def document(self, format: str) -> Document:
        """The finished document."""
        return Document("\n".join(self._lines), tuple(self._passages), format)


def opened(file: File) -> zipfile.ZipFile:
    """A zip archive whose parts are not larger than a reader can bear.

    Raises TooLarge before anything is inflated, UnreadableFile where it is no archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            said("this is no {ending} file, or it is cut off.", ending=file.ending.upper()),
            where=file.name,
            mend="Open it and save it again.",
        ) from error
    if sum(part.file_size for part in archive.infolist()) > _INFLATED or len(archive.infolist()) > 5000:
        raise TooLarge(
            said("unpacked it would be larger than {most} MB.", most=_INFLATED // 1_000_000),
            where=file.name,
            mend="Hand in its text.",
        )
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(part).read(2000):
            raise UnreadableFile(
                "XML with a document type declaration is not read.", where=file.name, mend="Remove it."
            )
    return archive
