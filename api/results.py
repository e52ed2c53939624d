"""The answer to a query as a page shows it: words in the reader's language, each leading to what it names."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.register import Registry
from ropa.register.answers import readable
from ropa.store import Answer, Solutions

_MOST = 1000


@dataclass(frozen=True)
class Shown:
    """The first rows, the IRI behind each cell, how many rows there are, and the formats that give them all."""

    columns: list[str]
    rows: list[list[str]]
    links: list[list[str]]
    count: int
    formats: list[str]


def shown(answer: Answer, formats: list[str], language: str, register: Registry) -> Shown:
    """At most a thousand rows: a page is for reading."""
    whole = len(answer) if not isinstance(answer, bool) else 1
    first: Answer = answer
    if isinstance(answer, Solutions):
        first = Solutions(answer.variables, answer.rows[:_MOST])
    elif isinstance(answer, list):
        first = answer[:_MOST]
    columns, rows = readable(first, language, register.name_of)
    return Shown(columns, rows, _links(first), whole, formats)


def _links(answer: Answer) -> list[list[str]]:
    rows = answer.rows if isinstance(answer, Solutions) else ()
    return [[getattr(term, "value", "") if term is not None else "" for term in row] for row in rows]
