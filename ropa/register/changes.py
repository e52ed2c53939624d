"""What changes the register: files in, records mended. One change, one journal entry.

A file is read whole before anything is written; a faulty record is stored with its findings, only an
unreadable file is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ropa import importing, mapping, texts
from ropa.errors import InputError, NotFound, RopaError, UnreadableFile, said
from ropa.importing.sheets.values import written_duration
from ropa.journal import refuse_unfit
from ropa.mapping.notice import Undecided, twin_as_record
from ropa.model import Finding, Reading
from ropa.namespaces import shorten
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register import activity_sheets, denials, known_records, mending, mending_book, mending_facts, published
from ropa.register.checking import Check
from ropa.register.files import load_file
from ropa.register.ledger import FINDINGS
from ropa.register.mending_parties import Organisations
from ropa.register.parties import directory, learned, rewritten
from ropa.register.registry import Registry
from ropa.register.replaced import replaced, replacements
from ropa.settings import Settings

_NAMES = tuple(iri(name) for name in ("dpv:hasName", "ropa:recipientCategoryLabel", "skos:prefLabel", "ropa:rawText"))
_READ_BY = iri("ropa:readBy")
"""What a notice has that was read; one without was written from the record."""
NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass
class FileOutcome:
    """What became of one file: per graph new, changed or unchanged; what a person should settle; or the error."""

    file: str
    format: str = ""
    encoding: str = ""
    graphs: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    change: int | None = None
    error: str = ""
    planned: Mapping[str, Sequence[Triple]] = field(default_factory=dict)
    """The whole new content of each graph that changes."""

    @property
    def changed(self) -> bool:
        """True where anything would be, or was, written."""
        return any(state != UNCHANGED for state in self.graphs.values())

    @property
    def records(self) -> list[str]:
        """IRIs of the records the file told of."""
        return [graph for graph in self.graphs if "/" not in graph.partition("/record/")[2] and "/record/" in graph]

    def row(self) -> list[str]:
        """For a table: file, result, records, how much there is to settle."""
        states = [self.graphs[record] for record in self.records] or list(self.graphs.values())
        result = NEW if NEW in states else CHANGED if self.changed else UNCHANGED
        names = ", ".join(iri.rsplit("/", 1)[-1] for iri in self.records)
        return [self.file, result, names, str(len(self.remarks) + len(self.undecided) or "")]

    def as_json(self) -> dict[str, object]:
        """What was read, what not and why."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "graphs": self.graphs,
            "change": self.change,
            "remarks": self.remarks,
            "undecided": [_open_value(u) for u in self.undecided],
            "error": self.error or None,
        }


def _open_value(u: Undecided) -> dict[str, object]:
    return {name: value for name, value in vars(u).items() if name != "stated"} | {"term": shorten(u.term)}


def import_file(register: Registry, file: Path, *, dry_run: bool = False) -> FileOutcome:
    """Reads one file; with `dry_run` only says what would change. What cannot be read is told, not raised."""
    outcome = FileOutcome(str(file))
    try:
        read_at, changes = _changes(register, load_file(file, register.settings.max_file_bytes), outcome)
        for graph, content in changes.items():
            refuse_unfit(graph, content)
    except (InputError, NotFound) as error:
        outcome.error = _placed(str(file), error)
        return outcome
    for graph, content in changes.items():
        current = register.ledger.journal.state(graph)
        new = not current and not register.ledger.journal.current(graph)
        outcome.graphs[graph] = UNCHANGED if set(current) == set(content) else NEW if new else CHANGED
    outcome.planned = {graph: changes[graph] for graph, state in outcome.graphs.items() if state != UNCHANGED}
    if not dry_run and outcome.changed:
        outcome.change = write(register, changes, f"import {file.name}", read_at)
        learned(register, changes)
        known_records.learned(register, changes)
    return outcome


def write(
    register: Registry,
    changes: Mapping[str, Sequence[Triple] | None],
    action: str,
    read_at: int,
    relied_on: Iterable[str] = (),
) -> int | None:
    """Commits what was made of the register as it stood at a row of the journal.

    Raises Conflict where somebody has since changed one of the graphs, or one that the change relied on.
    """
    expected = register.ledger.journal.numbers_at(sorted({*changes, *relied_on}), read_at)
    return register.ledger.commit(changes, register.settings.actor, action, expected=expected)


def _placed(file: str, error: RopaError) -> str:
    text = str(error)
    if file in text or Path(file).name in text:
        return error.said
    return said("{file}: {error}", file=file, error=error.said)


def _changes(register: Registry, data: bytes, outcome: FileOutcome) -> tuple[int, Mapping[str, Sequence[Triple]]]:
    """Which row of the journal the register was compared at, and the graphs as the file has them."""
    name = Path(outcome.file).name.encode("utf-8", "backslashreplace").decode()
    if own := published.publication(register, data):
        outcome.format = "published"
        outcome.remarks.append(
            said("this is the notice as it was published from the record: nothing is to be read.")
            if own.current
            else said("a notice published since has replaced this one: nothing is to be read.")
        )
        state = register.ledger.journal.state
        return register.ledger.journal.head().sequence, {graph: state(graph) for graph in (own.record, own.notice)}
    edited = _sheet(name, data, register.settings)
    if edited:
        outcome.format = "sheet"
        return register.ledger.journal.head().sequence, _mended(register, edited, outcome)
    read = importing.read(name, data, register.settings)
    outcome.format, outcome.encoding = read.format, read.encoding
    outcome.remarks += read.remarks
    read_at = register.ledger.journal.head().sequence
    changes: dict[str, Sequence[Triple]] = dict(read.graphs)
    for activities in read.sheets:
        changes |= activity_sheets.changes(register, activities, outcome.remarks, outcome.undecided)
    for reading in () if read.sheets else read.readings:
        outcome.remarks += reading.remarks
        changes |= _of_reading(register, reading, outcome)
    return read_at, changes


def _of_reading(register: Registry, reading: Reading, outcome: FileOutcome) -> dict[str, Sequence[Triple]]:
    base, state = register.settings.base, register.ledger.journal.state
    new = mapping.graphs(reading, base)
    if known := known_records.record_of(register, reading, new.parties):
        outcome.remarks.append(_left_alone(known, outcome.file))
        return known_records.kept_beside(register, reading, known)
    decided = replacements(state(new.record_iri))
    said_now = tuple(replaced(new.record, decided))
    new = replace(new, notice=tuple(replaced(new.notice, decided)), record=said_now)
    former = state(new.notice_iri) if new.notice_iri else []
    old = twin_as_record(former, new.notice_iri, new.record_iri, base) if former else None
    changes: dict[str, Sequence[Triple]] = {}
    if former and _READ_BY not in {triple.predicate for triple in former}:
        outcome.remarks.append(_left_alone(new.record_iri, outcome.file, published=True))
        return known_records.kept_beside(register, reading, new.record_iri)
    if new.notice_iri:
        changes[new.notice_iri] = new.notice
    before: Mapping[str, Sequence[Triple]] = old.parties if old else {}
    same = directory(register).same({iri: said for iri, said in new.parties.items() if not state(iri)})
    for graph, told in {new.record_iri: new.record, **new.parties}.items():
        was = (old.record if old else ()) if graph == new.record_iri else before.get(graph, ())
        if graph in same:
            outcome.remarks.append(
                said(
                    "{party} is {known}, known already.",
                    party=graph.rsplit("/", 1)[-1],
                    known=same[graph].rsplit("/", 1)[-1],
                )
            )
            continue
        if same:
            was, told = rewritten(was, same), tuple(rewritten(told, same))
        changes[graph], undecided = mapping.revise(state(graph), was, told, by_node=True)
        outcome.undecided += undecided
        outcome.remarks += [_question(register, u, told) for u in undecided]
    return changes


def _left_alone(record: str, file: str, *, published: bool = False) -> str:
    slots = {"record": record.rsplit("/", 1)[-1], "file": Path(file).name}
    if published:
        return said(
            "the notice was published from the record and reads otherwise by now: the record was left as it is, "
            "'ropa drift {record} {file}' compares them.",
            **slots,
        )
    return said(
        "this is a notice of {record}, which was not made from it: the record was left as it is, "
        "'ropa drift {record} {file}' compares them.",
        **slots,
    )


def called(register: Registry, value: str, language: str, told: Sequence[Triple] = ()) -> str:
    """What a person calls a value; a node that the register does not have yet by the words `told` of it."""
    if not value.startswith(f"{register.settings.base}/"):
        return texts.label(value, language) if texts.known(value) else written_duration(value, language)
    known = register.name_of(value, language)
    node = NamedNode(value)
    words = (
        t.object.value for t in told if t.subject == node and t.predicate in _NAMES and isinstance(t.object, Literal)
    )
    return known or next(words, value.rsplit("/", 1)[-1])


def _question(register: Registry, u: Undecided, told: Sequence[Triple]) -> str:
    language = register.settings.language
    notice, record = (
        ", ".join(called(register, value, language, told) for value in values) or said("nothing")
        for values in (u.notice_says, u.record_has)
    )
    return said(
        "{node} {term}: the notice now says {notice}, the record has {record}; the record was left as it is.",
        node=called(register, u.subject, language, told),
        term=texts.label(u.term, language) if texts.known(u.term) else shorten(u.term),
        notice=notice,
        record=record,
    )


def _sheet(name: str, data: bytes, settings: Settings) -> mending.Sheet | None:
    ending = Path(name).suffix.lower()
    if ending == ".json" or data[:1] == b"{":
        return mending.from_json(data, name)
    if ending == ".xlsx":
        return mending_book.from_rows(importing.spreadsheet_rows(name, data, settings), name)
    return None


def _mended(register: Registry, edited: mending.Sheet, outcome: FileOutcome) -> dict[str, Sequence[Triple]]:
    before, now = register.ledger.journal.state(edited.graph), register.ledger.journal.current(edited.graph)
    if edited.version and edited.version != now:
        raise UnreadableFile(
            said(
                "this sheet was written from version {version}, and the record is at version {now} by now.",
                version=edited.version,
                now=now,
            ),
            mend="Export the record again and make your changes there, so that nobody's work is lost.",
        )

    known = directory(register)
    organisations = Organisations(known, edited.language)

    def find(words: str, language: str) -> Sequence[str]:
        party = known.find(words)
        return texts.default().find(words, language) or ((party,) if party else ())

    name_of = partial(register.name_of, language=edited.language)
    content = mending_facts.facts(edited, before, find, name_of, organisations.called, outcome.remarks)
    outcome.remarks += dict.fromkeys(organisations.remarks)
    outcome.remarks += denials.standing(before, content, edited.language, name_of)
    return {edited.graph: content, **organisations.new}


def refresh_findings(register: Registry) -> Check:
    """Checks everything and puts each graph's findings beside it (`.../findings`), stamped with the rule set."""
    result = register.check()
    stale: dict[str, Sequence[Triple] | None] = {
        graph: None for graph in register.ledger.store.graphs() if graph.endswith(FINDINGS)
    }
    by_record: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_record[finding.record].append(finding)
    for record, own in by_record.items():
        home = (record or register.settings.base) + FINDINGS
        stale[home] = replace(result, findings=tuple(own)).triples(home)
    register.ledger.derive(stale)
    return result
