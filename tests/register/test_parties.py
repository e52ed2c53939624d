"""Which organisations are one: by number, by name, and never by what is no number or no longer their name."""

from __future__ import annotations

import pytest

from ropa import rdf
from ropa.register import Registry, parties

BASE = "https://ropa.example"


@pytest.mark.parametrize("number", ["-", " / ", ""])
def test_a_dash_is_no_business_id(register: Registry, number: str) -> None:
    names = {"first": "Eka Oy", "second": "Toka Oy"}
    for key, name in names.items():
        party = rdf.iri(f"{BASE}/party/{key}")
        content = [rdf.Triple(party, rdf.iri("dpv:hasName"), rdf.literal(name))]
        content.append(rdf.Triple(party, rdf.iri("org:identifier"), rdf.literal(number)))
        register.ledger.commit({party.value: content}, "dpo", "add")
    known = parties.directory(register)
    assert known.find("Toka Oy", number) == f"{BASE}/party/second"
    assert known.find("Kolmas Oy", number) == ""
    assert not [each for each in known.likenesses() if each.reason == "same-id" and "/first" in each.kept + each.other]


def test_a_pair_that_shares_number_and_name_is_proposed_once(register: Registry) -> None:
    graphs = {}
    for key, name in (("gamma-oy", "Gamma Oy"), ("gamma-ab", "Gamma Ab"), ("delta", "Delta Oy")):
        party = rdf.iri(f"{BASE}/party/{key}")
        said = [("dpv:hasName", name), ("org:identifier", "7654321-2" if key != "gamma-ab" else "7654321 2")]
        graphs[party.value] = [rdf.Triple(party, rdf.iri(term), rdf.literal(words)) for term, words in said]
    register.ledger.commit(graphs, "dpo", "add")
    found = [each for each in parties.directory(register).likenesses() if "7654321" not in each.kept]
    pairs = [{each.kept.rsplit("/", 1)[-1], each.other.rsplit("/", 1)[-1]} for each in found]
    assert pairs.count({"gamma-oy", "gamma-ab"}) == pairs.count({"gamma-oy", "delta"}) == 1
    assert {each.reason for each in found if "gamma" in each.kept + each.other} == {"same-id"}


def test_an_organisation_is_no_longer_found_by_what_it_was_called(register: Registry) -> None:
    party = rdf.iri(f"{BASE}/party/eka")
    known = parties.directory(register)
    for name, number in (("Eka Oy", "7654321-2"), ("Toka Oy", "1234567-1")):
        said = [("dpv:hasName", name), ("org:identifier", number)]
        known.learn(party.value, [rdf.Triple(party, rdf.iri(term), rdf.literal(words)) for term, words in said])
    assert [known.find("Eka Oy"), known.find("", "7654321-2")] == ["", ""]
    assert known.find("Toka Oy") == known.find("", "1234567-1") == party.value
