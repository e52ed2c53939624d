"""Which legal basis carries which purpose, in the record's own words or by its purposes; what that leaves to refuse."""

from __future__ import annotations

import pytest

from ropa import documents
from ropa.model import Activity, AutomatedDecision, Iri, Party, PurposeBasis, Record, RightsProcedure, Text
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BASE, dossier, iris

_PARTY = Party(iri=f"{BASE}/party/club", names=(Text("Seura ry"),))
_LETTER, _BOOKS = "ropa:Newsletter", "ropa:Accounting"


def _tied(number: int, basis: str, words: str = "", purposes: str = "") -> PurposeBasis:
    return PurposeBasis(
        iri=f"purpose-basis/{number}",
        legal_bases=iris(basis),
        purposes=iris(*purposes.split()),
        as_written=(Text(words, "fi"),) if words else (),
    )


def _said(language: str, bases: str, purposes: str, *tied: PurposeBasis, laws: str = "", variant: str = "full") -> str:
    activity = Activity(
        iri="activity/0",
        purposes=iris(*purposes.split()),
        legal_bases=iris(*bases.split()),
        purpose_bases=tied,
        laws=iris(*laws.split()),
        subjects=iris("dpv:Member"),
    )
    record = Record(iri=f"{BASE}/record/club", controllers=(Iri(_PARTY.iri),), activities=(activity,))
    document = documents.build("privacy-notice", dossier(record, _PARTY), language, as_of=AS_OF, variant=variant)
    return render(document, "md").decode().replace("\xa0", " ")


_OF_BOOKS = _tied(1, "eu-gdpr:A6-1-c", "Kirjanpito: lakisääteinen velvoite", _BOOKS)
_OF_LETTER = _tied(2, "eu-gdpr:A6-1-f", "uutiskirje lähtee oikeutetun edun nojalla (6 art. 1 f).", _LETTER)
_BOTH = "eu-gdpr:A6-1-c eu-gdpr:A6-1-f"


def test_every_purpose_with_its_basis_needs_no_list_of_purposes():
    said = _said("fi", _BOTH, f"{_BOOKS} {_LETTER}", _OF_BOOKS, _OF_LETTER)
    assert "jäsenten henkilötietoja seuraaviin tarkoituksiin, joista kullakin on oma oikeusperusteensa:" in said
    assert "- Kirjanpito: lakisääteinen velvoite (tietosuoja-asetuksen 6 artiklan 1 kohdan c alakohta)." in said
    assert "- Uutiskirje lähtee oikeutetun edun nojalla (6 art. 1 f)." in said
    assert "Käsittely perustuu" not in said


@pytest.mark.parametrize(
    ("language", "books", "letter"),
    [
        ("sv", "Bokföring: fullgörande av en rättslig förpliktelse (artikel 6.1 c", "Utskick av nyhetsbrev: berätt"),
        ("en", "Accounting: compliance with a legal obligation (Article 6(1)(c) GDPR).", "Sending of newsletters: leg"),
    ],
)
def test_another_language_tells_the_purpose_by_its_name(language, books, letter):
    said = _said(language, _BOTH, f"{_BOOKS} {_LETTER}", _OF_BOOKS, _OF_LETTER)
    assert f"- {books}" in said
    assert f"- {letter}" in said
    assert "Kirjanpito" not in said


def test_words_without_a_known_purpose_are_quoted():
    said = _said(
        "en", _BOTH, f"{_LETTER} {_BOOKS}", _tied(1, "eu-gdpr:A6-1-c", "Luettelon pito on velvoite."), _OF_LETTER
    )
    assert "- ‘Luettelon pito on velvoite’ (Article 6(1)(c) GDPR)." in said
    assert "The legal basis depends on the purpose:" in said


def test_a_basis_that_nothing_ties_is_told_of_the_rest():
    said = _said("en", f"eu-gdpr:A6-1-b {_BOTH}", f"{_BOOKS} {_LETTER}", _OF_BOOKS, _OF_LETTER)
    assert "The processing is based on our contract with you" in said
    assert "The following has a legal basis of its own:" in said
    assert "The processing is based on compliance" not in said


def test_a_law_beside_several_bases_is_that_of_the_obligation():
    law = "ropa:law-FI-1336-1997"
    assert "The legal obligation is laid down in the Accounting Act" in _said("en", _BOTH, _BOOKS, laws=law)
    assert "This is provided for in the Accounting Act" in _said("en", "eu-gdpr:A6-1-c", _BOOKS, laws=law)


@pytest.mark.parametrize(
    ("variant", "words"), [("full", "your consent"), ("formal", "the consent of the data subject")]
)
def test_consent_is_told_to_whom_it_binds(variant, words):
    consent = _tied(1, "eu-gdpr:A6-1-a", "Uutiskirje: suostumus", _LETTER)
    said = _said("en", "eu-gdpr:A6-1-a eu-gdpr:A6-1-c", f"{_BOOKS} {_LETTER}", consent, _OF_BOOKS, variant=variant)
    assert f"Sending of newsletters: {words} (Article 6(1)(a) GDPR)." in said


@pytest.mark.parametrize(
    ("language", "wanted", "quoted"),
    [("en", "right to object to receiving the newsletter.", False), ("fi", "oikeus kieltäytyä uutiskirjeestä.", True)],
)
def test_where_only_the_newsletter_can_be_refused_no_wider_right_is_told(language, wanted, quoted):
    own = RightsProcedure(
        iri="rights/1", rights=iris("eu-gdpr:A21"), conditions=(Text("Uutiskirjeestä saa kieltäytyä.", "fi"),)
    )
    activity = Activity(
        iri="activity/0",
        purposes=iris(_LETTER, _BOOKS),
        legal_bases=iris(*_BOTH.split()),
        purpose_bases=(_OF_BOOKS, _OF_LETTER),
    )
    record = Record(
        iri=f"{BASE}/record/club", activities=(activity,), rights=iris("eu-gdpr:A21"), rights_procedures=(own,)
    )
    said = render(documents.build("privacy-notice", dossier(record, _PARTY), language, as_of=AS_OF), "md").decode()
    assert wanted in said
    assert ("Uutiskirjeestä saa kieltäytyä." in said.partition("---")[0]) is quoted
    assert "particular situation" not in said
    untied = Activity(iri="activity/0", purposes=iris(_LETTER), legal_bases=iris("eu-gdpr:A6-1-f"))
    wide = Record(iri=record.iri, activities=(untied,), rights=record.rights, rights_procedures=(own,))
    assert (
        wanted
        not in render(documents.build("privacy-notice", dossier(wide, _PARTY), language, as_of=AS_OF), "md").decode()
    )


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ("", "We make no decisions based solely on automated processing."),
        ("dpv:Profiling", "We do not carry out profiling."),
        (
            "dpv:Profiling ropa:SolelyAutomatedDecision",
            "We make no decisions based solely on automated processing and do not carry out profiling.",
        ),
    ],
)
def test_a_denial_says_what_it_denies(kinds, wanted):
    none = AutomatedDecision(iri="decision/1", applicability=iris("dpv:NotApplicable")[0], kinds=iris(*kinds.split()))
    activity = Activity(iri="activity/0", purposes=iris(_LETTER), automated_decisions=(none,))
    record = Record(iri=f"{BASE}/record/club", activities=(activity,))
    said = render(documents.build("privacy-notice", dossier(record, _PARTY), "en", as_of=AS_OF), "md").decode()
    assert f"\n{wanted}\n" in said


def test_a_document_without_a_day_of_the_record_bears_its_own():
    document = documents.build("privacy-notice", dossier(Record(iri=f"{BASE}/record/club"), _PARTY), "sv", as_of=AS_OF)
    assert document.date is not None
    assert document.date.text.startswith("Daterad den ")
    assert str(AS_OF.year) in document.date.text


@pytest.mark.parametrize(("language", "wanted"), [("fi", "henkilöiden"), ("sv", "människor"), ("en", "persons")])
def test_that_data_concern_persons_is_not_said_of_them(language, wanted):
    activity = Activity(
        iri="activity/0", purposes=iris(_LETTER), subjects=iris("dpv:HumanSubject"), data=iris("pd:Name", "pd:Contact")
    )
    document = documents.build(
        "privacy-notice",
        dossier(Record(iri=f"{BASE}/record/club", activities=(activity,)), _PARTY),
        language,
        as_of=AS_OF,
    )
    assert wanted not in render(document, "md", for_author=False).decode()


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("Luettelo päivitettiin 6.12.2024", False),
        ("Luettelo päivitettiin 6.1.2025", False),
        ("Luettelo perustuu 6.1 c kohtaan", True),
        ("Luettelo perustuu 6 (1) artiklaan", True),
    ],
)
def test_a_day_is_no_article_and_an_article_is_not_told_twice(words, cited):
    said = _said("fi", _BOTH, f"{_BOOKS} {_LETTER}", _tied(1, "eu-gdpr:A6-1-c", words, _BOOKS), _OF_LETTER)
    (line,) = [line for line in said.splitlines() if words in line]
    assert ("tietosuoja-asetuksen 6 artiklan" in line) is not cited


@pytest.mark.parametrize(
    ("bases", "of_the_obligation"),
    [
        ("eu-gdpr:A6-1-c eu-gdpr:A6-1-b", True),
        ("eu-gdpr:A6-1-c eu-gdpr:A6-1-e", False),
        ("eu-gdpr:A6-1-c eu-gdpr:A9-2-b", False),
        ("eu-gdpr:A6-1-c", False),
    ],
)
def test_a_law_is_told_of_the_obligation_alone_only_where_nothing_else_may_rest_on_it(bases, of_the_obligation):
    said = _said("en", bases, _BOOKS, laws="ropa:law-FI-1050-2018")
    assert ("The legal obligation is laid down in" in said) is of_the_obligation
    assert "1050/2018" in said
