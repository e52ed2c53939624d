"""Taking out of the register: removed for now, restored, and erased for good. Nothing else is changed here."""

from __future__ import annotations

from contextlib import suppress

from ropa.errors import NotFound
from ropa.journal import JournalReader, Version
from ropa.rdf import NamedNode
from ropa.rdf import iri as rdf_iri
from ropa.register.accepted import WAIVERS
from ropa.register.changes import write
from ropa.register.ledger import FINDINGS
from ropa.register.registry import Registry

_NOTICE = rdf_iri("dpv:hasNotice")


def remove(register: Registry, name: str) -> int | None:
    """Takes a record out with its notices and all that was accepted on them; parties stay. Returns the change number.

    A notice that tells of another record too stays.
    """
    read_at, iri = register.ledger.journal.head().sequence, register.find(name)
    gone = [iri]
    if "/record/" in iri:
        there = set(register.ledger.journal.graphs())
        notices = register.dossier(iri).notices
        gone += [notice.iri for notice in notices if not there & set(notice.notice_of) - {iri}]
    waivers = [f"{graph}{WAIVERS}" for graph in gone]
    change = write(register, dict.fromkeys([*gone, *waivers]), f"remove {iri.rsplit('/', 1)[-1]}", read_at)
    register.ledger.derive({f"{graph}{FINDINGS}": None for graph in gone})
    return change


def restore(register: Registry, name: str, version: int) -> int | None:
    """Makes a former version the current one, as a new change; None where it is that already.

    A record that was removed comes back with the notices that were removed with it.
    """
    read_at, journal = register.ledger.journal.head().sequence, register.ledger.journal
    iri = register.known(name)
    changes = {iri: journal.version(iri, version)}
    for other in _removed_with(journal, iri):
        with suppress(NotFound):  # erased since
            if not journal.state(other.graph):
                changes[other.graph] = journal.version(other.graph, other.number - 1)
    return write(register, changes, f"restore version {version}", read_at)


def _removed_with(journal: JournalReader, iri: str) -> list[Version]:
    """Other graphs that were taken out by the change that took this one out; none where it is there."""
    last = [version for version in journal.versions(iri) if version.number][-1]
    if journal.state(iri):
        return []
    return [v for v in journal.together(last.change) if v.graph != iri and v.state == "removed"]


def erase(register: Registry, name: str) -> int | None:
    """Blanks all former versions of a record, its notices and waivers for good; None where there was none.

    Its notices are those that any version of the record names, and those that were removed with it.
    """
    iri, journal = register.known(name), register.ledger.journal
    kept = [journal.version(iri, v.number) for v in journal.versions(iri) if v.state == "kept"]
    named = {t.object for content in kept for t in content if t.predicate == _NOTICE}
    graphs = {iri, *(node.value for node in named if isinstance(node, NamedNode))}
    graphs |= {f"{graph}{WAIVERS}" for graph in graphs} | {v.graph for v in _removed_with(journal, iri)}
    known = sorted(graph for graph in graphs if journal.current(graph))
    done = [register.ledger.erase(graph, register.settings.actor) for graph in known]
    return next((change for change in done if change), None)
