"""Bytes to text: which encoding, said openly. The only importer of charset-normalizer."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ropa.errors import UnreadableFile, said
from ropa.importing.file import File

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_STRANGE = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13, 27))
_NORDIC = re.compile("[åäöÅÄÖéÉ]")


def decode(file: File) -> tuple[str, str]:
    """The text, line ends as in the file, and the name of its encoding.

    Raises UnreadableFile where the bytes are no text.
    """
    data = file.data
    if not data.strip():
        raise UnreadableFile("the file is empty.", where=file.name, mend="Hand in the notice itself.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(file, encoding), encoding.removesuffix("-sig")
    wide = _wide(data)
    if wide:
        return _strict(file, wide), wide
    if _binary(data):
        raise UnreadableFile(
            "this is a binary file, not text.", where=file.name, mend="Hand in HTML, Markdown, text, DOCX, PDF or RDF."
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _eight_bits(file)


def _strict(file: File, encoding: str) -> str:
    try:
        return file.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            said("byte {place} is not valid {encoding}.", place=error.start, encoding=encoding),
            where=file.name,
            mend="Save the file again as UTF-8.",
        ) from error


def _wide(data: bytes) -> str:
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * len(head) / 2 and even < 0.02 * len(head):
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and odd < 0.02 * len(head):
        return "utf-16-be"
    return ""


def _binary(data: bytes) -> bool:
    head = data[:8000]
    strange = len(head) - len(head.translate(None, _STRANGE))
    return b"\x00" in head or strange > 0.02 * len(head)


def _eight_bits(file: File) -> tuple[str, str]:
    """Windows-1252 and Latin-1 differ only between 0x80 and 0x9F; what else it may be is asked of the detector."""
    declared = _DECLARED.search(file.data[:4000])
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            if name not in {"utf-8", "utf8"}:
                return file.data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    high = sum(byte >= 0x80 for byte in file.data)
    if any(0x80 <= byte <= 0x9F for byte in file.data):
        try:
            text, name = file.data.decode("cp1252"), "windows-1252"
        except UnicodeDecodeError:
            text, name = "", ""
    else:
        text, name = file.data.decode("latin-1"), "iso-8859-1"
    if text and len(_NORDIC.findall(text)) >= 0.5 * high:
        return text, name
    best = from_bytes(file.data[:100_000]).best()
    if best is not None:
        try:
            return file.data.decode(best.encoding), best.encoding.replace("_", "-")
        except UnicodeDecodeError:
            pass
    raise UnreadableFile("the encoding cannot be told.", where=file.name, mend="Save the file as UTF-8.")
