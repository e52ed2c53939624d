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


def marked(findings: Iterable[Finding], waived: Iterable[Waiver], day: date) -> list[Finding]:
    """The findings, those accepted on that day marked with the last day of their waiver."""
    last: dict[tuple[str, str, str], date] = {}
    for waiver in waived:
        if waiver.last_valid_day and waiver.last_valid_day >= day:
            place = (waiver.rule or "", waiver.focus or "", waiver.value.value if waiver.value else "")
            last[place] = max(waiver.last_valid_day, last.get(place, waiver.last_valid_day))
    return [
        replace(finding, waived_until=last.get((finding.shape, finding.focus, finding.value))) for finding in findings
    ]
