"""Findings on a notice in the words of the exchange form: code, article, severity and the verbatim evidence.

The exchange form has a fixed list of codes (`defect-codes.txt`); other findings are in `findings` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ropa import resources
from ropa.mapping import absolute
from ropa.model import Evidence, Finding, Reading, Section, Severity
from ropa.rdf import Literal, parse_triples
from ropa.rules import RuleBook

_EACH_SECTION = "EMPTY_SECTION"
_OF_RECORDS = {"MISSING_SECURITY_MEASURES"}
"""Art. 30 asks this of the record; no article asks it of a notice, so a notice that lacks it has no defect."""
_ORDER = list(Severity)
Defect = dict[str, str | None]


@cache
def codes() -> frozenset[str]:
    """The codes that other programs know."""
    return frozenset(resources.within("register", "defect-codes.txt").read_text("utf-8").split())


def defects(reading: Reading, notice_iri: str, findings: Iterable[Finding], book: RuleBook) -> list[Defect]:
    """One per code, the gravest; one per section for empty sections. Only what the notice itself shows."""
    own = [f for f in findings if f.record == notice_iri and f.code in codes() - _OF_RECORDS]
    own.sort(key=lambda f: (f.code, _ORDER.index(f.severity), f))
    found: list[Defect] = []
    seen: set[str] = set()
    for finding in own:
        if finding.code in seen and finding.code != _EACH_SECTION:
            continue
        seen.add(finding.code)
        rule = book.by_iri[finding.shape]
        found.append(
            {
                "code": finding.code,
                "article": _article(rule.articles),
                "severity": finding.severity.value,
                "evidence": _evidence(reading, notice_iri, finding),
            }
        )
    return found


def _article(cited: tuple[str, ...]) -> str | None:
    """`GDPR Art. 13(1)(a)` is `A13(1)(a)`."""
    for text in cited:
        if match := re.search(r"GDPR Art\. (.+)", text):
            return f"A{match.group(1)}"
    return cited[0] if cited else None


def _evidence(reading: Reading, notice_iri: str, finding: Finding) -> str | None:
    """The words at the finding's value or focus; a section's heading; None where the defect is an absence."""
    sections = reading.notice.sections if reading.notice else ()
    for section in sections:
        if absolute(section.iri, notice_iri) == finding.focus:
            return _of_section(section, finding.code)
    nodes = [_bare(finding.value), *(_bare(value) for _, value in finding.bindings)]
    for node in nodes:
        if found := [e for e in reading.evidence if _is_about(e, node, f"{notice_iri}/says")]:
            return min(found, key=lambda e: e.start).text
    return next((words for text in nodes if (words := _literal(text)) and _stands_in(words, sections)), None)


def _bare(term: str) -> str:
    """An IRI without its brackets; a literal with its type stays as it is."""
    return term[1:-1] if term.startswith("<") else term


def _literal(term: str) -> str:
    """The words of a literal in N-Triples; "" for anything else."""
    if not term.startswith('"'):
        return ""
    (stated,) = parse_triples(f"<urn:a> <urn:b> {term} .", "n-triples")
    return stated.object.value if isinstance(stated.object, Literal) else ""


def _stands_in(words: str, sections: tuple[Section, ...]) -> bool:
    return any(words in section.text.value for section in sections if section.text)


def _of_section(section: Section, code: str) -> str | None:
    if section.placeholders and code != _EACH_SECTION:
        return section.placeholders[0].value
    if code != _EACH_SECTION and section.text and section.text.value:
        return section.text.value
    return section.heading.value if section.heading else None


def _is_about(evidence: Evidence, node: str, twin: str) -> bool:
    return bool(node) and node in {absolute(evidence.subject, twin), absolute(evidence.value, twin), evidence.value}
