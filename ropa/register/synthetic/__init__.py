"""Registers like real ones, for tests and benchmarks: same number and seed, same bytes. No real organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ropa.errors import BadParameter
from ropa.mapping import settle, triples
from ropa.model import (
    Activity,
    Address,
    Assessment,
    AutomatedDecision,
    Contact,
    Contract,
    Disclosure,
    Duration,
    Engagement,
    Iri,
    Measure,
    Party,
    Record,
    Retention,
    Source,
    Text,
    Transfer,
)
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Quad, Triple, serialize

FAULTY_SHARE = 0.05

_TOPICS = [
    ("Asiakasrekisteri", "Kundregister", "Customer register", "dpv:CustomerManagement", "dpv:Customer"),
    ("Uutiskirje", "Nyhetsbrev", "Newsletter", "dpv:DirectMarketing", "dpv:Subscriber"),
    ("Laskutus", "Fakturering", "Invoicing", "dpv:PaymentManagement", "dpv:Customer"),
    ("Henkilöstö", "Personal", "Staff", "dpv:PersonnelManagement", "dpv:Employee"),
    ("Rekrytointi", "Rekrytering", "Recruitment", "dpv:PersonnelHiring", "dpv:JobApplicant"),
    ("Verkkosivut", "Webbplats", "Website", "dpv:ServiceUsageAnalytics", "dpv:Visitor"),
    ("Oppilaat", "Elever", "Pupils", "dpv:ServiceProvision", "dpv:Student"),
    ("Potilaat", "Patienter", "Patients", "dpv:ServiceProvision", "dpv:Patient"),
]
_DATA = ["pd:Name", "pd:EmailAddress", "pd:PhysicalAddress", "pd:TelephoneNumber", "pd:IPAddress", "pd:Age"]
_SPECIAL = ["pd:HealthRecord", "pd:TradeUnionMembership"]
_MEASURES = ["dpv:AccessControlMethod", "dpv:EncryptionAtRest", "dpv:PhysicalSecureStorage", "dpv:StaffTraining"]
_EVENTS = ["ropa:ContractEnd", "ropa:CustomerRelationshipEnd", "ropa:FinancialYearEnd", "ropa:Collected"]
_COUNTRIES = ["FI", "SE", "DE", "IE", "NL", "US", "IN", "GB", "JP"]
_OUTSIDE = {"US", "IN", "GB", "JP"}
_BASES = ["eu-gdpr:A6-1-b", "eu-gdpr:A6-1-c", "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-f"]
_RIGHTS = ["A15", "A16", "A17", "A18", "A20", "A21", "A7-3", "A77"]


def generate(records: int, seed: int, base: str) -> Iterator[tuple[str, list[Triple]]]:
    """Graph IRI and triples: first the parties all records share, then each record.

    60 to 100 triples an activity, processor chains to depth 5, about one record in twenty with one fault.
    """
    chance = Random(f"ropa {seed}")  # noqa: S311 - repeatable, not secret
    parties = [_party(chance, number, base) for number in range(max(12, records // 20))]
    for party in parties:
        yield party.iri, triples(party)
    for number in range(records):
        record = _record(chance, number, base, parties)
        yield record.iri, triples(record)


def _iris(*names: str) -> tuple[Iri, ...]:
    return tuple(Iri(expand(name)) for name in names)


def _texts(fi: str, sv: str, en: str) -> tuple[Text, ...]:
    return (Text(en, "en"), Text(fi, "fi"), Text(sv, "sv"))


def _party(chance: Random, number: int, base: str) -> Party:
    country = "FI" if number < 4 else chance.choice(_COUNTRIES)
    name = f"{chance.choice(['Havu', 'Kivi', 'Lumi', 'Meri', 'Salo', 'Tammi'])}palvelu {number + 1}"
    key = f"party/synthetic-{number + 1}"
    officer = Contact(
        iri=f"{key}/contact/dpo",
        roles=_texts("Tietosuojavastaava", "Dataskyddsombud", "Data protection officer"),
        emails=(Iri(f"mailto:tietosuoja@party{number + 1}.example"),),
    )
    address = Address(
        iri=f"{key}/address/1",
        street=(Text(f"Esimerkkikatu {number + 1}"),),
        postal_code=(Text(f"{number % 100000:05d}"),),
        locality=(Text("Esimerkkilä"),),
    )
    party = Party(
        iri=key,
        names=(Text(name + (" Oy" if country == "FI" else " Ltd")),),
        countries=_iris(f"loc:{country}"),
        addresses=(address,),
        emails=(Iri(f"mailto:info@party{number + 1}.example"),),
        data_protection_officers=(officer,),
    )
    return settle(party, base)


def _record(chance: Random, number: int, base: str, parties: list[Party]) -> Record:
    key = f"record/synthetic-{number + 1}"
    topic = chance.choice(_TOPICS)
    controller = parties[chance.randrange(4)]
    count = chance.choices([1, 2, 3], [85, 12, 3])[0]
    activities = [_activity(chance, f"{key}/activity/{n + 1}", topic, parties) for n in range(count)]
    if chance.random() < FAULTY_SHARE:
        activities[0] = _with_fault(chance, activities[0])
    day = date(2019, 1, 1) + timedelta(days=chance.randrange(2500))
    record = Record(
        iri=key,
        titles=_texts(*(f"{word} {number + 1}" for word in topic[:3])),
        created=day,
        modified=day,
        reviewed_on=(date(2026, 9, 1),),
        next_review=date(2027, 9, 1),
        controllers=(Iri(controller.iri),),
        rights=_iris(*(f"eu-gdpr:{right}" for right in _RIGHTS)),
        authorities=_iris("legal-fi:DPA-FI"),
        measures=tuple(
            Measure(iri=f"{key}/measure/{n + 1}", concepts=_iris(m), media=_iris("ropa:ElectronicMaterial"))
            for n, m in enumerate(chance.sample(_MEASURES, 2))
        ),
        activities=tuple(activities),
    )
    return settle(record, base)


def _activity(chance: Random, key: str, topic: tuple[str, ...], parties: list[Party]) -> Activity:
    fi, sv, en, purpose, subject = topic
    basis = chance.choice(_BASES)
    data = chance.sample(_DATA, chance.randrange(2, 5))
    special = subject == "dpv:Patient"
    return Activity(
        iri=key,
        titles=_texts(fi, sv, en),
        purposes=_iris(purpose),
        legal_bases=_iris(basis, *(["eu-gdpr:A9-2-h"] if special else [])),
        laws=_iris("ropa:law-FI-1336-1997") if basis.endswith("c") or special else (),
        interests=_texts("asiakassuhteen hoito", "kundvård", "customer care") if basis.endswith("f") else (),
        consent_given=_texts("lomakkeella", "på blankett", "on a form") if basis.endswith("a") else (),
        consent_withdrawn=_texts("viestin linkistä", "via länken", "through the link") if basis.endswith("a") else (),
        provision=_iris("ropa:NoRequirement" if basis[-1] in "af" else "ropa:ContractualRequirement"),
        consequences=() if basis[-1] in "af" else _texts("Sopimusta ei synny.", "Avtalet ingås inte.", "No contract."),
        subjects=_iris(subject),
        data=_iris(*data, *([_SPECIAL[0]] if special else [])),
        sources=(Source(iri=f"{key}/source/1", kinds=_iris("dpv:DataSubjectDataSource")),),
        retention=(
            Retention(
                iri=f"{key}/retention/1",
                durations=(Duration(f"P{chance.randrange(1, 11)}Y"),),
                start_events=_iris(chance.choice(_EVENTS)),
            ),
        ),
        engagements=(
            _engagement(chance, f"{key}/engagement/1", parties, chance.choices([1, 2, 3, 5], [70, 18, 8, 4])[0]),
        ),
        disclosures=(_disclosure(f"{key}/disclosure/1", data),),
        automated_decisions=(
            AutomatedDecision(iri=f"{key}/automated-decision/1", applicability=_iris("dpv:NotApplicable")[0]),
        ),
        storage_locations=_iris("loc:FI"),
    )


def _disclosure(key: str, data: list[str]) -> Disclosure:
    return Disclosure(
        iri=key,
        recipient_kinds=_iris("dpv:Authority"),
        recipient_categories=_texts("Verohallinto", "Skatteförvaltningen", "Tax Administration"),
        is_identified=True,
        purposes=_iris("dpv:LegalCompliance"),
        legal_bases=_iris("eu-gdpr:A6-1-c"),
        laws=_iris("ropa:law-FI-1558-1995"),
        data=_iris(data[0]),
    )


def _engagement(chance: Random, key: str, parties: list[Party], depth: int) -> Engagement:
    processor = parties[chance.randrange(4, len(parties))]
    country = processor.countries[0].rsplit("#", 1)[1]
    top = not key.endswith("-sub")
    contract = Contract(
        iri=f"{key}/contract",
        titles=_texts("Käsittelysopimus", "Biträdesavtal", "Processing agreement"),
        kinds=_iris("dpv:ControllerProcessorAgreement" if top else "dpv:SubProcessorAgreement"),
        valid_from=date(2022, 1, 1),
    )
    return Engagement(
        iri=key,
        processors=(Iri(processor.iri),),
        services=_texts("Palvelinten ylläpito", "Serverdrift", "Hosting"),
        countries=_iris(f"loc:{country}"),
        processing=_iris("dpv:Store"),
        data=_iris("pd:Name"),
        contracts=(contract,),
        authorisation=None if top else _iris("ropa:SpecificAuthorisation")[0],
        sub_engagements=(_engagement(chance, f"{key}-sub", parties, depth - 1),) if depth > 1 else (),
        transfers=(_transfer(f"{key}/transfer", country, processor),) if country in _OUTSIDE else (),
    )


def _transfer(key: str, country: str, importer: Party) -> Transfer:
    adequate = country in {"GB", "JP"}
    return Transfer(
        iri=key,
        countries=_iris(f"loc:{country}"),
        importers=(Iri(importer.iri),),
        legal_bases=_iris("eu-gdpr:A45-3" if adequate else "eu-gdpr:A46-2-c"),
        relies_on=_iris(f"legal-eu:Adequacy-EU-{country}" if adequate else "ropa:SCC-2021-914"),
        contract_date=None if adequate else date(2022, 1, 1),
        safeguard_copies=(Text("tietosuoja@esimerkki.example"),),
        assessments=()
        if adequate
        else (
            Assessment(
                iri=f"{key}/assessment",
                kinds=_iris("dpv:DataTransferImpactAssessment"),
                state=_iris("ropa:Done")[0],
                done_on=date(2022, 1, 10),
            ),
        ),
    )


def _with_fault(chance: Random, activity: Activity) -> Activity:
    """One thing left out or wrong that a rule must find."""
    return chance.choice(
        [
            replace(activity, purposes=()),
            replace(activity, subjects=()),
            replace(activity, data=()),
            replace(activity, retention=()),
            replace(activity, engagements=(replace(activity.engagements[0], contracts=()),)),
        ]
    )


def write_files(records: int, seed: int, base: str, folder: Path) -> int:
    """One TriG file per graph, named after it; answers how many. Raises BadParameter for a negative number."""
    if records < 0:
        raise BadParameter(f"{records} records cannot be made.", mend="Give a number from 0.")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for graph, content in generate(records, seed, base):
        name = graph[len(base) + 1 :].replace("/", "-")
        quads = [Quad(t.subject, t.predicate, t.object, NamedNode(graph)) for t in content]
        (folder / f"{name}.trig").write_bytes(serialize(quads, "trig"))
        count += 1
    return count
