"""What a record holds in words of its own: periods that only the words scope, recipients told in a clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.documents.writing.agreement import covers_all
from ropa.model import AutomatedDecision, Disclosure, Duration, Iri, Retention, Source, Text, Transfer
from ropa.namespaces import expand
from ropa.rendering.document import sentences
from tests.documents.document_examples import AS_OF, KAARNA, LANGUAGES, dossiers

MEMBERS, BOOKS = "jäsentiedot 8 vuotta jäsenyyden päättymisestä", "kirjanpitoaineisto kuusi vuotta"
GROUPED = f"Säilytysajat tietoryhmittäin: {MEMBERS}; {BOOKS}."


def _told(language, variant="full", **fields):
    found = dossiers(KAARNA)[0]
    activity = replace(found.record.activities[0], engagements=(), **fields)
    changed = replace(found, record=replace(found.record, activities=(activity,)))
    return documents.build("privacy-notice", changed, language, as_of=AS_OF, variant=variant)


def _words(document):
    return [sentence.text for sentence in sentences(document)]


def _iri(name):
    return Iri(expand(name))


def _periods(*words):
    return tuple(
        Retention(
            iri=f"https://ropa.example/r{years}", durations=(Duration(f"P{years}Y"),), as_written=(Text(w, "fi"),)
        )
        for years, w in zip((8, 6), words, strict=False)
    )


def test_periods_without_data_are_told_by_their_own_words():
    told = _words(_told("fi", retention=_periods(f"{MEMBERS}.", BOOKS)))
    assert GROUPED in told
    assert not [text for text in told if text.startswith("Säilytämme tiedot")]


@pytest.mark.parametrize(
    "words", ["tiedot 8 vuotta jäsenyyden päättymisestä", "Säilytämme henkilötietojasi kahdeksan vuotta.", "8 vuotta"]
)
def test_a_single_period_for_all_data_is_told_as_a_sentence(words):
    told = _words(_told("fi", retention=_periods(words)))
    assert [text for text in told if text.startswith("Säilytämme tiedot ")]


def test_a_single_period_for_some_data_claims_no_more():
    told = _words(_told("fi", retention=_periods(MEMBERS)))
    assert f"Säilytysajat tietoryhmittäin: {MEMBERS}." in told
    ends = (Iri(expand("ropa:MembershipEnd")),)
    for words, said in ((MEMBERS, False), ("tiedot 8 vuotta jäsenyyden päättymisestä", True)):
        periods = tuple(replace(each, start_events=ends) for each in _periods(words))
        short = _words(_told("fi", "short", retention=periods))
        assert any("kahdeksan\xa0vuotta" in text for text in short) == said
    assert not [text for text in told if text.startswith("Säilytämme tiedot")]


ABOUT = {
    "fi": ("Henkilötietojen säilytysaika on 5 vuotta.", "Lipunostajan tiedot poistetaan viiden vuoden kuluttua."),
    "sv": ("Vi sparar dina uppgifter i fem år.", "Uppgifter om betalningar sparas i fem år."),
    "en": ("We keep your personal data for five years.", "Information about your orders is kept for five years."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_of_all_data_where_they_begin_with_the_data_as_such(language):
    whole, part = ABOUT[language]
    assert covers_all(whole, language)
    assert not covers_all(part, language)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "fi"])
def test_in_another_language_the_words_follow_marked_and_are_to_be_translated(language):
    document = _told(language, retention=_periods(MEMBERS, BOOKS))
    quoted = {
        s.text[p.start : p.end]: p.language for s in sentences(document) if "retention" in s.key for p in s.foreign
    }
    assert quoted == {MEMBERS: "fi", BOOKS: "fi"}
    assert {MEMBERS, BOOKS} <= {item.focus for item in document.missing if item.key == "translation"}


def test_a_clause_is_quoted_and_a_declined_kind_not_repeated():
    kind = (_iri("dpv:Authority"),)
    told = _words(
        _told(
            "fi",
            disclosures=(
                Disclosure(iri="https://ropa.example/d1", recipient_categories=(Text("annetaan toimistolle", "fi"),)),
                Disclosure(
                    iri="https://ropa.example/d2",
                    recipient_categories=(Text("Viranomaiselle", "fi"),),
                    recipient_kinds=kind,
                ),
            ),
        )
    )
    assert "Tietojen luovuttamisesta on kirjattu: ”annetaan toimistolle”." in told
    assert "Luovutamme tietoja Viranomaiselle." in told


def test_recipients_are_told_as_their_words_end():
    named = ("pankille", "Verohallinnolle lain nojalla", "Kirkon palvelukeskus", "liitolle tehdään ilmoitus")
    disclosures = tuple(
        Disclosure(iri=f"https://ropa.example/d{number}", recipient_categories=(Text(words, "fi"),))
        for number, words in enumerate(named)
    )
    told = _words(_told("fi", disclosures=disclosures))
    assert "Luovutamme tietoja pankille ja Verohallinnolle lain nojalla." in told
    assert "Luovutamme tietoja seuraavalle vastaanottajalle: Kirkon palvelukeskus." in told
    assert not [text for text in told if text.startswith("Luovutamme tietoja liitolle")]


@pytest.mark.parametrize(("words", "shown"), [("medlemmen själv", ""), ("via blanketten", " (via blanketten)")])
def test_the_person_as_source_is_named_once(words, shown):
    source = Source(
        iri="https://ropa.example/s",
        kinds=(_iri("dpv:DataSubjectDataSource"),),
        descriptions=(Text(words, "sv"),),
    )
    assert f"Vi får uppgifter av dig själv{shown}." in _words(_told("sv", sources=(source,)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("tool", "ended"), [("PrivacyShield", 1), ("SCC-2021-914", 0)])
def test_an_ended_instrument_is_listed_for_the_author(tool, ended, language):
    transfer = Transfer(iri="https://ropa.example/t", countries=(_iri("loc:US"),), relies_on=(_iri(f"ropa:{tool}"),))
    found = [item for item in _told(language, transfers=(transfer,)).missing if item.key == "transfer-ended"]
    assert len(found) == ended
    assert all("Privacy Shield" in item.text and "2020" in item.text for item in found)


def test_words_that_tell_both_logic_and_consequence_are_said_once():
    same, other = Text("A low score closes the account.", "en"), Text("You may lose work.", "en")
    decision = AutomatedDecision(
        iri="https://ropa.example/a1",
        kinds=(_iri("ropa:SolelyAutomatedDecision"),),
        logic=(same,),
        consequences=(same, other),
    )
    told = _words(_told("en", automated_decisions=(decision,)))
    assert [text for text in told if same.value in text] == [
        f"The logic involved, and its significance and consequences for you: {same.value}"
    ]
    assert f"Significance and consequences for you: {other.value}" in told


@pytest.mark.parametrize("words", ["You", "yourself", "du själv", "sinulta itseltäsi"])
def test_whoever_reads_is_not_named_once_more_as_the_source(words):
    source = Source(
        iri="https://ropa.example/s1", kinds=(_iri("dpv:DataSubjectDataSource"),), descriptions=(Text(words, "en"),)
    )
    assert "We obtain data from you." in _words(_told("en", sources=(source,)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Vakuutusyhtiölle tietoja annetaan vain potilaan luvalla.", []),
        ("Vain potilaan luvalla.", ["Luovutamme tietoja seuraavalle vastaanottajalle: vakuutusyhtiö."]),
        ("vain potilaan luvalla", ["Luovutamme tietoja seuraavalle vastaanottajalle: vakuutusyhtiö."]),
    ],
)
def test_no_recipient_is_told_without_the_condition_that_names_it(words, expected):
    to = Disclosure(
        iri="https://ropa.example/d1",
        recipient_categories=(Text("vakuutusyhtiö", "fi"),),
        conditions=(Text(words, "fi"),),
    )
    told = _words(_told("fi", disclosures=(to,)))
    assert [text for text in told if text.startswith("Luovutamme")] == expected
    assert any(words.rstrip(".") in text for text in told)
