"""One module per kind of fact, each with `ORDER` and `read(outline, draft)`. Found by listing this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from ropa.importing.draft import Draft
from ropa.importing.outline import Outline


class FactReader(Protocol):
    """A module of this folder. Lower `ORDER` reads first: parties before recipients, data before cookies."""

    ORDER: int

    def read(self, outline: Outline, draft: Draft) -> None:
        """Puts what it finds into the draft."""


@cache
def fact_readers() -> tuple[FactReader, ...]:
    """The modules here, in the order they read."""
    modules = [import_module(f"{__name__}.{entry.name}") for entry in pkgutil.iter_modules(__path__)]
    readers = [cast(FactReader, module) for module in modules if hasattr(module, "ORDER")]
    return tuple(sorted(readers, key=lambda reader: reader.ORDER))
