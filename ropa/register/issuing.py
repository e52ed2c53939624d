"""Publishing a record's notice: what would be open then, what it settles, and the notice that is kept of it.

A notice that is published takes the place, in the register, of that of the record in the same language; it is judged
like any other. What the record's own content lacks for a notice stands in the way; the faults of the notice that it
replaces do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

from ropa import documents, mapping, texts, validation
from ropa.errors import BadParameter, NotFound
from ropa.model import Finding, Notice, ProcessorRecord, Severity
from ropa.rdf import NamedNode, Triple
from ropa.register import changes, published
from ropa.register.checking import Check
from ropa.register.entries import day as spoken_day
from ropa.register.registry import Registry
from ropa.rendering.document import Document

_NAMED = 5
"""Findings that are told by name; the others are counted."""


@dataclass(frozen=True)
class Issue:
    """A notice as it would be published, and what is open of its record before and after."""

    record: str
    document: Document
    """With the day of its publication."""
    notice: str
    """Where it lies in the register."""
    former: Notice | None
    """What is published of the record in that language."""
    content: tuple[Triple, ...]
    """The notice's graph, but for the hashes of its files."""
    planned: Mapping[str, Sequence[Triple]]
    """The whole new content of each graph that publishing changes; none where this very text is published."""
    before: Check
    after: Check
    read_at: int

    @property
    def name(self) -> str:
        """What the command line calls the record."""
        return self.record.rsplit("/", 1)[-1]

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        """What would be open of the notice, and of the record and its parties as far as a notice tells it."""
        begin = documents.concerns(self.document.kind)
        notices = f"{self.record.rsplit('/record/', 1)[0]}/notice/"
        found = (
            finding
            for finding in self.after.open
            if finding.record == self.notice
            or (not finding.record.startswith(notices) and documents.touches(self.after.articles(finding), begin))
        )
        order = list(Severity)
        return tuple(sorted(found, key=lambda finding: (order.index(finding.severity), finding)))

    def count(self, severity: Severity) -> int:
        """How many of the open ones are of a severity."""
        return sum(finding.severity is severity for finding in self.open)

    @property
    def ready(self) -> bool:
        """Whether nothing that the law demands is missing from it."""
        return not self.count(Severity.VIOLATION)

    @cached_property
    def settled(self) -> frozenset[Finding]:
        """Open findings of the notice that is published now, which the new one would not have."""
        if not self.former or not self.planned:
            return frozenset()
        kept = {finding.shape for finding in self.after.findings if finding.record == self.notice}
        own = (finding for finding in self.before.open if finding.record == self.former.iri)
        return frozenset(finding for finding in own if finding.shape not in kept)

    def lines(self, language: str) -> list[str]:
        """How many findings are open by severity, the gravest by name, and where to see the others."""
        if not self.open:
            return [texts.say("cli-issue-nothing-open", language)]
        told = [texts.say("cli-issue-open", language, counts=self.counts(language))]
        for finding in self.open[:_NAMED]:
            words = validation.message(finding, self.after.rulebook, language, self.after.name_of)
            severity = texts.say(f"cli-severity-{finding.severity.value}", language)
            told.append(f"  {severity} {finding.code}: {words}")
        if len(self.open) > _NAMED:
            rest = len(self.open) - _NAMED
            told.append("  " + texts.say("cli-issue-more", language, count=rest, record=self.name))
        return told

    def counts(self, language: str) -> str:
        """`violations 2, advice 5`."""
        return ", ".join(
            texts.say(f"work-{severity.value}", language, count=count)
            for severity in Severity
            if (count := self.count(severity))
        )

    def standing(self, language: str) -> str:
        """One sentence: published as it is, ready to be published, or what is in the way."""
        if not self.planned and self.former:
            day = spoken_day(self.former.created, language)
            return texts.say("cli-issue-current", language, day=day)
        key = "cli-issue-ready" if self.ready else "cli-issue-not-ready"
        counts = self.counts(language) or texts.say("cli-issue-no-findings", language)
        grave = (finding.code for finding in self.open if finding.severity is Severity.VIOLATION)
        codes = ", ".join(dict.fromkeys(grave))
        tag = self.document.language
        stands = texts.say(key, language, record=self.name, counts=counts, tag=tag, codes=codes)
        return " ".join([stands, *self._untranslated(language)])

    def _untranslated(self, language: str) -> list[str]:
        """One sentence where the notice quotes words of another language than its own."""
        count = sum(each.key == "translation" for each in self.document.missing)
        return [texts.say("cli-issue-untranslated", language, count=count)] if count else []

    def done(self, language: str) -> str:
        """What publishing has done: what it settled, by what it replaced."""
        key = "cli-issue-done" if self.planned else "cli-issue-done-again"
        told = [texts.say(key, language, notice="/".join(self.notice.rsplit("/", 2)[-2:]))]
        if self.settled and self.former:
            day = spoken_day(self.former.created, language) or texts.say("cli-check-no-day", language)
            told.append(texts.say("cli-issue-settled", language, count=len(self.settled), day=day))
        return " ".join([*told, *self._untranslated(language)])


def prepare(register: Registry, name: str, language: str, kind: str = "privacy-notice", variant: str = "full") -> Issue:
    """The notice of a record as it would be published today.

    Raises NotFound where there is no such record, BadParameter where it is a processor's.
    """
    record, read_at = register.find(name), register.ledger.journal.head().sequence
    state = register.ledger.journal.state
    if not _has_notices(register, record):
        raise BadParameter("a processor's record has no notice: the controllers tell the people.", where=record)
    made = register.document(record, language, kind, variant=variant)
    former = published.in_language(register, record, made.language)
    notice = former.iri if former else published.free_name(register, record, made.language)
    current = {triple for triple in state(notice) if triple.predicate not in published.HASHES}
    document, content = _dated(made, state(record), record, notice, former, current)
    planned: dict[str, Sequence[Triple]] = {} if set(content) == current else {notice: content}
    link = Triple(NamedNode(record), published.HAS_NOTICE, NamedNode(notice))
    if link not in state(record):
        planned[record] = [*state(record), link]
    before, after = register.check([record]), register.check([record], planned=planned)
    return Issue(record, document, notice, former, tuple(content), planned, before, after, read_at)


def standing(register: Registry, name: str, language: str, kind: str, variant: str) -> str:
    """What would be open of a notice that is drafted, were it published; "" where the record has none."""
    record = register.find(name)
    if not _has_notices(register, record):
        return ""
    return prepare(register, record, language, kind, variant).standing(language)


def foreseen(register: Registry, check: Check, records: Sequence[str], language: str) -> tuple[Check, list[str]]:
    """A check of records with what publishing their notices would settle, and where each of them stands, in words."""
    issues = [issue for record in records for issue in _issues(register, record, language)]
    replacing = [issue.former for issue in issues if issue.former and issue.planned]
    settled = frozenset(finding for issue in issues for finding in issue.settled)
    told = replace(check, settled=settled, published={notice.iri: notice.created for notice in replacing})
    return told, [issue.standing(language) for issue in issues]


def _issues(register: Registry, record: str, language: str) -> list[Issue]:
    """The notices of a record, prepared once while register, rules and day stay the same."""
    now = (register.ledger.journal.head().sequence, register.rules.book().version, date.today())
    stood, known = _PREPARED.get(register, (None, {}))
    if stood != now or len(known) >= _MOST_PREPARED:
        known = {}
        _PREPARED[register] = (now, known)
    if (record, language) not in known:
        tags = _languages(register, record, language)
        known[record, language] = [_as_published(register, record, tag) for tag in tags]
    return known[record, language]


_MOST_PREPARED = 50
_PREPARED: WeakKeyDictionary[Registry, tuple[object, dict[tuple[str, str], list[Issue]]]] = WeakKeyDictionary()


def _as_published(register: Registry, record: str, language: str) -> Issue:
    """The notice in the kind and variant in which it says what it said when it was published, else in the usual."""
    usual = prepare(register, record, language)
    if not (usual.planned and usual.former) or usual.former.reader:
        return usual
    forms = ((k, v) for k in documents.kinds() for v in documents.variants(k) if documents.is_notice(k, v))
    return next((i for form in forms if not (i := prepare(register, record, language, *form)).planned), usual)


def _languages(register: Registry, record: str, language: str) -> list[str]:
    """The languages in which a record's notice is published; one, where it is not yet; none of what has no notice."""
    if not _has_notices(register, record):
        return []
    told = {n.language.value for n in register.dossier(record).notices if n.language}
    return sorted(told.intersection(texts.languages())) or [language]


def _has_notices(register: Registry, record: str) -> bool:
    """A processor's record and a party have none: the controllers tell the people."""
    try:
        return not isinstance(register.dossier(record).record, ProcessorRecord)
    except NotFound:
        return False


def _dated(
    made: Document,
    own: Sequence[Triple],
    record: str,
    notice: str,
    former: Notice | None,
    current: set[Triple],
) -> tuple[Document, list[Triple]]:
    """As of the day on which it was published, where it has said the same since; else as of today."""
    if former and former.created and not former.reader:
        document = documents.issued(made, notice, former.created)
        content = mapping.written(document, own, record, notice, former.created)
        if set(content) == current:
            return document, content
    document = documents.issued(made, notice, date.today())
    return document, mapping.written(document, own, record, notice, date.today())


def publish(register: Registry, issue: Issue, file: str, written: bytes) -> int | None:
    """Keeps the notice as published, with the hash of the file it was written to. Returns the change number.

    Raises Conflict where the record, one of its parties or its notice has changed since `prepare`.
    """
    former = register.ledger.journal.state(issue.notice)
    hashes = published.hashes(issue.notice, written, former, again=issue.notice not in issue.planned)
    kept = {**issue.planned, issue.notice: [*issue.content, *sorted(hashes, key=str)]}
    change = changes.write(register, kept, f"publish {file}", issue.read_at, register.around(issue.record))
    if change:
        published.learned(register)
        changes.refresh_findings(register)
    return change
