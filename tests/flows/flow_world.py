"""The reference data of `data/` on one day, as a flow needs them: without a store, from the triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from ropa.flows import Instrument, Reference
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Triple


def reference(day: date, triples: Iterable[Triple]) -> Reference:
    """Members of the EEA on the day, and all instruments with their days and countries."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
            values[triple.subject.value][triple.predicate.value].append(triple.object.value)
    eea, instruments = set(), {}
    for subject, facts in values.items():
        instrument = Instrument(
            _day(facts, "ropa:validFrom"),
            _day(facts, "ropa:lastValidDay"),
            _day(facts, "ropa:newContractsUntil"),
            expand("eu-gdpr:AdequacyDecision") in facts[expand("rdf:type")],
            frozenset(facts[expand("ropa:coversCountry")]),
        )
        if expand("ropa:EEA") in facts[expand("ropa:memberOf")] and instrument.holds(day):
            eea.update(facts[expand("ropa:member")])
        if expand("ropa:TransferInstrument") in facts[expand("rdf:type")]:
            instruments[subject] = instrument
    return Reference(day, frozenset(eea), instruments)


def _day(facts: dict[str, list[str]], name: str) -> date | None:
    found = facts[expand(name)]
    return date.fromisoformat(found[0]) if found else None
