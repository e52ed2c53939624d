"""A table in any format there is. A format is a module `table_<format>.py` beside this one."""

from __future__ import annotations

from types import ModuleType

from ropa.errors import said
from ropa.rdf import uncollected
from ropa.rendering.formats import endings, module
from ropa.rendering.table import Table


def formats() -> tuple[str, ...]:
    """Every format a table can be written in, by the ending of its file."""
    return endings("table")


def render(table: Table, format: str) -> bytes:
    """The table as a file. The same table gives the same bytes. Raises BadParameter for an unknown format."""
    with uncollected():
        content: bytes = _module(format).render(table)
    return content


def media_type(format: str) -> str:
    """The media type of a format, for HTTP."""
    name: str = _module(format).MEDIA_TYPE
    return name


def _module(format: str) -> ModuleType:
    return module("table", format, said("tables have no format '{format}'.", format=format))
