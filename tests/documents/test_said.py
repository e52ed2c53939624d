"""Everything that Art. 13 and 14 ask of a record is said, and nothing is said that is no fact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from ropa import documents, mapping
from ropa.model import (
    Activity,
    Address,
    AutomatedDecision,
    Contact,
    Contract,
    DataGroup,
    Disclosure,
    Dossier,
    Engagement,
    Party,
    PurposeBasis,
    Record,
    Retention,
    RightsProcedure,
    Source,
    Text,
    Transfer,
)
from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, Triple
from ropa.rendering.document import Document, sentences
from tests.documents.document_examples import AS_OF, BARE, KAARNA, LANGUAGES, REGISTERS, any_dossier, dossiers, filled

FIXED = {
    "rights-lead",
    "processors-lead",
    "data-lead",
    "data-rest-lead",
    "row",
    "disclosures-lead",
    "disclosures-list-lead",
    "basis-lead",
    "dated",
    "basis-lead-some",
    "basis-each",
    "purpose-lead",
    "purpose-of-lead",
    "nothing",
    "article",
    "full-at",
    "main-full",
}
"""Patterns that say the same for every record."""

ASKED = {
    "Register": "dct:title dpv:hasDataController dpv:hasJointDataControllers ropa:jointArrangement dcat:contactPoint "
    "ropa:hasActivity dpv:hasRight ropa:rightsProcedure dpv:hasAuthority ropa:disclosureDenied "
    "ropa:disclosureException",
    "Contract": "ropa:essenceAvailableAt",
    "RightsProcedure": "ropa:requestChannel ropa:formality ropa:rightLimit ropa:basedOnLaw dct:description",
    "ProcessingActivity": "dpv:hasPurpose dpv:hasLegalBasis ropa:hasPurposeBasis ropa:basedOnLaw ropa:interestPursued "
    "ropa:provisionRequirement ropa:consequenceOfNotProviding ropa:consentGivenBy ropa:consentWithdrawnBy "
    "dpv:hasDataSubject dpv:hasPersonalData ropa:dataCondition ropa:hasDataGroup dpv:hasDataSource "
    "dpv:hasStorageCondition ropa:hasEngagement ropa:hasDisclosure ropa:hasTransfer ropa:internalAccess "
    "ropa:automatedDecisionMaking ropa:noRecipients ropa:identityCodeGround ropa:criminalDataGround "
    "dct:description ropa:cookieConsent ropa:cookieLifetime ropa:optOutBy dpv:isImplementedUsingTechnology",
    "DataGroup": "dpv:hasDataSubject dpv:hasPersonalData",
    "PurposeBasis": "dpv:hasPurpose dpv:hasPersonalData dpv:hasLegalBasis",
    "Source": "dct:type dct:description prov:wasAttributedTo ropa:sourceRegister dpv:hasPersonalData "
    "ropa:sourceCondition",
    "Retention": "rdf:value dpv:isAfter ropa:startEventText ropa:retentionCriteria ropa:retentionBasis "
    "dpv:hasPersonalData",
    "Engagement": "ropa:engages ropa:recipientCategoryLabel ropa:purposeOfEngagement ropa:processingCountry "
    "dpv:hasPersonalData ropa:subEngagement ropa:hasTransfer dpv:hasStorageCondition",
    "Disclosure": "dpv:hasRecipient dct:type ropa:recipientCategoryLabel dpv:hasPurpose dpv:hasLegalBasis "
    "ropa:basedOnLaw dpv:hasPersonalData dpv:hasDataSubject dct:description ropa:hasTransfer",
    "Transfer": "dpv:hasApplicability dpv:hasThirdCountry dpv:hasDataExporter dpv:hasDataImporter dpv:hasLegalBasis "
    "ropa:reliesOn ropa:safeguardCopyAt ropa:supplementaryMeasure ropa:transferCondition dpv:hasPersonalData "
    "dpv:hasDataSubject",
    "AutomatedDecision": "dpv:hasApplicability dct:type ropa:decisionLogic ropa:decisionConsequence "
    "dpv:hasHumanInvolvement dpv:hasLegalBasis",
    "Party": "dpv:hasName org:identifier vcard:hasAddress vcard:hasEmail vcard:hasTelephone vcard:hasURL "
    "dpv:hasDataProtectionOfficer dpv:hasRepresentative",
    "ContactPoint": "vcard:role vcard:fn org:memberOf vcard:hasEmail vcard:hasTelephone vcard:hasAddress",
    "Address": "vcard:street-address vcard:postal-code vcard:locality ropa:rawText",
}
"""What a privacy notice has to say, by class."""
HOUSE = {
    "Register": "dct:description dct:identifier dct:created dct:modified dpv:hasActivityStatus dpv:hasNotice "
    "ropa:authorityContactAsStated dpv:hasTechnicalOrganisationalMeasure dct:references ropa:reviewedOn "
    "ropa:nextReview ropa:retentionPolicyAt ropa:hasBreach",
    "Contract": "dct:title dct:type ropa:contractState ropa:validFrom ropa:lastValidDay ropa:coversClause ropa:keptAt",
    "RightsProcedure": "dpv:hasRight",
    "ProcessingActivity": "dct:title dct:identifier dpv:hasImportance ropa:organisationalUnit ropa:owner "
    "dpv:hasActivityStatus ropa:validFrom ropa:lastValidDay dct:isReplacedBy ropa:actsOnBehalfOf dpv:hasProcessing "
    "ropa:consentRecordAt ropa:childConsentAge dpv:hasLocation dpv:hasTechnicalOrganisationalMeasure "
    "dpv:hasAssessment ropa:riskCriterion ropa:isOccasional ropa:claimsExemption",
    "PurposeBasis": "ropa:rawText",
    "Retention": "ropa:rawText ropa:isVague",
    "Engagement": "ropa:identified dpv:hasProcessing dpv:hasDataSubject ropa:contract ropa:authorisation "
    "ropa:guaranteesEvidence ropa:guaranteesAssessedOn ropa:changeNoticePeriod ropa:subprocessorListAt "
    "ropa:ownPurpose",
    "Disclosure": "ropa:identified",
    "Transfer": "ropa:sccModule ropa:clausesConcludedOn dpv:hasAssessment",
    "Party": "dpv:hasCountry org:classification ropa:parentCountry ropa:headcount ropa:dpfCertifiedFrom "
    "ropa:dpfLastCertifiedDay ropa:withheldChannel ropa:namedInTitleOnly ropa:coreActivity",
    "ContactPoint": "ropa:isExternal ropa:withheldChannel ropa:withheldName",
}
"""What the house keeps for itself, or what a notice says only beside other things (security, the last resort of a
period or an authority in words); a new property of the model belongs here or above."""
NODES = (
    *(
        Record,
        Contract,
        RightsProcedure,
        Activity,
        DataGroup,
        PurposeBasis,
        Source,
        Retention,
        Engagement,
        Disclosure,
        Transfer,
    ),
    *(AutomatedDecision, Party, Contact, Address),
)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
_TYPE = expand("rdf:type")


NOTICES = ("privacy-notice", "tietosuojaseloste")
VARIANTS = tuple((kind, variant) for kind in documents.kinds() for variant in documents.variants(kind))
COMPLETE = tuple((kind, variant) for kind, variant in VARIANTS if kind in NOTICES and variant != "short")


def documents_of(file, kinds=COMPLETE):
    return [
        (found, documents.build(kind, found, language, as_of=AS_OF, variant=variant))
        for found in dossiers(file)
        for kind, variant in kinds
        for language in LANGUAGES
    ]


def asked(found: Dossier) -> list[Triple]:
    """The triples of a record and its controllers that a notice has to say; of other parties only the name."""
    record = found.record
    parties = {*record.controllers, *record.joint_controllers}
    own = [*mapping.triples(record), *(t for iri in sorted(parties & set(found.parties)) for t in _of(found, iri))]
    types: dict[str, set[str]] = {}
    for t in own:
        if t.predicate.value == _TYPE:
            types.setdefault(t.subject.value, set()).add(t.object.value.rpartition("#")[2])
    wanted = {name: {expand(term) for term in terms.split()} for name, terms in ASKED.items()}
    empty = {r.iri for a in record.activities for r in a.retention if not _answers(r)}
    joint = {contract.iri for contract in record.joint_arrangements}
    own = [t for t in own if t.object.value not in empty]
    own = [t for t in own if "Contract" not in types[t.subject.value] or t.subject.value in joint]
    return [t for t in own if any(t.predicate.value in wanted.get(kind, ()) for kind in types[t.subject.value])]


def _answers(retention: Retention) -> bool:
    """Words without a rule ("as long as needed") are no answer: they are listed as missing instead."""
    told = (retention.durations, retention.start_events, retention.start_event_texts, retention.criteria)
    return any(told) or bool(retention.as_written) or bool(retention.laws)


def _of(found: Dossier, iri: str) -> list[Triple]:
    return mapping.triples(found.parties[iri])


def in_another_language(t: Triple, document: Document) -> bool:
    return isinstance(t.object, Literal) and (t.object.language or document.language) != document.language


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_every_fact_that_is_asked_for_is_said(file):
    checked = 0
    for found, document in documents_of(file):
        said = {str(t) for sentence in sentences(document) for t in sentence.triples}
        wanted = [t for t in asked(found) if not in_another_language(t, document)]
        assert [str(t) for t in wanted if str(t) not in said] == []
        checked += len(wanted)
    assert checked >= 60


@pytest.mark.parametrize(("kind", "variant"), COMPLETE)
def test_every_property_that_is_asked_for_is_said_of_a_record_that_has_them_all(kind, variant):
    found = filled()
    document = documents.build(kind, found, "fi", as_of=AS_OF, variant=variant)
    said = {str(t) for sentence in sentences(document) for t in sentence.triples}
    wanted = asked(found)
    assert len({t.predicate.value for t in wanted}) >= 60
    assert sorted({shorten(t.predicate.value) for t in wanted if str(t) not in said}) == []


def test_every_property_of_the_model_is_asked_for_or_the_houses_own():
    assert len(COMPLETE) == 5
    for node in NODES:
        (name,) = {kind.rpartition(":")[2] for kind in node.types} & set(ASKED)
        asked_for, own = ASKED[name].split(), HOUSE.get(name, "").split()
        properties = sorted({shorten(slot.term.value) for slot in mapping.slots(node)})
        assert sorted([*asked_for, *own]) == properties, name


def test_there_are_registers_to_write_of():
    assert len(REGISTERS) >= 1


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_nothing_is_said_that_is_no_fact(file):
    for found, document in documents_of(file, VARIANTS):
        own = {str(t) for t in mapping.triples(found.record)}
        own |= {str(t) for party in found.parties.values() for t in mapping.triples(party)}
        for sentence in sentences(document):
            if sentence.text and sentence.key not in FIXED:
                assert sentence.triples, sentence
            reference = {"authority-name", "line-address", "line-telephone", "line-email", "line-website"}
            if sentence.key not in reference:
                assert [str(t) for t in sentence.triples if str(t) not in own] == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(any_dossier())
def test_no_subset_of_facts_makes_a_sentence_without_a_fact(found):
    for kind, variant in VARIANTS:
        for sentence in sentences(documents.build(kind, found, "fi", as_of=AS_OF, variant=variant)):
            if sentence.key.endswith("title-untitled"):
                continue
            assert sentence.triples or sentence.key in FIXED or not sentence.text, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_record_does_not_say_is_listed_and_not_invented(language):
    document = documents.build("privacy-notice", BARE, language, as_of=AS_OF)
    keys = [item.key for item in document.missing]
    assert keys == [
        "controller-contact",
        "complaint",
        "rights-due",
        "interest",
        "sources",
        "transfers",
        "retention",
        "provision",
        "decisions",
        *(() if language == "fi" else ("translation",)),
    ]
    assert not {"transfers", "retention", "adm", "complaint"} & {section.key for section in document.sections}


def test_a_denial_and_a_silence_are_different():
    full = next(d for _, d in documents_of(KAARNA))
    texts = " ".join(sentence.text for sentence in sentences(full))
    assert "Emme siirrä tietoja Euroopan unionin tai Euroopan talousalueen ulkopuolelle." in texts
    bare = documents.build("privacy-notice", BARE, "fi", as_of=AS_OF)
    assert "ulkopuolelle" not in " ".join(sentence.text for sentence in sentences(bare))


def test_words_without_a_translation_are_listed_for_the_author():
    document = documents.build("privacy-notice", with_finnish_words(), "sv", as_of=AS_OF)
    assert [item.focus for item in document.missing if item.key == "translation"] == ["jäsenlehden lähettäminen"]


def with_finnish_words() -> Dossier:
    activity = replace(BARE.record.activities[0], interests=(Text("jäsenlehden lähettäminen", "fi"),))
    return replace(BARE, record=replace(BARE.record, titles=(), activities=(activity,)))


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_the_short_notice_is_short_and_cites_nothing(file):
    for _, document in documents_of(file, (("privacy-notice", "short"),)):
        words = " ".join(sentence.text for sentence in sentences(document)).split()
        assert 20 < len(words) <= 120
        assert not {"artikla", "artiklan", "artikel", "Article", "GDPR"} & set(words)
