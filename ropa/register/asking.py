"""The program's own questions beside this module (`questions/*.rq`), bound and ready to run."""

from __future__ import annotations

from functools import cache

from ropa import queries, resources
from ropa.rdf import Term


def question(name: str, **values: Term) -> str:
    """The text of `questions/NAME.rq` with its parameters bound."""
    return _loaded(name).bind(values)


@cache
def _loaded(name: str) -> queries.Query:
    return queries.load(str(resources.within("register", "questions", f"{name}.rq")))
