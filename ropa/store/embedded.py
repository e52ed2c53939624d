"""Oxigraph inside the process, in memory or on disk. The one importer of `pyoxigraph.Store`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from ropa.errors import BadQuery
from ropa.rdf import Literal, NamedNode, Quad, Term, Triple, iri
from ropa.store import Changes, Solutions

_STATE = NamedNode("urn:ropa:store")
_REACHED = iri("ropa:reachedSequence")


class EmbeddedStore:
    """`EmbeddedStore()` in memory, `EmbeddedStore(folder)` on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        self._store = ox.Store(str(folder)) if folder else ox.Store()

    def select(self, query: str) -> Solutions:
        answer = self._run(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise BadQuery("this query is no SELECT.")
        names = tuple(variable.value for variable in answer.variables)
        return Solutions(names, tuple(tuple(_term(row[n]) for n in names) for row in answer))

    def ask(self, query: str) -> bool:
        answer = self._run(query)
        if not isinstance(answer, ox.QueryBoolean):
            raise BadQuery("this query is no ASK.")
        return bool(answer)

    def construct(self, query: str) -> list[Triple]:
        answer = self._run(query)
        if not isinstance(answer, ox.QueryTriples):
            raise BadQuery("this query is no CONSTRUCT or DESCRIBE.")
        return list(answer)

    def graph(self, iri: str) -> list[Triple]:
        quads = self._store.quads_for_pattern(None, None, None, NamedNode(iri))
        return [Triple(q.subject, q.predicate, q.object) for q in quads]

    def graphs(self) -> list[str]:
        return sorted(name.value for name in self._store.named_graphs() if name != _STATE)

    def replace(self, changes: Changes, sequence: int | None = None) -> None:
        reached = None if sequence is None else [Triple(_STATE, _REACHED, Literal(sequence))]
        everything: dict[str, Sequence[Triple] | None] = dict(changes)
        if reached is not None:
            everything[_STATE.value] = reached
        removals = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in everything)
        inserts = "".join(_block(name, content) for name, content in everything.items() if content)
        self._store.update(f"{removals}INSERT DATA {{ {inserts} }}")

    def load(self, quads: list[Quad]) -> None:
        """Adds quads in bulk, outside any transaction: for fresh in-memory copies."""
        self._store.bulk_extend(quads)

    def sequence(self) -> int:
        found = next(self._store.quads_for_pattern(_STATE, _REACHED, None, _STATE), None)
        return int(found.object.value) if found and isinstance(found.object, Literal) else 0

    def clear(self) -> None:
        self._store.clear()

    def close(self) -> None:
        self._store.flush()
        del self._store

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query)
        except SyntaxError as error:
            raise BadQuery(f"the query does not parse: {error}.") from error


def _term(term: object) -> Term | None:
    return term if isinstance(term, (NamedNode, ox.BlankNode, Literal)) else None


def _block(graph: str, content: Sequence[Triple]) -> str:
    lines = "".join(f"{triple} .\n" for triple in content)
    return f"GRAPH <{graph}> {{\n{lines}}}\n"
