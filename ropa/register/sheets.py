"""The open findings of a record in words, for the house's end of its documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ropa import texts, validation
from ropa.model import Finding, Severity
from ropa.register.checking import Check
from ropa.rendering.document import Missing

if TYPE_CHECKING:
    from ropa.register.registry import Registry


def open_findings(register: Registry, record: str, language: str) -> tuple[Missing, ...]:
    """What nobody has accepted of a record and the parties it names, the gravest first; of its notices the number."""
    dossier = register.dossier(record)
    own = {record, *dossier.parties}
    check = register.check([record])
    found = [finding for finding in check.open if finding.record in own]
    found.sort(key=lambda finding: (list(Severity).index(finding.severity), finding))
    told = dict.fromkeys(_told(check, finding, record, language) for finding in found)
    published = {notice.iri for notice in dossier.notices}
    return (*told, *_counted(check, [f for f in check.open if f.record in published], record, language))


def _counted(check: Check, findings: list[Finding], record: str, language: str) -> Iterator[Missing]:
    """What is open of the notice that was read: its facts are the record's, its wording need not be."""
    if findings:
        name = record.rpartition("/")[2]
        text = texts.say("notice-findings-published", language, number=str(len(findings)), record=name)
        articles = dict.fromkeys(article for finding in findings for article in check.articles(finding))
        yield Missing("findings-published", text, tuple(articles))


def _told(check: Check, finding: Finding, record: str, language: str) -> Missing:
    severity = texts.say(f"cli-severity-{finding.severity.value}", language)
    where = check.name_of(finding.focus, language) if finding.focus != record else ""
    words = validation.message(finding, check.rulebook, language, check.name_of)
    text = f"{severity[:1].upper()}{severity[1:]}: {words}"
    return Missing(finding.code, f"{text} [{where}]" if where else text, check.articles(finding), finding.focus)
