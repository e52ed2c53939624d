"""The five registers of data/ hold each fact of the seeds that belongs in a record."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ropa.namespaces import expand
from tests.data.seed_facts import FACTS, controller, covers, record, section, seeds, terms, unstated_rights, values

pytestmark = pytest.mark.skipif(not FACTS.is_file(), reason="set ROPA_SHARED to the folder with seeds/ and gold/")

STATED_BY = {
    "purposes/terms": "dpv:hasPurpose",
    "purposes/processing": "dpv:hasProcessing",
    "secondary_purposes/terms": "dpv:hasPurpose",
    "legal_basis/terms": "dpv:hasLegalBasis",
    "data_categories_section/terms": "dpv:hasPersonalData",
    "data_content/terms": "dpv:hasPersonalData",
    "data_subjects/terms": "dpv:hasDataSubject",
    "sources/terms": "dct:type",
    "sources/data": "dpv:hasPersonalData",
    "transfers/terms": "rdf:type",
    "transfers/applicability": "dpv:hasApplicability",
    "security/manual/terms": "dct:type",
    "security/electronic/terms": "dct:type",
    "rights/right": "dpv:hasRight",
    "rights/scope": "dpv:hasPurpose",
    "automated_decision_making/applicability": "dpv:hasApplicability",
    "cookies/technology": "dpv:isImplementedUsingTechnology",
    "cookies/purposes/terms": "dpv:hasPurpose",
    "cookies/data/terms": "dpv:hasPersonalData",
    "cookies/data_subjects": "dpv:hasDataSubject",
    "cookies/analytics/purposes/terms": "dpv:hasPurpose",
    "cookies/analytics/data/terms": "dpv:hasPersonalData",
    "supervisory_authority/authority": "dpv:hasAuthority",
    "controller/country": "dpv:hasCountry",
    "secondary_purposes/recipient": "dct:type",
    "retention/start_event": "dpv:isAfter",
    "retention/type": "rdf:type",
}
"""Where in the facts a term stands, and the property by which the record states it or a narrower one."""

LEFT_OUT = {
    "controller/type": "a role is a property of the record, never a class of the organisation",
    "dpo/type": "a role is a property of the organisation",
    "recipients/terms dpv:OrganisationalUnit": "own units are no recipients: ropa:internalAccess names them",
    "recipients/terms dpv:Recipient": "the kind of node says it: a ropa:Disclosure",
    "recipients/terms dpv:DataProcessor": "the kind of node says it: a ropa:Engagement",
    "data_subjects/terms dpv:Client": "concluded by the person who set the facts down; the seed says customer",
    "retention/type dpv:IndeterminateDuration": "ropa:isVague says it",
    "retention/type dpv:UntilEventDuration": "ropa:retentionCriteria says it in words: the event ends the period",
    "retention/start_event dpv:ConsentWithdrawn": "a status in DPV: the event is ropa:ConsentWithdrawal",
    "legitimate_interest/terms eu-gdpr:A6-1-f-controller": "ropa:interestPursued names the interest",
    "consent/terms dpv:WithdrawConsent": "ropa:consentWithdrawnBy tells how",
    "cookies/analytics/transfer/terms": "implied and not stated: reference data know where the tool's provider is",
}
"""Facts that are in the record in another shape, or in none, and why."""

NAMES = [controller(seed) for seed in seeds()] if FACTS.is_file() else []
BY_NAME = dict(zip(NAMES, seeds() if NAMES else (), strict=True))


def test_there_are_five_with_as_many_facts_as_were_set_down() -> None:
    assert len(NAMES) == 5
    assert sum(len(terms(seed)) for seed in seeds()) > 400


@pytest.mark.parametrize("name", NAMES)
def test_the_record_states_each_term(name: str) -> None:
    missing, checked = [], 0
    for path, term in terms(BY_NAME[name]):
        if path.endswith("/broader") or path in LEFT_OUT or f"{path} {term}" in LEFT_OUT:
            continue
        checked += 1
        if not covers(values(name, STATED_BY[path]), expand(term)):
            missing.append((path, term))
    assert missing == []
    assert checked > 50


@pytest.mark.parametrize("name", NAMES)
def test_the_record_does_not_state_what_the_seed_leaves_unsaid(name: str) -> None:
    seed = BY_NAME[name]
    told = values(name, "dpv:hasRight")
    assert [right for right in unstated_rights(seed) if expand(right) in told] == []
    assert bool(values(name, "dpv:hasLegalBasis")) == bool(seed["legal_basis"])
    assert bool(values(name, "dpv:hasDataProtectionOfficer")) == ("email" in section(seed, "dpo"))
    assert values(name, "dpv:hasThirdCountry", "ropa:provisionRequirement") == set()


def test_each_reason_for_leaving_out_is_still_needed() -> None:
    met = Counter(key for seed in seeds() for path, term in terms(seed) for key in (path, f"{path} {term}"))
    assert [key for key in LEFT_OUT if not met[key]] == []


def test_our_concepts_stand_below_the_ones_the_facts_name() -> None:
    checked = 0
    for seed in seeds():
        for area in ("data_content", "data_categories_section", "secondary_purposes"):
            entries = seed[area]
            for entry in entries if isinstance(entries, list) else []:
                if "broader" in entry:
                    checked += 1
                    assert covers({expand(entry["terms"][0])}, expand(entry["broader"])), entry
    assert checked >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_record_has_the_plain_values(name: str) -> None:
    seed = BY_NAME[name]
    own = {key: section(seed, key) for key in ("controller", "dpo", "drawn_up", "retention")}
    expected = {
        "org:identifier": own["controller"].get("business_id"),
        "dct:created": own["drawn_up"].get("iso"),
        "vcard:hasEmail": "email" in own["dpo"] and f"mailto:{own['dpo']['email']}",
        "rdf:value": own["retention"].get("period"),
    }
    assert {key: value for key, value in expected.items() if value and value not in values(name, key)} == {}
    for part in re.split(r", | (?=Seinäjoki)", str(own["controller"].get("address") or "")):
        assert not part or part in values(name, "vcard:street-address", "vcard:postal-code", "vcard:locality")
    words = str(seed["register_name"]).casefold()
    assert any(words == title.casefold() for title in values(name, "dct:title"))
    assert bool(values(name, "ropa:isVague")) == (own["retention"].get("type") not in (None, "dpv:TemporalDuration"))


@pytest.mark.parametrize("name", NAMES)
def test_cookies_rest_on_the_settings_of_the_browser(name: str) -> None:
    assert values(name, "ropa:cookieConsent") == {expand("ropa:BrowserSettingsOnly")}
    assert expand("ropa:GoogleAnalytics") in values(name, "dpv:isImplementedUsingTechnology")
    assert expand("dpv:Combine") in values(name, "dpv:hasProcessing")


@pytest.mark.parametrize("name", NAMES)
def test_unnamed_processors_and_recipients_have_their_words(name: str) -> None:
    nodes: dict[str, set[str]] = {}
    for quad in record(name):
        nodes.setdefault(quad.subject.value, set()).add(quad.predicate.value)
    kinds = {
        q.subject.value
        for q in record(name)
        if q.object.value in (expand("ropa:Engagement"), expand("ropa:Disclosure"))
    }
    assert len(kinds) >= 2
    named = {expand("ropa:recipientCategoryLabel"), expand("dct:type"), expand("ropa:engages")}
    assert [node for node in kinds if not nodes[node] & named] == []


def test_two_registers_show_that_they_share_an_address_and_an_officer() -> None:
    """One graph shows it: the same street and the same mailbox, under two business ids."""
    pair = ["Seiverkot Oy", "Seinäjoen Energia Oy"]
    for properties in (("vcard:street-address", "vcard:postal-code", "vcard:locality"), ("vcard:hasEmail",)):
        first, second = (values(name, *properties) for name in pair)
        assert first & second
    assert values(pair[0], "org:identifier").isdisjoint(values(pair[1], "org:identifier"))
