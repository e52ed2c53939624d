"""Which legal basis carries which purpose: a line for each, in the record's own words or by its purposes."""

from __future__ import annotations

import pytest

from ropa import documents
from ropa.model import Activity, Iri, Party, PurposeBasis, Record, Text
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
