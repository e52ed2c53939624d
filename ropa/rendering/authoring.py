"""Over the list for the author: its heading and note, of a notice (what is missing) or a sheet (what to write)."""

from __future__ import annotations

from ropa import texts
from ropa.rendering.document import Document


def heading(document: Document) -> str:
    """The heading of the list."""
    return texts.say(f"notice-for-author{_of(document)}", document.language)


def note(document: Document) -> str:
    """What the author is to do with the list."""
    return texts.say(f"notice-for-author-note{_of(document)}", document.language)


def _of(document: Document) -> str:
    """A notice answers Art. 13 or 14; a sheet names no such article."""
    return "" if document.metadata.get("articles") else "-sheet"
