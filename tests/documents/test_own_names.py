"""Names that only this register has stand in a sentence as they are, or quoted where they fit none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.model import Concept, Dossier, Engagement, Iri, Text
from ropa.namespaces import expand
from ropa.rendering.document import Table, sentences
from tests.documents.document_examples import AS_OF, BARE, LANGUAGES


def with_purpose(label: Text) -> Dossier:
    """A register with one purpose of its own."""
    concept = Concept(iri=f"{BARE.record.iri}/concept/own", labels=(label,), kind=Iri(expand("dpv:Purpose")))
    activity = replace(BARE.record.activities[0], purposes=(Iri(concept.iri),))
    return replace(BARE, record=replace(BARE.record, activities=(activity,)), concepts=(concept,))


def written(found: Dossier, language: str) -> str:
    """All words of its notice."""
    built = documents.build("privacy-notice", found, language, as_of=AS_OF)
    return " ".join(sentence.text for sentence in sentences(built))


CASES = [
    ("fi", Text("kontaktien todentaminen", "fi"), "kontaktien todentaminen"),
    ("fi", Text("kontaktien todentaminen"), "kontaktien todentaminen"),
    ("fi", Text("soittimien vaihdossa", "fi"), "”soittimien vaihdossa”"),
    ("fi", Text("viritämme soittimet", "fi"), "”viritämme soittimet”"),
    ("sv", Text("kontaktien todentaminen", "fi"), "”kontaktien todentaminen”"),
    ("sv", Text("för att byta strängar", "sv"), "”för att byta strängar”"),
    ("sv", Text("byte av strängar", "sv"), "byte av strängar"),
    ("en", Text("byte av strängar", "sv"), "‘byte av strängar’"),
    ("en", Text("tuning of strings", "en"), "tuning of strings"),
    ("en", Text("to tune strings", "en"), "‘to tune strings’"),
]


@pytest.mark.parametrize(("language", "label", "shown"), CASES, ids=lambda value: str(value)[:24])
def test_a_name_that_fits_no_sentence_is_quoted(language, label, shown):
    told = written(with_purpose(label), language)
    assert shown in told
    assert (shown != label.value) == any(f"{mark}{label.value}" in told for mark in "”‘")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_another_language_are_quoted_in_the_table_of_processors(language):
    kinds = [("pilvipalvelu", "palvelimet"), ("tilitoimisto", "kirjanpito")]
    engaged = tuple(
        Engagement(
            iri=f"{BARE.record.iri}/engagement/{number}",
            processor_categories=(Text(kind, "fi"),),
            services=(Text(service, "fi"),),
        )
        for number, (kind, service) in enumerate(kinds)
    )
    activity = replace(BARE.record.activities[0], engagements=engaged)
    found = replace(BARE, record=replace(BARE.record, activities=(activity,)))
    document = documents.build("privacy-notice", found, language, as_of=AS_OF)
    (table,) = (block for section in document.sections for block in section.blocks if isinstance(block, Table))
    cells = [row[column].text.strip("”‘’") == row[column].text for row in table.rows for column in (0, 1)]
    assert cells == [language == "fi"] * 4
