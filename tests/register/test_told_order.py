"""Sentences of one thing come in a new notice as the published one says them, and stay so when it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.register import Registry, import_file
from ropa.register.issuing import prepare, publish
from ropa.rendering import documents as rendering
from ropa.rendering.document import sentences
from ropa.settings import Settings

FIRST, SECOND, THIRD = (
    "Oikaisemisesta ilmoitetaan niille, joille tieto on annettu.",
    "Pyynnössä on mainittava, mikä tieto on väärin.",
    "Korjaus tehdään viivytyksettä.",
)
NOTICE = f"""Tietosuojaseloste

1. Rekisterinpitäjä
Sahalahden Veneveistämö Oy, Rantatie 1, 99990 Sahalahti, puh. 06 555 0100, info@veistamo.example

2. Rekisterin nimi
Asiakasrekisteri

3. Käsittelyn tarkoitus ja oikeusperuste
Tietoja käsitellään veneiden huoltoa varten. Peruste on sopimus asiakkaan kanssa.

4. Oikeus vaatia tiedon korjaamista
{SECOND} {THIRD} {FIRST}
"""


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_sentences_come_in_the_order_of_the_notice(tmp_path: Path, language: str) -> None:
    file = tmp_path / "seloste.txt"
    file.write_text(NOTICE, encoding="utf-8")
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        (record,) = import_file(register, file).records
        drafted = said(register, record, language)
        places = [drafted.index(words) for words in (SECOND, THIRD, FIRST)]
        assert places == sorted(places)
        issue = prepare(register, record, "fi")
        publish(register, issue, "notice.html", rendering.render(issue.document, "html", for_author=False))
        again = said(register, record, language)
        places = [again.index(words) for words in (SECOND, THIRD, FIRST)]
        assert places == sorted(places)


def said(register: Registry, record: str, language: str) -> str:
    """All words of a record's notice."""
    return " ".join(sentence.text for sentence in sentences(register.document(record, language, "privacy-notice")))
