"""Which findings a person has accepted, read from the waivers of a register. Giving one is in `waivers.py`.

However a waiver came in, it hides a finding for three years at most: the house's policy, no law. Where it was to last
longer, or without end, it counts for nothing until its last day is that near.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from ropa import mapping
from ropa.model import Finding, Waiver
from ropa.rdf import NamedNode, Triple, iri
from ropa.store import Store

WAIVERS = "/waivers"
LONGEST = 3
"""Years a finding may be accepted for at once: what lasts longer is to be looked at again."""
_TYPE, _WAIVER = iri("rdf:type"), iri("ropa:Waiver")


def waivers(store: Store) -> list[Waiver]:
    """All waivers of a register, by IRI."""
    found = []
    for graph in store.graphs():
        if graph.endswith(WAIVERS):
            content = store.graph(graph)
            nodes = sorted(t.subject.value for t in content if _is_waiver(t) and isinstance(t.subject, NamedNode))
            found += [mapping.read(Waiver, node, mapping.index(content)) for node in nodes]
    return found


class Standing(StrEnum):
    """What a waiver is worth on a day."""

    IN_FORCE = "in-force"
    LAPSED = "lapsed"
    TOO_LONG = "too-long"
    ENDLESS = "endless"


def standing(waiver: Waiver, day: date) -> Standing:
    """Whether a waiver counts on a day, or why it does not."""
    if waiver.last_valid_day is None:
        return Standing.ENDLESS
    if waiver.last_valid_day < day:
        return Standing.LAPSED
    return Standing.IN_FORCE if waiver.last_valid_day <= latest(day) else Standing.TOO_LONG


def latest(day: date) -> date:
    """The last day that a waiver of this day may name."""
    try:
        return day.replace(year=day.year + LONGEST)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + LONGEST, day=28)


def _is_waiver(triple: Triple) -> bool:
    return triple.predicate == _TYPE and triple.object == _WAIVER


Place = tuple[str, str, str]
"""Rule, focus node and value: what tells one finding from another."""


def place(finding: Finding) -> Place:
    """What a waiver of this finding names."""
    return finding.shape, finding.focus, finding.value


def by_place(waived: Iterable[Waiver]) -> dict[Place, list[Waiver]]:
    """The waivers of each finding, those in force and those that have lapsed."""
    found: dict[Place, list[Waiver]] = {}
    for waiver in waived:
        value = waiver.value.value if waiver.value else ""
        found.setdefault((waiver.rule or "", waiver.focus or "", value), []).append(waiver)
    return found


def marked(findings: Iterable[Finding], waived: Iterable[Waiver], day: date) -> list[Finding]:
    """The findings, those accepted on that day marked with the last day of their waiver."""
    in_force = [waiver for waiver in waived if standing(waiver, day) is Standing.IN_FORCE]
    last = {
        each: max(waiver.last_valid_day for waiver in own if waiver.last_valid_day)
        for each, own in by_place(in_force).items()
    }
    return [replace(finding, waived_until=last.get(place(finding))) for finding in findings]
