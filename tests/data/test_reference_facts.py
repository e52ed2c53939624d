"""The dated facts that were gathered are all in data/reference/, as they were gathered, and as sure as they were."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from ropa.namespaces import expand, shorten
from tests.words.test_reference import facts, of

GATHERED = Path(os.environ.get("ROPA_SHARED") or Path(__file__).parents[3] / "shared") / "law" / "reference-facts.yaml"
pytestmark = pytest.mark.skipif(not GATHERED.is_file(), reason="set ROPA_SHARED to the folder with law/")

CONFIRMED_SINCE = {
    "adequacy-im": "the title of the decision was seen",
    "adequacy-uy": "a page of those days gives the day",
    **dict.fromkeys(("member-es", "member-pt", "member-at", "member-fi", "member-se"), "the days were seen"),
}
"""Gathered without a source, seen in one since (data/reference says where)."""

NOT_A_NODE = {
    "adequacy-gb-extension-2025": "stands in the last day of legal-eu:Adequacy-EU-GB",
    "adequacy-gb-renewal-2025": "stands in the last day of legal-eu:Adequacy-EU-GB",
    "adequacy-eea-efta-br": "a note on ropa:Adequacy-EU-BR",
    "adequacy-review-2024": "a note on the decisions that were upheld",
    "adequacy-others-2026": "an absence: the head of adequacy.ttl says it",
    "authority-fi-address-1": "a former address of legal-fi:DPA-FI",
    "authority-fi-address-2": "a former address of legal-fi:DPA-FI",
}


@cache
def gathered() -> tuple[dict[str, object], ...]:
    found = yaml.safe_load(GATHERED.read_text("utf-8"))["facts"]
    assert isinstance(found, list)
    return tuple(found)


def _group(name: str) -> list[dict[str, object]]:
    return [fact for fact in gathered() if fact["group"] == name and fact["id"] not in NOT_A_NODE]


def _by(kind: str, name: str) -> dict[str, dict[str, set[str]]]:
    """The nodes of a class by each value of a property."""
    return {value: own for own in of(kind).values() for value in own[name]}


def test_there_are_as_many_as_were_gathered() -> None:
    assert len(gathered()) == 196
    assert Counter(str(fact["group"]) for fact in gathered())["tool"] == 65
    assert NOT_A_NODE.keys() | CONFIRMED_SINCE.keys() <= {str(fact["id"]) for fact in gathered()}


@pytest.mark.parametrize("group", ["adequacy", "scc"])
def test_decisions_have_their_number_country_and_days(group: str) -> None:
    known = {**_by("ropa:TransferInstrument", "dct:identifier"), **_by("ropa:ContractClauses", "dct:identifier")}
    checked = 0
    for fact in _group(group):
        own = known[str(fact["number"])]
        assert own["dct:issued"] == {str(fact["adopted"])}, fact["id"]
        if "covers" in fact and len(str(fact["covers"])) == 2:
            assert own["ropa:coversCountry"] == {expand(f"loc:{fact['covers']}")}, fact["id"]
        if "applies_from" in fact:
            assert own["ropa:validFrom"] == {str(fact["applies_from"])}, fact["id"]
        if group == "adequacy" and str(fact["covers"]) != "GB":
            assert own["ropa:lastValidDay"] == ({str(fact["ends"])} if fact["ends"] else set()), fact["id"]
        limited = bool(fact.get("scope_limit")) and str(fact["covers"]) != "GB"  # the renewal of 2025 ended its limit
        assert bool(own["ropa:scopeLimit"]) >= limited, fact["id"]
        checked += 1
    assert checked >= {"adequacy": 17, "scc": 6}[group]


def test_members_have_their_days() -> None:
    members: dict[tuple[str, str], set[str]] = {}
    for own in of("ropa:Membership").values():
        area = shorten(min(own["ropa:memberOf"])).split(":")[1]
        members.setdefault((min(own["ropa:member"]), area), set()).update(own["ropa:validFrom"])
    countries = [fact for fact in _group("membership") if "country" in fact]
    assert len(countries) == 31
    for fact in countries:
        for area, name in (("EU", "eu_from"), ("EEA", "eea_from")):
            if fact.get(name):
                assert str(fact[name]) in members[expand(f"loc:{fact['country']}"), area], fact["id"]


def test_each_state_of_the_area_has_an_authority_with_address_and_language() -> None:
    states = {min(own["ropa:member"]) for own in of("ropa:Membership").values() if not own["ropa:lastValidDay"]}
    inside = {state for state in states if expand("ropa:EEA") in _areas(state)}
    assert len(inside) >= 30
    authorities = _by("ropa:SupervisoryAuthority", "dpv:hasCountry")
    for fact in _group("authority"):
        own = authorities.get(expand(f"loc:{fact.get('country')}"))
        if own is None:
            continue
        assert own["dct:language"], fact["id"]
        assert own["vcard:hasAddress"], fact["id"]
        assert own["vcard:hasURL"] or own["vcard:hasEmail"], fact["id"]
    thirty = {shorten(state) for state in inside if len(shorten(state)) == len("loc:FI")} - _OVERSEAS
    assert {state for state in thirty if expand(state) not in authorities} == set()
    assert len(thirty) == 31


_OVERSEAS = {f"loc:{code}" for code in ("GP", "MQ", "GF", "RE", "YT", "MF")}
"""Parts of France: its authority is theirs. Åland has one of its own."""


def _areas(state: str) -> set[str]:
    members = (own for own in of("ropa:Membership").values() if state in own["ropa:member"])
    return {area for own in members for area in own["ropa:memberOf"]}


@pytest.mark.parametrize("group", ["repealed-act", "tool", "judgment", "pending-law"])
def test_what_has_a_name_or_number_is_there_under_it(group: str) -> None:
    words = {value for own in facts().values() for values in own.values() for value in values}
    known = "\n".join(sorted(words)).casefold()
    for fact in _group(group):
        names = fact.get("number") or fact.get("case") or fact.get("document") or fact.get("names") or []
        for name in names if isinstance(names, list) else [names]:
            bare = re.search(r"\d+/\d+", str(name)) or re.match(r"[^(]+(\(\d+\) \d+)?", str(name))
            assert bare and bare.group().strip().casefold() in known, fact["id"]


def test_proposals_without_a_number_are_there_too() -> None:
    assert len(_group("pending-law")) == 2
    assert len(of("ropa:PendingLaw")) == 4  # and the two Finnish bills


def test_what_was_not_confirmed_is_marked() -> None:
    """By number, country or name: a fact gathered unconfirmed is marked, unless its source was seen since."""
    decisions = {**_by("ropa:TransferInstrument", "dct:identifier"), **_by("ropa:ContractClauses", "dct:identifier")}
    checked = 0
    for fact in gathered():
        if fact["confirmed"] or fact["id"] in CONFIRMED_SINCE or fact["id"] in NOT_A_NODE:
            continue
        own = decisions.get(str(fact.get("number")))
        if fact["group"] == "authority":
            own = _by("ropa:SupervisoryAuthority", "dpv:hasCountry").get(expand(f"loc:{fact['country']}"))
        if own is not None:
            checked += 1
            assert own["ropa:toBeConfirmed"] == {"true"}, fact["id"]
    assert checked >= 35


def test_no_unmarked_fact_admits_that_nobody_looked() -> None:
    for term, own in facts().items():
        if own["ropa:checkNote"] and not own["ropa:toBeConfirmed"]:
            note = min(own["ropa:checkNote"])
            assert not re.search(r"EEA start|general knowledge|as above", note, re.IGNORECASE), shorten(term)
