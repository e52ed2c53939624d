"""A document in any format there is. A format is a module `document_<format>.py` beside this one."""

from __future__ import annotations

from types import ModuleType

from ropa.errors import said
from ropa.rendering.document import Document
from ropa.rendering.formats import endings, module


def formats() -> tuple[str, ...]:
    """Every format a document can be written in, by the ending of its file."""
    return endings("document")


def render(document: Document, format: str, *, for_author: bool = True) -> bytes:
    """The document as a file. The same document gives the same bytes.

    `for_author` adds what is missing, where the format can set it apart from what is published.
    Raises BadParameter for a format that does not exist.
    """
    content: bytes = _module(format).render(document, for_author=for_author)
    return content


def media_type(format: str) -> str:
    """The media type of a format, for HTTP."""
    name: str = _module(format).MEDIA_TYPE
    return name


def _module(format: str) -> ModuleType:
    return module("document", format, said("documents have no format '{format}'.", format=format))
