"""What a record tells of complaints, of cookies joined with other data and of refusing a tool stands in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.model import Dossier, Iri, RightsProcedure, Text
from ropa.namespaces import expand
from ropa.rendering.document import Document, sentences_of
from tests.documents.document_examples import AS_OF, BARE, LANGUAGES

WHERE = "Valituksen voi tehdä siinäkin jäsenvaltiossa, jossa asut."
TOLD = "Oikaisemisesta ilmoitetaan niille, joille tieto on annettu."
REFUSE = "Seurannan voi estää selaimen lisäosalla."
COMBINED = {
    "fi": "Näin kerättyjä tietoja voidaan yhdistää muihin tietoihisi.",
    "sv": "Uppgifter som samlas in på detta sätt kan kombineras med andra uppgifter om dig.",
    "en": "Data collected in this way may be combined with other data about you.",
}


def register() -> Dossier:
    """A register that tells how corrections are passed on, where to complain, and of a tool on its website."""
    record = BARE.record
    procedures = [
        RightsProcedure(iri=f"{record.iri}/rights/{right}", rights=(Iri(expand(f"eu-gdpr:{right}")),), conditions=words)
        for right, words in {"A16": (Text(TOLD, "fi"),), "A77": (Text(WHERE, "fi"),)}.items()
    ]
    website = replace(
        record.activities[0],
        iri=f"{record.iri}/activity/website",
        tools=(Iri(expand("tech:Cookie")),),
        processing=(Iri(expand("dpv:Combine")),),
        opt_outs=(Text(REFUSE, "fi"),),
    )
    rights = tuple(Iri(expand(f"eu-gdpr:{right}")) for right in ("A16", "A77"))
    activities = (*record.activities, website)
    return replace(
        BARE, record=replace(record, activities=activities, rights=rights, rights_procedures=tuple(procedures))
    )


def sections(document: Document) -> dict[str, str]:
    """The words of each section."""
    return {
        section.key: " ".join(sentence.text for block in section.blocks for sentence in sentences_of(block))
        for section in document.sections
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
def test_each_stands_once_in_its_section(kind, language):
    told = sections(documents.build(kind, register(), language, as_of=AS_OF))
    whole = " ".join(told.values())
    assert [whole.count(words) for words in (WHERE, TOLD, REFUSE, COMBINED[language])] == [1, 1, 1, 1]
    assert WHERE in told["complaint"]
    assert REFUSE in told["cookies"]
    assert COMBINED[language] in told["cookies"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_done_elsewhere_than_on_a_website_is_not_said_of_cookies(language):
    record = register().record
    others = tuple(replace(each, tools=()) for each in record.activities)
    told = documents.build(
        "privacy-notice", replace(register(), record=replace(record, activities=others)), language, as_of=AS_OF
    )
    assert COMBINED[language] not in " ".join(sections(told).values())


@pytest.mark.parametrize(("language", "lead"), [("sv", "Närmare om rätten till rättelse: ”"), ("en", "More about the")])
def test_words_in_another_language_stand_behind_what_they_are_about(language, lead):
    told = sections(documents.build("privacy-notice", register(), language, as_of=AS_OF))["rights"]
    assert lead in told
    assert told.index(lead) < told.index(TOLD)
