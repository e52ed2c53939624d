"""The program's own questions beside this module (`questions/*.rq`), bound and ready to run."""

from __future__ import annotations

from ropa import queries, resources
from ropa.rdf import Term


def question(name: str, **values: Term) -> str:
    """The text of `questions/NAME.rq` with its parameters bound."""
    return queries.load(str(resources.within("register", "questions", f"{name}.rq"))).bind(values)
