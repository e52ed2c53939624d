"""Since when a finding stands: former versions of its graph, judged again, from the newest back."""

from __future__ import annotations

from datetime import date

from ropa import validation
from ropa.model import Finding
from ropa.register.checking import Since
from ropa.register.registry import Registry
from ropa.validation.report import key


def since(register: Registry, findings: list[Finding], as_of: date | None = None) -> dict[str, Since]:
    """By the finding's key: the oldest version of an unbroken row back from today's that shows it.

    The other graphs are taken as they are now, and today's rules judge all versions. Erased versions end the row.
    """
    day = as_of or date.today()
    program = validation.compile(register.rules.book(), day)
    facts = validation.flat(register.facts, day)
    found: dict[str, Since] = {}
    for graph in sorted({finding.record for finding in findings if finding.record}):
        open_keys = {key(finding) for finding in findings if finding.record == graph}
        current = register.ledger.journal.state(graph)
        for version in reversed([v for v in register.ledger.log(graph) if v.number]):
            if not open_keys or version.state == "erased":
                break
            facts.replace(graph, register.ledger.show(graph, version.number))
            shown = {key(finding) for finding in validation.check(program, facts, [graph])}
            open_keys &= shown
            for name in open_keys:
                found[name] = Since(version.number, version.change, version.time)
        facts.replace(graph, current)
    return found
