"""What the network holds, against answers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ropa import texts
from ropa.flows import (
    Fault,
    Flow,
    Ground,
    Kind,
    Reason,
    Reference,
    Role,
    Tool,
    ground_of_way,
    network,
    place_of,
    table,
)
from ropa.flows.tooltips import Tooltips
from ropa.model import Activity, Concept, Disclosure, Dossier, Iri, Record, Text, Transfer
from ropa.namespaces import expand
from ropa.rdf import parse_triples
from tests.flows.flow_examples import DAY, RECORD, dossier, i, party
from tests.flows.flow_world import reference

SITE, ANALYTICS, US = "https://ropa.example/record/site", expand("ropa:GoogleAnalytics"), expand("loc:US")


def _passages(flow: Flow, source: str, target: str) -> set[tuple[str, Ground]]:
    streams = [s for s in flow.streams if (s.source, s.target) == (source, target)]
    assert streams, f"no stream from {source} to {target}"
    return {(p.country, p.ground) for s in streams for p in s.passages}


def test_the_faultless_register_has_one_way_out_with_its_clauses(kaarna: Flow) -> None:
    assert kaarna.counts() == {
        Role.SOURCE: 2,
        Role.CONTROLLER: 1,
        Role.ACTIVITY: 2,
        Role.PROCESSOR: 1,
        Role.SUB_PROCESSOR: 1,
        Role.RECIPIENT: 1,
        Role.COUNTRY: 2,
    }
    (way,) = kaarna.exits()
    assert way.worst is Ground.STATED
    (passage,) = way.passages
    assert passage.country == i("loc:US")
    assert passage.relies_on == (i("ropa:SCC-2021-914"),)
    assert way.data == (i("pd:Name"),)


@pytest.mark.parametrize(
    ("language", "untold"),
    [
        ("fi", "Tietoryhmiä ei ole kirjattu"),
        ("sv", "Kategorier av uppgifter inte antecknade"),
        ("en", "Categories of data not recorded"),
    ],
)
def test_what_is_made_public_is_not_all_data_of_the_activity(world: Reference, language: str, untold: str) -> None:
    def drawn(*data: Iri) -> Flow:
        public = Disclosure(iri="d/1", recipient_kinds=(i("ropa:PublicAtLarge"),), data=data)
        bank = Disclosure(iri="d/2", recipient_kinds=(i("ropa:Bank"),))
        activity = Activity(iri="a/1", data=(i("ropa:PersonalIdentityCode"),), disclosures=(public, bank))
        return network([Dossier(Record(iri="r/1", activities=(activity,)), {})], world)

    def cells(flow: Flow) -> set[str]:
        return {row.cells[4] for row in table(flow, language).rows if row.stream.kind is Kind.DISCLOSURE}

    code = texts.label(i("ropa:PersonalIdentityCode"), language).capitalize()
    assert cells(drawn()) == {untold, code}
    assert any(untold in shown for shown in (Tooltips(drawn(), language).of(s) for s in drawn().streams))
    assert cells(drawn(i("pd:Name"))) == {texts.label(i("pd:Name"), language).capitalize(), code}


def test_each_ground_is_told_apart(by_hand: Flow) -> None:
    us, india, japan = i("loc:US"), i("loc:IN"), i("loc:JP")
    cloud = f"processor:{party('cloud')}"
    assert _passages(by_hand, cloud, f"sub-processor-2:{party('help')}") == {(india, Ground.MISSING)}
    assert _passages(by_hand, cloud, f"sub-processor-2:{party('mail')}") == {(us, Ground.STATED)}
    assert _passages(by_hand, f"processor:{party('mail')}", f"country:{us}") == {(us, Ground.LAPSED)}
    sales, website = f"activity:{RECORD}/activity/sales", f"activity:{RECORD}/activity/website"
    assert _passages(by_hand, sales, f"recipient:{party('meter')}") == {(japan, Ground.STATED)}
    assert _passages(by_hand, website, "country:") == {("", Ground.CONDITIONAL)}
    assert len(by_hand.exits()) == 5


def test_a_denial_is_a_remark_and_no_transfer(by_hand: Flow) -> None:
    archive = by_hand.by_key[f"activity:{RECORD}/activity/archive"]
    assert archive.remarks == ("flows-no-transfers", "flows-no-recipients")
    assert not [s for s in by_hand.streams if s.source == archive.key]


def test_a_party_partly_in_the_eea_stays_inside(by_hand: Flow) -> None:
    assert not by_hand.by_key[f"processor:{party('mail')}"].is_outside
    assert by_hand.by_key[f"sub-processor-2:{party('mail')}"].is_outside


def test_an_unnamed_category_is_one_place_in_all_languages(kaarna: Flow) -> None:
    (recipient,) = [p for p in kaarna.places if p.role is Role.RECIPIENT]
    assert {t.language for t in recipient.names} == {"fi", "sv", "en"}


def test_a_transfer_of_the_activity_covers_its_processor_there(world: Reference) -> None:
    whole = dossier()
    website = whole.record.activities[1]
    (mail,) = website.engagements
    moved = replace(website, engagements=(replace(mail, transfers=()),), transfers=mail.transfers)
    flow = network([replace(whole, record=replace(whole.record, activities=(moved,)))], world)
    assert _passages(flow, f"processor:{party('mail')}", f"country:{i('loc:US')}") == {(i("loc:US"), Ground.LAPSED)}
    assert not [s for s in flow.streams if s.kind is Kind.TRANSFER]


def test_membership_and_instruments_follow_the_day() -> None:
    triples = parse_triples(
        """@prefix ropa: <https://w3id.org/ropa-kg#> . @prefix loc: <https://w3id.org/dpv/loc#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        ropa:m a ropa:Membership ; ropa:member loc:GB ; ropa:memberOf ropa:EEA ;
            ropa:validFrom "1994-01-01"^^xsd:date ; ropa:lastValidDay "2020-12-31"^^xsd:date .
        ropa:t a ropa:TransferInstrument ; ropa:validFrom "2021-06-28"^^xsd:date ."""
    )
    before, after = reference(date(2020, 12, 31), triples), reference(date(2021, 6, 28), triples)
    assert before.is_inside(i("loc:GB"))
    assert not before.known(i("ropa:t")).holds(before.day)
    assert not after.is_inside(i("loc:GB"))
    assert after.known(i("ropa:t")).holds(after.day)


def test_the_reference_data_know_the_members_today(world: Reference) -> None:
    codes = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
    states = codes.split()
    assert len(states) == 30
    assert {i(f"loc:{code}") for code in states} <= {*world.eea}, DAY
    assert not {i(f"loc:{code}") for code in ("GB", "CH", "US", "GL")} & {*world.eea}
    assert not world.known(i("ropa:PrivacyShield")).holds(DAY)
    assert world.known(i("ropa:SCC-2021-914")).holds(DAY)
    assert world.decisions(i("loc:JP")) == {i("legal-eu:Adequacy-EU-JP")}
    assert world.decisions(i("loc:IN")) == frozenset()


def test_order_of_records_does_not_matter(world: Reference) -> None:
    one = dossier()
    other = replace(one, record=replace(one.record, iri="https://ropa.example/record/z"))
    assert network([one, other], world).streams == network([other, one], world).streams


def test_the_graph_is_frozen_and_has_no_way_back(by_hand: Flow) -> None:
    import networkx as nx

    assert nx.is_frozen(by_hand.graph)
    assert nx.is_directed_acyclic_graph(by_hand.graph)


def test_a_concept_of_the_record_is_called_by_its_own_label(world: Reference) -> None:
    whole = dossier()
    own = f"{RECORD}/concept/loyalty"
    concept = Concept(iri=own, labels=(Text("kanta-asiakastiedot", "fi"), Text("loyalty data", "en")))
    sales = replace(whole.record.activities[0], data=(Iri(own),))
    changed = replace(whole, record=replace(whole.record, activities=(sales,)), concepts=(concept,))
    flow = network([changed], world)
    assert any("Kanta-asiakastiedot" in row.cells for row in table(flow, "fi").rows)
    assert any("Loyalty data" in row.cells for row in table(flow, "sv").rows)


def _with_tool(world: Reference, **more: Any) -> tuple[Reference, Flow]:
    known = replace(world, tools={ANALYTICS: Tool("Example Analytics LLC", US)})
    tools = (Iri(ANALYTICS), Iri("https://w3id.org/x#Unknown"))
    activity = Activity(iri=Iri(f"{SITE}/activity/site"), tools=tools, **more)
    return known, network([Dossier(Record(iri=Iri(SITE), activities=(activity,)), {})], known)


@pytest.mark.parametrize("language", texts.languages())
def test_the_provider_of_a_tool_is_a_receiver_whose_ground_nobody_has_recorded(world: Reference, language: str) -> None:
    _, flow = _with_tool(world)
    (provider,) = [place for place in flow.places if place.role is Role.RECIPIENT]
    assert (provider.key, provider.is_outside) == (place_of(ANALYTICS), True)
    assert [name.value for name in provider.names] == ["Example Analytics LLC"]
    ways = {(s.source.split(":")[0], s.target): s for s in flow.streams}
    assert set(ways) == {("activity", provider.key), ("recipient", f"country:{US}")}
    (passage,) = ways["activity", provider.key].passages
    assert passage.ground is Ground.UNPROVEN and passage.ground.look == "doubtful"
    assert passage.faults == (Fault(Reason.BY_TOOL, ANALYTICS),)
    assert "Google Analytics" in ground_of_way(flow, (f"activity:{SITE}/activity/site", provider.key), language)


def test_a_denied_transfer_beside_the_tool_is_told(world: Reference) -> None:
    denial = Transfer(iri=Iri(f"{SITE}/transfer/none"), applicability=Iri(expand("dpv:NotApplicable")))
    _, flow = _with_tool(world, transfers=(denial,))
    faults = {fault.reason for stream in flow.streams for passage in stream.passages for fault in passage.faults}
    assert faults == {Reason.BY_TOOL, Reason.DENIED}


def test_a_recorded_transfer_to_the_country_says_more_than_the_tool(world: Reference) -> None:
    clauses = (Iri(expand("eu-gdpr:A46-2-c")),)
    told = Transfer(iri=Iri(f"{SITE}/transfer/us"), countries=(Iri(US),), legal_bases=clauses)
    _, flow = _with_tool(world, transfers=(told,))
    assert not [place for place in flow.places if place.role is Role.RECIPIENT]


def test_a_tool_of_the_eea_or_of_nobody_known_is_no_receiver(world: Reference) -> None:
    known, _ = _with_tool(world)
    near = replace(known, tools={ANALYTICS: Tool("Näradata Ab", expand("loc:FI"))})
    activity = Activity(iri=Iri(f"{SITE}/activity/site"), tools=(Iri(ANALYTICS),))
    flow = network([Dossier(Record(iri=Iri(SITE), activities=(activity,)), {})], near)
    assert [place.role for place in flow.places] == [Role.ACTIVITY]
