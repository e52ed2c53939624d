"""What a source gives, of whom or when, stands beside it in every notice and in the record sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.model import Dossier, Iri, Source, Text
from ropa.namespaces import expand
from ropa.rendering.document import sentences
from tests.documents.document_examples import AS_OF, BARE, LANGUAGES

LIMIT = "Nimien muutokset saadaan väestötietojärjestelmästä ja Postilta."
KINDS = (
    ("privacy-notice", "full"),
    ("privacy-notice", "plain"),
    ("tietosuojaseloste", "full"),
    ("record-sheet", "full"),
    ("access-answer", "full"),
)


def limited(*conditions: str) -> Dossier:
    """A register with two sources that one sentence limits."""
    node = BARE.record.activities[0]
    told = [("dpv:ThirdPartyDataSource", "Postilta"), ("ropa:PopulationInformationSystem", "väestötietojärjestelmästä")]
    sources = tuple(
        Source(
            iri=f"{node.iri}/source/{number}",
            kinds=(Iri(expand(kind)),),
            descriptions=(Text(words, "fi"),),
            conditions=tuple(Text(each, "fi") for each in conditions),
        )
        for number, (kind, words) in enumerate(told)
    )
    return replace(BARE, record=replace(BARE.record, activities=(replace(node, sources=sources),)))


def written(kind: str, variant: str, language: str, *conditions: str) -> str:
    """All words of a document of that register."""
    built = documents.build(kind, limited(*conditions), language, as_of=AS_OF, variant=variant)
    return " ".join(sentence.text for sentence in sentences(built))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "variant"), KINDS)
def test_the_limit_is_said_once(kind, variant, language):
    assert written(kind, variant, language, LIMIT).count(LIMIT) == 1


def test_in_its_own_language_the_limit_stands_for_the_sources_it_names():
    told = written("privacy-notice", "full", "fi", LIMIT)
    assert "Saamme tietoja" not in told
    assert "tarkemmin" not in told


@pytest.mark.parametrize(("language", "lead"), [("sv", "Närmare om källan: ”"), ("en", "More about the source: ‘")])
def test_in_another_language_it_is_quoted_behind_the_kinds(language, lead):
    told = written("privacy-notice", "full", language, LIMIT)
    assert lead + LIMIT in told
    assert "Postilta" not in told.replace(LIMIT, "")


def test_a_limit_that_names_no_source_follows_the_source():
    told = written("privacy-notice", "full", "fi", "Niistä haetaan vain muutokset.")
    assert told.index("Postilta") < told.index("Niistä haetaan vain muutokset.")


def test_a_limit_of_few_words_is_told_behind_a_colon():
    assert "Lähteestä tarkemmin: vain muutokset." in written("privacy-notice", "full", "fi", "vain muutokset")
