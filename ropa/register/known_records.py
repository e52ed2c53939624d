"""Notices of records that stand already: whose they are, and how one is kept without touching its record.

A notice is of a record by its controller and title together: many controllers have a register of customers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from ropa import mapping
from ropa.model import Reading
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register import published
from ropa.register.asking import question
from ropa.register.parties import directory, exact
from ropa.register.registry import Registry
from ropa.register.replaced import replaced, replacements

_TITLE, _CONTROLLER = iri("dct:title"), iri("dpv:hasDataController")
_CONCEPT = iri("ropa:RegisterConcept")
_TYPE = iri("rdf:type")
_Titles = dict[tuple[str, str], set[str]]
"""The records of each title, as it is compared, and controller."""
_TITLES: WeakKeyDictionary[Registry, tuple[int, _Titles]] = WeakKeyDictionary()


def record_of(register: Registry, reading: Reading) -> str:
    """The record that a notice is of and was not made from: the one of its name, else the one of its controller with
    its title. "" where there is none or two, and where the notice was read before."""
    base, state = register.settings.base, register.ledger.journal.state
    own = f"{base}/record/{reading.slug}"
    if reading.notice is None or state(f"{base}/notice/{reading.slug}"):
        return ""
    if state(own):
        return own
    same = directory(register).same(mapping.graphs(reading, base).parties)
    controllers = [f"{base}/{each}" for each in reading.record.controllers]
    known = _titles(register)
    titles = [exact(title.value) for title in reading.record.titles]
    found = {
        record for title in titles for each in controllers for record in known.get((title, same.get(each, each)), ())
    }
    return found.pop() if len(found) == 1 else ""


def _titles(register: Registry) -> _Titles:
    head = register.ledger.journal.head().sequence
    known = _TITLES.get(register)
    if known is None or known[0] != head:
        titles: _Titles = defaultdict(set)
        for row in register.ledger.at_hand().select(question("titles")):
            titles[exact(row["title"].value), row["controller"].value].add(row["record"].value)
        known = _TITLES[register] = (head, titles)
    return known[1]


def learned(register: Registry, changes: Mapping[str, Sequence[Triple]]) -> None:
    """Tells of a change that was just written, so that the titles need not be asked for again."""
    known = _TITLES.get(register)
    if known is None:
        return
    for graph, content in changes.items():
        own = [t for t in content if t.subject == NamedNode(graph)]
        titles = [t.object.value for t in own if t.predicate == _TITLE and isinstance(t.object, Literal)]
        for controller in (t.object for t in own if t.predicate == _CONTROLLER and isinstance(t.object, NamedNode)):
            for title in titles:
                known[1][exact(title), controller.value].add(graph)
    _TITLES[register] = (register.ledger.journal.head().sequence, known[1])


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
