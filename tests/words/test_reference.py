"""Dated facts: complete, in order, and right on days that everybody knows."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode
from tests.words.vocabulary import quads

_DATED = ("TransferInstrument", "ContractClauses", "Membership", "TerritoryNote", "SupervisoryAuthority", "Tool")
_CLASSES = {f"ropa:{name}": 1 for name in (*_DATED, "CourtRuling", "PendingLaw", "SccModule")} | {"dpv:Law": 1}


@cache
def facts() -> dict[str, dict[str, set[str]]]:
    """Subject to property to values, of all reference data."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for _, quad in quads("data/reference"):
        if isinstance(quad.object, (NamedNode, Literal)):
            found[quad.subject.value][shorten(quad.predicate.value)].add(quad.object.value)
    return found


def of(kind: str) -> dict[str, dict[str, set[str]]]:
    """The facts of one class."""
    return {term: own for term, own in facts().items() if expand(kind) in own["rdf:type"]}


def on(kind: str, day: str, **wanted: str) -> set[str]:
    """The facts of a class that hold on a day and have the wanted values."""
    return {
        term
        for term, own in of(kind).items()
        if min(own["ropa:validFrom"], default="") <= day <= max(own["ropa:lastValidDay"], default="9999")
        and all(expand(value) in own[f"ropa:{name}"] for name, value in wanted.items())
    }


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("ropa:TransferInstrument", 24),
        ("ropa:Membership", 65),
        ("ropa:SupervisoryAuthority", 34),
        ("dpv:Law", 34),
        ("ropa:Tool", 70),
        ("ropa:TerritoryNote", 8),
        ("ropa:SccModule", 4),
        ("ropa:CourtRuling", 4),
        ("ropa:PendingLaw", 2),
    ],
)
def test_there_are_as_many_facts_as_were_gathered(kind: str, least: int) -> None:
    assert len(of(kind)) >= least


@pytest.mark.parametrize("kind", sorted(_CLASSES))
def test_each_fact_says_when_and_how_far_it_was_checked(kind: str) -> None:
    for term, own in of(kind).items():
        assert own["ropa:checkedOn"], shorten(term)
        date.fromisoformat(min(own["ropa:checkedOn"]))
        assert own["ropa:checkNote"], shorten(term)
        assert own["dct:source"] or own["ropa:toBeConfirmed"] == {"true"}, shorten(term)


def test_days_are_days_and_in_order() -> None:
    checked = 0
    for term, own in facts().items():
        days = [min(own[name]) for name in ("ropa:validFrom", "ropa:lastValidDay") if own[name]]
        assert [date.fromisoformat(day).isoformat() for day in days] == sorted(days), shorten(term)
        assert all(len(own[name]) <= 1 for name in ("ropa:validFrom", "ropa:lastValidDay")), shorten(term)
        checked += bool(days)
    assert checked > 120


@pytest.mark.parametrize(
    ("country", "day", "member"),
    [
        ("FI", "1993-12-31", False),
        ("FI", "1994-01-01", True),
        ("FI", "2026-11-21", True),
        ("AX", "2026-11-21", True),
        ("NO", "2026-11-21", True),
        ("HR", "2013-07-01", False),
        ("HR", "2026-11-21", True),
        ("GB", "2020-01-31", True),
        ("GB", "2020-06-01", True),
        ("GB", "2020-12-31", True),
        ("GB", "2021-06-27", True),
        ("GB", "2021-06-28", False),
        ("CH", "2026-11-21", False),
        ("US", "2026-11-21", False),
        ("GL", "2026-11-21", False),
    ],
)
def test_membership_of_the_european_economic_area(country: str, day: str, member: bool) -> None:
    assert bool(on("ropa:Membership", day, member=f"loc:{country}", memberOf="ropa:EEA")) is member


def test_no_two_memberships_of_a_country_overlap() -> None:
    spans: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for own in of("ropa:Membership").values():
        last = max(own["ropa:lastValidDay"], default="9999")
        spans[min(own["ropa:member"]), min(own["ropa:memberOf"])].append((min(own["ropa:validFrom"]), last))
    assert len(spans) >= 60
    for key, periods in spans.items():
        ordered = sorted(periods)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(ordered)), key


@pytest.mark.parametrize(
    ("country", "day", "instruments"),
    [
        ("US", "2015-10-05", {"ropa:SafeHarbour"}),
        ("US", "2015-10-06", set()),
        ("US", "2016-07-12", {"ropa:PrivacyShield"}),
        ("US", "2020-07-15", {"ropa:PrivacyShield"}),
        ("US", "2020-07-16", set()),
        ("US", "2023-07-09", set()),
        ("US", "2023-07-10", {"ropa:Adequacy-EU-US-DPF"}),
        ("GB", "2021-06-27", set()),
        ("GB", "2021-06-28", {"legal-eu:Adequacy-EU-GB"}),
        ("GB", "2026-11-21", {"legal-eu:Adequacy-EU-GB"}),
        ("GB", "2031-12-28", set()),
        ("CH", "2026-11-21", {"legal-eu:Adequacy-EU-CH"}),
        ("BR", "2025-12-31", set()),
        ("BR", "2026-11-21", {"ropa:Adequacy-EU-BR"}),
        ("IN", "2026-11-21", set()),
    ],
)
def test_adequate_countries_over_time(country: str, day: str, instruments: set[str]) -> None:
    found = on("ropa:TransferInstrument", day, coversCountry=f"loc:{country}")
    assert {shorten(term) for term in found} == instruments


def test_standard_clauses_over_time() -> None:
    old = facts()[expand("ropa:SCC-2010-87")]
    assert (min(old["ropa:newContractsUntil"]), min(old["ropa:lastValidDay"])) == ("2021-09-26", "2022-12-27")
    assert on("ropa:TransferInstrument", "2021-06-26") & {expand("ropa:SCC-2021-914")} == set()
    assert expand("ropa:SCC-2021-914") in on("ropa:TransferInstrument", "2021-06-27")


def test_the_finnish_personal_data_act_ended_with_2018() -> None:
    act = expand("ropa:law-FI-523-1999")
    assert act in on("dpv:Law", "2018-12-31")
    assert act not in on("dpv:Law", "2019-01-01")
    assert expand("ropa:law-FI-1050-2018") in on("dpv:Law", "2019-01-01")


def test_the_finnish_authority_is_where_it_says_it_is() -> None:
    office = of("ropa:SupervisoryAuthority")[expand("legal-fi:DPA-FI")]
    assert office["vcard:hasEmail"] == {"mailto:tietosuoja@om.fi"}
    assert {"Tietosuojavaltuutetun toimisto", "Dataombudsmannens byrå"} <= office["dpv:hasName"]
    streets = {s for a in office["vcard:hasAddress"] for s in facts()[a]["vcard:street-address"]}
    assert streets == {"PL 800", "PB 800", "P.O. Box 800", "Lintulahdenkuja 4", "Fågelviksgränden 4"}
    assert not streets & office["ropa:formerAddress"]


def test_every_eea_country_has_an_authority() -> None:
    countries = {min(own["ropa:member"]) for term, own in of("ropa:Membership").items() if "membership-EEA-" in term}
    supervised = {c for own in of("ropa:SupervisoryAuthority").values() for c in own["dpv:hasCountry"]}
    outermost = {expand(f"loc:{code}") for code in ("GF", "GP", "MF", "MQ", "RE", "YT")}
    assert countries - supervised == outermost


def test_every_tool_names_its_provider_and_its_country() -> None:
    for term, own in of("ropa:Tool").items():
        assert own["ropa:toolProvider"], shorten(term)
        assert len(own["ropa:providerCountry"]) == 1, shorten(term)
