"""A publication on a condition is never read as one without, nor a denial without its exceptions."""

from __future__ import annotations

import pytest

from ropa.importing import read
from ropa.model import Disclosure, Record
from ropa.namespaces import expand
from ropa.settings import Settings

AROUND = {
    "fi": "Tämä seloste kertoo, miten yhtiö käsittelee henkilötietoja ja mitä ne ovat.",
    "sv": "Den här beskrivningen berättar hur bolaget behandlar personuppgifter och vad de är.",
    "en": "This notice tells you how the company processes personal data and what they are.",
}
MAY = [
    ("fi", "Luovutukset", ("Meillä on oikeus julkaista nimet luettelona.", "Luettelolla tarkoitetaan kisaohjelmaa.")),
    ("sv", "Mottagare", ("Namnen får publiceras i en katalog.", "Du kan förbjuda publiceringen hos kontoret.")),
    ("en", "Recipients", ("We may publish names in a directory.", "You can object to being published.")),
]
DENIED = [
    ("fi", "Luovutukset", "Tietoja ei luovuteta ulkopuolisille, paitsi perintää varten.", ["paitsi perintää varten"]),
    ("fi", "Luovutukset", "Emme luovuta tietoja kenellekään, ellei laki sitä vaadi.", ["ellei laki sitä vaadi"]),
    ("fi", "Luovutukset", "Tietoja ei luovuteta muuten kuin seuraavassa kerrotaan.", []),
    ("fi", "Luovutukset", "Tietoja ei luovuteta ulkopuolisille.", []),
    ("sv", "Mottagare", "Uppgifter lämnas inte ut, med undantag för indrivning.", ["med undantag för indrivning"]),
    ("sv", "Mottagare", "Uppgifter lämnas inte ut på annat sätt än vad som anges nedan.", []),
    ("en", "Recipients", "We do not share data unless the law requires it.", ["unless the law requires it"]),
    ("en", "Recipients", "We do not disclose data to third parties other than as stated below.", []),
]
CASES = [
    ("fi", "Luovutukset", "Nimet julkaistaan jäsenluettelossa, ellei jäsen kiellä sitä."),
    ("fi", "Luovutukset", "Suostumuksellasi julkaisemme kuvasi verkkosivuilla."),
    ("fi", "Luovutukset", "Tulokset julkaistaan kilpailun päätyttyä."),
    ("sv", "Mottagare", "Bilder publiceras på webbplatsen om du har gett lov."),
    ("sv", "Mottagare", "På anslagstavlan publiceras varje vår en lista över båtägarna med namn och platsnummer."),
    ("en", "Recipients", "With your consent, photographs are published on our site."),
    ("en", "Recipients", "The results are published unless you ask us not to."),
]


def record(language: str, label: str, words: str) -> Record:
    text = f"{AROUND[language]}\n\n1. {label}\n{words}\n"
    return read("notice.txt", text.encode(), Settings()).readings[0].record


def published(record: Record) -> Disclosure:
    disclosures = [each for activity in record.activities for each in activity.disclosures]
    (found,) = [each for each in disclosures if expand("ropa:PublicAtLarge") in each.recipient_kinds]
    return found


@pytest.mark.parametrize(("language", "label", "sentence"), CASES, ids=[case[2][:50] for case in CASES])
def test_what_is_published_and_on_what_condition_is_kept(language: str, label: str, sentence: str) -> None:
    found = published(record(language, label, sentence))
    assert [each.value for each in found.conditions] == [sentence]


@pytest.mark.parametrize(("language", "label", "sentences"), MAY, ids=[case[0] for case in MAY])
def test_what_only_may_be_published_keeps_all_that_is_said_of_it(
    language: str, label: str, sentences: tuple[str, ...]
) -> None:
    found = published(record(language, label, " ".join(sentences)))
    assert [each.value for each in found.conditions] == [" ".join(sentences)]


@pytest.mark.parametrize(("language", "label", "words", "kept"), DENIED, ids=[case[2][:50] for case in DENIED])
def test_a_denial_keeps_its_exceptions(language: str, label: str, words: str, kept: list[str]) -> None:
    found = record(language, label, words)
    assert found.disclosure_denied
    assert [each.value for each in found.disclosure_exceptions] == kept
