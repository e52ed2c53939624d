"""Files that are notices of ours, or that one of ours has replaced: they tell nothing new when they come back.

And which notice of a record a language has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count
from weakref import WeakKeyDictionary

from ropa.model import Notice
from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.register.asking import question
from ropa.register.registry import Registry

HASH, SUPERSEDED = iri("ropa:sourceHash"), iri("ropa:supersededHash")
HASHES = (HASH, SUPERSEDED)
HAS_NOTICE = iri("dpv:hasNotice")


def hashes(notice: str, written: bytes, former: Iterable[Triple], *, again: bool) -> set[Triple]:
    """The facts that a notice was written to a file of these bytes, and to which others before: `again` as what it
    says now, else as what it said then and says no more."""
    node, own = NamedNode(notice), literal(hashlib.sha256(written).hexdigest())
    before = {t if again else Triple(node, SUPERSEDED, t.object) for t in former if t.predicate in HASHES}
    return {Triple(node, HASH, own), *before} - {Triple(node, SUPERSEDED, own)}


def learned(register: Registry) -> None:
    """To be called when a notice was published: the files are to be asked for again."""
    _FILES.pop(register, None)


@dataclass(frozen=True)
class Publication:
    """Whose notice a file is, and whether it is published still."""

    record: str
    notice: str
    current: bool


_FILES: WeakKeyDictionary[Registry, dict[str, Publication]] = WeakKeyDictionary()


def publication(register: Registry, data: bytes) -> Publication | None:
    """Whose notice these very bytes are, as it is or once was published; None where they are none of ours."""
    if register not in _FILES:
        rows = register.ledger.at_hand().select(question("published-files"))
        _FILES[register] = {
            r["hash"].value: Publication(r["record"].value, r["notice"].value, r["kind"].value == HASH.value)
            for r in rows
        }
    digest = hashlib.sha256(data).hexdigest()
    own = _FILES[register].get(digest)
    if not own:
        return None
    fact = Triple(NamedNode(own.notice), HASH if own.current else SUPERSEDED, literal(digest))
    return own if fact in register.ledger.journal.state(own.notice) else None


def in_language(register: Registry, record: str, language: str) -> Notice | None:
    """What is published of this record alone in a language; else what tells no language and may be in any."""
    own = [notice for notice in register.dossier(record).notices if set(notice.notice_of) <= {record}]
    exact = (notice for notice in own if notice.language and notice.language.value == language)
    return next(exact, next((notice for notice in own if notice.language is None), None))


def free_name(register: Registry, record: str, language: str) -> str:
    """Where a further notice of a record may lie."""
    wanted = record.replace("/record/", "/notice/", 1)
    further = (f"{wanted}-{language}-{number}" for number in count(2))
    names = chain((wanted, f"{wanted}-{language}"), further)
    return next(name for name in names if not register.ledger.journal.state(name))
