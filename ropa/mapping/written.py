"""A notice that was written from a record, as the graph of a published one: its sections, and as twin what it says.

Nothing is read: every sentence knows its triples. So a notice of ours is judged as a stranger's is, with nothing lost
in between. A notice that was written tells no reader (`ropa:readBy`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from ropa.mapping.nodes import index, read, triples
from ropa.model import Iri, Notice, Party, Record, Section, Text
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, iri
from ropa.rendering.document import Document, sentences, sentences_of

T = TypeVar("T")
_STATED = Iri(expand("ropa:Stated"))
_PARTY, _CONCEPT = "/party/", "/concept/"
_WORTH = {iri("ropa:isVague"): iri("ropa:rawText"), iri("ropa:identified"): iri("ropa:recipientCategoryLabel")}
"""What was found of words, and the words: said again as they are, they are worth no more."""
_KINDS = {
    "13": Iri(expand("eu-gdpr:DirectDataCollectionNotice")),
    "14": Iri(expand("eu-gdpr:IndirectDataCollectionNotice")),
}
_KEYS = {
    "purposes": "purpose",
    "adm": "automated",
    "access-right": "access",
    "register": "register-name",
    "processors": "recipients",
}
"""What a section is called in a notice, where a document calls it otherwise."""


def written(document: Document, content: Iterable[Triple], record: str, notice: str, day: date) -> list[Triple]:
    """The graph of a notice with the words and facts of a document, as it is published on a day.

    `content` is the graph of the record that the document is about.
    """
    twin = f"{notice}/says"
    base = record.rsplit("/record/", 1)[0]
    told = {triple for sentence in sentences(document) for triple in sentence.triples}
    words = {(triple.subject, triple.predicate) for triple in told}
    told |= {triple for triple in content if (triple.subject, _WORTH.get(triple.predicate)) in words}
    said = index(_moved(told, record, twin, base))
    language = document.language
    titled = Notice(
        iri=notice,
        kinds=tuple(kind for article, kind in _KINDS.items() if article in document.metadata["articles"].split(", ")),
        titles=(Text(document.title.text, language),),
        language=Text(language),
        created=day,
        sections=tuple(_sections(document, notice)),
        says=(Iri(twin),),
        notice_of=(Iri(record),),
    )
    found = triples(titled) + triples(read(Record, twin, said), stated=True)
    for party in sorted(each for each in said if each.rpartition("/")[0] == twin + _PARTY.rstrip("/")):
        found += triples(read(Party, party, said), stated=True)
    return sorted(set(found), key=str)


def _sections(document: Document, notice: str) -> Iterable[Section]:
    for section in document.sections:
        words = "\n".join(sentence.text for block in section.blocks for sentence in sentences_of(block))
        yield Section(
            iri=f"{notice}/section/{section.key}",
            key=Text(_KEYS.get(section.key, section.key)),
            state=_STATED,
            heading=Text(section.heading, document.language),
            text=Text(words, document.language),
        )


def _moved(told: Iterable[Triple], record: str, twin: str, base: str) -> Iterable[Triple]:
    for t in told:
        yield Triple(_move(t.subject, record, twin, base), t.predicate, _move(t.object, record, twin, base))


def _move(term: T, record: str, twin: str, base: str) -> T | NamedNode:
    """A node of the record or a party as the twin has it; concepts of the record stay its own."""
    if not isinstance(term, NamedNode) or _CONCEPT in term.value:
        return term
    if term.value == record or term.value.startswith(f"{record}/"):
        return NamedNode(twin + term.value[len(record) :])
    if term.value.startswith(base + _PARTY):
        return NamedNode(twin + term.value[len(base) :])
    return term
