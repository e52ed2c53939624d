"""Activities of one name in registers of several controllers: the picture says whose each of them is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ropa.flows import Role, wording
from ropa.flows.network import network
from ropa.flows.reference import Reference
from ropa.model import Activity, Dossier, Iri, Party, Record, Text

BASE = "https://ropa.example"


def _dossier(name: str, *titles: str) -> Dossier:
    party = Party(iri=f"{BASE}/party/{name}", names=(Text(f"{name} Oy"),))
    record = f"{BASE}/record/{name}"
    activities = tuple(
        Activity(iri=f"{record}/activity/{number}", titles=(Text(title, "en"),)) for number, title in enumerate(titles)
    )
    return Dossier(Record(iri=record, controllers=(Iri(party.iri),), activities=activities), {party.iri: party})


def _boxes(*dossiers: Dossier) -> list[tuple[str, str]]:
    flow = network(dossiers, Reference(date(2026, 11, 22)))
    own = [place for place in flow.places if place.role is Role.ACTIVITY]
    return sorted((wording.name(place, "en"), wording.subtitle(place, "en")) for place in own)


def test_only_what_shares_its_name_is_told_by_its_controller() -> None:
    told = _boxes(_dossier("One", "Cookies", "Orders"), _dossier("Two", "Cookies"))
    assert told == [("Cookies", "One Oy"), ("Cookies", "Two Oy"), ("Orders", "")]


def test_one_register_needs_no_controller_in_its_boxes() -> None:
    one = _dossier("One", "Cookies", "Cookies")
    assert _boxes(one) == [("Cookies", ""), ("Cookies", "")]


def test_where_it_is_stored_follows() -> None:
    one, two = (_dossier(name, "Cookies") for name in ("One", "Two"))
    stored = tuple(replace(a, storage_locations=(Iri("https://w3id.org/dpv/loc#FI"),)) for a in one.record.activities)
    one = replace(one, record=replace(one.record, activities=stored))
    assert ("Cookies", "One Oy, Finland") in _boxes(one, two)
