"""The patterns of the languages belong together: the same keys, the same slots, nothing unused by accident."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from ropa import documents, resources, texts
from ropa.namespaces import TEXT, expand
from ropa.rdf import parse_triples
from ropa.rendering.citation import cited
from ropa.rendering.document import sentences
from tests.documents.document_examples import AS_OF, KAARNA, LANGUAGES, dossiers

_VALUE = expand("rdf:value")


def patterns(language):
    found = {}
    for folder in ((), ("formal",)):
        file = resources.within("texts", "notice", *folder, f"{language}.ttl")
        for t in parse_triples(file.read_bytes(), where=str(file)):
            if t.predicate.value == _VALUE and t.subject.value.startswith(TEXT):
                found[t.subject.value.removeprefix(TEXT)] = t.object
    return found


def slots(text):
    return {name.partition(":")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_patterns_with_the_same_slots():
    known = {language: patterns(language) for language in LANGUAGES}
    assert len(known["en"]) >= 400
    for language in LANGUAGES:
        assert set(known[language]) == set(known["en"])
        for key, text in known[language].items():
            assert text.language == language
            assert slots(text.value) <= slots(known["en"][key].value) | {"number", "month"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_are_clean_text(language):
    for key, text in patterns(language).items():
        words = re.sub(r"\{[^{}]*\}", "x", text.value)
        assert not re.search(r"  | [,.;:]|[{}]", words), key
        assert words == words.strip(), key


ADDRESSED = {
    "fi": r"\b(?:me|meillä|meidän|sinu\w*|sinä|voit|\w+(?:emme|amme|imme|omme|umme|ämme|ymme)|tietojasi|tietosi)\b",
    "sv": r"\b(?:vi|vår|vårt|våra|oss|du|dig|din|ditt|dina)\b",
    "en": r"\b(?:we|our|us|you|your)\b",
}
"""Words by which a house speaks of itself or to its reader."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_formal_voice_speaks_of_nobody_as_we_or_you(language):
    formal = {key: text.value for key, text in patterns(language).items() if key.startswith("notice-formal-")}
    usual = {key: text.value for key, text in patterns(language).items() if key.startswith("notice-purpose")}
    spoken = re.compile(ADDRESSED[language], re.IGNORECASE)
    assert len(formal) >= 100
    assert [key for key, words in formal.items() if spoken.search(words)] == []
    assert any(spoken.search(words) for words in usual.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste", "record-sheet", "dpia-screening"])
def test_a_formal_document_speaks_of_nobody_as_we_or_you(kind, language):
    variant = "formal" if "formal" in documents.variants(kind) else "full"
    document = documents.build(kind, dossiers(KAARNA)[0], language, as_of=AS_OF, variant=variant)
    told = [sentence.text for sentence in sentences(document)]
    spoken = re.compile(ADDRESSED[language], re.IGNORECASE)
    assert len(told) >= 20
    assert [words for words in told if spoken.search(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name(language):
    names = {texts.say(f"notice-kind-{kind}", language) for kind in documents.kinds()}
    assert len(names) >= len(documents.kinds()) - 1


def test_articles_are_cited_as_each_language_does():
    assert (
        cited(("13(1)(a)", "44"), "fi") == "13\u00a0artiklan\u00a01\u00a0kohdan\u00a0a\u00a0alakohta, 44\u00a0artikla"
    )
    assert cited(("6(1)(f)",), "sv") == "artikel\u00a06.1\u00a0f"
    assert cited(("28(3)", "no article"), "en") == "Article\u00a028(3), no article"
