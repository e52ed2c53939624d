"""What a change would do to the facts of a graph, in words: added, removed, or another value in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.rdf import NamedNode, Triple
from ropa.register import naming
from ropa.register.mending import sheet
from ropa.register.mending_values import in_words
from ropa.register.registry import Registry
from ropa.store.embedded import EmbeddedStore

Row = tuple[str, ...]
"""A row of a sheet of facts; see `mending.COLUMNS`."""

KINDS = ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One fact before and after; "" where there is none."""

    graph: str
    kind: str
    place: str
    field: str
    before: str
    after: str


def differences(register: Registry, planned: Mapping[str, Sequence[Triple]], language: str) -> list[Difference]:
    """By graph, in the order of their sheets. `planned`: whole new content by graph IRI."""
    state = register.ledger.journal.state
    called = _called(register, planned, language)
    return [each for graph, new in planned.items() for each in _of_graph(graph, state(graph), new, language, called)]


def _called(register: Registry, planned: Mapping[str, Sequence[Triple]], language: str) -> Callable[[str], str]:
    """Names as the register has them; of what it does not have yet, as they are planned."""
    base, state = register.settings.base, register.ledger.journal.state
    named = {t.object.value for content in planned.values() for t in content if isinstance(t.object, NamedNode)}
    known = {iri: content for iri in sorted(named) if iri.startswith(f"{base}/party/") and (content := state(iri))}
    coming = EmbeddedStore()
    coming.replace({**known, **planned})
    return lambda iri: register.name_of(iri, language) or naming.name_of(coming.select, iri, language, base)


def _of_graph(
    graph: str, before: Iterable[Triple], after: Iterable[Triple], language: str, called: Callable[[str], str]
) -> list[Difference]:
    old, new = (
        {_exact(row): row for row in sheet(graph, content, language, called).rows if row[5] != "rdf:type"}
        for content in (before, after)
    )
    gone: dict[tuple[str, str], list[Row]] = defaultdict(list)
    come: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for here, there, found in ((old, new, gone), (new, old, come)):
        for exact, row in here.items():
            if exact not in there:
                found[row[4], row[5]].append(row)
    differing = []
    for key in sorted({*gone, *come}, key=lambda key: (key[0] != ".", key)):
        were, are = gone[key], come[key]
        kind = CHANGED if were and are else REMOVED if were else ADDED
        place, label = (are or were)[0][:2]
        values = ("; ".join(_words(row, language) for row in rows) for rows in (were, are))
        differing.append(Difference(graph, kind, place, label, *values))
    return differing


def _words(row: Row, language: str) -> str:
    return in_words(row[2], row[6].partition(" ")[2], language) if row[6].startswith("literal") else row[2]


def _exact(row: Row) -> tuple[str, ...]:
    """What a row says apart from its words: those change with the title of what they name."""
    return (*row[3:], row[2] if row[6].startswith("literal") else "")
