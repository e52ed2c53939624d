"""Findings for pages: checked once for each state of the register, and grouped by what they concern."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from ropa.model import Finding, Rule, Severity, Waiver
from ropa.register import Check, Registry, accepted
from ropa.register.accepted import Place, Standing
from ropa.validation import message

Counts = Counter[Severity]
_ORDER = list(Severity)


@dataclass(frozen=True)
class Row:
    """One finding in the reader's words."""

    finding: Finding
    rule: Rule | None
    duty: str
    message: str
    place: str
    record: str
    waivers: tuple[tuple[Waiver, Standing], ...] = ()
    """What persons have accepted about it, and what that is worth today, the last to end first."""

    longest = accepted.LONGEST
    """Years a finding may be accepted for."""

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _ORDER.index(self.finding.severity)


class Checks:
    """Keeps the last check until the journal grows, the rules change or the day ends."""

    def __init__(self, register: Registry) -> None:
        self._register = register
        self._lock = Lock()
        self._state: tuple[int, date, str, str] | None = None
        self._check: Check | None = None

    def current(self) -> Check:
        """Findings of the whole register by today's law."""
        rules = self._register.rules
        version, refused = rules.book().version, str(rules.refused or "")
        state = (self._register.ledger.journal.head().sequence, date.today(), version, refused)
        with self._lock:
            if self._check is None or self._state != state:
                self._check, self._state = self._register.check(), state
            return self._check

    def counts(self) -> dict[str, Counts]:
        """By record: its own findings with those of its notices and parties."""
        by_graph: dict[str, Counts] = defaultdict(Counter)
        for finding in self.current().findings:
            by_graph[finding.record][finding.severity] += 1
        found: dict[str, Counts] = {}
        for dossier in self._register.dossiers():
            around = {dossier.record.iri, *dossier.parties, *(notice.iri for notice in dossier.notices)}
            found[dossier.record.iri] = sum((by_graph[iri] for iri in around), Counter())
        return found

    def of(self, record: str) -> list[Finding]:
        """Findings of one record with its notices and parties."""
        around = self._register.around(record)
        return [finding for finding in self.current().findings if finding.record in around]

    def rows(self, findings: list[Finding], language: str) -> list[Row]:
        """The gravest first, then in the order of the rules."""
        check = self.current()
        waived = _waivers(self._register, check.as_of)
        rows = [replace(_row(check, f, language), waivers=tuple(waived[accepted.place(f)])) for f in findings]
        return sorted(rows, key=lambda r: (r.rank, r.record, r.rule.file if r.rule else "", r.place))


def _waivers(register: Registry, day: date) -> dict[Place, list[tuple[Waiver, Standing]]]:
    found: dict[Place, list[tuple[Waiver, Standing]]] = defaultdict(list)
    for place, waivers in accepted.by_place(accepted.waivers(register.facts)).items():
        ordered = sorted(waivers, key=lambda waiver: waiver.last_valid_day or date.max, reverse=True)
        found[place] = [(waiver, accepted.standing(waiver, day)) for waiver in ordered]
    return found


def _row(check: Check, finding: Finding, language: str) -> Row:
    rule = check.rulebook.by_iri.get(finding.shape)
    return Row(
        finding,
        rule,
        rule.labels.get(language, "") if rule else "",
        message(finding, check.rulebook, language, check.name_of),
        check.name_of(finding.focus, language) if finding.focus != finding.record else "",
        check.name_of(finding.record, language),
    )
