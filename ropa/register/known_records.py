"""Notices of records that stand already: whose they are, and how one is kept without touching its record.

A notice is of a record by its controller and title together: many controllers have a register of customers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from ropa import mapping
from ropa.model import Reading
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register import published
from ropa.register.asking import question
from ropa.register.kept import Kept
from ropa.register.parties import directory, exact
from ropa.register.registry import Registry
from ropa.register.replaced import replaced, replacements

_TITLE, _CONTROLLER = iri("dct:title"), iri("dpv:hasDataController")
_CONCEPT = iri("ropa:RegisterConcept")
_TYPE = iri("rdf:type")


class _Titles:
    """The records of each title, as it is compared, and controller."""

    def __init__(self, register: Registry) -> None:
        self.records: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._told: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in register.ledger.at_hand().select(question("titles")):
            self._add(row["record"].value, row["title"].value, row["controller"].value)

    def _add(self, record: str, title: str, controller: str) -> None:
        self.records[exact(title), controller].add(record)
        self._told[record].add((exact(title), controller))

    def learn(self, graph: str, content: Iterable[Triple]) -> None:
        """Takes in a graph as it is now, in place of what was known of it."""
        for former in self._told.pop(graph, ()):
            self.records[former].discard(graph)
        own = [t for t in content if t.subject == NamedNode(graph)]
        titles = [t.object.value for t in own if t.predicate == _TITLE and isinstance(t.object, Literal)]
        keepers = [t.object.value for t in own if t.predicate == _CONTROLLER and isinstance(t.object, NamedNode)]
        for title, controller in product(titles, keepers):
            self._add(graph, title, controller)


_TITLES = Kept(_Titles)


def record_of(register: Registry, reading: Reading, parties: Mapping[str, Sequence[Triple]]) -> str:
    """The record that a notice is of and was not made from: the one of its name, else the one of its controller with
    its title. "" where there is none or two, and where the notice was read before. `parties` are those it names."""
    base, state = register.settings.base, register.ledger.journal.state
    own = f"{base}/record/{reading.slug}"
    if reading.notice is None or state(f"{base}/notice/{reading.slug}"):
        return ""
    if state(own):
        return own
    same, known = directory(register).same(parties), _TITLES.of(register).records
    controllers = [f"{base}/{each}" for each in reading.record.controllers]
    titles = [exact(title.value) for title in reading.record.titles]
    found = {
        record
        for title, each in product(titles, controllers)
        for record in known.get((title, same.get(each, each)), ())
    }
    return found.pop() if len(found) == 1 else ""


def learned(register: Registry, changes: Mapping[str, Sequence[Triple]]) -> None:
    """Tells of a change that was just written, so that the titles need not be asked for again."""

    def tell(known: _Titles) -> None:
        for graph, content in changes.items():
            known.learn(graph, content)

    _TITLES.told(register, tell)


def kept_beside(register: Registry, reading: Reading, record: str) -> dict[str, Sequence[Triple]]:
    """The changes that keep a notice of a record, in place of the one in its language; the record stays as it is but
    for leading to the notice, and for the phrases that only the notice has."""
    base, state = register.settings.base, register.ledger.journal.state
    language = reading.notice.language.value if reading.notice and reading.notice.language else ""
    former = published.in_language(register, record, language)
    notice = former.iri if former else published.free_name(register, record, language)
    slugs = (each.rsplit("/", 1)[-1] for each in (record, notice))
    placed = mapping.graphs(replace(reading, slug=next(slugs), notice_slug=next(slugs)), base)
    own = state(record)
    link = Triple(NamedNode(record), published.HAS_NOTICE, NamedNode(notice))
    content = sorted({*own, link, *_phrases(placed.record)}, key=str)
    return {record: content, notice: tuple(replaced(placed.notice, replacements(own)))}


def _phrases(content: Iterable[Triple]) -> set[Triple]:
    told = set(content)
    nodes = {t.subject for t in told if t.predicate == _TYPE and t.object == _CONCEPT}
    return {t for t in told if t.subject in nodes}
