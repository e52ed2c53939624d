"""What hangs below an activity: measures, retention, transfers, engagements, disclosures, decisions, assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ropa.model.base import Duration, Iri, Node, Text, many, one


@dataclass(frozen=True, kw_only=True)
class Measure(Node):
    """A technical or organisational measure (Art. 32), on paper, electronic, or both."""

    types = ("ropa:Measure", "dpv:TechnicalOrganisationalMeasure")
    stated = "ropa:StatedMeasure"
    segment = "measure"
    concepts: tuple[Iri, ...] = many("dct:type")  # dpv:PhysicalSecureStorage ...
    descriptions: tuple[Text, ...] = many("dct:description")
    media: tuple[Iri, ...] = many("dpv:hasScope")  # ropa:ManualMaterial, ropa:ElectronicMaterial


@dataclass(frozen=True, kw_only=True)
class Retention(Node):
    """How long (Art. 30(1)(f), 13(2)(a)): a duration from an event, or criteria; per category where told."""

    types = ("ropa:Retention", "dpv:StorageDuration", "dpv:TemporalDuration")
    stated = "ropa:StatedRetention"
    segment = "retention"
    durations: tuple[Duration, ...] = many("rdf:value")
    start_events: tuple[Iri, ...] = many("dpv:isAfter")  # ropa:CustomerRelationshipEnd ...
    start_event_texts: tuple[Text, ...] = many("ropa:startEventText")  # an event that no concept names
    criteria: tuple[Text, ...] = many("ropa:retentionCriteria")
    laws: tuple[Iri, ...] = many("ropa:retentionBasis")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    as_written: tuple[Text, ...] = many("ropa:rawText")
    is_vague: bool | None = one("ropa:isVague")  # words without a rule: "as long as necessary"


@dataclass(frozen=True, kw_only=True)
class Assessment(Node):
    """A DPIA (Art. 35), legitimate-interest or transfer assessment: state, day, outcome, where it is kept."""

    types = ("ropa:Assessment", "dpv:Assessment")
    stated = "ropa:StatedAssessment"
    segment = "assessment"
    kinds: tuple[Iri, ...] = many(
        "dct:type"
    )  # dpv:DPIA, dpv:LegitimateInterestAssessment, dpv:DataTransferImpactAssessment
    state: Iri | None = one("ropa:assessmentState")  # ropa:Required, ropa:NotRequired, ropa:InProgress, ropa:Done
    done_on: date | None = one("dct:date")
    kept_at: tuple[Text, ...] = many("ropa:keptAt")
    outcomes: tuple[Text, ...] = many("dct:description")
    residual_risk: Iri | None = one("ropa:residualRisk")  # ropa:LowRisk, ropa:MediumRisk, ropa:HighRisk
    prior_consultation: date | None = one("ropa:priorConsultationOn")
    dpo_advice: tuple[Text, ...] = many("ropa:dpoAdvice")  # Art. 35(2)
    covers: tuple[Iri, ...] = many("ropa:coversClause")  # gdprtext:article35-7-a ...


@dataclass(frozen=True, kw_only=True)
class Transfer(Node):
    """Data to a third country or international organisation (Art. 44-49), or the denial of it."""

    types = ("ropa:Transfer", "dpv:CrossBorderTransfer")
    stated = "ropa:StatedTransfer"
    segment = "transfer"
    applicability: Iri | None = one(
        "dpv:hasApplicability"
    )  # dpv:NotApplicable: there is none; dpv:UnknownApplicability
    countries: tuple[Iri, ...] = many("dpv:hasThirdCountry")
    exporters: tuple[Iri, ...] = many("dpv:hasDataExporter")
    importers: tuple[Iri, ...] = many("dpv:hasDataImporter")
    legal_bases: tuple[Iri, ...] = many("dpv:hasLegalBasis")  # eu-gdpr:A45-3, A46-2-c, A49-1-a ...
    relies_on: tuple[Iri, ...] = many("ropa:reliesOn")  # the adequacy decision or the set of clauses
    clause_modules: tuple[Iri, ...] = many("ropa:sccModule")
    contract_date: date | None = one("ropa:clausesConcludedOn")
    safeguard_copies: tuple[Text, ...] = many("ropa:safeguardCopyAt")  # Art. 13(1)(f): how to get a copy
    supplementary_measures: tuple[Text, ...] = many("ropa:supplementaryMeasure")
    assessments: tuple[Assessment, ...] = many("dpv:hasAssessment")
    conditions: tuple[Text, ...] = many("ropa:transferCondition")  # "unless technically necessary"
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")


@dataclass(frozen=True, kw_only=True)
class Contract(Node):
    """The contract or other legal act under Art. 28(3), or between joint controllers (Art. 26)."""

    types = ("ropa:Contract", "dpv:LegalAgreement")
    stated = "ropa:StatedContract"
    segment = "contract"
    titles: tuple[Text, ...] = many("dct:title")
    kinds: tuple[Iri, ...] = many("dct:type")  # dpv:ControllerProcessorAgreement, dpv:SubProcessorAgreement ...
    state: Iri | None = one("ropa:contractState")  # ropa:ContractDenied: there is none
    valid_from: date | None = one("ropa:validFrom")
    last_valid_day: date | None = one("ropa:lastValidDay")
    clauses: tuple[Iri, ...] = many("ropa:coversClause")  # gdprtext:article28-3-a ...
    essence_at: tuple[Text, ...] = many("ropa:essenceAvailableAt")  # Art. 26(2)
    kept_at: tuple[Text, ...] = many("ropa:keptAt")


@dataclass(frozen=True, kw_only=True)
class Engagement(Node):
    """Who processes for whom (Art. 28): a processor, its task, country, contract, and its sub-processors."""

    types = ("ropa:Engagement",)
    stated = "ropa:StatedEngagement"
    segment = "engagement"
    processors: tuple[Iri, ...] = many("ropa:engages")
    processor_categories: tuple[Text, ...] = many("ropa:recipientCategoryLabel")  # where no name is given
    is_identified: bool | None = one("ropa:identified")  # False: "partners", no real category
    services: tuple[Text, ...] = many("ropa:purposeOfEngagement")
    countries: tuple[Iri, ...] = many("ropa:processingCountry")
    processing: tuple[Iri, ...] = many("dpv:hasProcessing")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")
    contracts: tuple[Contract, ...] = many("ropa:contract")
    authorisation: Iri | None = one("ropa:authorisation")  # ropa:SpecificAuthorisation, ropa:GeneralAuthorisation
    guarantees: tuple[Text, ...] = many("ropa:guaranteesEvidence")  # Art. 28(1): certificate, audit, report
    guarantees_assessed_on: date | None = one("ropa:guaranteesAssessedOn")
    change_notice_period: Duration | None = one("ropa:changeNoticePeriod")  # Art. 28(2)
    subprocessor_list: tuple[Text, ...] = many("ropa:subprocessorListAt")
    own_purposes: tuple[Iri, ...] = many("ropa:ownPurpose")  # Art. 28(10)
    retention: tuple[Retention, ...] = many("dpv:hasStorageCondition")
    sub_engagements: tuple[Engagement, ...] = many("ropa:subEngagement")
    transfers: tuple[Transfer, ...] = many("ropa:hasTransfer")


@dataclass(frozen=True, kw_only=True)
class Disclosure(Node):
    """Data to a recipient that is no processor (Art. 4(9), 30(1)(d)): authority, bank, another controller."""

    types = ("ropa:Disclosure",)
    stated = "ropa:StatedDisclosure"
    segment = "disclosure"
    recipients: tuple[Iri, ...] = many("dpv:hasRecipient")
    recipient_kinds: tuple[Iri, ...] = many("dct:type")  # dpv:Authority, ropa:CollectionAgency ...
    recipient_categories: tuple[Text, ...] = many("ropa:recipientCategoryLabel")
    is_identified: bool | None = one("ropa:identified")
    purposes: tuple[Iri, ...] = many("dpv:hasPurpose")
    legal_bases: tuple[Iri, ...] = many("dpv:hasLegalBasis")
    laws: tuple[Iri, ...] = many("ropa:basedOnLaw")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")
    conditions: tuple[Text, ...] = many("dct:description")  # when and how often
    transfers: tuple[Transfer, ...] = many("ropa:hasTransfer")


@dataclass(frozen=True, kw_only=True)
class Source(Node):
    """Where the data come from (Art. 14(2)(f))."""

    types = ("ropa:Source", "dpv:DataSource")
    stated = "ropa:StatedSource"
    segment = "source"
    kinds: tuple[Iri, ...] = many(
        "dct:type"
    )  # dpv:DataSubjectDataSource, dpv:ThirdPartyDataSource, dpv:PublicDataSource
    descriptions: tuple[Text, ...] = many("dct:description")
    registers: tuple[Iri, ...] = many("ropa:sourceRegister")
    parties: tuple[Iri, ...] = many("prov:wasAttributedTo")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    conditions: tuple[Text, ...] = many("ropa:sourceCondition")  # "only updates of addresses are fetched from it"


@dataclass(frozen=True, kw_only=True)
class AutomatedDecision(Node):
    """Decisions by automated means and profiling (Art. 22), or the denial of them."""

    types = ("ropa:AutomatedDecision", "dpv:AutomatedDecisionMaking")
    stated = "ropa:StatedAutomatedDecision"
    segment = "automated-decision"
    applicability: Iri | None = one("dpv:hasApplicability")  # dpv:NotApplicable: none; absent: there is one
    kinds: tuple[Iri, ...] = many("dct:type")  # ropa:SolelyAutomatedDecision, dpv:Profiling
    logic: tuple[Text, ...] = many("ropa:decisionLogic")
    consequences: tuple[Text, ...] = many("ropa:decisionConsequence")
    human_involvement: tuple[Iri, ...] = many("dpv:hasHumanInvolvement")
    legal_bases: tuple[Iri, ...] = many("dpv:hasLegalBasis")  # ropa:A22-2-a ...


@dataclass(frozen=True, kw_only=True)
class DataGroup(Node):
    """Which data categories belong to which data subjects (the Danish and EDPS forms ask for the pair)."""

    types = ("ropa:DataGroup",)
    stated = "ropa:StatedDataGroup"
    segment = "data-group"
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")


@dataclass(frozen=True, kw_only=True)
class PurposeBasis(Node):
    """What one basis of an activity carries where it does not carry all of it (Art. 13(1)(c)): a purpose, some data."""

    types = ("ropa:PurposeBasis",)
    stated = "ropa:StatedPurposeBasis"
    segment = "purpose-basis"
    purposes: tuple[Iri, ...] = many("dpv:hasPurpose")
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    legal_bases: tuple[Iri, ...] = many("dpv:hasLegalBasis")
    as_written: tuple[Text, ...] = many("ropa:rawText")


@dataclass(frozen=True, kw_only=True)
class RightsProcedure(Node):
    """How rights are used (Art. 12(2)): the channel, any formality, any limit put on them."""

    types = ("ropa:RightsProcedure",)
    stated = "ropa:StatedRightsProcedure"
    segment = "rights"
    rights: tuple[Iri, ...] = many("dpv:hasRight")
    channels: tuple[Text, ...] = many("ropa:requestChannel")
    formalities: tuple[Iri, ...] = many("ropa:formality")  # ropa:SignedRequest, ropa:InPerson, ropa:LetterOnly
    limits: tuple[Text, ...] = many("ropa:rightLimit")
    limit_laws: tuple[Iri, ...] = many("ropa:basedOnLaw")
    conditions: tuple[Text, ...] = many("dct:description")  # when a right holds and how far, as it is told
