"""Journal and store as one: the journal is written first, the store follows it. History and erasure.

Knows graphs, not records: what a change means and who may make it stands above. Opening is in `opening.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from threading import RLock
from types import TracebackType
from typing import Self

from ropa.errors import BadParameter, StoreDamaged, StoreError, StoreReadOnly, said
from ropa.journal import ChainReport, Journal, JournalReader, Version
from ropa.namespaces import VOCABULARY
from ropa.rdf import BlankNode, Triple, canonical, parse_triples
from ropa.store import Changes, Position, Store
from ropa.store.embedded import EmbeddedStore
from ropa.store.workers import Workers

FINDINGS = "/findings"
_MANY = 200
"""Graphs that are replaced in one update; more are filled in bulk."""


@dataclass(frozen=True)
class Verification:
    """What `ropa verify` found: the journal's chain, and graphs in which the store differs from the journal."""

    chain: ChainReport
    position: Position
    differing: tuple[str, ...]
    damaged: bool = False
    """True where part of the store cannot be read, though each graph may still be told: the next start mends it."""

    @property
    def whole(self) -> bool:
        """True where the chain holds, and the store can be read throughout and says the same as the journal."""
        return self.chain.whole and not self.differing and not self.damaged


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
        self._workers: Workers | None = None
        self._lock = RLock()
        self._waits = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives up locks and files; the store's last changes reach the disk."""
        self._forget_copies()
        self._store.close()
        self.journal.close()

    @property
    def store(self) -> Store:
        """The current state. Ask for it each time: it is another object after a rebuild."""
        if self._waits:
            self.refresh()
        return self._store

    def memory(self) -> EmbeddedStore:
        """The current state in memory, findings included: several times faster to ask. Kept up to date from now on.

        The same object each time; only to be read. Where the store is in memory already, it is that.
        """
        with self._lock:
            if self._memory is None:
                self._memory = self._copy()
            if self._waits:
                self.refresh()
            return self._memory

    def at_hand(self) -> EmbeddedStore:
        """The copy in memory where there is one, else the store on disk as it lies: slower to ask, a third as big."""
        with self._lock:
            if self._memory is None and isinstance(self.store, EmbeddedStore):
                return self.store
            return self.memory()

    def workers(self, *, seconds: float = 10.0, rows: int = 100_000) -> Workers:
        """Where users' queries are asked, apart from this process, of the current state. Limits as at first call."""
        with self._lock:
            if self._workers is None:
                self._workers = Workers(self.memory(), seconds=seconds, rows=rows)
            return self._workers

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
            if not self._waits:
                self.refresh()
            return change

    @contextmanager
    def many(self) -> Iterator[None]:
        """For many commits in a row: each is on disk at once, but the store follows them all together at the end.

        Whoever asks for the store or the memory copy meanwhile gets them up to date.
        """
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
            self.refresh()

    def derive(self, findings: Changes) -> None:
        """Puts findings graphs (`.../findings`) into the store. They are not journaled and vanish with a rebuild."""
        wrong = [name for name in findings if not name.endswith(FINDINGS)]
        if wrong:
            raise BadParameter("only findings are derived; facts are committed.", where=wrong[0])
        with self._lock:
            try:
                put(findings, self._store)
            except StoreError as error:
                self._work_in_memory(error)
                put(findings, self._store)
            if self._memory is not None and self._memory is not self._store:
                put(findings, self._memory)

    def refresh(self) -> None:
        """Follows what other programs have written to the journal meanwhile. Costs one small query when nothing."""
        with self._lock:
            try:
                catch_up(self.journal, self._store)
            except StoreError as error:
                self._work_in_memory(error)
            if self._memory is not None:
                catch_up(self.journal, self._memory)

    def rebuild(self, reason: str) -> None:
        """Throws the store away and makes it anew from the journal; findings are gone until the next check."""
        with self._lock:
            self.messages.append(reason)
            self._forget_copies()
            self._store = self._rebuild(self._store)

    def verify(self) -> Verification:
        """Recomputes the journal's chain, reads the store to its end and compares it with the journal by graph."""
        with self._lock:
            chain, position = self.journal.verify(), Position()
            with suppress(StoreDamaged):
                position = self._store.position()
            damaged = isinstance(self._store, EmbeddedStore) and not self._store.is_readable()
            return Verification(chain, position, tuple(self._differing()) if chain.whole else (), damaged)

    def log(self, graph: str | None = None) -> list[Version]:
        """All changes, or those of one graph, oldest first."""
        return self.journal.since(0) if graph is None else self.journal.versions(graph)

    def show(self, graph: str, version: int | None = None) -> list[Triple]:
        """A graph as it was written, literals as they were given; NotFound for an unknown or erased version."""
        return self.journal.state(graph) if version is None else self.journal.version(graph, version)

    def erase(self, graph: str, actor: str, *, everything: bool = False) -> int | None:
        """Blanks old versions of a graph, or all of them and the graph itself; None where there was nothing.

        The embedded store is made anew, so that its files keep nothing either.
        """
        with self._lock:
            change = self._writer().erase(graph, actor=actor, everything=everything)
            if change is not None:
                self._forget_copies()
                self._store = self._rebuild(self._store)
            return change

    def _writer(self) -> Journal:
        if not isinstance(self.journal, Journal):
            raise StoreReadOnly("it was opened for reading only.", where=self.journal.where)
        return self.journal

    def _work_in_memory(self, error: StoreError) -> None:
        if isinstance(self.journal, Journal):
            self.messages.append(
                said(
                    "{reason} The change is safe in the journal; working in memory until the next start.", reason=error
                )
            )
        self._store, failed = self._copy(), self._store
        self._forget_copies()
        failed.close()

    def _forget_copies(self) -> None:
        if self._workers is not None:
            self._workers.close()
        self._workers = self._memory = None

    def _copy(self) -> EmbeddedStore:
        if isinstance(self._store, EmbeddedStore) and self._store.is_in_memory:
            return self._store
        copy = EmbeddedStore()
        fill(self.journal, copy)
        with suppress(StoreError):  # findings can be made again
            for name in self._store.graphs():
                if name.endswith(FINDINGS):
                    copy.replace({name: self._store.graph(name)})
        return copy

    def _differing(self) -> Iterator[str]:
        scratch = EmbeddedStore()  # rewrites literals as the store has rewritten them
        fill(self.journal, scratch)
        names = set(scratch.graphs())
        with suppress(StoreDamaged):  # then each graph of the journal is asked for
            names |= {n for n in self._store.graphs() if not n.endswith(FINDINGS) and not n.startswith(VOCABULARY)}
        for name in sorted(names):
            if scratch.text(name) != self._text(name):
                yield name

    def _text(self, graph: str) -> str | None:
        try:
            return self._store.text(graph)
        except StoreDamaged:
            return None


def fill(journal: JournalReader, store: Store) -> None:
    """Puts the journal's whole current state into an empty store; its position comes last."""
    head = journal.head()
    store.fill((name, text) for name, text in journal.follow() if text)
    store.replace({}, Position(*head))


def put(graphs: Changes, store: Store) -> None:
    """Replaces graphs that are not journaled, as far as they differ; many new ones in bulk."""
    there = set(store.graphs())
    new = {name: content for name, content in graphs.items() if content and name not in there}
    changed = {n: c for n, c in graphs.items() if n in there and _named(store.graph(n)) != _named(c or ())}
    if len(new) > _MANY:
        store.fill((name, canonical(content)) for name, content in new.items())
        new = {}
    if new or changed:
        store.replace(new | changed)


def _named(content: Iterable[Triple]) -> set[Triple]:
    """Without what hangs on blank nodes: a store gives those other names."""
    return {t for t in content if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)}


def catch_up(journal: JournalReader, store: Store) -> None:
    """Brings a store from its position to the journal's head; nothing to read when it is there already.

    Interrupted, it begins again from the old position: the position comes last, and each graph comes whole.
    """
    head = Position(*journal.head())
    reached = store.position()
    if reached.sequence >= head.sequence:
        return
    changed = list(islice(journal.follow(reached.sequence), _MANY + 1))
    if len(changed) > _MANY:
        _follow_many(journal, store, reached)
        store.replace({}, head)
    else:
        store.replace({name: _triples(text) for name, text in changed}, head)


def _follow_many(journal: JournalReader, store: Store, reached: Position) -> None:
    there = set(store.graphs())
    outdated = [name for name, _ in journal.follow(reached.sequence) if name in there]
    for start in range(0, len(outdated), _MANY):
        store.replace(dict.fromkeys(outdated[start : start + _MANY]))
    store.fill((name, text) for name, text in journal.follow(reached.sequence) if text)


def _triples(text: str | None) -> list[Triple] | None:
    return None if text is None else parse_triples(text, "n-triples")
