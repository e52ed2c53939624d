"""What all Word files of ours share: styles, properties, languages, and bytes that stay the same."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

_MOMENT = datetime(2000, 1, 1)
_ENTRY = (1980, 1, 1, 0, 0, 0)
_INK = RGBColor(0x1D, 0x24, 0x30)


def set_styles(word: Word, title: str, language: str) -> None:
    """One typeface and ink for text and headings; title, language and fixed times as properties."""
    properties = word.core_properties
    properties.title, properties.language, properties.author = title, language, ""
    properties.comments, properties.created, properties.modified = "", _MOMENT, _MOMENT
    for name, size in (("Normal", 11), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 11)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:hAnsi"), "Calibri")
    for mark in word.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


def same_bytes(word: Word) -> bytes:
    """The file with the times in its archive fixed."""
    written, fixed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            same = zipfile.ZipInfo(entry.filename, _ENTRY)
            same.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(same, source.read(entry.filename))
    return fixed.getvalue()
