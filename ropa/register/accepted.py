"""Which findings a person has accepted, read from the waivers of a register. Giving one is in `waivers.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ropa import mapping
from ropa.model import Finding, Waiver
from ropa.rdf import NamedNode, Triple, iri
from ropa.store import Store

WAIVERS = "/waivers"
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
    in_force = [waiver for waiver in waived if waiver.last_valid_day and waiver.last_valid_day >= day]
    last = {
        each: max(waiver.last_valid_day for waiver in own if waiver.last_valid_day)
        for each, own in by_place(in_force).items()
    }
    return [replace(finding, waived_until=last.get(place(finding))) for finding in findings]
