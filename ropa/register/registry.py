"""The register of one organisation and what can be done with it: the use cases behind every command and page.

The only composer of readers, journal, store, rules, questions, documents, reports and flows. Asking is here;
what changes the register is in `changes.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ropa import documents, queries, resources
from ropa.errors import BadParameter, NotFound, said
from ropa.model import Dossier, Finding
from ropa.namespaces import VOCABULARY
from ropa.rdf import NamedNode, Quad, Term, Triple, literal, parse_triples, serialize
from ropa.register import abroad, accepted, dossiers, history, lookup, mending_book, naming, reported, sheets
from ropa.register.accepted import WAIVERS
from ropa.register.asking import question
from ropa.register.checking import Check
from ropa.register.current import Standing
from ropa.register.ledger import Ledger
from ropa.register.mending import Sheet, sheet
from ropa.register.opening import open_ledger
from ropa.register.rule_sets import RuleSet, rule_set
from ropa.register.summary import RecordSummary, summaries
from ropa.rendering.document import Document
from ropa.rendering.table import Table
from ropa.settings import Settings
from ropa.store import Answer
from ropa.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from ropa.flows import Flow

Graphs = Mapping[str, Sequence[Triple]]
_RDF = {"ttl": "turtle", "nt": "n-triples", "trig": "trig", "jsonld": "json-ld", "nq": "n-quads"}


class Registry:
    """Made by `Registry.open(settings)`; safe to use from several threads."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.settings = settings
        self.ledger = ledger
        self.rules: RuleSet = rule_set(settings.rules)
        self._standing = Standing()

    @classmethod
    def open(cls, settings: Settings, *, writing: bool = False) -> Self:
        """Raises StoreError kinds where journal or store cannot be used."""
        return cls(settings, open_ledger(settings, write=writing))

    def close(self) -> None:
        """Gives up locks, files and processes."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def facts(self) -> EmbeddedStore:
        """All graphs in memory, with the vocabulary and the reference data as graphs of their own. Only to be read."""
        memory = self.ledger.memory()
        if not memory.has(f"{VOCABULARY}ontology"):
            memory.replace(_vocabulary())
        return memory

    def records(self) -> list[RecordSummary]:
        """Every record, by IRI."""
        return summaries(self.facts.select)

    def find(self, name: str) -> str:
        """The IRI of a record, party or notice from its name, `kind/name` or IRI. Raises NotFound with what is near."""
        return lookup.find(self.facts, self.settings.base, name)

    def graph(self, iri: str, version: int | None = None) -> list[Triple]:
        """A graph as it was written, now or in a former version. Raises NotFound for an unknown version."""
        return self.ledger.show(iri, version)

    def show(self, name: str, format: str, version: int | None = None) -> bytes:
        """A graph in an RDF format, or as a sheet of facts (`json`)."""
        iri = name if version and ":" in name else self.known(name)
        content = self.graph(iri, version)
        if format == "json":
            return self.sheet(iri, self.settings.language, version).as_json()
        if format in {"trig", "json-ld"}:
            return serialize([Quad(t.subject, t.predicate, t.object, NamedNode(iri)) for t in content], format)
        return serialize(content, format)

    def sheet(self, iri: str, language: str, version: int | None = None) -> Sheet:
        """Every fact of a graph as rows that a person can edit and import again."""
        found = sheet(iri, self.graph(iri, version), language, lambda node: self.name_of(node, language))
        return replace(found, version=version or self.ledger.journal.current(iri))

    def workbook(self, iri: str, language: str) -> bytes:
        """As `sheet`, as a workbook with a guide and lists to choose from."""
        known = [t for vocabulary in _vocabulary().values() for t in vocabulary]
        title = self.name_of(iri, language) or iri.rsplit("/", 1)[-1]
        return mending_book.written(self.sheet(iri, language), title, mending_book.Choices(known, language))

    def export(self, name: str, file: str, language: str) -> bytes:
        """A record, or with no name the whole register, in the form that the file's ending asks for."""
        ending = file.rsplit(".", 1)[-1].lower()
        if name and ending in {"xlsx", "json"}:
            iri = self.find(name)
            return self.workbook(iri, language) if ending == "xlsx" else self.sheet(iri, language).as_json()
        if ending not in _RDF or (not name and ending in {"ttl", "nt"}):
            fits = "xlsx, json, ttl, trig, jsonld, nq, nt" if name else "trig, jsonld, nq"
            raise BadParameter(
                said("'{file}' cannot be written.", file=file),
                mend=said("Use a file name ending in one of: {choices}.", choices=fits),
            )
        graphs = [self.find(name)] if name else self.ledger.journal.graphs()
        quads = [
            Quad(t.subject, t.predicate, t.object, NamedNode(graph)) for graph in graphs for t in self.graph(graph)
        ]
        if ending in {"ttl", "nt"}:
            return serialize([Triple(q.subject, q.predicate, q.object) for q in quads], _RDF[ending])
        return serialize(quads, _RDF[ending])

    def known(self, name: str) -> str:
        """As `find`, but what was removed is found too: its history is still there."""
        try:
            return self.find(name)
        except NotFound:
            base = self.settings.base
            for iri in (name, *(f"{base}/{kind}{name}" for kind in ("record/", "notice/", "party/", ""))):
                if ":" in iri and self.ledger.log(iri):
                    return iri
            raise

    def dossier(self, iri: str) -> Dossier:
        """A record with its parties and notices. Raises NotFound where the IRI is no record's."""
        return dossiers.dossier(self.facts, iri)

    def dossiers(self, iris: Sequence[str] = ()) -> list[Dossier]:
        """Several records, all when none is given."""
        return dossiers.dossiers(self.facts, list(iris) or [record.iri for record in self.records()])

    def name_of(self, iri: str, language: str) -> str:
        """What a person calls a node: its title, name or role, else what it is and of what; "" if unknown."""
        return naming.name_of(self.facts.select, iri, language, self.settings.base)

    def check(self, records: Sequence[str] = (), as_of: date | None = None, planned: Graphs | None = None) -> Check:
        """Findings of records (all when none is given) by the law of a day, as they would stand with `planned` graphs.

        Raises NotApplicable before the GDPR.
        """
        day = as_of or date.today()
        found, book = self._standing.findings(self, day, planned)
        wanted = set(records)
        if wanted:
            around = {*(planned or ()), *(party for iri in wanted for party in self.around(iri))}
            found = [finding for finding in found if finding.record in wanted | around]
        found = accepted.marked(found, accepted.waivers(self.facts), day)
        return Check(tuple(found), book, day, self.name_of, refused=self.rules.refused)

    def around(self, iri: str) -> set[str]:
        """The record itself, its notices and the parties it names."""
        dossier = self.dossier(iri)
        return {iri, *dossier.parties, *(notice.iri for notice in dossier.notices)}

    def _with_it(self, iri: str) -> set[str]:
        """As `around`; only itself where it is no record, or was removed."""
        try:
            return self.around(iri)
        except NotFound:
            return {iri}

    def findings(self, iri: str) -> list[Finding]:
        """Findings of one record with its notice and parties, by today's law."""
        return list(self.check([iri]).findings)

    def ask(self, question: str, parameters: Mapping[str, str], text: str = "") -> Answer:
        """A question of the library, of a file, or as text. Other people's text runs isolated, with limits."""
        if text:
            return self.query(text)
        found = queries.load(question)
        bound = found.bind(self.checked(found, found.terms(parameters, base=self.settings.base, today=date.today())))
        if question in queries.names():
            return self.facts.select(bound)
        return self.query(bound)

    def checked(self, query: queries.Query, terms: dict[str, Term]) -> dict[str, Term]:
        """Parties and records by what people call them; raises NotFound rather than answer about nobody."""
        kinds = {p.name: p.kind for p in query.parameters}
        for name, term in terms.items():
            if kinds.get(name) in {"party", "record"} and not self.ledger.at_hand().has(term.value):
                words = term.value.rsplit("/", 1)[-1]
                terms[name] = NamedNode(lookup.called(self.facts, self.settings.base, words, kinds[name], self.name_of))
        return terms

    def entry_of(self, question: str) -> tuple[str, ...]:
        """The variables that make one entry of a library question's answer; none for other queries."""
        return tuple(" ".join(queries.load(question).header.all("row")).split()) if question in queries.names() else ()

    def query(self, text: str) -> Answer:
        """Anybody's SPARQL, read only, in a process that can be killed. Raises BadQuery, Timeout, TooLarge."""
        _ = self.facts  # the copy that is asked holds the vocabulary too
        limits = self.settings
        return self.ledger.workers(seconds=limits.query_seconds, rows=limits.query_rows).ask(text)

    def document(
        self,
        name: str,
        language: str,
        kind: str = "privacy-notice",
        *,
        variant: str = "full",
        subject: str = "",
        full_at: str = "",
    ) -> Document:
        """A document about a record, from what the register says today; `subject` narrows it to one group of people.

        `full_at` is the web address of the full notice that a short one leads to.
        """
        found, today = self.dossier(self.find(name)), date.today()
        made = documents.build(kind, found, language, as_of=today, variant=variant, subject=subject, full_at=full_at)
        if not documents.concerns(kind):
            return made
        return documents.with_findings(made, sheets.open_findings(self, found.record.iri, made.language))

    def report(self, name: str, language: str, parameters: Mapping[str, str] | None = None) -> Table:
        """A report over the register, its rules and its journal."""
        return reported.table(self, name, language, parameters or {})

    def flow(self, names: Sequence[str] = (), day: date | None = None, lost: str = "") -> Flow:
        """The network of where data go, for some records or all, its grounds as they stand on a day or today.

        `lost` is the IRI of a country that loses its adequacy on that day.
        """
        day, chosen = day or date.today(), self.dossiers([self.find(name) for name in names])
        members = self.facts.select(question(abroad.MEMBERS, day=literal(day)))
        inside = {term.value for row in members for term in row.values()}
        instruments, tools = (self.facts.select(question(name)) for name in (abroad.INSTRUMENTS, abroad.TOOLS))
        known = abroad.reference(day, inside, instruments, tools, lost)
        from ropa import flows  # brings networkx, which takes half a second

        flow = flows.network(chosen, known)
        return replace(flow, links=flows.Links(self.settings.base, self.settings.base))

    def log(self, name: str = "") -> tuple[list[str], list[list[str]]]:
        """Columns and rows: all changes, or those of one record, its notices and what was accepted, oldest first."""
        rows = self.ledger.log()
        if name:
            iri = self.known(name)
            own = self._with_it(iri)
            notices = (graph for graph in own if graph.startswith(f"{self.settings.base}/notice/"))
            about = {iri, *notices, *(graph + WAIVERS for graph in own)}
            rows = [row for row in rows if row.graph in about]
        return list(history.COLUMNS), [history.told(row, self.settings.base) for row in rows]

    def verify(self) -> tuple[str, list[str]]:
        """One line that sums up, and what is wrong."""
        result = self.ledger.verify()
        problems: list[str] = [
            said("row {row}: {what}", row=fault.sequence, what=fault.what) if fault.sequence else fault.what
            for fault in result.chain.faults
        ]
        problems += [said("{graph}: the store differs from the journal.", graph=graph) for graph in result.differing]
        if result.damaged:
            problems.append("part of the store cannot be read: the next start makes it anew from the journal.")
        if result.whole:
            return "The chain is whole.", problems
        if result.chain.whole and not result.differing:
            return "The chain is whole, but the store is damaged.", problems
        if result.chain.whole:
            return "The chain is whole, but the store differs from the journal.", problems
        return "The chain is NOT whole.", problems


@cache
def _vocabulary() -> dict[str, list[Triple]]:
    folders = {"ontology": resources.ontology(), "reference": resources.data() / "reference"}
    return {
        VOCABULARY + name: [
            triple
            for file in sorted(folder.glob("*.ttl"))
            for triple in parse_triples(file.read_bytes(), where=str(file))
        ]
        for name, folder in folders.items()
    }
