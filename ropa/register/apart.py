"""Things of one answer that are called the same, told apart by whose they are. Knows names, no tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ropa.rdf import NamedNode
from ropa.store import Answer, Solutions

if TYPE_CHECKING:
    from ropa.register.registry import Registry

_SHOWN = {"controller", "keeper", "responsible", "provider"}
"""Columns beside which a record needs no more to be told apart, where they name organisations of the register."""


def naming(register: Registry, answer: Answer, language: str) -> Callable[[str, str], str]:
    """The register's `name_of`, with the keeper beside names that several records of the answer share."""
    found = names(register, _named(answer), language)
    return lambda iri, asked: found.get(iri) or register.name_of(iri, asked)


def names(register: Registry, iris: Iterable[str], language: str) -> dict[str, str]:
    """Those of the IRIs that share their name with another, as `Asiakasrekisteri (eNexus Oy)`.

    Records where there are any, with another of the register; else what lies in records, with another of the answer.
    """
    records = register.records()
    keepers = {record.iri: ", ".join(record.keepers(language)) for record in records}
    iris = tuple(iris)
    called: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        called[record.title(language)][record.iri] = keepers[record.iri]
    whose = {iri: keeper for iri in iris if (keeper := keepers.get(iri, ""))}
    if not whose:
        start = f"{register.settings.base}/record/"
        slug = ((iri, iri.removeprefix(start).partition("/")[0]) for iri in iris if iri.startswith(start))
        whose = {iri: keeper for iri, name in slug if (keeper := keepers.get(f"{start}{name}", ""))}
    for iri, keeper in whose.items():
        called[register.name_of(iri, language)][iri] = keeper
    return {
        iri: f"{name} ({keeper})"
        for name, sharing in called.items()
        if name and len(set(sharing.values())) > 1
        for iri, keeper in sharing.items()
        if iri in whose and keeper
    }


def _named(answer: Answer) -> tuple[str, ...]:
    if not isinstance(answer, Solutions):
        return ()
    shown = [number for number, name in enumerate(answer.variables) if name in _SHOWN]
    if any(isinstance(row[number], NamedNode) for row in answer.rows for number in shown):
        return ()
    found = (term.value for row in answer.rows for term in row if isinstance(term, NamedNode))
    return tuple(dict.fromkeys(found))
