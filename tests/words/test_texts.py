"""The texts module: what it answers when a word, a language or a text is missing, and what it reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa import texts
from ropa.errors import BadParameter, NotFound
from ropa.namespaces import expand
from ropa.texts import Texts
from tests.words.vocabulary import labels

_PREFIXES = """@prefix ex: <https://example.org/> . @prefix form: <https://w3id.org/ropa-kg/form#> .
@prefix dpv: <https://w3id.org/dpv#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix text: <https://w3id.org/ropa-kg/text#> .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """A vocabulary of five terms and texts in two languages and English."""
    folder = tmp_path_factory.mktemp("words")
    vocabulary, strings = folder / "vocabulary", folder / "texts"
    for folder in (vocabulary, strings / "notice", strings / "terms"):
        folder.mkdir(parents=True)
    (vocabulary / "terms.ttl").write_text(
        _PREFIXES
        + """
        ex:both skos:prefLabel "molemmat"@fi, "both"@en ; skos:altLabel "kumpikin"@fi ; skos:hiddenLabel "vanha"@fi .
        ex:english skos:prefLabel "only English"@en ; skos:definition "Said in English."@en .
        ex:authority dpv:hasName "Datainspektionen" .
        ex:danish dpv:hasName "Datatilsynet"@da .
        """
    )
    (strings / "terms" / "fi.ttl").write_text(_PREFIXES + 'ex:both form:pl.par "molempia" .')
    (strings / "notice" / "fi.ttl").write_text(
        _PREFIXES + 'text:notice-days rdf:value "{days} päivää"@fi . ex:own skos:prefLabel "oma"@fi .'
    )
    (strings / "notice" / "en.ttl").write_text(
        _PREFIXES + 'text:notice-days rdf:value "{days} days"@en . text:notice-only rdf:value "only here"@en .'
    )
    (strings / "notice" / "sv.ttl").write_text(_PREFIXES)
    return Texts((vocabulary,), strings)


@pytest.mark.parametrize(
    ("term", "language", "label"),
    [
        ("both", "fi", "molemmat"),
        ("both", "FI", "molemmat"),
        ("both", "fi-FI", "molemmat"),
        ("both", "sv", "both"),
        ("english", "fi", "only English"),
        ("authority", "sv", "Datainspektionen"),
        ("danish", "en", "Datatilsynet"),
        ("own", "fi", "oma"),
        ("nowhere", "fi", "nowhere"),
    ],
)
def test_label_falls_back_to_english_then_any_then_local_name(
    small: Texts, term: str, language: str, label: str
) -> None:
    assert small.label(f"https://example.org/{term}", language) == label


def test_prefixed_names_and_full_iris_are_the_same() -> None:
    assert texts.label("dpv:Customer", "sv") == texts.label(expand("dpv:Customer"), "sv") == "kund"


def test_definitions_fall_back_and_are_empty_where_there_is_none(small: Texts) -> None:
    assert small.definition("https://example.org/english", "fi") == "Said in English."
    assert small.definition("https://example.org/both", "fi") == ""


def test_alternatives_end_with_outdated_words(small: Texts) -> None:
    assert small.alternatives("https://example.org/both", "fi") == ("kumpikin", "vanha")
    assert small.alternatives("https://example.org/both", "en") == ()


def test_forms_do_not_fall_back_to_another_language(small: Texts) -> None:
    assert small.form("https://example.org/both", "fi", "pl.par") == "molempia"
    assert small.form("https://example.org/both", "fi", "pl.gen") is None
    assert small.form("https://example.org/both", "en", "pl.par") is None


def test_known_means_that_there_is_a_label(small: Texts) -> None:
    assert small.known("https://example.org/authority")
    assert not small.known("https://example.org/nowhere")


def test_say_fills_slots_and_falls_back_to_english(small: Texts) -> None:
    assert small.say("notice-days", "fi", days=3) == "3 päivää"
    assert small.say("notice-days", "sv", days=3) == "3 days"
    assert small.say("notice-only", "fi") == "only here"


def test_a_missing_text_or_slot_is_named(small: Texts) -> None:
    with pytest.raises(NotFound, match="notice-nothing"):
        small.say("notice-nothing", "fi")
    with pytest.raises(NotFound, match=r"notice-days.*days"):
        small.say("notice-days", "fi")


@pytest.mark.parametrize("ask", [texts.label, texts.definition, texts.alternatives])
def test_an_unknown_language_says_which_there_are(ask: Callable[[str, str], object]) -> None:
    with pytest.raises(BadParameter, match=r"'de'.*en, fi, sv"):
        ask("dpv:Customer", "de")


@given(st.text(max_size=20))
def test_slots_are_put_in_as_they_are(small: Texts, value: str) -> None:
    assert small.say("notice-days", "fi", days=value) == f"{value} päivää"


def test_the_program_speaks_three_languages() -> None:
    assert texts.languages() == ("en", "fi", "sv")


def test_every_labelled_term_is_known() -> None:
    assert len(labels()) > 1000
    assert all(texts.known(term) for term in labels())
