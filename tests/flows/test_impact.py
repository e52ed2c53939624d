"""What-if answers on the flow made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ropa.errors import NotFound
from ropa.flows import Change, Flow, Kind, Reference, impact, network
from ropa.model import Activity, DataGroup, Dossier, Engagement, ProcessorRecord, Record, Service
from tests.flows.flow_examples import RECORD, i, party, transfer

SALES, WEBSITE = f"{RECORD}/activity/sales", f"{RECORD}/activity/website"


def test_a_breach_reaches_every_activity_of_the_party_in_any_role(by_hand: Flow) -> None:
    found = impact(by_hand, Change.BREACH, party("mail"))
    assert found.activities == (SALES, WEBSITE)
    assert found.records == (RECORD,)
    assert found.data == tuple(sorted((i("pd:EmailAddress"), i("pd:Name"))))
    cloud, deep = f"processor:{party('cloud')}", f"sub-processor-2:{party('mail')}"
    assert (f"activity:{SALES}", cloud, deep) in found.paths


def test_a_country_touches_what_lies_there(by_hand: Flow) -> None:
    found = impact(by_hand, Change.COUNTRY, i("loc:JP"))
    assert found.activities == (SALES,)
    assert found.paths == ((f"activity:{SALES}", f"recipient:{party('meter')}", f"country:{i('loc:JP')}"),)


def test_the_end_of_a_contract_ends_the_chain_below(by_hand: Flow) -> None:
    found = impact(by_hand, Change.CONTRACT, party("cloud"))
    assert f"sub-processor-2:{party('help')}" in found.places
    assert found.activities == (SALES,)


def test_a_dropped_category_touches_only_streams_that_carry_it(kaarna: Flow) -> None:
    found = impact(kaarna, Change.DATA, i("ropa:MeteringPoint"))
    assert [a.rsplit("/", 1)[-1] for a in found.activities] == ["contracts"]
    assert found.data == (i("ropa:MeteringPoint"),)


def test_what_is_not_in_the_flow_is_said_to_be_missing(by_hand: Flow) -> None:
    with pytest.raises(NotFound, match="not in this flow"):
        impact(by_hand, Change.COUNTRY, i("loc:BR"))


def test_a_breached_processor_loses_what_it_controls_itself_too(world: Reference) -> None:
    client = Record(
        iri="urn:r:client",
        controllers=(party("client"),),
        activities=(
            Activity(iri="urn:a:client", data=(i("pd:Name"),), engagements=(Engagement(processors=(party("p"),)),)),
        ),
    )
    own = Record(
        iri="urn:r:own", controllers=(party("p"),), activities=(Activity(iri="urn:a:own", data=(i("pd:Salary"),)),)
    )
    flow = network([Dossier(client, {}), Dossier(own, {})], world)
    assert impact(flow, Change.BREACH, party("p")).activities == ("urn:a:client", "urn:a:own")
    assert impact(flow, Change.BREACH, party("p")).data == (i("pd:Name"), i("pd:Salary"))
    assert impact(flow, Change.CONTRACT, party("p")).activities == ("urn:a:client",)


def test_data_told_in_groups_and_joint_controllers_are_in_the_flow(world: Reference) -> None:
    groups = (DataGroup(subjects=(i("dpv:Patient"),), data=(i("pd:Health"),)),)
    activity = Activity(iri="urn:a:1", data_groups=groups)
    record = Record(
        iri="urn:r:1", controllers=(party("one"),), joint_controllers=(party("two"),), activities=(activity,)
    )
    flow = network([Dossier(record, {})], world)
    dropped = impact(flow, Change.DATA, i("pd:Health"))
    assert (dropped.activities, dropped.subjects) == (("urn:a:1",), (i("dpv:Patient"),))
    controls = [stream.source for stream in flow.streams if stream.kind is Kind.CONTROL]
    assert controls == [f"controller:{party('one')}", f"controller:{party('two')}"]


def _abroad(**fields: Any) -> Activity:
    """An activity that keeps data in the United States with a processor that gets only some of them."""
    moved = replace(transfer("t", "US", "eu-gdpr:A46-2-c", "ropa:SCC-2021-914"), data=(i("pd:Name"),))
    engagement = Engagement(processors=(party("p"),), countries=(i("loc:US"),), transfers=(moved,))
    return Activity(iri="urn:a:1", data=(i("pd:Name"), i("pd:Salary")), engagements=(engagement,), **fields)


def _flow(world: Reference, activity: Activity) -> Flow:
    record = Record(iri="urn:r:1", controllers=(party("one"),), activities=(activity,))
    return network([Dossier(record, {})], world)


def test_a_breach_lists_the_controllers_who_must_be_told(by_hand: Flow, world: Reference) -> None:
    assert f"controller:{party('me')}" in impact(by_hand, Change.BREACH, party("mail")).places
    service = Service(
        iri="urn:a:service",
        controllers_served=(party("client"),),
        engagements=(Engagement(processors=(party("below"),)),),
    )
    record = ProcessorRecord(iri="urn:r:service", processors=(party("p"),), activities=(service,))
    flow = network([Dossier(record, {})], world)
    assert f"controller:{party('client')}" in impact(flow, Change.BREACH, party("below")).places


def test_a_country_touches_only_the_data_that_a_transfer_carries(world: Reference) -> None:
    assert impact(_flow(world, _abroad()), Change.COUNTRY, i("loc:US")).data == (i("pd:Name"),)
    (engagement,) = _abroad().engagements
    untold = replace(engagement, transfers=(replace(engagement.transfers[0], data=()),))
    whole = _flow(world, replace(_abroad(), engagements=(untold,)))
    assert impact(whole, Change.COUNTRY, i("loc:US")).data == (i("pd:Name"), i("pd:Salary"))


def test_a_country_reached_through_a_processor_is_drawn_once(world: Reference) -> None:
    flow = _flow(world, _abroad(storage_locations=(i("loc:US"), i("loc:IN"))))
    ways = {(stream.source, stream.target) for stream in flow.exits()}
    assert ways == {
        (f"processor:{party('p')}", f"country:{i('loc:US')}"),
        ("activity:urn:a:1", f"country:{i('loc:IN')}"),
    }


def test_activities_touched_through_a_tool_are_added(by_hand: Flow) -> None:
    found = impact(by_hand, Change.COUNTRY, i("loc:BR"), [WEBSITE])
    assert found.activities == (WEBSITE,)
    assert found.records == (RECORD,)
    assert found.data
