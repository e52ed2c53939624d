"""Findings as a person meets them: grouped by record, in the reader's language, with article and how to mend.

Knows no rule; runs the validator on a flat copy of the facts, or on any RDF file with any shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from ropa import resources, texts, validation
from ropa.errors import RopaError
from ropa.model import Finding, Severity
from ropa.namespaces import shorten
from ropa.rdf import NamedNode, Quad, Triple, literal, parse, serialize
from ropa.rdf import iri as rdf_iri
from ropa.register import work
from ropa.register.entries import day as spoken_day
from ropa.rendering.citation import spoken
from ropa.rules import RuleBook, load, plain_book
from ropa.rules.citation import official
from ropa.validation.report import key, report

_GDPR = "GDPR Art. "
_ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".jsonld": "json-ld",
    ".nt": "n-triples",
    ".nq": "n-quads",
    ".rdf": "xml",
}


@dataclass(frozen=True)
class Since:
    """The version of its graph in which a finding appeared and has stayed since."""

    version: int
    change: int
    time: datetime


NameOf = Callable[[str, str], str]
"""IRI and language to what a person calls the thing; "" where it is unknown."""


@dataclass(frozen=True)
class Check:
    """What a check found, on which day's law, by which rule set."""

    findings: tuple[Finding, ...]
    rulebook: RuleBook
    as_of: date
    name_of: NameOf
    since: Mapping[str, Since] = field(default_factory=dict)
    """By the finding's key, where it was asked for: in which version it appeared."""
    settled: frozenset[Finding] = frozenset()
    """Those of a published notice that go when the record's is published anew, where that was asked for."""
    published: Mapping[str, date | None] = field(default_factory=dict)
    """The notices that would be replaced then, each with its day."""
    refused: RopaError | None = None
    """Why rules that were changed are not used, where a running service has met such."""

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that nobody has accepted for the time being."""
        return tuple(finding for finding in self.findings if not finding.waived_until)

    @property
    def demands(self) -> tuple[Finding, ...]:
        """Open violations and warnings: advice alone leaves a register in order."""
        return tuple(finding for finding in self.open if finding.severity is not Severity.INFO)

    def count(self, severity: Severity) -> int:
        """How many open findings of a severity."""
        return sum(finding.severity is severity for finding in self.open)

    def articles(self, finding: Finding) -> tuple[str, ...]:
        """The articles of the GDPR that a finding's rule cites, as `13(1)(a)`."""
        rule = self.rulebook.by_iri.get(finding.shape)
        return tuple(a.removeprefix(_GDPR) for a in (rule.articles if rule else ()) if a.startswith(_GDPR))

    def as_report(self) -> bytes:
        """A standard `sh:ValidationReport` in Turtle."""
        return serialize(self.triples("urn:ropa:report"), "turtle")

    def triples(self, iri: str) -> list[Triple]:
        """The report as triples under an IRI, with the rule set's version."""
        stamp = Triple(NamedNode(iri), rdf_iri("ropa:ruleSetVersion"), literal(self.rulebook.version))
        return [stamp, *report(self.findings, self.rulebook, base=iri)]

    def as_json(self, language: str) -> dict[str, object]:
        """Stable and documented: see README, 'What `ropa check --format json` gives'."""
        return {
            "asOf": self.as_of.isoformat(),
            "ruleSet": self.rulebook.version,
            "conforms": not self.demands,
            "findings": [self._json(finding, language) for finding in self.findings],
            **({"refusedRules": self.refusal(language)} if self.refused else {}),
        }

    def refusal(self, language: str) -> str:
        """File, shape and clause of rules that were changed and are not used, in a sentence; "" where all are."""
        if self.refused is None:
            return ""
        what = texts.translated(self.refused.said, language)
        return texts.say("cli-check-rules-refused", language, what=what, version=self.rulebook.version[:12])

    def _json(self, finding: Finding, language: str) -> dict[str, object]:
        rule = self.rulebook.by_iri.get(finding.shape)
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "rule": shorten(finding.shape),
            "duty": rule.labels.get(language, "") if rule else "",
            "articles": list(rule.articles) if rule else [],
            "sources": list(rule.sources) if rule else [],
            "links": [official(source, language) for source in rule.sources] if rule else [],
            "message": validation.message(finding, self.rulebook, language, self.name_of),
            "focus": finding.focus,
            "focusLabel": self.name_of(finding.focus, language),
            "path": finding.path,
            "value": finding.value,
            "record": finding.record,
            "recordLabel": self.name_of(finding.record, language),
            **self._since(finding),
            "waivedUntil": finding.waived_until.isoformat() if finding.waived_until else None,
            **({"settledByPublishing": finding in self.settled} if self.published else {}),
        }

    def _since(self, finding: Finding) -> dict[str, object]:
        """Nothing where it was not asked for: `null` would read as never."""
        found = self.since.get(key(finding))
        if found is None:
            return {}
        return {"since": {"version": found.version, "change": found.change, "time": found.time.isoformat()}}

    def as_lines(self, language: str, details: bool = True) -> list[str]:
        """For a terminal: the order of work, then a heading per record with its findings, and a sum.

        Without details the order of work and where to see the rest, in one screen.
        """
        lines = work.lines((f for f in self.open if f not in self.settled), self.rulebook, language)
        if self.settled:
            lines.append(texts.say("cli-check-then-publish", language, count=len(self.settled)))
        lines += [""] if lines else []
        if not details:
            return [*lines, *self._more(language), self._summary(language)]
        for record in sorted({finding.record for finding in self.findings}):
            own = [finding for finding in self.findings if finding.record == record]
            for group in ([f for f in own if f not in self.settled], [f for f in own if f in self.settled]):
                if group:
                    lines += [self._heading(record, group, language), *self._blocks(group, language), ""]
        return [*lines, self._summary(language)]

    def _more(self, language: str) -> list[str]:
        example = next((record for record in sorted(f.record for f in self.open) if "/record/" in record), "")
        named = example.rsplit("/", 1)[-1] or "…"
        return [texts.say("cli-check-more", language, example=named)] if self.open else []

    def _heading(self, record: str, findings: list[Finding], language: str) -> str:
        """What the findings lie in; of a notice to be replaced also whether they go then."""
        name, slug = self.name_of(record, language), "/".join(record.rsplit("/", 2)[-2:])
        heading = f"{slug}: {name}" if name else slug or texts.say("cli-check-nowhere", language)
        if record not in self.published:
            return heading
        key = "cli-check-settled" if self.settled.issuperset(findings) else "cli-check-stays"
        told = spoken_day(self.published[record], language) or texts.say("cli-check-no-day", language)
        return texts.say(key, language, heading=heading, day=told)

    def _blocks(self, findings: list[Finding], language: str) -> list[str]:
        lines, order = [], list(Severity)
        for finding in sorted(findings, key=lambda f: (order.index(f.severity), f.code, f)):
            rule = self.rulebook.by_iri.get(finding.shape)
            articles = ", ".join(spoken(article, language) for article in rule.articles) if rule else ""
            severity = texts.say(f"cli-severity-{finding.severity.value}", language)
            waived = (
                texts.say("cli-check-waived", language, day=spoken_day(finding.waived_until, language))
                if finding.waived_until
                else ""
            )
            lines.append(f"  {severity} {finding.code} ({articles}){waived}")
            lines.append(f"    {validation.message(finding, self.rulebook, language, self.name_of)}")
            if found := self.since.get(key(finding)):
                day = spoken_day(found.time.date(), language)
                lines.append(f"    {texts.say('cli-check-since', language, version=found.version, day=day)}")
            if finding.focus != finding.record:
                place = self.name_of(finding.focus, language) or finding.focus
                lines.append(f"    {texts.say('cli-check-place', language)}: {place}")
        return lines

    def _summary(self, language: str) -> str:
        known = {"rules": len(self.rulebook.rules), "day": spoken_day(self.as_of, language)}
        if not self.findings:
            return texts.say("cli-check-none", language, **known)
        return texts.say(
            "cli-check-summary",
            language,
            violations=self.count(Severity.VIOLATION),
            warnings=self.count(Severity.WARNING),
            infos=self.count(Severity.INFO),
            **known,
        )


def check_file(data: bytes, name: str, shapes: bytes | None, as_of: date, shapes_name: str = "shapes.ttl") -> Check:
    """Any RDF against any shapes, or against the rule book where none are given. Names tell formats by their ending."""
    facts = validation.empty(as_of, grounded=shapes is None)
    quads = _quads(data, name)
    facts.ground(_unnamed(quads))
    for graph, content in _named(quads).items():
        facts.load([(graph, content)])
    if shapes is None:
        book = load(resources.shapes())
        program = validation.compile(book, as_of)
    else:
        stated = _triples(_quads(shapes, shapes_name))
        book, program = plain_book(stated), validation.compile(stated)
    return Check(tuple(validation.check(program, facts)), book, as_of, lambda iri, language: "")


def _quads(data: bytes, name: str) -> list[Quad]:
    return parse(data, _ENDINGS.get(Path(name).suffix.lower(), "turtle"), where=name, base="urn:ropa:file")


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    return [Triple(q.subject, q.predicate, q.object) for q in quads]


def _unnamed(quads: Iterable[Quad]) -> list[Triple]:
    return [Triple(q.subject, q.predicate, q.object) for q in quads if not isinstance(q.graph_name, NamedNode)]


def _named(quads: Iterable[Quad]) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    for q in quads:
        if isinstance(q.graph_name, NamedNode):
            graphs.setdefault(q.graph_name.value, []).append(Triple(q.subject, q.predicate, q.object))
    return graphs
