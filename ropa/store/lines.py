"""Rows of a large answer from the text that the engine writes of it: each different term is read once.

An object per row and per value is what such an answer costs most, and it has few different terms. Runs no query.
"""

from __future__ import annotations

from ropa.rdf import Term, read_terms

Row = tuple[Term | None, ...]

_PART = 1 << 20
"""Bytes taken apart at once, so that the pieces of all need not be held beside the rows."""


def rows(text: bytes, known: dict[bytes, Term | None] | None = None) -> list[Row]:
    """Of an answer in tab-separated values, its first line the names: one or more. `known` terms are not read again."""
    start = text.index(b"\n") + 1
    width = text.count(b"\t", 0, start) + 1
    known = {} if known is None else known
    known[b""] = None
    found: list[Row] = []
    while start < len(text):
        end = text.rfind(b"\n", start, start + _PART)
        end = end if end >= 0 else text.index(b"\n", start)
        cells = text[start:end].replace(b"\n", b"\t").split(b"\t")
        new = list(set(cells) - known.keys())
        known.update(zip(new, read_terms(new), strict=True))
        terms = map(known.__getitem__, cells)
        found += zip(*[terms] * width, strict=True)
        start = end + 1
    return found
