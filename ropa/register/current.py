"""Findings of the whole register as they stand, kept in step with the journal in a long-running process."""

from __future__ import annotations

from datetime import date
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from ropa import resources, validation
from ropa.model import Finding
from ropa.rdf import Triple
from ropa.register.accepted import WAIVERS
from ropa.register.ledger import FINDINGS
from ropa.rules import RuleBook, load
from ropa.validation.incremental import Checker

if TYPE_CHECKING:
    from ropa.register.registry import Registry


@cache
def rule_book() -> RuleBook:
    """The rules of this installation, read once per process."""
    return load(resources.shapes())


class Standing:
    """Judges everything once a day, and after a change only what the change can have touched."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day: date | None = None
        self._seen = 0
        self._checker: Checker | None = None

    def findings(self, register: Registry, day: date) -> list[Finding]:
        """All findings by the law of a day. Raises NotApplicable before the GDPR."""
        with self._lock:
            head = register.ledger.journal.head().sequence
            if self._checker is None or self._day != day:
                facts = validation.flat(register.facts, day)
                self._checker = Checker(validation.compile(rule_book(), day), facts)
                self._day = day
            elif head > self._seen:
                self._checker.change(self._changes(register))
            self._seen = head
            return self._checker.findings()

    def _changes(self, register: Registry) -> dict[str, list[Triple] | None]:
        changed = {version.graph for version in register.ledger.journal.since(self._seen)}
        judged = sorted(graph for graph in changed if not graph.endswith((FINDINGS, WAIVERS)))
        return {graph: register.ledger.journal.state(graph) or None for graph in judged}
