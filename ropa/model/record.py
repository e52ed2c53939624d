"""A register and its processing activities: the rows of Art. 30(1), or the services of Art. 30(2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ropa.model.base import Iri, Node, Text, many, one
from ropa.model.breach import Breach
from ropa.model.detail import (
    Assessment,
    AutomatedDecision,
    Contract,
    DataGroup,
    Disclosure,
    Engagement,
    Measure,
    PurposeBasis,
    Retention,
    RightsProcedure,
    Source,
    Transfer,
)
from ropa.model.party import Contact


@dataclass(frozen=True, kw_only=True)
class Activity(Node):
    """One row of Art. 30: one group of purposes on one legal basis. In a processor's record: one service."""

    types = ("ropa:ProcessingActivity", "dpv:Process")
    stated = "ropa:StatedActivity"
    segment = "activity"
    titles: tuple[Text, ...] = many("dct:title")
    identifiers: tuple[Text, ...] = many("dct:identifier")
    descriptions: tuple[Text, ...] = many("dct:description")
    importance: Iri | None = one("dpv:hasImportance")  # dpv:PrimaryImportance, dpv:SecondaryImportance
    units: tuple[Text, ...] = many("ropa:organisationalUnit")
    owners: tuple[Text, ...] = many("ropa:owner")  # a role
    status: Iri | None = one("dpv:hasActivityStatus")
    valid_from: date | None = one("ropa:validFrom")
    last_valid_day: date | None = one("ropa:lastValidDay")
    replaced_by: tuple[Iri, ...] = many("dct:isReplacedBy")
    controllers_served: tuple[Iri, ...] = many("ropa:actsOnBehalfOf")  # Art. 30(2)(a), processor's record only
    processing: tuple[Iri, ...] = many("dpv:hasProcessing")  # Art. 30(2)(b)
    purposes: tuple[Iri, ...] = many("dpv:hasPurpose")
    legal_bases: tuple[Iri, ...] = many("dpv:hasLegalBasis")  # eu-gdpr:A6-1-b, A9-2-h, ...
    purpose_bases: tuple[PurposeBasis, ...] = many("ropa:hasPurposeBasis")  # which of them carries what
    laws: tuple[Iri, ...] = many("ropa:basedOnLaw")
    interests: tuple[Text, ...] = many("ropa:interestPursued")
    provision: tuple[Iri, ...] = many("ropa:provisionRequirement")
    consequences: tuple[Text, ...] = many("ropa:consequenceOfNotProviding")
    consent_given: tuple[Text, ...] = many("ropa:consentGivenBy")
    consent_withdrawn: tuple[Text, ...] = many("ropa:consentWithdrawnBy")
    consent_records: tuple[Text, ...] = many("ropa:consentRecordAt")
    child_consent_age: int | None = one("ropa:childConsentAge")  # Art. 8: from this age a child consents alone
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    data_conditions: tuple[Text, ...] = many("ropa:dataCondition")  # "card number only where the client asks for it"
    data_groups: tuple[DataGroup, ...] = many("ropa:hasDataGroup")
    identity_code_grounds: tuple[Iri, ...] = many("ropa:identityCodeGround")  # Act 1050/2018 s. 29
    criminal_data_grounds: tuple[Iri, ...] = many("ropa:criminalDataGround")  # Art. 10
    sources: tuple[Source, ...] = many("dpv:hasDataSource")
    retention: tuple[Retention, ...] = many("dpv:hasStorageCondition")
    engagements: tuple[Engagement, ...] = many("ropa:hasEngagement")
    disclosures: tuple[Disclosure, ...] = many("ropa:hasDisclosure")
    no_recipients: bool | None = one("ropa:noRecipients")
    internal_access: tuple[Text, ...] = many("ropa:internalAccess")  # own units, no recipients: Art. 4(9)
    transfers: tuple[Transfer, ...] = many("ropa:hasTransfer")
    tools: tuple[Iri, ...] = many("dpv:isImplementedUsingTechnology")  # ropa:GoogleAnalytics, tech:Cookie ...
    cookie_consent: Iri | None = one("ropa:cookieConsent")  # ropa:ConsentAsked, ropa:BrowserSettingsOnly
    cookie_lifetimes: tuple[Text, ...] = many("ropa:cookieLifetime")
    opt_outs: tuple[Text, ...] = many("ropa:optOutBy")  # how a visitor refuses a tool, or changes its settings
    storage_locations: tuple[Iri, ...] = many("dpv:hasLocation")
    automated_decisions: tuple[AutomatedDecision, ...] = many("ropa:automatedDecisionMaking")
    measures: tuple[Measure, ...] = many("dpv:hasTechnicalOrganisationalMeasure")
    assessments: tuple[Assessment, ...] = many("dpv:hasAssessment")
    risk_criteria: tuple[Iri, ...] = many("ropa:riskCriterion")  # WP 248: ropa:LargeScale, ropa:VulnerableSubjects
    is_occasional: bool | None = one("ropa:isOccasional")
    claims_exemption: tuple[Iri, ...] = many("ropa:claimsExemption")


@dataclass(frozen=True, kw_only=True)
class Record(Node):
    """One register (filing system, Art. 4(6)) of one controller or joint controllers: one named graph."""

    types = ("ropa:Register", "dcat:Dataset")
    stated = "ropa:StatedRegister"
    segment = "record"
    titles: tuple[Text, ...] = many("dct:title")
    descriptions: tuple[Text, ...] = many("dct:description")
    identifiers: tuple[Text, ...] = many("dct:identifier")
    created: date | None = one("dct:created")
    modified: date | None = one("dct:modified")
    status: Iri | None = one("dpv:hasActivityStatus")
    controllers: tuple[Iri, ...] = many("dpv:hasDataController")
    joint_controllers: tuple[Iri, ...] = many("dpv:hasJointDataControllers")  # the others; dpv:hasDataController too
    joint_arrangements: tuple[Contract, ...] = many("ropa:jointArrangement")
    contacts: tuple[Contact, ...] = many("dcat:contactPoint")
    activities: tuple[Activity, ...] = many("ropa:hasActivity")
    notices: tuple[Iri, ...] = many("dpv:hasNotice")
    rights: tuple[Iri, ...] = many("dpv:hasRight")
    rights_procedures: tuple[RightsProcedure, ...] = many("ropa:rightsProcedure")
    authorities: tuple[Iri, ...] = many("dpv:hasAuthority")
    authority_as_stated: tuple[Text, ...] = many("ropa:authorityContactAsStated")
    measures: tuple[Measure, ...] = many("dpv:hasTechnicalOrganisationalMeasure")
    laws_cited: tuple[Iri, ...] = many("dct:references")
    disclosure_denied: bool | None = one("ropa:disclosureDenied")  # "data stay in the house"
    disclosure_exceptions: tuple[Text, ...] = many("ropa:disclosureException")  # "... except to collect debts"
    reviewed_on: tuple[date, ...] = many("ropa:reviewedOn")
    next_review: date | None = one("ropa:nextReview")
    retention_policy: tuple[Text, ...] = many("ropa:retentionPolicyAt")
    breaches: tuple[Breach, ...] = many("ropa:hasBreach")  # Art. 33(5)


@dataclass(frozen=True, kw_only=True)
class Service(Activity):
    """One category of processing for controllers (Art. 30(2)(b)); rules on Art. 30(1) never meet it."""

    types = ("ropa:ProcessorActivity", "dpv:Process")


@dataclass(frozen=True, kw_only=True)
class ProcessorRecord(Record):
    """The record of a processor under Art. 30(2); its activities are services for controllers."""

    types = ("ropa:ProcessorRecord", "dcat:Dataset")
    processors: tuple[Iri, ...] = many("dpv:hasDataProcessor")  # whose record this is
    activities: tuple[Service, ...] = many("ropa:hasActivity")
