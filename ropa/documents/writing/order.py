"""The order in which documents name things: by meaning, as `order.txt` beside this file lists them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ropa import resources
from ropa.documents.writing.facts import Fact
from ropa.namespaces import expand


def by_meaning(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Identity before contact, contact before contract; what has no place keeps its order and comes last."""
    found = tuple(facts)
    if len(found) < 2:
        return found
    places = _places()
    return tuple(sorted(found, key=lambda fact: places.get(str(fact.value), len(places))))


@cache
def _places() -> dict[str, int]:
    lines = resources.within("documents", "writing", "order.txt").read_text("utf-8").splitlines()
    terms = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {expand(term): place for place, term in enumerate(terms)}
