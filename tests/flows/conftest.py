"""Flows to test with: the faultless register of `data/`, one made by hand for every kind of ground, and a large one."""

from __future__ import annotations

import pytest

from ropa import mapping, resources
from ropa.flows import Flow, Reference, network
from ropa.model import Activity, Disclosure, Dossier, Engagement, Party, Record, Text
from ropa.rdf import Triple, parse, parse_triples
from tests.flows.flow_examples import DAY, dossier, i, party, transfer
from tests.flows.flow_world import reference


@pytest.fixture(scope="session")
def world() -> Reference:
    triples = [t for f in sorted((resources.data() / "reference").glob("*.ttl")) for t in parse_triples(f.read_text())]
    return reference(DAY, triples)


@pytest.fixture(scope="session")
def kaarna(world: Reference) -> Flow:
    quads = parse((resources.data() / "registers" / "kaarna-customers.trig").read_bytes(), "trig")
    index = mapping.index(Triple(q.subject, q.predicate, q.object) for q in quads)
    graphs = sorted({q.graph_name.value for q in quads})
    parties = {g: mapping.read(Party, g, index) for g in graphs if "/party/" in g}
    records = [mapping.read(Record, g, index) for g in graphs if "/record/" in g]
    return network([Dossier(r, parties) for r in records], world)


@pytest.fixture(scope="session")
def by_hand(world: Reference) -> Flow:
    """One way out on each ground: stated (US, JP), lapsed (US), conditional (no country), missing (IN)."""
    return network([dossier()], world)


@pytest.fixture(scope="session")
def large(world: Reference) -> Flow:
    """1,200 places: 300 records of one controller each, their processors in ten countries."""
    countries = ("FI", "SE", "DE", "US", "IN", "JP", "GB", "CN", "BR", "EE")
    dossiers = []
    for number in range(300):
        iri = f"https://ropa.example/record/r{number}"
        country = countries[number % len(countries)]
        parties = {
            party(f"c{number}"): Party(
                iri=party(f"c{number}"), names=(Text(f"Controller {number}"),), countries=(i("loc:FI"),)
            ),
            party(f"p{number}"): Party(
                iri=party(f"p{number}"), names=(Text(f"Processor {number}"),), countries=(i(f"loc:{country}"),)
            ),
        }
        transfers = (transfer(f"r{number}", country, "eu-gdpr:A46-2-c", "ropa:SCC-2021-914"),) if number % 3 else ()
        engagement = Engagement(iri=f"{iri}/engagement/1", processors=(party(f"p{number}"),), transfers=transfers)
        activity = Activity(
            iri=f"{iri}/activity/1",
            titles=(Text(f"Activity {number}", "en"),),
            legal_bases=(i(f"eu-gdpr:A6-1-{'abcf'[number % 4]}"),),
            engagements=(engagement,),
            disclosures=(
                Disclosure(iri=f"{iri}/disclosure/1", recipient_categories=(Text(f"Recipient {number}", "en"),)),
            ),
        )
        record = Record(iri=iri, controllers=(party(f"c{number}"),), activities=(activity,))
        dossiers.append(Dossier(record, {str(key): found for key, found in parties.items()}))
    return network(dossiers, world)
