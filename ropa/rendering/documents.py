"""A document in any format there is. A format is a module `document_<format>.py` beside this one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import ropa.rendering
from ropa.errors import BadParameter, said
from ropa.rendering.document import Document

_PREFIX = "document_"


@cache
def formats() -> tuple[str, ...]:
    """Every format a document can be written in, by the ending of its file."""
    names = (module.name for module in iter_modules(ropa.rendering.__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


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
    if format not in formats():
        raise BadParameter(
            said("documents have no format '{format}'.", format=format),
            mend=said("Use one of: {choices}.", choices=", ".join(formats())),
        )
    return import_module(f"{ropa.rendering.__name__}.{_PREFIX}{format}")
