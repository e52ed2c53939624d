"""Findings of the whole register as they stand, kept in step with journal and rules in a long-running process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from ropa import validation
from ropa.model import Finding
from ropa.rdf import Triple
from ropa.register.accepted import WAIVERS
from ropa.register.ledger import FINDINGS
from ropa.rules import RuleBook
from ropa.validation.incremental import Checker

if TYPE_CHECKING:
    from ropa.register.registry import Registry


class Standing:
    """Judges everything once a day and by each set of rules, after a change only what the change can have touched."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by: tuple[date, str] | None = None
        self._seen = 0
        self._checker: Checker | None = None

    def findings(
        self, register: Registry, day: date, planned: Mapping[str, Sequence[Triple]] | None = None
    ) -> tuple[list[Finding], RuleBook]:
        """All findings by the law of a day, and the rules they stand by. Raises NotApplicable before the GDPR.

        With `planned` new content of some graphs: the findings as they would stand then.
        """
        with self._lock:
            book = register.rules.book()
            checker = self._kept(register, day, book)
            if not planned:
                return checker.findings(), book
            former = {graph: register.ledger.journal.state(graph) or None for graph in planned}
            try:
                checker.change(planned)
                return checker.findings(), book
            finally:
                checker.change(former)

    def _kept(self, register: Registry, day: date, book: RuleBook) -> Checker:
        head = register.ledger.journal.head().sequence
        if self._checker is None or self._by != (day, book.version):
            facts = validation.flat(register.facts, day)
            self._checker = Checker(validation.compile(book, day), facts)
            self._by = (day, book.version)
        elif head > self._seen:
            self._checker.change(self._changes(register))
        self._seen = head
        return self._checker

    def _changes(self, register: Registry) -> dict[str, list[Triple] | None]:
        changed = {version.graph for version in register.ledger.journal.since(self._seen)}
        judged = sorted(graph for graph in changed if not graph.endswith((FINDINGS, WAIVERS)))
        return {graph: register.ledger.journal.state(graph) or None for graph in judged}
