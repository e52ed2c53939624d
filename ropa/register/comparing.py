"""A file against a record: reads the file as `import` would, and lists the differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ropa import documents, importing, texts
from ropa.errors import UnreadableFile
from ropa.model import Dossier, ProcessorRecord, Reading
from ropa.register import unread
from ropa.register.drift import Difference, drift
from ropa.register.files import load_file
from ropa.register.registry import Registry
from ropa.register.unread import Unread
from ropa.rendering import documents as rendering
from ropa.rendering.document import Document, sentences
from ropa.settings import Settings

COLUMNS = ("place", "item", "notice", "record", "kind", "words")
_WHOLE = (
    ("privacy-notice", "full"),
    ("privacy-notice", "formal"),
    ("privacy-notice", "plain"),
    ("tietosuojaseloste", "full"),
    ("tietosuojaseloste", "formal"),
)
"""Notices that tell everything a record does."""


@dataclass(frozen=True)
class Comparison:
    """Where a notice and a record differ, and what of the notice was not compared."""

    differences: list[Difference]
    unread: Unread


def drift_of_file(register: Registry, name: str, file: Path) -> list[Difference]:
    """Differences between a published notice and a record. Raises UnreadableFile where the file is no notice."""
    return compare(register, name, file).differences


def compare(register: Registry, name: str, file: Path) -> Comparison:
    """A published notice against a record. Raises UnreadableFile where the file is no notice."""
    dossier = register.dossier(register.find(name))
    content = load_file(file, register.settings.max_file_bytes)
    read = importing.read(file.name, content, register.settings)
    if not read.readings:
        raise UnreadableFile("this is no notice.", where=str(file), mend="Give the notice as it is published.")
    reading = read.readings[0]
    own = _own(reading, dossier, file, register.settings)
    found = drift(reading, dossier.record, dossier.parties, register.settings.base, own)
    return Comparison(found, unread.of(reading))


def _own(reading: Reading, dossier: Dossier, file: Path, settings: Settings) -> list[Reading]:
    """What the reader finds in notices of the record, in the language and format of the file.

    Of one that we wrote ourselves, only in the same kind of notice; else in every kind, as any wording may be theirs.
    """
    language = str(reading.notice.language) if reading.notice and reading.notice.language else ""
    if isinstance(dossier.record, ProcessorRecord) or language not in texts.languages():
        return []
    format = file.suffix.lstrip(".").lower()
    format = format if format in rendering.formats() and format != "json" else "html"
    today = date.today()
    written = [documents.build(kind, dossier, language, as_of=today, variant=variant) for kind, variant in _WHOLE]
    likest = max(written, key=lambda document: _share(document, reading))
    chosen = [likest] if _share(likest, reading) > _OURS else written
    contents = [rendering.render(document, format, for_author=False) for document in chosen]
    read = [importing.read(f"{file.stem}.{format}", content, settings) for content in contents]
    return [each.readings[0] for each in read if each.readings]


_LONG = 30
_OURS = 0.6
"""The share of sentences that stand word for word in a notice that we wrote, though somebody changed it since."""


def _share(document: Document, reading: Reading) -> float:
    """How much of a document stands in the notice: its headings, and sentences long enough to be its own."""
    written = reading.notice.sections if reading.notice else ()
    text = "\n".join(" ".join(f"{section.heading or ''} {section.text or ''}".split()) for section in written)
    told = [sentence.text for sentence in sentences(document) if len(sentence.text) > _LONG]
    told += [section.heading for section in document.sections]
    return sum(words in text for words in told) / max(len(told), 1)
