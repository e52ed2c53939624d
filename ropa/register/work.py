"""Findings as an order of work: by what is to be filled in, the gravest and then the most rewarding first.

A topic is where a reader looks for what to mend; `ontology/topics.ttl` has it of the provisions that a rule cites.
Judges nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ropa import resources, texts
from ropa.model import Finding, Rule, Severity
from ropa.namespaces import local_name
from ropa.rdf import NamedNode, iri, parse
from ropa.rules import RuleBook

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
        by_topic[topic_of(rule.sources if rule else ())].append(Task(rule, tuple(found)))
    return tuple(sorted((Step(topic, tuple(sorted(t, key=_weight))) for topic, t in by_topic.items()), key=_rank))


def topic_of(sources: Iterable[str]) -> str:
    """Where what sources ask for is filled in: the first that tells it, else wording or upkeep."""
    told = [topic for source in sources if (topic := _topic(source))]
    return next((topic for topic in told if topic != _GENERAL), told[0] if told else _LAST)


def _topic(source: str) -> str:
    """The topic of a source, else that of the article or paragraph it is part of."""
    while source:
        if source in _topics():
            return _topics()[source]
        source = source.rpartition("-")[0]
    return ""


@cache
def _topics() -> dict[str, str]:
    """The topic of each provision, in the order of the file."""
    stated = parse((resources.ontology() / "topics.ttl").read_bytes(), "turtle")
    about = ((q.subject, q.object) for q in stated if q.predicate == iri("dct:source"))
    return {
        source.value: local_name(topic.value).removeprefix("work-")
        for topic, source in about
        if isinstance(topic, NamedNode) and isinstance(source, NamedNode)
    }


def _weight(task: Task) -> tuple[int, int, str]:
    return list(Severity).index(task.severity), -len(task.findings), task.findings[0].code


def _rank(step: Step) -> tuple[int, ...]:
    return (*(-step.count(severity) for severity in Severity), [*_topics().values(), _LAST].index(step.topic))


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
