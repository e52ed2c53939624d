"""Which legal bases give a right, as `ontology/rights.ttl` has it. Says nothing of the law itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from ropa import resources
from ropa.namespaces import local_name
from ropa.rdf import NamedNode, iri, parse


def is_given(right: str, bases: Iterable[str]) -> bool:
    """Whether one of the bases gives the right: a basis itself, or a narrower form of it (`A6-1-f-controller`)."""
    giving = _giving()[right]
    return any(basis == each or basis.startswith(f"{each}-") for basis in bases for each in giving)


def due(given: Iterable[str]) -> set[str]:
    """The rights that bases and purposes give, and those that any basis gives where there is none yet."""
    found = {right for right in _giving() if is_given(right, given)}
    return found | {right for right, giving in _giving().items() if _any_basis() <= giving}


@cache
def _any_basis() -> set[str]:
    """The bases of Article 6 that the ontology tells the rights of."""
    return {basis for giving in _giving().values() for basis in giving if local_name(basis).startswith("A6-")}


@cache
def _giving() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in parse((resources.ontology() / "rights.ttl").read_bytes(), "turtle"):
        if quad.predicate == iri("dpv:hasRight") and isinstance(quad.subject, NamedNode):
            found[str(quad.object.value if isinstance(quad.object, NamedNode) else "")].add(quad.subject.value)
    return found
