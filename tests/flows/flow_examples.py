"""A record made by hand with a way out of the EEA on every ground, and what makes such records."""

from __future__ import annotations

from datetime import date
from typing import Any

from ropa.model import (
    Activity,
    Disclosure,
    Dossier,
    Engagement,
    Iri,
    Party,
    Record,
    Source,
    Text,
    Transfer,
)
from ropa.namespaces import expand

RECORD = "https://ropa.example/record/hand"
DAY = date(2026, 11, 21)


def i(name: str) -> Iri:
    return Iri(expand(name))


def party(key: str) -> Iri:
    return Iri(f"https://ropa.example/party/{key}")


def dossier() -> Dossier:
    parties = {
        party(key): Party(iri=party(key), names=(Text(name),), countries=(i(f"loc:{country}"),))
        for key, name, country in (
            ("me", "Esimerkki Oy", "FI"),
            ("cloud", "Pilvi & Poika Oy", "FI"),
            ("mail", "Mail <Big> LLC", "US"),
            ("help", "Help Desk Pvt Ltd", "IN"),
            ("meter", "Meter K.K.", "JP"),
        )
    }
    chain = Engagement(
        iri=f"{RECORD}/engagement/1",
        processors=(party("cloud"),),
        countries=(i("loc:FI"),),
        sub_engagements=(
            Engagement(iri=f"{RECORD}/engagement/2", processors=(party("help"),), countries=(i("loc:IN"),)),
            Engagement(
                iri=f"{RECORD}/engagement/3",
                processors=(party("mail"),),
                data=(i("pd:EmailAddress"),),
                transfers=(transfer("1", "US", "eu-gdpr:A46-2-c", "ropa:SCC-2021-914"),),
            ),
        ),
    )
    website = Engagement(
        iri=f"{RECORD}/engagement/4",
        processors=(party("mail"),),
        countries=(i("loc:US"), i("loc:FI")),
        transfers=(transfer("2", "US", "", "ropa:PrivacyShield"),),
    )
    hedged = Transfer(
        iri=f"{RECORD}/transfer/3",
        applicability=i("dpv:UnknownApplicability"),
        conditions=(Text("ellei tekniikka edellytä", "fi"),),
    )
    abroad = Disclosure(
        iri=f"{RECORD}/disclosure/1",
        recipients=(party("meter"),),
        transfers=(transfer("4", "JP", "eu-gdpr:A45-3", "legal-eu:Adequacy-EU-JP"),),
    )
    denied = Transfer(iri=f"{RECORD}/transfer/5", applicability=i("dpv:NotApplicable"))
    record = Record(
        iri=RECORD,
        titles=(Text("Käsin tehty", "fi"),),
        controllers=(party("me"),),
        activities=(
            _activity("sales", engagements=(chain,), disclosures=(abroad,)),
            _activity("website", engagements=(website,), transfers=(hedged,)),
            _activity("archive", transfers=(denied,), no_recipients=True),
        ),
    )
    return Dossier(record, {str(iri): found for iri, found in parties.items()})


def _activity(name: str, **more: Any) -> Activity:
    return Activity(
        iri=f"{RECORD}/activity/{name}",
        titles=(Text(name.capitalize(), "en"),),
        purposes=(i("dpv:Marketing"),),
        legal_bases=(i("eu-gdpr:A6-1-b"),),
        data=(i("pd:Name"), i("pd:EmailAddress")),
        subjects=(i("dpv:Customer"),),
        sources=(Source(iri=f"{RECORD}/source/{name}", kinds=(i("dpv:DataSubjectDataSource"),)),),
        **more,
    )


def transfer(key: str, country: str, basis: str, instrument: str) -> Transfer:
    return Transfer(
        iri=f"{RECORD}/transfer/{key}",
        countries=(i(f"loc:{country}"),),
        legal_bases=(i(basis),) if basis else (),
        relies_on=(i(instrument),),
    )
