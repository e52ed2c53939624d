"""The store of the current state: named graphs asked in SPARQL text. Adapters: `embedded` and `remote`.

A store is a projection of the journal: it may be deleted and rebuilt at any time. No adapter is given
bindings or graph lists; every query of ours names its graphs with `GRAPH ?g`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ropa.rdf import Term, Triple

Changes = Mapping[str, Sequence[Triple] | None]
"""Graph IRI to its whole new content; None removes the graph."""


class Position(NamedTuple):
    """How far a store has followed the journal: the row's sequence number and its hash. 0 when empty."""

    sequence: int = 0
    hash: str = ""


@dataclass(frozen=True)
class Solutions:
    """The answer to a SELECT: variable names without `?`, and rows in the order of the query."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Each row as variable to term, unbound variables left out."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def __len__(self) -> int:
        return len(self.rows)


Answer = Solutions | bool | list[Triple]
"""What a query of any kind gives: SELECT, ASK, CONSTRUCT or DESCRIBE."""


class Store(Protocol):
    """What every store must do; `tests/store/` holds each adapter to it."""

    def select(self, query: str) -> Solutions:
        """Raises BadQuery where the text does not parse."""

    def ask(self, query: str) -> bool:
        """Raises BadQuery where the text does not parse."""

    def construct(self, query: str) -> list[Triple]:
        """Answers CONSTRUCT and DESCRIBE; raises BadQuery where the text does not parse."""

    def graph(self, iri: str) -> list[Triple]:
        """The triples of one named graph; empty where there is none."""

    def text(self, iri: str) -> str:
        """The same as canonical N-Triples: sorted lines."""

    def graphs(self) -> list[str]:
        """IRIs of all named graphs, sorted."""

    def replace(self, changes: Changes, position: Position | None = None) -> None:
        """All changes in one transaction, and the place in the journal that the store has then reached."""

    def fill(self, graphs: Iterable[tuple[str, str]]) -> None:
        """Adds whole graphs, each as IRI and N-Triples, fast and outside any transaction: for empty stores."""

    def position(self) -> Position:
        """The place in the journal that this store has reached."""

    def clear(self) -> None:
        """Removes everything, the position too."""

    def close(self) -> None:
        """Gives up locks and files. A closed store is not used again."""
