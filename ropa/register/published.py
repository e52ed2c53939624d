"""Files that are notices of ours: one that comes back as it was published tells nothing new."""

from __future__ import annotations

import hashlib
from weakref import WeakKeyDictionary

from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.register.asking import question
from ropa.register.registry import Registry

HASH = iri("ropa:sourceHash")
_FILES: WeakKeyDictionary[Registry, dict[str, tuple[str, str]]] = WeakKeyDictionary()


def hashed(notice: str, data: bytes) -> Triple:
    """The fact that a notice was written to a file of these bytes."""
    return Triple(NamedNode(notice), HASH, literal(hashlib.sha256(data).hexdigest()))


def learned(register: Registry) -> None:
    """To be called when a notice was published: the files are to be asked for again."""
    _FILES.pop(register, None)


def record_and_notice(register: Registry, data: bytes) -> tuple[str, ...]:
    """Whose notice, still published, these very bytes are; nothing where they are none."""
    if register not in _FILES:
        rows = register.ledger.at_hand().select(question("published-files"))
        _FILES[register] = {r["hash"].value: (r["record"].value, r["notice"].value) for r in rows}
    own = _FILES[register].get(hashlib.sha256(data).hexdigest(), ())
    return own if own and hashed(own[1], data) in register.ledger.journal.state(own[1]) else ()
