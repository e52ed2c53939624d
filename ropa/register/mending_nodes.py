"""New things in a record's workbook: an activity, processor, recipient, transfer ... written as one value.

What a person writes is what a cell of the sheet of activities holds: `Beta Oy (1234567-1); country: Ireland`. Words
alone name no organisation: they are a category of recipients. What hangs on a record no longer when a sheet comes
back goes with the row that led to it.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ropa import mapping, texts
from ropa.errors import UnreadableFile, said
from ropa.importing import sheets
from ropa.model import Activity, Engagement, Node, Reading, Retention, Service, Text
from ropa.namespaces import expand, slug
from ropa.rdf import NamedNode, Triple, iri, literal

_TYPE = iri("rdf:type")
_AS = "Write it as in the sheet of activities, such as 'Example Oy (1234567-1)' or 'Ireland'."
_IN_WORDS = (iri("ropa:rawText"), iri("vcard:role"))
_PROCESSOR_RECORD = iri("ropa:ProcessorRecord")
_PARTIES = {"Engagement": "ropa:engages", "Disclosure": "dpv:hasRecipient", "Transfer": "dpv:hasDataImporter"}
_CATEGORY = expand("ropa:recipientCategoryLabel")
Party = Callable[[str, str], Sequence[str]]
"""Words and a property to the organisation they name, new ones too."""


@dataclass(frozen=True)
class Added:
    """A new thing: what leads to it is told by the row; `called` is what other rows may call it as their place."""

    node: str
    triples: list[Triple]
    called: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is and is called, as a place is."""
        return self.called[1]


@dataclass
class Maker:
    """Makes the new things of one sheet; `remarks` tell what was not understood."""

    graph: str
    language: str
    party: Party
    before: Sequence[Triple]
    """The record as it is."""
    remarks: list[str]

    def __post_init__(self) -> None:
        self._taken = {t.subject.value for t in self.before if isinstance(t.subject, NamedNode)}
        self._serves = any(t.object == _PROCESSOR_RECORD for t in self.before)

    def made(self, kind: type[Node], words: str, place: str, where: str) -> Added:
        """Raises UnreadableFile where the words make no such thing. `place` is the node it hangs on."""
        lead = words.partition(";")[0].strip()
        label = texts.label(expand(kind.types[0]), self.language)
        called = (lead, f"{label}: {lead}", words)
        if issubclass(kind, Activity):
            return self._activity(Service if self._serves else kind, words, called)
        if "/record/" not in self.graph or not _has_column(kind):
            return self._in_words(kind, words, called, where)
        self._refuse_unknown_parts(kind, words, where)
        reading = self._read(kind, self._told(kind, words), place, where)
        column = _column(kind)
        owner = reading.record if column.of_record else reading.record.activities[0]
        nodes: Sequence[Node] = getattr(owner, column.field.name) if column.field else ()
        if not nodes:
            raise UnreadableFile(
                said("'{words}' makes no {what}.", words=words, what=label),
                where=where,
                mend=_AS,
            )
        if len(nodes) > 1:
            raise UnreadableFile(
                said("'{words}' is {count} things.", words=words, count=len(nodes)),
                where=where,
                mend="Write one in each row.",
            )
        if isinstance(nodes[0], Retention) and not nodes[0].durations and re.search(r"\d", words):
            raise UnreadableFile(
                said("no period is understood in '{words}'.", words=words),
                where=where,
                mend="Write it with its unit, such as '14 days' or '2 years', or in words without a number.",
            )
        self.remarks += [remark for remark in reading.remarks if remark != sheets.NO_CONTROLLER]
        content = mapping.graphs(reading, self.graph.rsplit("/record/", 1)[0]).record
        node = f"{self.graph}/{nodes[0].iri}"
        own = [t for t in content if t.subject == NamedNode(node)]
        own += [t for t in content if t.subject in _below(node, content, self.graph)]
        self._taken.add(node)
        return Added(node, own, called)

    def _activity(self, kind: type[Activity], words: str, called: tuple[str, ...]) -> Added:
        name, number = f"{self.graph}/activity/{slug(words)[:60]}", 1
        node = name
        while node in self._taken:
            number += 1
            node = f"{name}-{number}"
        self._taken.add(node)
        return Added(node, mapping.triples(kind(iri=node, titles=(Text(words, self.language),))), called)

    def _in_words(self, kind: type[Node], words: str, called: tuple[str, ...], where: str) -> Added:
        """A thing that is just words, such as an address as it is written, or a contact by its role."""
        slot = next((s for s in mapping.slots(kind) if s.term in _IN_WORDS), None)
        if slot is None:
            raise UnreadableFile(
                said("no new {what} can be written here.", what=called[1].partition(":")[0]),
                where=where,
                mend="Name one that the record has, by its place in the first column.",
            )
        number = 1
        while (node := f"{self.graph}/{kind.segment}/{number}") in self._taken:
            number += 1
        self._taken.add(node)
        word = Triple(NamedNode(node), slot.term, literal(words, language=self.language))
        return Added(node, [*mapping.triples(kind(iri=node)), word], called)

    def _refuse_unknown_parts(self, kind: type[Node], words: str, where: str) -> None:
        """What stands before a colon behind the first semicolon names a field, or the row says what nobody meant."""
        known = sheets.part_headings(kind, self.language)
        for part in sheets.split(words, ";")[1:]:
            label, colon, rest = part.partition(":")
            if colon and not part.startswith('"') and not rest.startswith("//") and sheets.plain(label) not in known:
                close = difflib.get_close_matches(sheets.plain(label), known, n=1) or sorted(known)
                raise UnreadableFile(
                    said(
                        "'{label}' is no part of {what}.",
                        label=label,
                        what=texts.label(expand(kind.types[0]), self.language),
                    ),
                    where=where,
                    mend=said("Did you mean {choices}?", choices=", ".join(close)),
                )

    def _told(self, kind: type[Node], words: str) -> str:
        """The line of the sheet of activities, an organisation and a category under their own names."""
        term = _PARTIES.get(kind.__name__)
        lead, semicolon, rest = words.partition(";")
        found = self.party(lead.strip(), expand(term)) if term else ()
        if found:
            key = found[0].rsplit("/", 1)[-1]
            lead = f'{self._heading(kind, expand(term or ""))}: "{lead.strip()}" [party/{key}]'
        elif kind is Engagement and ":" not in lead:
            lead = f"{self._heading(kind, _CATEGORY)}: {lead}"
        return f"{lead}{semicolon}{rest}"

    def _heading(self, kind: type[Node], term: str) -> str:
        return next(texts.label(s.term.value, self.language) for s in mapping.slots(kind) if s.term.value == term)

    def _read(self, kind: type[Node], words: str, place: str, where: str) -> Reading:
        column = _column(kind)
        columns = (sheets.Column("register"), sheets.Column("activity"), column)
        name = self.graph.rsplit("/", 1)[-1]
        row = (name, place.removeprefix(f"{self.graph}/").replace("/", "-") or "main", words)
        titles = tuple(sheets.heading(each, self.language) for each in columns)
        sheet = sheets.ActivitySheet("", self.language, columns, titles, (row,), 0, own=True, place=where)
        (reading,) = sheets.readings(sheet, sheets.Known(self._known))
        return replace(reading, slug=name)

    def _known(self, name: str, number: str) -> str:
        found = self.party(f"{name} ({number})" if number else name, expand("ropa:engages"))
        return "/".join(found[0].rsplit("/", 2)[-2:]) if found else ""


def _has_column(kind: type[Node]) -> bool:
    return any(column.field and column.field.kind is kind for column in sheets.every())


def _column(kind: type[Node]) -> sheets.Column:
    """The column of the sheet of activities that holds such things."""
    return next(column for column in sheets.every() if column.field and column.field.kind is kind)


def _below(node: str, content: Iterable[Triple], graph: str) -> set[object]:
    """The nodes of the graph that hang on a node, and the concepts it names."""
    by: dict[object, list[object]] = defaultdict(list)
    for t in content:
        by[t.subject].append(t.object)
    found: set[object] = set()
    waiting: list[object] = [NamedNode(node)]
    while waiting:
        for each in by[waiting.pop()]:
            if isinstance(each, NamedNode) and each.value.startswith(f"{graph}/") and each not in found:
                found.add(each)
                waiting.append(each)
    return found


def typed(found: set[Triple], before: Iterable[Triple]) -> set[Triple]:
    """With the classes that a workbook leaves out: a node that is still told of, or still led to, keeps its own."""
    told: set[object] = {t.subject for t in found} | {t.object for t in found}
    return found | {t for t in before if t.predicate == _TYPE and t.subject in told}


def reached(found: set[Triple], before: Iterable[Triple], graph: str) -> set[Triple]:
    """Without what the record led to before and leads to no more."""
    lost = _below(graph, before, graph) - _below(graph, found, graph)
    return {t for t in found if t.subject not in lost}
