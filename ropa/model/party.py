"""Organisations, their addresses and contact points. Their role is told by the property that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ropa.model.base import Iri, Node, Text, many, one


@dataclass(frozen=True, kw_only=True)
class Address(Node):
    """A postal address; `as_written` keeps what could not be taken apart."""

    types = ("vcard:Address",)
    stated = "vcard:Address"
    segment = "address"
    street: tuple[Text, ...] = many("vcard:street-address")
    postal_code: tuple[Text, ...] = many("vcard:postal-code")
    locality: tuple[Text, ...] = many("vcard:locality")
    as_written: tuple[Text, ...] = many("ropa:rawText")


@dataclass(frozen=True, kw_only=True)
class Contact(Node):
    """A contact point: a role and its channels, never a natural person's name unless asked for."""

    types = ("vcard:Group", "ropa:ContactPoint")
    stated = "ropa:StatedContactPoint"
    segment = "contact"
    roles: tuple[Text, ...] = many("vcard:role")
    person_names: tuple[Text, ...] = many("vcard:fn")
    emails: tuple[Iri, ...] = many("vcard:hasEmail")  # mailto:
    telephones: tuple[Iri, ...] = many("vcard:hasTelephone")  # tel:, spaces as hyphens
    addresses: tuple[Address, ...] = many("vcard:hasAddress")
    organisations: tuple[Iri, ...] = many("org:memberOf")  # an external data protection officer's company
    is_external: bool | None = one("ropa:isExternal")
    withholds_channel: bool | None = one("ropa:withheldChannel")  # the notice gives a natural person's channel
    withholds_name: bool | None = one("ropa:withheldName")  # the notice names a natural person


@dataclass(frozen=True, kw_only=True)
class Party(Node):
    """An organisation, in a graph of its own; its role is told by the property that leads to it."""

    types = ("ropa:Party", "org:FormalOrganization")
    stated = "ropa:StatedParty"
    segment = "party"
    names: tuple[Text, ...] = many("dpv:hasName")
    business_ids: tuple[Text, ...] = many("org:identifier")
    countries: tuple[Iri, ...] = many("dpv:hasCountry")  # loc:FI
    kinds: tuple[Iri, ...] = many("org:classification")  # dpv:GovernmentalOrganisation ...
    addresses: tuple[Address, ...] = many("vcard:hasAddress")
    emails: tuple[Iri, ...] = many("vcard:hasEmail")
    telephones: tuple[Iri, ...] = many("vcard:hasTelephone")
    websites: tuple[Iri, ...] = many("vcard:hasURL")
    data_protection_officers: tuple[Contact, ...] = many("dpv:hasDataProtectionOfficer")
    representatives: tuple[Iri, ...] = many("dpv:hasRepresentative")  # Art. 27: a party
    parent_countries: tuple[Iri, ...] = many("ropa:parentCountry")
    headcount: int | None = one("ropa:headcount")  # Art. 30(5)
    dpf_certified_from: date | None = one("ropa:dpfCertifiedFrom")
    dpf_last_certified_day: date | None = one("ropa:dpfLastCertifiedDay")
    withholds_channel: bool | None = one("ropa:withheldChannel")  # twins: a natural person's channel stands there
    named_in_title_only: bool | None = one("ropa:namedInTitleOnly")  # twins: the controller section names nobody
    core_activities: tuple[Iri, ...] = many("ropa:coreActivity")  # Art. 37(1): ropa:LargeScaleMonitoring ...
