"""A table in any format there is. A format is a module `table_<format>.py` beside this one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import ropa.rendering
from ropa.errors import BadParameter, said
from ropa.rendering.table import Table

_PREFIX = "table_"


@cache
def formats() -> tuple[str, ...]:
    """Every format a table can be written in, by the ending of its file."""
    names = (module.name for module in iter_modules(ropa.rendering.__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


def render(table: Table, format: str) -> bytes:
    """The table as a file. The same table gives the same bytes. Raises BadParameter for an unknown format."""
    content: bytes = _module(format).render(table)
    return content


def media_type(format: str) -> str:
    """The media type of a format, for HTTP."""
    name: str = _module(format).MEDIA_TYPE
    return name


def _module(format: str) -> ModuleType:
    if format not in formats():
        raise BadParameter(
            said("tables have no format '{format}'.", format=format),
            mend=said("Use one of: {choices}.", choices=", ".join(formats())),
        )
    return import_module(f"{ropa.rendering.__name__}.{_PREFIX}{format}")
