"""The formats that something can be written in: modules `<what>_<format>.py` of this folder, found by listing it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import ropa.rendering
from ropa.errors import BadParameter, Said, said


@cache
def endings(what: str) -> tuple[str, ...]:
    """Every format there is for `document` or `table`, by the ending of its file."""
    names = (module.name for module in iter_modules(ropa.rendering.__path__))
    return tuple(sorted(name.removeprefix(f"{what}_") for name in names if name.startswith(f"{what}_")))


def module(what: str, format: str, unknown: Said) -> ModuleType:
    """The module that writes a format. Raises BadParameter with the words given where there is none."""
    if format not in endings(what):
        raise BadParameter(unknown, mend=said("Use one of: {choices}.", choices=", ".join(endings(what))))
    return import_module(f"{ropa.rendering.__name__}.{what}_{format}")
