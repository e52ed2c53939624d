"""Lists for the house at the end of a document: what is missing or still to be written, and what is found wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ropa import texts
from ropa.rendering.document import Document, Missing


@dataclass(frozen=True)
class Listed:
    """One list with its heading, and what its reader is to do with it; `name` is the same in all languages."""

    name: str
    heading: str
    note: str
    items: tuple[Missing, ...]


def lists(document: Document) -> Iterator[Listed]:
    """The lists that there are."""
    if document.missing:
        kind = "" if document.metadata.get("articles") else "-sheet"  # a sheet answers no Art. 13 or 14
        yield _listed(document, "missing", f"for-author{kind}", f"for-author-note{kind}", document.missing)
    if document.findings:
        said = tuple(replace(finding, articles=()) for finding in document.findings)  # messages cite them already
        yield _listed(document, "findings", "findings-internal", "findings-internal-note", said)


def _listed(document: Document, name: str, heading: str, note: str, items: tuple[Missing, ...]) -> Listed:
    say, language = texts.say, document.language
    return Listed(name, say(f"notice-{heading}", language), say(f"notice-{note}", language), items)
