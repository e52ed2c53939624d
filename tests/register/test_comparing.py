"""Drift between a published notice and a record, and what a change would touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import resources
from ropa.errors import BadParameter, NotFound, UnreadableFile
from ropa.rdf import Triple, iri, literal
from ropa.register import Registry, import_file
from ropa.register.comparing import drift_of_file
from ropa.register.drift import Kind
from ropa.register.foresight import foresee

NOTICE = resources.data() / "notices" / "lumikello-patients.fi.txt"


def _import(register: Registry) -> str:
    return import_file(register, NOTICE).records[0]


def test_a_notice_and_the_record_made_of_it_do_not_drift(register: Registry) -> None:
    record = _import(register)
    assert drift_of_file(register, record, NOTICE) == []


def test_one_changed_fact_is_one_difference(register: Registry) -> None:
    record = _import(register)
    content = register.graph(record)
    email = iri("pd:EmailAddress")
    activity = next(t.subject for t in content if t.predicate == iri("dpv:hasLegalBasis"))
    register.ledger.commit({record: [*content, Triple(activity, iri("dpv:hasPersonalData"), email)]}, "dpo", "add")
    found = drift_of_file(register, record, NOTICE)
    assert [(d.kind, d.record) for d in found] == [(Kind.RECORD_ONLY, (email.value,))]


def test_a_contradiction_names_both_places(register: Registry) -> None:
    record = _import(register)
    content = register.graph(record)
    old = next(t for t in content if t.predicate == iri("rdf:value") and t.object.value == "P6Y")
    new = Triple(old.subject, old.predicate, literal("P9Y", datatype="xsd:duration"))
    register.ledger.commit({record: [new if t == old else t for t in content]}, "dpo", "change")
    (found,) = drift_of_file(register, record, NOTICE)
    assert (found.kind, found.notice, found.record) == (Kind.CONTRADICTION, ("P6Y",), ("P9Y",))
    assert found.node == old.subject.value
    assert NOTICE.read_text("utf-8")[found.start : found.end] == found.words != ""


def test_a_register_is_no_notice(register: Registry) -> None:
    with pytest.raises(UnreadableFile):
        drift_of_file(register, "kaarna-customers", Path(resources.data() / "registers" / "kaarna-customers.trig"))


@pytest.mark.parametrize(
    ("change", "target", "record"),
    [
        ("breach", "Stratus Data Ltd", "bjorkvik-orders"),
        ("breach", "in-dipaka-support", "bjorkvik-orders"),
        ("country", "IN", "bjorkvik-orders"),
        ("country", "us", "kaarna-customers"),
        ("contract", "Laskukanto Oy", "kaarna-customers"),
        ("data", "energy consumption details", "kaarna-customers"),
        ("data", "pd:Purchase", "bjorkvik-orders"),
    ],
)
def test_a_change_touches_the_records_it_should(register: Registry, change: str, target: str, record: str) -> None:
    found = foresee(register, change, target, "en")
    assert [iri.rsplit("/", 1)[-1] for iri in found.impact.records] == [record]
    assert found.impact.activities
    assert found.rows(register, "fi")
    assert found.flow.places


def test_what_is_in_no_flow_is_told(register: Registry) -> None:
    with pytest.raises(NotFound, match="Stratus"):
        foresee(register, "breach", "Stratos", "en")
    with pytest.raises(NotFound):
        foresee(register, "country", "BR", "en")
    with pytest.raises(BadParameter):
        foresee(register, "earthquake", "FI", "en")
