"""How journal rows are hashed and linked, and how the chain is checked. Knows no database.

A row's hash covers the previous row's hash, every field, and a salted digest of the content in place of the
content itself. So content and salt of an old version can be blanked (erased) and the chain still holds, and
nobody can find the erased content by trying out candidates against the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ropa.errors import said

GENESIS = "0" * 64
"""What the first row names as the hash before it."""


class Row(NamedTuple):
    """One row of the journal, in the order of its columns."""

    sequence: int
    change: int
    time: str
    actor: str
    action: str
    graph: str
    payload: str | None
    """The whole new graph as canonical N-Triples; None: removed, or erased when there is no salt either."""
    salt: str | None
    erased_through: int | None
    """On a row that tells of an erasure: versions of the graph up to this sequence were blanked."""
    digest: str
    previous: str
    hash: str

    @property
    def is_erased(self) -> bool:
        """True where the content was blanked afterwards."""
        return self.payload is None and self.salt is None


def digest(salt: str, payload: str | None) -> str:
    """The salted digest of a graph's content; a removed graph has one of its own."""
    content = b"removed" if payload is None else b"content" + _bytes(payload)
    return hashlib.sha256(_bytes(salt) + content).hexdigest()


def link(row: Row) -> str:
    """The hash of a row over all that must never change: all but payload, salt and the hash itself."""
    fields = [row.previous, row.sequence, row.change, row.time, row.actor, row.action, row.graph]
    text = json.dumps([*fields, row.erased_through, row.digest], ensure_ascii=False, default=str)
    return hashlib.sha256(_bytes(text)).hexdigest()


@dataclass(frozen=True)
class Fault:
    """What does not hold, and at which sequence number."""

    sequence: int
    what: str


@dataclass(frozen=True)
class ChainReport:
    """What checking the journal found. `erased` lists versions blanked on purpose: they are no fault."""

    rows: int
    faults: tuple[Fault, ...] = ()
    erased: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """True where nothing was altered, lost or slipped in."""
        return not self.faults


@dataclass
class _Walk:
    rows: int = 0
    hash: str = GENESIS
    faults: list[Fault] = field(default_factory=list)
    blank: list[tuple[str, int]] = field(default_factory=list)
    kept: list[tuple[str, int]] = field(default_factory=list)
    erasures: dict[str, int] = field(default_factory=dict)


def check(rows: Iterable[Row]) -> ChainReport:
    """Recomputes the whole chain, rows in order of sequence. Rows cut off at the end cannot be seen here."""
    walk = _Walk()
    for row in rows:
        walk.rows += 1
        for what in _row_faults(row, walk):
            walk.faults.append(Fault(row.sequence, what))
        walk.hash = row.hash
        if row.is_erased:
            walk.blank.append((row.graph, row.sequence))
        elif row.payload is not None:
            walk.kept.append((row.graph, row.sequence))
        if isinstance(row.erased_through, int):
            walk.erasures[row.graph] = max(row.erased_through, walk.erasures.get(row.graph, 0))
    erased, faults = _erasure_faults(walk)
    ordered = sorted([*walk.faults, *faults], key=lambda fault: str(fault.sequence).zfill(20))
    return ChainReport(walk.rows, tuple(ordered), erased)


def _row_faults(row: Row, walk: _Walk) -> Iterable[str]:
    if row.sequence != walk.rows:
        yield said("row {number} is missing or renumbered.", number=walk.rows)
    if row.previous != walk.hash:
        yield said("does not follow from the row before it.")
    if row.hash != link(row):
        yield said("a field was altered.")
    if row.salt is None and row.payload is not None:
        yield said("the salt is gone while the content is there.")
    if row.salt is not None and row.digest != digest(row.salt, row.payload):
        yield said("the content or its salt was altered.")


def _erasure_faults(walk: _Walk) -> tuple[tuple[int, ...], list[Fault]]:
    def is_told(graph: str, sequence: int) -> bool:
        return isinstance(sequence, int) and sequence <= walk.erasures.get(graph, 0)

    erased = tuple(sequence for graph, sequence in walk.blank if is_told(graph, sequence))
    faults = [
        Fault(s, "the content is gone and no row tells of an erasure.") for g, s in walk.blank if not is_told(g, s)
    ]
    faults += [Fault(s, "was erased, yet the content is there.") for g, s in walk.kept if is_told(g, s)]
    return erased, faults


def _bytes(text: object) -> bytes:
    """Damage can turn a text into a blob or a number: then it is hashed as what it is not, and does not match."""
    return str(text).encode("utf-8", "surrogateescape")
