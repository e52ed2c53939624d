"""The templates of this package, loaded once."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ropa import resources


@cache
def environment() -> Environment:
    """Escapes everything; `n` writes a number with at most one decimal."""
    found = Environment(
        loader=FileSystemLoader(str(resources.within("flows", "templates"))),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    found.filters["n"] = lambda value: f"{round(float(value), 1):g}"
    return found
