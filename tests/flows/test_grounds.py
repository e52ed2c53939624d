"""Each state that a transfer can be in, told apart in the network, the picture, the table and the ways of an impact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from ropa import flows, resources
from ropa.flows import Change, Flow, Ground, Kind, Reference, ground_of_way, impact, network, table
from ropa.model import Activity, Disclosure, Dossier, Engagement, Iri, Party, Record, Text, Transfer
from ropa.rdf import parse_triples
from tests.flows.flow_examples import i, party
from tests.flows.flow_world import reference

HEDGED, DENIED = "dpv:UnknownApplicability", "dpv:NotApplicable"


@dataclass(frozen=True)
class Case:
    """A transfer on an engagement, and how it must be told."""

    country: str
    bases: tuple[str, ...]
    instruments: tuple[str, ...]
    ground: Ground
    words: str
    applicability: str = ""
    concluded: date | None = None
    certified: bool = False


SCC, OLD, VERY_OLD = "ropa:SCC-2021-914", "ropa:SCC-2010-87", "ropa:SCC-2002-16"
SHIELD, DPF, JAPAN = "ropa:PrivacyShield", "ropa:Adequacy-EU-US-DPF", "legal-eu:Adequacy-EU-JP"
CASES = {
    "clauses": Case("US", ("eu-gdpr:A46-2-c",), (SCC,), Ground.STATED, "Article 46(2)(c)"),
    "an article alone": Case("IN", ("eu-gdpr:A46-2-b",), (), Ground.STATED, "Article 46(2)(b)"),
    "a derogation": Case("IN", ("eu-gdpr:A49-1-a",), (), Ground.STATED, "Article 49(1)(a)"),
    "nothing": Case("US", (), (), Ground.MISSING, "No transfer ground recorded"),
    "a basis of Article 6": Case("US", ("eu-gdpr:A6-1-a",), (), Ground.MISSING, "No transfer ground recorded"),
    "a decision struck down": Case("US", ("eu-gdpr:A45-3",), (SHIELD,), Ground.LAPSED, "Not in force: "),
    "clauses repealed": Case("US", ("eu-gdpr:A46-2-c",), (OLD,), Ground.LAPSED, "Not in force: "),
    "adequacy, decision in force": Case("JP", ("eu-gdpr:A45-3",), (), Ground.STATED, "Article 45(3)"),
    "adequacy, no decision": Case("IN", ("eu-gdpr:A45-3",), (), Ground.UNCOVERED, "No adequacy decision in force"),
    "adequacy, no country": Case("", ("eu-gdpr:A45-3",), (), Ground.UNPROVEN, "Country not recorded"),
    "a decision on another country": Case("IN", (), (JAPAN,), Ground.UNCOVERED, "Does not cover this country: "),
    "the framework, nobody certified": Case("US", ("eu-gdpr:A45-3",), (DPF,), Ground.UNPROVEN, "Importer’s certif"),
    "adequacy of the US, not certified": Case("US", ("eu-gdpr:A45-3",), (), Ground.UNPROVEN, "Importer’s certif"),
    "the framework, certified": Case(
        "US", ("eu-gdpr:A45-3",), (DPF,), Ground.STATED, "EU–US Data Privacy Framework", certified=True
    ),
    "one lapsed beside one in force": Case(
        "US", ("eu-gdpr:A46-2-c",), (SHIELD, SCC), Ground.PARTLY, "; not in force: EU–US Privacy Shield"
    ),
    "all lapsed": Case("US", (), (SHIELD, OLD), Ground.LAPSED, "Not in force: "),
    "clauses closed, no day": Case("US", (), (VERY_OLD,), Ground.UNPROVEN, "Day of contract not recorded"),
    "clauses closed before": Case("US", (), (VERY_OLD,), Ground.LAPSED, "Not in force", concluded=date(2015, 1, 1)),
    "hedged": Case("US", (), (), Ground.CONDITIONAL, "no ground recorded", applicability=HEDGED),
    "hedged with clauses": Case(
        "US", ("eu-gdpr:A46-2-c",), (SCC,), Ground.CONDITIONAL, "only under a condition, ground: ", applicability=HEDGED
    ),
    "hedged and lapsed": Case(
        "US", (), (SHIELD,), Ground.LAPSED, "condition, ground: not in force", applicability=HEDGED
    ),
    "hedged, no decision": Case(
        "IN", ("eu-gdpr:A45-3",), (), Ground.UNCOVERED, "condition, ground: no adequacy", applicability=HEDGED
    ),
}


def _flow(world: Reference, *, country: str = "US", certified: bool = False, **activity: Any) -> Flow:
    vendor = Party(
        iri=party("vendor"),
        names=(Text("Vendor Inc."),),
        countries=(i(f"loc:{country}"),) if country else (),
        dpf_certified_from=date(2024, 1, 1) if certified else None,
    )
    other = Party(iri=party("other"), names=(Text("Other Inc."),), countries=(i("loc:US"),))
    me = Party(iri=party("me"), names=(Text("Esimerkki Oy"),), countries=(i("loc:FI"),))
    own = Activity(iri="urn:a:1", titles=(Text("Sales", "en"),), data=(i("pd:Name"),), **activity)
    record = Record(iri="urn:r:1", controllers=(me.iri,), activities=(own,))
    return network([Dossier(record, {str(p.iri): p for p in (vendor, other, me)})], world)


def _told(case: Case) -> Transfer:
    return Transfer(
        iri="urn:t:1",
        countries=(i(f"loc:{case.country}"),) if case.country else (),
        legal_bases=tuple(map(i, case.bases)),
        relies_on=tuple(map(i, case.instruments)),
        applicability=i(case.applicability) if case.applicability else None,
        contract_date=case.concluded,
    )


def _engaged(*transfers: Transfer, vendor: str = "vendor") -> Engagement:
    return Engagement(iri=f"urn:e:{vendor}", processors=(party(vendor),), transfers=transfers)


@pytest.mark.parametrize("name", CASES)
def test_each_state_is_told_in_network_picture_table_and_impact(name: str, world: Reference) -> None:
    case = CASES[name]
    flow = _flow(world, country=case.country, certified=case.certified, engagements=(_engaged(_told(case)),))
    (way,) = [s for s in flow.streams if s.kind is Kind.PROCESSING]
    assert way.worst is case.ground
    row = next(row for row in table(flow, "en").rows if row.stream is way)
    assert case.words in row.cells[9]
    picture = flows.svg(flow, "en").decode()
    assert f'class="icon {case.ground.look}"' in picture
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture))
    assert " ".join(case.words.split()[:3]).strip(":; ") in drawn.replace("&#8217;", "’")
    found = impact(flow, Change.BREACH, party("vendor"))
    assert case.words in ground_of_way(flow, found.paths[0], "en")


def test_the_cases_cover_every_ground() -> None:
    assert len(CASES) == 22
    assert {case.ground for case in CASES.values()} == set(Ground)


def test_a_decision_holds_only_on_its_days() -> None:
    files = sorted((resources.data() / "reference").glob("*.ttl"))
    triples = [t for f in files for t in parse_triples(f.read_text())]
    case = Case("US", ("eu-gdpr:A45-3",), (SHIELD,), Ground.STATED, "")
    grounds = []
    for day in (date(2016, 1, 1), date(2019, 5, 1), date(2020, 7, 15), date(2020, 7, 16)):
        flow = _flow(reference(day, triples), engagements=(_engaged(_told(case)),))
        grounds += [s.worst for s in flow.streams if s.kind is Kind.PROCESSING]
    assert grounds == [Ground.LAPSED, Ground.STATED, Ground.STATED, Ground.LAPSED]


def _stated(*importers: str) -> Transfer:
    return replace(_told(CASES["clauses"]), importers=tuple(Iri(party(key)) for key in importers))


@pytest.mark.parametrize(
    ("importers", "expected"),
    [
        ((), {"vendor": Ground.UNPROVEN, "other": Ground.UNPROVEN}),
        (("vendor",), {"vendor": Ground.STATED, "other": Ground.MISSING}),
        (("vendor", "other"), {"vendor": Ground.STATED, "other": Ground.STATED}),
    ],
)
def test_a_transfer_that_names_nobody_grounds_only_the_one_there(
    importers: tuple[str, ...], expected: dict[str, Ground], world: Reference
) -> None:
    disclosure = Disclosure(iri="urn:d:1", recipients=(party("other"),))
    flow = _flow(world, engagements=(_engaged(),), disclosures=(disclosure,), transfers=(_stated(*importers),))
    handed = [s for s in flow.streams if s.kind in {Kind.PROCESSING, Kind.DISCLOSURE}]
    assert {s.target.rsplit("/", 1)[-1]: s.worst for s in handed} == expected
    alone = _flow(world, engagements=(_engaged(),), transfers=(_stated(),))
    assert [s.worst for s in alone.streams if s.kind is Kind.PROCESSING] == [Ground.STATED]


def test_one_with_a_transfer_of_its_own_leaves_the_other_to_the_common_one(world: Reference) -> None:
    own = _engaged(_told(CASES["clauses"]), vendor="other")
    flow = _flow(world, engagements=(_engaged(), own), transfers=(replace(_stated(), iri="urn:t:2"),))
    grounds = {s.target.rsplit("/", 1)[-1]: s.worst for s in flow.streams if s.kind is Kind.PROCESSING}
    assert grounds == {"vendor": Ground.STATED, "other": Ground.STATED}


def _words(flow: Flow) -> tuple[str, str]:
    """What the table says of the processor, and what the description says."""
    row = next(row for row in table(flow, "en").rows if row.stream.kind is Kind.PROCESSING)
    root = flows.svg(flow, "en").decode()
    return row.cells[9], re.findall(r"<desc[^>]*>([^<]*)</desc>", root)[0]


def test_denied_and_untold_are_two_things(world: Reference) -> None:
    inside = Engagement(iri="urn:e:1", processors=(party("me"),))
    denial = Transfer(iri="urn:t:1", applicability=i(DENIED))
    cell, description = _words(_flow(world, engagements=(inside,), transfers=(denial,)))
    assert cell == "Recorded: no transfers outside the EEA"
    assert "No way out of the EEA is recorded." in description
    assert "Activities recorded as making no transfers: 1." in description
    cell, description = _words(_flow(world, engagements=(inside,)))
    assert cell == "Nothing recorded about transfers"
    assert "Activities for which nothing is recorded about transfers: 1." in description


def test_a_denial_beside_data_abroad_is_shown_as_what_it_is(world: Reference) -> None:
    denial = Transfer(iri="urn:t:1", applicability=i(DENIED))
    cell, description = _words(_flow(world, engagements=(_engaged(),), transfers=(denial,)))
    assert cell == "No transfer ground recorded; yet the record denies transfers"
    assert "No ground recorded: 1." in description
    flow = _flow(world, engagements=(_engaged(_stated()),), transfers=(denial,))
    assert _words(flow)[0].endswith("; yet the record denies transfers")
    assert flow.by_key["activity:urn:a:1"].remarks == ("flows-no-transfers-though",)


def test_a_denial_for_one_country_denies_no_other(world: Reference) -> None:
    denial = Transfer(iri="urn:t:2", applicability=i(DENIED), countries=(i("loc:IN"),))
    flow = _flow(world, engagements=(_engaged(_stated()),), transfers=(denial,))
    assert _words(flow)[0].endswith("Article 46(2)(c)")
    page = flows.render(flow, "html", "en").decode()
    assert "<li>Sales: Recorded: no transfers to these countries: India</li>" in page
    assert "Recorded: no transfers outside the EEA" not in page


def test_who_has_no_country_is_not_said_to_be_inside(world: Reference) -> None:
    assert "or country not recorded" in flows.svg(_flow(world, country="", engagements=(_engaged(),)), "en").decode()
    assert "or country not recorded" not in flows.svg(_flow(world, engagements=(_engaged(),)), "en").decode()


@pytest.mark.parametrize("view", ["map", "matrix", "sankey"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_views_say_what_they_count_and_the_state(view: str, language: str, world: Reference) -> None:
    flow = _flow(world, engagements=(_engaged(_told(CASES["one lapsed beside one in force"])),))
    picture = flows.picture(flow, view, language)
    from ropa.texts import say

    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)).replace("’", "'")
    assert say(f"flows-{view}-note", language).replace("’", "'") in drawn.replace("&#8217;", "'")
    told = [cell.text for row in picture.rows for cell in row]
    assert any(say("flows-state-partly", language) in text or "Privacy Shield" in text for text in told)
