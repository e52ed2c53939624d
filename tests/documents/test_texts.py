"""The patterns of the languages belong together: the same keys, the same slots, nothing unused by accident."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from document_examples import LANGUAGES

from ropa import documents, resources, texts
from ropa.namespaces import TEXT, expand
from ropa.rdf import parse_triples
from ropa.rendering.citation import cited

_VALUE = expand("rdf:value")


def patterns(language):
    file = resources.within("texts", "notice", f"{language}.ttl")
    found = {}
    for t in parse_triples(file.read_bytes(), where=str(file)):
        if t.predicate.value == _VALUE and t.subject.value.startswith(TEXT):
            found[t.subject.value.removeprefix(TEXT)] = t.object
    return found


def slots(text):
    return {name.partition(":")[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_patterns_with_the_same_slots():
    known = {language: patterns(language) for language in LANGUAGES}
    assert len(known["en"]) >= 300
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
