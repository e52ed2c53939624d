"""The journal: every change of every graph, in order, hash-chained, in a SQL database. The truth of the program.

Holds no triple store and derives nothing: `register/ledger.py` brings journal and store together. Findings are
derived and never come in here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from ropa.errors import BadParameter, Conflict, NotFound, StoreLocked, said
from ropa.journal.chain import GENESIS, ChainReport, Fault, Row, digest, link
from ropa.journal.reading import CHUNK, C, Head, JournalReader, Snapshot, Version, is_version_of, latest, numbers, stamp
from ropa.journal.table import JOURNAL, forget
from ropa.namespaces import STATE, VOCABULARY
from ropa.rdf import BlankNode, NamedNode, Triple, canonical

__all__ = ["ChainReport", "Fault", "Head", "Journal", "JournalReader", "Snapshot", "Version", "refuse_unfit"]

_TRIES = 20


class _Note(NamedTuple):
    """What a change writes beside the content."""

    actor: str
    action: str
    erased_through: int | None = None
    change: int | None = None


class Journal(JournalReader):
    """`Journal(path)` for a SQLite file, `Journal(url)` for any database, `Journal("sqlite://")` in memory.

    Safe to use from several threads and programs at once.
    """

    def __init__(self, where: Path | str) -> None:
        super().__init__(where, write=True)

    def append(
        self,
        changes: Mapping[str, Sequence[Triple] | None],
        *,
        actor: str,
        action: str,
        expected: Mapping[str, int] | None = None,
    ) -> int | None:
        """Writes the graphs that differ from their current state, in one transaction; None or no triples removes.

        Returns the change number, None where nothing differs. When it returns, the rows are on disk.
        `expected` names the version each graph had when it was read (0: none yet); Conflict where it has moved on.
        """
        texts = {graph: _text(graph, content) for graph, content in changes.items()}
        note = _Note(_storable(actor), _storable(action))
        return self._in_turn(lambda connection: self._append(connection, texts, note, expected or {}))

    def erase(self, graph: str, *, actor: str, everything: bool = False) -> int | None:
        """Blanks the content of a graph's old versions, of all versions with `everything` (the graph is removed).

        Appends a row that says so. Returns the change number, None where there was nothing to blank.
        PostgreSQL's own log and all backups keep the content until they are recycled.
        """
        change = self._in_turn(lambda connection: self._erase(connection, graph, _storable(actor), everything))
        if change is not None:
            forget(self._engine)
        return change

    def _in_turn(self, work: Callable[[sa.Connection], int | None]) -> int | None:
        for _ in range(_TRIES):
            try:
                with self.connected(write=True) as connection:
                    return work(connection)
            except sa.exc.IntegrityError:
                continue  # another program took the sequence number: look again at what is there now
        raise StoreLocked("other programs keep writing to the journal.", where=self.where, mend="Try again.")

    def _erase(self, connection: sa.Connection, graph: str, actor: str, everything: bool) -> int | None:
        if not numbers(connection, [graph])[graph]:
            raise NotFound("the journal knows no such graph.", where=graph)
        change = self._append(connection, {graph: None}, _Note(actor, "erase"), {}) if everything else None
        last = connection.scalar(sa.select(sa.func.max(C.sequence)).where(is_version_of(graph))) or 0
        old = is_version_of(graph) & (C.sequence < last) & C.payload.is_not(None)
        if not connection.scalar(sa.select(sa.func.count()).where(old)):
            return change
        connection.execute(sa.update(JOURNAL).where(old).values(payload=None, salt=None))
        return self._write(connection, [(graph, None)], _Note(actor, "erase", last - 1, change))

    def _append(
        self, connection: sa.Connection, texts: Mapping[str, str | None], note: _Note, expected: Mapping[str, int]
    ) -> int | None:
        # The head is read first: whoever writes after this line takes our sequence number, and we start again.
        head = _tip(connection)
        for graph, number in numbers(connection, list(expected)).items():
            if number != expected[graph]:
                raise Conflict(
                    said(
                        "it was changed meanwhile: version {number} is there, {expected} was expected.",
                        number=number,
                        expected=expected[graph],
                    ),
                    where=graph,
                    mend="Read it again and repeat the change.",
                )
        current = _digests(connection, list(texts))
        rows = [(graph, text) for graph, text in sorted(texts.items()) if _differs(current.get(graph), text)]
        return self._write(connection, rows, note, head) if rows else None

    def _write(
        self,
        connection: sa.Connection,
        contents: Sequence[tuple[str, str | None]],
        note: _Note,
        head: Row | None = None,
    ) -> int:
        last = head or _tip(connection)
        change = note.change or last.change + 1
        time = max(stamp(datetime.now(UTC)), last.time)
        rows: list[Row] = []
        for graph, text in contents:
            salt = secrets.token_hex(16)
            row = Row(
                sequence=last.sequence + 1,
                change=change,
                time=time,
                actor=note.actor,
                action=note.action,
                graph=graph,
                payload=text,
                salt=salt,
                erased_through=note.erased_through,
                digest=digest(salt, text),
                previous=last.hash,
                hash="",
            )
            last = row._replace(hash=link(row))
            rows.append(last)
        for start in range(0, len(rows), CHUNK):
            connection.execute(sa.insert(JOURNAL), [row._asdict() for row in rows[start : start + CHUNK]])
        return change


def _tip(connection: sa.Connection) -> Row:
    found = connection.execute(sa.select(JOURNAL).order_by(C.sequence.desc()).limit(1)).first()
    return Row(*found) if found else Row(0, 0, "", "", "", "", None, None, None, "", "", GENESIS)


def _digests(connection: sa.Connection, graphs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Salt and digest of the current version, for the graphs that exist: what an unchanged one is told by."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(graphs), CHUNK):
        part = graphs[start : start + CHUNK]
        query = sa.select(C.graph, C.salt, C.digest).where(latest(), C.graph.in_(part), C.payload.is_not(None))
        found |= {graph: (salt, known) for graph, salt, known in connection.execute(query)}
    return found


def _differs(current: tuple[str, str] | None, text: str | None) -> bool:
    if current is None:
        return text is not None
    return digest(current[0], text) != current[1]


def refuse_unfit(graph: str, content: Sequence[Triple] | None) -> None:
    """Raises BadParameter where a graph can never be journaled: findings, the program's own, blank nodes, no IRI."""
    try:
        NamedNode(graph)
    except ValueError as error:
        raise BadParameter("this is no IRI for a graph.", where=graph) from error
    if graph.endswith("/findings"):
        raise BadParameter("findings are derived and never journaled.", where=graph)
    if content and graph.startswith((VOCABULARY, STATE)):
        raise BadParameter("this graph is the program's own.", where=graph, mend="Give it another IRI.")
    if any(_is_blank(term) for triple in content or () for term in (triple.subject, triple.object)):
        raise BadParameter("blank nodes cannot be journaled.", where=graph, mend="Give every node an IRI.")


def _text(graph: str, content: Sequence[Triple] | None) -> str | None:
    refuse_unfit(graph, content)
    return canonical(content) if content else None


def _is_blank(term: object) -> bool:
    return isinstance(term, BlankNode) or (isinstance(term, Triple) and any(map(_is_blank, term)))


def _storable(words: str) -> str:
    """File names and settings may hold bytes that are no text: they are written as `\\xff`."""
    return words.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()
