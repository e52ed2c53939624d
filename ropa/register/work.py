"""Findings as an order of work: by what is to be filled in, the gravest and then the most rewarding first.

A topic is where a reader looks for what to mend, told by the articles that a rule cites. Judges nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ropa import texts
from ropa.model import Finding, Rule, Severity
from ropa.rules import RuleBook

_TOPICS = {
    "cookies": r"FI 917/2014\b|EU 2002/58\b",
    "controller": r"GDPR Art\. (?:13\(1\)\(a\)|14\(1\)\(a\)|30\(1\)\(a\)|30\(2\)\(a\)|26|27|4)(?:\(|$)",
    "officer": r"GDPR Art\. (?:13\(1\)\(b\)|14\(1\)\(b\)|37|38|39)(?:\(|$)",
    "consent": r"GDPR Art\. (?:13\(2\)\(c\)|14\(2\)\(d\)|7|8)(?:\(|$)",
    "purposes": r"GDPR Art\. (?:13\(1\)\([cd]\)|14\(1\)\(c\)|14\(2\)\(b\)|30\(1\)\(b\)|13\(3\)|5\(1\)\(b\)|6)(?:\(|$)",
    "data": r"GDPR Art\. (?:14\(1\)\(d\)|30\(1\)\(c\)|5\(1\)\([cd]\)|9|10|87)(?:\(|$)|(?:FI|SE) ",
    "sources": r"GDPR Art\. 14\(2\)\(f\)",
    "provision": r"GDPR Art\. 13\(2\)\(e\)",
    "recipients": r"GDPR Art\. (?:13\(1\)\(e\)|14\(1\)\(e\)|30\(1\)\(d\))",
    "processors": r"GDPR Art\. (?:28|29|30\(2\)\(b\))(?:\(|$)",
    "transfers": r"GDPR Art\. (?:13\(1\)\(f\)|14\(1\)\(f\)|30\(1\)\(e\)|30\(2\)\(c\)|4[4-9])(?:\(|$)",
    "retention": r"GDPR Art\. (?:13\(2\)\(a\)|14\(2\)\(a\)|30\(1\)\(f\)|5\(1\)\(e\))",
    "decisions": r"GDPR Art\. (?:13\(2\)\(f\)|14\(2\)\(g\)|22)(?:\(|$)",
    "complaint": r"GDPR Art\. (?:13\(2\)\(d\)|14\(2\)\(e\)|77)(?:\(|$)",
    "rights": r"GDPR Art\. (?:13\(2\)\(b\)|14\(2\)\(c\)|12\([2-6]\)|1[5-9]|20|21)(?:\(|$)",
    "security": r"GDPR Art\. (?:32|33|34|30\(1\)\(g\)|30\(2\)\(d\)|5\(1\)\(f\)|25)(?:\(|$)",
    "assessments": r"GDPR Art\. (?:35|36)(?:\(|$)",
    "wording": r"GDPR Art\. (?:5\(1\)\(a\)|12\(1\)|12)(?:$)",
}
_GENERAL, _LAST = "wording", "upkeep"
"""Topics of rules whose articles tell no other: how a notice is worded, and what keeps the register in order."""


@dataclass(frozen=True)
class Task:
    """What one rule asks to be mended, and the findings that go when it is."""

    rule: Rule | None
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        return self.findings[0].severity

    def duty(self, language: str) -> str:
        """What must hold, in the rule's words; its code where it has none."""
        code = self.findings[0].code
        return self.rule.labels.get(language) or self.rule.labels.get("en", code) if self.rule else code


@dataclass(frozen=True)
class Step:
    """All that is to be mended in one place, the gravest tasks first, then those that remove most."""

    topic: str
    tasks: tuple[Task, ...]

    def count(self, severity: Severity | None = None) -> int:
        """How many findings go, of a severity or of all."""
        return sum(len(task.findings) for task in self.tasks if severity in {None, task.severity})

    @property
    def records(self) -> int:
        """How many records, notices or parties they lie in."""
        return len({finding.record for task in self.tasks for finding in task.findings})

    def name(self, language: str) -> str:
        return texts.say(f"work-{self.topic}", language)

    def counts(self, language: str) -> str:
        """`findings 7 (violations 2, advice 5)`."""
        parts = [
            texts.say(f"work-{severity.value}", language, count=count)
            for severity in Severity
            if (count := self.count(severity))
        ]
        return texts.say("work-counts", language, count=self.count(), parts=", ".join(parts))

    @property
    def first(self) -> tuple[Task, ...]:
        """The violations, or the one task that removes most where there are none."""
        grave = tuple(task for task in self.tasks if task.severity is Severity.VIOLATION)
        return grave or self.tasks[:1]


def steps(findings: Iterable[Finding], book: RuleBook) -> tuple[Step, ...]:
    """The work that findings nobody has accepted ask for, in order."""
    by_rule: dict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for finding in findings:
        if not finding.waived_until:
            by_rule[finding.shape, finding.severity].append(finding)
    by_topic: dict[str, list[Task]] = defaultdict(list)
    for (shape, _), found in by_rule.items():
        rule = book.by_iri.get(shape)
        by_topic[topic_of(rule.articles if rule else ())].append(Task(rule, tuple(found)))
    return tuple(sorted((Step(topic, tuple(sorted(t, key=_weight))) for topic, t in by_topic.items()), key=_rank))


def topic_of(articles: Iterable[str]) -> str:
    """Where what articles ask for is filled in: the first that tells it, else wording or upkeep."""
    told = [topic for article in articles if (topic := _topic(article))]
    return next((topic for topic in told if topic != _GENERAL), told[0] if told else _LAST)


def _topic(article: str) -> str:
    return next((topic for topic, pattern in _TOPICS.items() if re.match(pattern, article)), "")


def _weight(task: Task) -> tuple[int, int, str]:
    return list(Severity).index(task.severity), -len(task.findings), task.findings[0].code


def _rank(step: Step) -> tuple[int, ...]:
    return (*(-step.count(severity) for severity in Severity), list(_ORDER).index(step.topic))


_ORDER: Mapping[str, str] = {**_TOPICS, _LAST: ""}


def title(language: str) -> str:
    return texts.say("work-title", language)


def lines(findings: Iterable[Finding], book: RuleBook, language: str) -> list[str]:
    """The order of work for a terminal: a line per step, below it what its gravest findings ask for."""
    told = []
    for number, step in enumerate(steps(findings, book), 1):
        told.append(f"{number:>2}. {step.name(language)}: {step.counts(language)}")
        for task in step.first:
            severity = texts.say(f"cli-severity-{task.severity.value}", language)
            told.append(f"      {severity} × {len(task.findings)}: {task.duty(language)} – {task.findings[0].code}")
    return [title(language), *told] if told else []
