"""What an activity of a synthetic register consists of: engagements with their chains, transfers, disclosures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ropa.model import (
    Activity,
    Assessment,
    AutomatedDecision,
    Contract,
    Disclosure,
    Duration,
    Engagement,
    Iri,
    Party,
    Retention,
    Source,
    Text,
    Transfer,
)
from ropa.register.synthetic.variety import Recipient, Topic, Variety, iris, pick, texts

_DEPTHS = (1, 2, 3, 4, 5)
_AUTHORISATIONS = ("Specific", "General")
_DISCLOSING = 0.6
_LENGTHS = ("P6M", "P18M", *(f"P{years}Y" for years in range(1, 11)))
_DEPTH_SHARES = (72, 15, 7, 3, 3)


def activity(chance: Random, key: str, topic: Topic, processors: Sequence[Party], given: Variety) -> Activity:
    """One faultless activity with one chain of processors."""
    basis = chance.choice(topic.bases)
    data = chance.sample(topic.data, chance.randrange(2, min(4, len(topic.data)) + 1))
    chain = [chance.choice(processors) for _ in range(chance.choices(_DEPTHS, _DEPTH_SHARES)[0])]
    engaged = _engagement(_Chain(chance, key, given, topic.subject, data[0]), chain)
    consent, voluntary = basis == "a", basis in "af"
    law = iris(*topic.laws) if basis in "ce" or topic.subject in {"dpv:Employee", "dpv:JobApplicant"} else ()
    return Activity(
        iri=key,
        titles=texts(topic.name),
        purposes=iris(topic.purpose),
        legal_bases=iris(f"eu-gdpr:A6-1-{basis}", *(["eu-gdpr:A9-2-h"] if topic.special else [])),
        laws=law,
        interests=texts(topic.interest) if basis == "f" else (),
        consent_given=pick(chance, given.consent["given"]) if consent else (),
        consent_withdrawn=pick(chance, given.consent["withdrawn"]) if consent else (),
        consent_records=texts(given.consent_kept) if consent else (),
        provision=iris("ropa:NoRequirement" if voluntary else f"ropa:{_provision(basis)}Requirement"),
        consequences=() if voluntary else texts(given.consequence),
        subjects=iris(topic.subject),
        data=iris(*data, *([topic.special] if topic.special else [])),
        sources=(Source(iri=f"{key}/source/1", kinds=iris("dpv:DataSubjectDataSource")),),
        retention=(_retention(chance, key, topic),),
        engagements=(engaged,),
        disclosures=(_disclosure(chance, key, topic, given, data[0]),) if chance.random() < _DISCLOSING else (),
        transfers=() if _transfers(engaged) else (_none(key),),
        automated_decisions=(
            AutomatedDecision(iri=f"{key}/automated-decision/1", applicability=iris("dpv:NotApplicable")[0]),
        ),
        assessments=(_balancing(chance, key),) if basis == "f" else (),
        storage_locations=iris("loc:FI"),
    )


def _provision(basis: str) -> str:
    return "Contractual" if basis == "b" else "Statutory"


def _retention(chance: Random, key: str, topic: Topic) -> Retention:
    event = chance.choice(topic.after)
    length = "P6Y" if event == "ropa:FinancialYearEnd" else chance.choice(_LENGTHS)
    return Retention(iri=f"{key}/retention/1", durations=(Duration(length),), start_events=iris(event))


def _balancing(chance: Random, key: str) -> Assessment:
    return _assessment(f"{key}/assessment/1", "dpv:LegitimateInterestAssessment", _day(chance))


def _assessment(key: str, kind: str, day: date) -> Assessment:
    return Assessment(iri=key, kinds=iris(kind), state=iris("ropa:Done")[0], done_on=day)


def _day(chance: Random) -> date:
    return date(2022, 1, 3) + timedelta(days=chance.randrange(1500))


def _disclosure(chance: Random, key: str, topic: Topic, given: Variety, data: str) -> Disclosure:
    fitting = [r for r in given.recipients if r.subject in {"", topic.subject}]
    chosen: Recipient = chance.choice(fitting)
    return Disclosure(
        iri=f"{key}/disclosure/1",
        recipient_kinds=iris(chosen.kind),
        recipient_categories=texts(chosen.label),
        is_identified=True,
        purposes=iris(chosen.purpose),
        legal_bases=iris(f"eu-gdpr:A6-1-{chosen.basis}"),
        laws=iris(chosen.law) if chosen.law else (),
        data=iris(data),
    )


@dataclass(frozen=True)
class _Chain:
    """What the links of a chain of processors have in common."""

    chance: Random
    activity: str
    given: Variety
    subject: str
    data: str


def _engagement(chain: _Chain, processors: Sequence[Party], level: int = 1) -> Engagement:
    """The first of some processors, which engages the next, and so on."""
    key = f"{chain.activity}/engagement/{level}"
    first, rest = processors[0], processors[1:]
    country = first.countries[0].rsplit("#", 1)[1]
    outside = country in chain.given.adequate or country in chain.given.clauses_needed
    authorisation = f"ropa:{chain.chance.choice(_AUTHORISATIONS)}Authorisation"
    return Engagement(
        iri=key,
        processors=(Iri(first.iri),),
        services=pick(chain.chance, chain.given.services),
        countries=first.countries,
        processing=iris("dpv:Store") if level == 1 else (),
        data=iris(chain.data),
        subjects=iris(chain.subject),
        contracts=(_contract(chain, key, level),),
        authorisation=iris(authorisation)[0] if level > 1 else None,
        sub_engagements=(_engagement(chain, rest, level + 1),) if rest else (),
        transfers=(_transfer(chain, key, country, first, level),) if outside else (),
    )


def _contract(chain: _Chain, key: str, level: int) -> Contract:
    kind = "dpv:ControllerProcessorAgreement" if level == 1 else "dpv:SubProcessorAgreement"
    titles = (Text(chain.given.agreement[0], "fi"),)
    return Contract(iri=f"{key}/contract", titles=titles, kinds=iris(kind), valid_from=_day(chain.chance))


def _transfer(chain: _Chain, key: str, country: str, importer: Party, level: int) -> Transfer:
    adequate = chain.given.adequate.get(country)
    made = Transfer(iri=f"{key}/transfer", countries=importer.countries, importers=(Iri(importer.iri),))
    if adequate:
        return replace(made, legal_bases=iris("eu-gdpr:A45-3"), relies_on=iris(adequate))
    day = _day(chain.chance)
    return replace(
        made,
        legal_bases=iris("eu-gdpr:A46-2-c"),
        relies_on=iris("ropa:SCC-2021-914"),
        clause_modules=iris(f"ropa:SccModule{2 if level == 1 else 3}"),
        contract_date=day,
        safeguard_copies=(Text(chain.given.safeguards_at),),
        assessments=(_assessment(f"{key}/assessment", "dpv:DataTransferImpactAssessment", day + timedelta(days=7)),),
    )


def _transfers(engagement: Engagement) -> bool:
    return bool(engagement.transfers) or any(_transfers(sub) for sub in engagement.sub_engagements)


def _none(key: str) -> Transfer:
    """The record's word that nothing leaves the EEA."""
    return Transfer(iri=f"{key}/transfer/none", applicability=iris("dpv:NotApplicable")[0])
