"""Findings by article and severity, with who accepted them, why and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ropa import texts, validation
from ropa.errors import BadParameter, said
from ropa.model import Finding, Rule, Severity, Waiver
from ropa.rdf import Literal
from ropa.register import accepted
from ropa.register.accepted import Standing
from ropa.register.checking import Check
from ropa.register.reported import FILTERS, Content, day_of, filters
from ropa.rendering.citation import cited, spoken
from ropa.rendering.table import Block, Cell
from ropa.reports import Words, capital

if TYPE_CHECKING:
    from ropa.register.registry import Registry

PARAMETERS = (*FILTERS, "article", "date", "record", "severity")
_COLUMNS = (("article", 27), ("severity", 14), ("finding", 60), ("place", 30), ("waiver", 26))
_WAIVED = {
    Standing.IN_FORCE: "reports-waived-until",
    Standing.LAPSED: "reports-waiver-lapsed",
    Standing.TOO_LONG: "screens-waiver-too-long",
    Standing.ENDLESS: "screens-waiver-endless",
}
_GDPR = "GDPR Art. "


def build(register: Registry, words: Words, given: Mapping[str, str], day: date) -> Content:
    """One row per finding, by article, the gravest first; `article` is its beginning, such as 30 or 30(1)."""
    severity = _severity(given.get("severity", ""))
    judged = day_of(given, "date", day)
    check = register.check([register.find(given["record"])] if given.get("record") else [], judged)
    filtered = filters(register, words, given)
    keepers = {record.iri: record.keepers(words.language) for record in register.records()}
    waivers = _by_place(accepted.waivers(register.facts))
    kept = [
        finding
        for finding in check.findings
        if (not severity or finding.severity is severity)
        and filtered.leaves(finding.record)
        and _is_under(check, finding, given.get("article", ""))
    ]
    kept.sort(key=lambda finding: (_order(check, finding), list(Severity).index(finding.severity), finding))
    return Content(
        columns=_COLUMNS,
        rows=[_row(check, finding, words, waivers.get(_place(finding), []), keepers) for finding in kept],
        facts=[*_facts(check, given, words), *filtered.facts],
        blocks=(_summary(kept, words),) if kept else (),
        quiet=frozenset({"waiver"}),
    )


def _severity(text: str) -> Severity | None:
    if text and text not in list(Severity):
        raise BadParameter(
            said("'{text}' is no severity.", text=text),
            mend=said("Use one of: {choices}.", choices=", ".join(Severity)),
        )
    return Severity(text) if text else None


def _articles(check: Check, finding: Finding) -> tuple[str, ...]:
    rule = check.rulebook.by_iri.get(finding.shape)
    return rule.articles if rule else ()


def _is_under(check: Check, finding: Finding, beginning: str) -> bool:
    wanted = re.compile(rf"{re.escape(beginning)}(?!\d)")
    return not beginning or any(wanted.match(a.removeprefix(_GDPR)) for a in _articles(check, finding))


def _order(check: Check, finding: Finding) -> list[tuple[bool, int, str]]:
    """The GDPR before other law, numbers by their value."""
    first = next(iter(_articles(check, finding)), "")
    parts = re.findall(r"\d+|\D+", first.removeprefix(_GDPR))
    return [(not first.startswith(_GDPR), int(p) if p.isdecimal() else 0, p) for p in parts]


def _short(article: str, language: str) -> str:
    """Articles of the GDPR without its name, since most are."""
    return cited([article.removeprefix(_GDPR)], language) if article.startswith(_GDPR) else spoken(article, language)


def _row(
    check: Check, finding: Finding, words: Words, waivers: list[Waiver], keepers: Mapping[str, list[str]]
) -> tuple[Cell, ...]:
    language, name_of = words.language, check.name_of
    rule: Rule | None = check.rulebook.by_iri.get(finding.shape)
    articles = [_short(a, language) for a in _articles(check, finding) if "://" not in a]
    record = name_of(finding.record, language) or texts.say("reports-whole-register", language)
    focus = name_of(finding.focus, language) if finding.focus != finding.record else ""
    duty = rule.labels.get(language, "") if rule else ""
    return (
        tuple(map(capital, articles)) or (duty,),
        (capital(texts.say(f"cli-severity-{finding.severity.value}", language)),),
        tuple(filter(None, (duty, validation.message(finding, check.rulebook, language, name_of), finding.code))),
        tuple(dict.fromkeys(filter(None, (record, focus, *keepers.get(finding.record, ()))))),
        _waived(check, waivers, words),
    )


def _waived(check: Check, waivers: list[Waiver], words: Words) -> Cell:
    lines: list[str] = []
    for waiver in sorted(waivers, key=lambda w: w.last_valid_day or date.min):
        told = _WAIVED[accepted.standing(waiver, check.as_of)]
        last = words.date(waiver.last_valid_day) if waiver.last_valid_day else ""
        lines.append(texts.say(told, words.language, day=last, years=accepted.LONGEST))
        given = [Literal(t.value, language=t.language) if t.language else Literal(t.value) for t in waiver.reasons]
        lines += words.pick(given)
        lines += [role.value for role in waiver.roles]
    return tuple(dict.fromkeys(lines))


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.shape, finding.focus, finding.value


def _by_place(waivers: list[Waiver]) -> dict[tuple[str, str, str], list[Waiver]]:
    found: dict[tuple[str, str, str], list[Waiver]] = {}
    for waiver in waivers:
        place = (waiver.rule or "", waiver.focus or "", waiver.value.value if waiver.value else "")
        found.setdefault(place, []).append(waiver)
    return found


def _facts(check: Check, given: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    language = words.language
    shown = {
        "date": words.date(check.as_of),
        "record": check.name_of(check.findings[0].record, language) if given.get("record") and check.findings else "",
        "severity": texts.say(f"cli-severity-{given['severity']}", language) if given.get("severity") else "",
        "article": given.get("article", ""),
    }
    return [(texts.say(f"reports-filter-{key}", language), value) for key, value in shown.items()]


def _summary(findings: list[Finding], words: Words) -> Block:
    entries = []
    for severity in Severity:
        own = [finding for finding in findings if finding.severity is severity]
        if own:
            waived = sum(finding.waived_until is not None for finding in own)
            counted = texts.say("reports-findings-counted", words.language, all=len(own), waived=waived)
            entries.append((capital(texts.say(f"cli-severity-{severity.value}", words.language)), (counted,)))
    return Block(texts.say("reports-findings-sum", words.language), tuple(entries))
