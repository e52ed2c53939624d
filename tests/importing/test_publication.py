"""A publication on a condition is never read as one without."""

from __future__ import annotations

import pytest

from ropa.importing import read
from ropa.namespaces import expand
from ropa.settings import Settings

AROUND = {
    "fi": "Tämä seloste kertoo, miten yhtiö käsittelee henkilötietoja ja mitä ne ovat.",
    "sv": "Den här beskrivningen berättar hur bolaget behandlar personuppgifter och vad de är.",
    "en": "This notice tells you how the company processes personal data and what they are.",
}
CASES = [
    ("fi", "Luovutukset", "Nimet julkaistaan jäsenluettelossa, ellei jäsen kiellä sitä.", "ellei jäsen kiellä sitä"),
    ("fi", "Luovutukset", "Suostumuksellasi julkaisemme kuvasi verkkosivuilla.", "Suostumuksellasi"),
    ("fi", "Luovutukset", "Tulokset julkaistaan kilpailun päätyttyä.", ""),
    ("sv", "Mottagare", "Bilder publiceras på webbplatsen om du har gett lov.", "om du har gett lov"),
    ("sv", "Mottagare", "Resultaten publiceras på anslagstavlan.", ""),
    ("en", "Recipients", "With your consent, photographs are published on our site.", "With your consent"),
    ("en", "Recipients", "The results are published unless you ask us not to.", "unless you ask us not to"),
]


@pytest.mark.parametrize(("language", "label", "sentence", "condition"), CASES, ids=[case[2][:50] for case in CASES])
def test_the_condition_of_a_publication_is_kept(language: str, label: str, sentence: str, condition: str) -> None:
    text = f"{AROUND[language]}\n\n1. {label}\n{sentence}\n"
    reading = read("notice.txt", text.encode(), Settings()).readings[0]
    disclosures = [each for activity in reading.record.activities for each in activity.disclosures]
    (found,) = [each for each in disclosures if expand("ropa:PublicAtLarge") in each.recipient_kinds]
    assert [each.value for each in found.conditions] == ([condition] if condition else [])
