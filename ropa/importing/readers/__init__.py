"""One module per input format, each with `RANK`, `accepts(file)` and `read(file)`. Found by listing this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from ropa.importing.file import File
from ropa.importing.imported import Imported


class Reader(Protocol):
    """A module of this folder. The accepting reader of lowest `RANK` reads."""

    RANK: int
    LIGHT: bool
    """Whether small files may be read without a process of their own."""

    def accepts(self, file: File) -> bool:
        """Whether this is a file of its format, by ending or first bytes."""

    def read(self, file: File) -> Imported:
        """Raises UnreadableFile or TooLarge with the name of the file and the place."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, the most particular first."""
    modules = [import_module(f"{__name__}.{entry.name}") for entry in pkgutil.iter_modules(__path__)]
    return tuple(sorted((cast(Reader, module) for module in modules), key=lambda reader: reader.RANK))
