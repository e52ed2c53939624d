"""A record, party or notice as lines of text in the reader's language: label and value, grouped as people think of it.

What is shown and how fields are called is `entries`' matter; here is the order of the groups and the indents.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa import mapping, texts
from ropa.model import Node, Notice, Party
from ropa.register.activity_sheets import read_record
from ropa.register.entries import Entry, Facts
from ropa.register.registry import Registry

_INDENT = "  "


def lines(register: Registry, name: str, language: str, version: int | None = None) -> list[str]:
    """A sheet for reading, as the register has it now or as it was in a former version.

    Raises NotFound for an unknown name or version.
    """
    iri = register.known(name)
    content = register.graph(iri, version)
    facts = Facts(language, register.name_of)
    head = iri.removeprefix(f"{register.settings.base}/")
    if version:
        head += f", {texts.say('cli-column-version', language)} {version}"
    if "/record/" in iri:
        record = read_record(iri, content)
        own = facts.entry(record, without=frozenset({"activities", "titles"}))
        title = next((t.value for t in record.titles if t.language == language), own.title)
        activities = [line for each in record.activities for line in _activity(facts.entry(each), language)]
        others = [] if version or not register.ledger.journal.state(iri) else _others(register, iri, facts, language)
        return [title, head, "", *_facts(own, 0), *activities, *others]
    kind: type[Node] = Party if "/party/" in iri else Notice
    entry = facts.entry(mapping.read(kind, iri, mapping.index(content)), without=frozenset({"sections", "says"}))
    return [entry.title, head, "", *_facts(entry, 0)]


def _activity(entry: Entry, language: str) -> Iterator[str]:
    yield from ("", f"{_say('activity', language)}: {entry.title}", *_facts(entry, 1))


def _others(register: Registry, iri: str, facts: Facts, language: str) -> Iterator[str]:
    """The organisations a record names, and the notices it was read from."""
    dossier = register.dossier(iri)
    if dossier.parties:
        yield from ("", _say("parties", language))
    for party in dossier.parties.values():
        yield from _listed(facts.entry(party))
    if dossier.notices:
        yield from ("", _say("notices", language))
    for notice in dossier.notices:
        yield from _listed(facts.entry(notice, without=frozenset({"sections", "says", "titles"})))


def _say(key: str, language: str) -> str:
    return texts.say(f"cli-show-{key}", language)


def _listed(entry: Entry) -> Iterator[str]:
    yield f"{_INDENT}{entry.title}"
    yield from _facts(entry, 2)


def _facts(entry: Entry, depth: int) -> Iterator[str]:
    """One line a value; of the nodes below, each begins with a dash."""
    before = _INDENT * depth
    for fact in entry.facts:
        label = fact.label[:1].upper() + fact.label[1:]
        if fact.nodes:
            yield f"{before}{label}:"
            for node in fact.nodes:
                first, *rest = [*_facts(node, depth + 2)] or [f"{_INDENT * (depth + 2)}{node.title}"]
                yield f"{before}{_INDENT}- {first.strip()}"
                yield from rest
        else:
            yield f"{before}{label}: {'; '.join(' '.join(value.text.split()) for value in fact.values)}"
