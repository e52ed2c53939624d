"""Asking the journal: current state, versions, past states, the log, and whether the chain holds. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

import sqlalchemy as sa

from ropa.errors import BadParameter, NotFound, StoreDamaged, said
from ropa.journal.chain import GENESIS, ChainReport, Fault, Row, check, digest
from ropa.journal.table import JOURNAL, explained, file_faults, is_in_memory, open_engine, place
from ropa.rdf import Triple, parse_triples

C = JOURNAL.c
CHUNK = 500


class Head(NamedTuple):
    """Where the journal stands: its last sequence number and that row's hash; 0 and zeros when empty."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the journal without its content."""

    sequence: int
    change: int
    """Rows written together share it."""
    number: int
    """Which version of its graph this is, from 1; 0 on a row that tells of an erasure."""
    time: datetime
    actor: str
    action: str
    graph: str
    state: Literal["kept", "removed", "erased", "erasure"]
    """kept: the content is there; removed: this change removed the graph; erased: the content was blanked later;
    erasure: no version, the row tells that older ones were blanked."""


@dataclass(frozen=True)
class Snapshot:
    """All graphs as they were at a time, and those whose content of that time has been erased since."""

    graphs: dict[str, list[Triple]]
    erased: tuple[str, ...]


class JournalReader:
    """What can be asked of a journal; `Journal` adds writing. Safe to use from several threads."""

    def __init__(self, where: Path | str, *, write: bool = False) -> None:
        self._engine = open_engine(where, write=write)
        self.where = place(self._engine)
        self._turn: AbstractContextManager[object] = RLock() if is_in_memory(self._engine) else nullcontext()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives up the connections. A closed journal is not used again."""
        self._engine.dispose()

    def head(self) -> Head:
        """The last row; its sequence number is 0 when the journal is empty."""
        with self.connected() as connection:
            found = connection.execute(sa.select(C.sequence, C.hash).order_by(C.sequence.desc()).limit(1)).first()
        return Head(*found) if found else Head(0, GENESIS)

    def hash_at(self, sequence: int) -> str | None:
        """The hash of that row, None where there is none: tells whether a store followed this very journal."""
        if sequence == 0:
            return GENESIS
        with self.connected() as connection:
            return connection.scalar(sa.select(C.hash).where(C.sequence == sequence))

    def graphs(self) -> list[str]:
        """The graphs that exist now, sorted."""
        with self.connected() as connection:
            return sorted(connection.scalars(sa.select(C.graph).where(latest(), C.payload.is_not(None))))

    def state(self, graph: str) -> list[Triple]:
        """What a graph holds now; empty where it does not exist."""
        query = sa.select(JOURNAL).where(is_version_of(graph)).order_by(C.sequence.desc()).limit(1)
        with self.connected() as connection:
            found = connection.execute(query).first()
        return self._triples(Row(*found)) if found else []

    def follow(self, sequence: int = 0) -> Iterator[tuple[str, str | None]]:
        """Each graph changed after a row, with its current content as N-Triples (None: removed), by graph.

        From 0 it is the whole current state, removed graphs left out. Each content is checked against its digest.
        """
        query = sa.select(JOURNAL).where(latest(), C.sequence > sequence).order_by(C.graph)
        if not sequence:
            query = query.where(C.payload.is_not(None) | C.salt.is_(None))
        with self.connected() as connection:
            found = connection.execution_options(yield_per=CHUNK).execute(query)
            for fields in found.all() if is_in_memory(self._engine) else found:
                yield fields.graph, self._text(Row(*fields))

    def since(self, sequence: int) -> list[Version]:
        """All rows after a sequence number, oldest first; `since(0)` is the whole log."""
        return self._versions(lambda listing: listing.c.sequence > sequence)

    def versions(self, graph: str) -> list[Version]:
        """All rows of one graph, oldest first, erasures among them."""
        return self._versions(lambda listing: listing.c.graph == graph)

    def together(self, change: int) -> list[Version]:
        """All rows that one change wrote."""
        return self._versions(lambda listing: listing.c.change == change)

    def version(self, graph: str, number: int) -> list[Triple]:
        """What a graph held in its version `number`, from 1; empty where that version removed it.

        NotFound where there is no such version, or its content was erased.
        """
        query = sa.select(JOURNAL).where(is_version_of(graph)).order_by(C.sequence).offset(number - 1).limit(1)
        with self.connected() as connection:
            found = connection.execute(query).first() if number > 0 else None
        if found is None:
            raise NotFound(
                said("there is no version {number}.", number=number), where=graph, mend="`ropa log` lists the versions."
            )
        row = Row(*found)
        if row.is_erased:
            raise NotFound(said("the content of version {number} was erased.", number=number), where=graph)
        return self._triples(row)

    def current(self, graph: str) -> int:
        """The number of a graph's newest version; 0 where there is none. What `expected` compares."""
        with self.connected() as connection:
            return numbers(connection, [graph])[graph]

    def numbers_at(self, graphs: Sequence[str], sequence: int) -> dict[str, int]:
        """The number of the version that each graph had at a row; 0 where it had none. What `expected` takes."""
        with self.connected() as connection:
            return numbers(connection, graphs, until=sequence)

    def as_of(self, time: datetime) -> Snapshot:
        """All graphs as they stood at a moment (with a time zone), that moment included."""
        last = sa.select(sa.func.max(C.sequence)).where(C.time <= stamp(time)).scalar_subquery()
        with self.connected() as connection:
            found = connection.execute(sa.select(JOURNAL).where(latest(last)).order_by(C.graph))
            rows = [Row(*row) for row in found]
        kept = {row.graph: self._triples(row) for row in rows if row.payload is not None}
        return Snapshot(kept, tuple(row.graph for row in rows if row.is_erased))

    def verify(self) -> ChainReport:
        """Reads every row and recomputes the chain; erased versions are told apart from broken ones.

        A file so damaged that it cannot be read row by row is reported as a fault at sequence 0.
        """
        try:
            with self.connected() as connection:
                query = sa.select(JOURNAL).order_by(C.sequence)
                found = connection.execution_options(yield_per=CHUNK).execute(query)
                report = check(Row(*row) for row in found)
                faults = tuple(Fault(0, what) for what in file_faults(connection))
        except StoreDamaged as error:
            return ChainReport(0, (Fault(0, error.what),))
        return ChainReport(report.rows, (*faults, *report.faults), report.erased)

    @contextmanager
    def connected(self, *, write: bool = False) -> Iterator[sa.Connection]:
        """A transaction; its errors are those of `ropa.errors`."""
        engine = self._engine.execution_options(writes=write)
        with self._turn, explained(self.where), engine.begin() as connection:
            yield connection

    def _versions(self, condition: Any) -> list[Version]:
        listing = sa.select(
            C.sequence, C.change, _NUMBER.label("number"), C.time, C.actor, C.action, C.graph, _STATE.label("state")
        ).subquery()
        with self.connected() as connection:
            found = connection.execute(sa.select(listing).where(condition(listing)).order_by(listing.c.sequence))
            return [Version(**{**row._mapping, "time": datetime.fromisoformat(row.time)}) for row in found]

    def _triples(self, row: Row) -> list[Triple]:
        return parse_triples(self._text(row) or "", "n-triples", where=row.graph)

    def _text(self, row: Row) -> str | None:
        if row.salt is None or digest(row.salt, row.payload) != row.digest:
            raise StoreDamaged(
                said("the content of row {sequence} ({graph}) was altered.", sequence=row.sequence, graph=row.graph),
                where=self.where,
                mend="Run `ropa verify`, and put a backup copy of the journal in its place.",
            )
        return row.payload


_NUMBER = sa.case(
    (C.erased_through.is_not(None), 0),
    else_=sa.func.row_number().over(partition_by=[C.graph, C.erased_through.is_(None)], order_by=C.sequence),
)
_STATE = sa.case(
    (C.erased_through.is_not(None), "erasure"),
    (C.payload.is_not(None), "kept"),
    (C.salt.is_not(None), "removed"),
    else_="erased",
)


def is_version_of(graph: str) -> sa.ColumnElement[bool]:
    """Rows that are versions of the graph: not those that tell of an erasure."""
    return (C.graph == graph) & C.erased_through.is_(None)


def latest(until: sa.ScalarSelect[Any] | None = None) -> sa.ColumnElement[bool]:
    """The last version of every graph, up to a sequence number where one is given."""
    other = JOURNAL.alias()
    query = sa.select(sa.func.max(other.c.sequence)).where(other.c.graph == C.graph, other.c.erased_through.is_(None))
    if until is not None:
        query = query.where(other.c.sequence <= until)
    return C.sequence == query.correlate(JOURNAL).scalar_subquery()


def numbers(connection: sa.Connection, graphs: Sequence[str], *, until: int | None = None) -> dict[str, int]:
    """How many versions each graph has, up to a sequence number where one is given; 0 where none."""
    counts = dict.fromkeys(graphs, 0)
    versions = C.erased_through.is_(None) if until is None else C.erased_through.is_(None) & (C.sequence <= until)
    for start in range(0, len(graphs), CHUNK):
        part = graphs[start : start + CHUNK]
        query = sa.select(C.graph, sa.func.count().label("number")).where(C.graph.in_(part), versions)
        counts |= {found.graph: found.number for found in connection.execute(query.group_by(C.graph))}
    return counts


def stamp(time: datetime) -> str:
    """UTC to the microsecond, of fixed width, so that text order is time order."""
    if time.tzinfo is None:
        raise BadParameter("this time names no time zone.", where=str(time), mend="Write it as 2026-11-21T12:00Z.")
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
