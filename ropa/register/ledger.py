"""Journal and store as one: the journal is written first, the store follows it. History, undo and erasure.

Knows graphs, not records: what a change means and who may make it stands above. Opening is in `opening.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import RLock
from types import TracebackType
from typing import Self

from ropa.errors import BadParameter, StoreError, StoreReadOnly
from ropa.journal import ChainReport, Journal, JournalReader, Snapshot, Version
from ropa.rdf import Triple, parse_triples
from ropa.store import Changes, Position, Store
from ropa.store.embedded import EmbeddedStore

FINDINGS = "/findings"
VOCABULARY = "https://w3id.org/ropa-kg/"
"""Graphs under it are the program's own (ontology, reference data): never journaled, never compared."""
_CHUNK = 200


@dataclass(frozen=True)
class Verification:
    """What `ropa verify` found: the journal's chain, and graphs in which the store differs from the journal."""

    chain: ChainReport
    position: Position
    differing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where the chain holds and the store says the same as the journal."""
        return self.chain.whole and not self.differing


class Ledger:
    """Made by `opening.open_ledger(settings)`. Safe to use from several threads.

    `messages` tells what had to be mended since it was opened, in English, for the log or the user.
    """

    def __init__(
        self, journal: JournalReader, store: Store, messages: list[str], rebuild: Callable[[Store], Store]
    ) -> None:
        self.journal = journal
        self.messages = messages
        self._store = store
        self._rebuild = rebuild
        self._memory: EmbeddedStore | None = None
        self._lock = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives up locks and files; the store's last changes reach the disk."""
        self._store.close()
        self.journal.close()

    @property
    def store(self) -> Store:
        """The current state. Ask for it each time: it is another object after a rebuild."""
        return self._store

    def memory(self) -> EmbeddedStore:
        """The current state in memory, findings included: several times faster to ask. Kept up to date from now on.

        The same object each time; only to be read. Where the store is in memory already, it is that.
        """
        with self._lock:
            if self._memory is None:
                self._memory = self._copy()
            return self._memory

    def commit(
        self, changes: Changes, actor: str, action: str, *, expected: Mapping[str, int] | None = None
    ) -> int | None:
        """Makes a change: graph IRI to its whole new content, None removes. Journal first, then the store.

        Returns the change number, None where nothing differs. When it returns, the change is on disk and can no
        longer be lost: should the store fail then, the ledger goes on in memory and says so in `messages`.
        `expected`: the version number each graph had when it was read (`journal.current`), 0 for a new one; Conflict.
        """
        with self._lock:
            change = self._writer().append(changes, actor=actor, action=action, expected=expected)
            self.refresh()
            return change

    def derive(self, findings: Changes) -> None:
        """Puts findings graphs (`.../findings`) into the store. They are not journaled and vanish with a rebuild."""
        wrong = [name for name in findings if not name.endswith(FINDINGS)]
        if wrong:
            raise BadParameter("only findings are derived; facts are committed.", where=wrong[0])
        with self._lock:
            self._update(findings, None)

    def refresh(self) -> None:
        """Follows what other programs have written to the journal meanwhile. Costs one small query when nothing."""
        with self._lock:
            catch_up(self.journal, self._store, self._update)

    def rebuild(self, reason: str) -> None:
        """Throws the store away and makes it anew from the journal; findings are gone until the next check."""
        with self._lock:
            self.messages.append(reason)
            self._store = self._rebuild(self._store)
            self._memory = None

    def verify(self) -> Verification:
        """Recomputes the journal's chain and compares the store with the journal, graph by graph."""
        with self._lock:
            chain = self.journal.verify()
            position = self._store.position()
            return Verification(chain, position, tuple(self._differing()) if chain.whole else ())

    def log(self, graph: str | None = None) -> list[Version]:
        """All changes, or those of one graph, oldest first."""
        return self.journal.since(0) if graph is None else self.journal.versions(graph)

    def show(self, graph: str, version: int | None = None) -> list[Triple]:
        """A graph as it was written, literals as they were given; NotFound for an unknown or erased version."""
        return self.journal.state(graph) if version is None else self.journal.version(graph, version)

    def as_of(self, time: datetime) -> Snapshot:
        """All graphs as they stood at a moment."""
        return self.journal.as_of(time)

    def restore(self, graph: str, version: int, actor: str) -> int | None:
        """Makes an old version the current one, as a new change; None where it is the current one already."""
        content = self.journal.version(graph, version)
        return self.commit({graph: content}, actor, f"restore version {version}")

    def erase(self, graph: str, actor: str, *, everything: bool = False) -> int | None:
        """Blanks old versions of a graph, or all of them and the graph itself; None where there was nothing.

        The embedded store is made anew, so that its files keep nothing either.
        """
        with self._lock:
            change = self._writer().erase(graph, actor=actor, everything=everything)
            if change is not None:
                self._store = self._rebuild(self._store)
                self._memory = None
            return change

    def _writer(self) -> Journal:
        if not isinstance(self.journal, Journal):
            raise StoreReadOnly("it was opened for reading only.", where=self.journal.where)
        return self.journal

    def _update(self, changes: Changes, position: Position | None) -> None:
        try:
            self._store.replace(changes, position)
        except StoreError as error:
            self.messages.append(f"{error} The change is safe in the journal; working in memory until the next start.")
            self._store, failed = self._copy(), self._store
            self._memory = None
            failed.close()
            self._store.replace(changes, position)
        if self._memory is not None and self._memory is not self._store:
            self._memory.replace(changes)

    def _copy(self) -> EmbeddedStore:
        if isinstance(self._store, EmbeddedStore) and self._store.is_in_memory:
            return self._store
        copy = EmbeddedStore()
        fill(self.journal, copy)
        for name in self._store.graphs():
            if name.endswith(FINDINGS):
                copy.replace({name: self._store.graph(name)})
        return copy

    def _differing(self) -> Iterator[str]:
        scratch = EmbeddedStore()  # rewrites literals as the store has rewritten them
        fill(self.journal, scratch)
        own = (name for name in self._store.graphs() if not name.startswith(VOCABULARY))
        there = {name for name in own if not name.endswith(FINDINGS)}
        for name in sorted(there | set(scratch.graphs())):
            if set(scratch.graph(name)) != set(self._store.graph(name)):
                yield name


def fill(journal: JournalReader, store: Store) -> None:
    """Puts the journal's whole current state into an empty store; its position comes last."""
    head = journal.head()
    store.fill((name, text) for name, text in journal.follow() if text)
    store.replace({}, Position(*head))


def catch_up(
    journal: JournalReader, store: Store, update: Callable[[Changes, Position | None], None] | None = None
) -> None:
    """Brings a store from its position to the journal's head; nothing to read when it is there already."""
    head = Position(*journal.head())
    reached = store.position()
    if reached.sequence >= head.sequence:
        return
    write = update or store.replace
    rest = iter([*journal.follow(reached.sequence)])
    while part := dict(islice(rest, _CHUNK)):
        write({name: parse_triples(text, "n-triples") if text else None for name, text in part.items()}, None)
    write({}, head)
