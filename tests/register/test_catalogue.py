"""The register as a DCAT-AP catalogue: what DCAT-AP makes mandatory is there, for every dataset."""

from __future__ import annotations

import pytest

from ropa.errors import BadParameter
from ropa.rdf import NamedNode, iri, parse_triples
from ropa.register import Registry
from ropa.register.catalogue import catalogue

PARTY = "https://ropa.example/party/fi-9000001-1"


def test_one_catalogue_names_its_publisher_and_every_record(register: Registry) -> None:
    found = parse_triples(catalogue(register, "register.ttl", PARTY))
    record = register.find("kaarna-customers")
    facts = {(t.subject.value, t.predicate.value, t.object.value) for t in found}
    of = {(s, p) for s, p, _ in facts}
    whole = f"{PARTY}/catalogue"
    assert (whole, iri("rdf:type").value, iri("dcat:Catalog").value) in facts
    assert (whole, iri("dct:publisher").value, PARTY) in facts
    datasets = {o for s, p, o in facts if s == whole and p == iri("dcat:dataset").value}
    assert record in datasets and len(datasets) == 3
    for dataset in datasets:
        assert {(dataset, iri(name).value) for name in ("dct:title", "dct:description", "dct:publisher")} <= of
    assert all(isinstance(t.subject, NamedNode) for t in found)


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "rdf"])
def test_every_form_says_the_same_and_is_the_same_again(register: Registry, ending: str) -> None:
    formats = {"ttl": "turtle", "jsonld": "json-ld", "nt": "n-triples", "rdf": "xml"}
    file = f"all.{ending}"
    written = catalogue(register, file)
    assert written == catalogue(register, file)
    assert set(parse_triples(written, formats[ending])) == set(
        parse_triples(catalogue(register, "all.nt"), "n-triples")
    )


def test_other_endings_are_refused(register: Registry) -> None:
    with pytest.raises(BadParameter, match="jsonld"):
        catalogue(register, "all.xlsx")
