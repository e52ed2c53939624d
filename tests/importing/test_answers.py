"""Sections whose heading asks nothing: what they say tells which question they answer."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
import yaml

from ropa.importing import read
from ropa.importing.document import Passage
from ropa.importing.phrases import languages, phrases
from ropa.importing.unmarked import answered
from ropa.settings import Settings
from tests.importing.sample import exchanged

ANSWERS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("answers.yaml").read_text(encoding="utf-8")
)
NONE = ANSWERS.pop("none")
MOST = {"fi": 0.1, "sv": 0.15, "en": 0.15}
"""Of the sections of a language, so many may be left or mistaken: least was counted in Swedish and English."""
SAME = {"content": "data", "access": "rights"}


def _answered(language: str, text: str) -> str:
    (key,) = answered("Kaarna", [Passage(text, array("I", range(len(text))))], phrases(language))
    return SAME.get(key, key)


def test_there_are_answers() -> None:
    assert set(ANSWERS) == set(languages())
    assert all(len(by_key) == 14 for by_key in ANSWERS.values())


@pytest.mark.parametrize("language", sorted(ANSWERS))
def test_answers_tell_their_question(language: str) -> None:
    told = [(key, text) for key, texts in ANSWERS[language].items() for text in texts]
    wrong = [(key, text, found) for key, text in told if (found := _answered(language, text)) != key]
    assert len(wrong) <= MOST[language] * len(told), wrong


@pytest.mark.parametrize("language", sorted(NONE))
def test_what_answers_nothing_is_left(language: str) -> None:
    assert {_answered(language, text) for text in NONE[language]} == {"other"}


FRIENDLY = """\
# Tästä on kyse

Kerromme alla, miten Kirjansitomo Nide käsittelee tietoja.

## Pajan väki

Kirjansitomo Nide Oy, Y-tunnus 9100132-3, Kirjatie 8, 99990 Sahalahti, nide@nide.example

## Langat ja liimat

- nimi
- osoite
- puhelinnumero

## Kuka tahansa ei kurki

Laskut tulostaa Paperiposti Oy. Perintätoimisto saa tiedot, jos lasku jää maksamatta.

## Kun kirja on kannessa

Poistamme ne kaksi vuotta viimeisen tilauksen jälkeen.

## Sinun sanasi

Saat nähdä tietosi, pyytää virheen korjaamista ja vaatia poistamista. Voit myös vastustaa käsittelyä.
"""


def test_a_page_whose_headings_play() -> None:
    found = exchanged(FRIENDLY, "notice.md")
    assert found["controller"]["name"] == "Kirjansitomo Nide Oy"
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "osoite", "puhelinnumero"]
    assert [each["name"] for each in found["processors"]] == ["Paperiposti Oy"]
    assert found["retention"]["iso8601_duration"] == "P2Y"
    assert set(found["rights"]) == {"A15", "A16", "A17", "A21"}


ALONE = """\
Rantalan kalastajat

Tämä teksti kertoo kalastusluvan ostajalle, mitä luvasta kirjataan ja mihin kirjausta tarvitaan.

Rekisterinpitäjä

Rantalan Kalastajat ry, Y-tunnus 9100132-3, Rantatie 1, 99990 Rantala, toimisto@rantala.example

Vieheet ja verkot: mitä kirjaamme

nimi, osoite, puhelinnumero ja syntymäaika

Ketkä soutavat mukana

Luvat tulostaa Paperiposti Oy. Osakaskunta saa tiedot luvista, ja niitä luovutetaan myös poliisille.

Säilytysaika

Tiedot poistetaan kahden vuoden kuluttua luvan päättymisestä.

Tietoturva

Kone on salasanan takana.

Automaattinen päätöksenteko

Ei tehdä.

Valitusoikeus

Voit valittaa tietosuojavaltuutetulle.
"""


def test_lines_alone_that_nobody_knows_above_an_answer() -> None:
    found = exchanged(ALONE)
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "osoite", "puhelinnumero", "syntymäaika"]
    assert [each["name"] for each in found["processors"]] == ["Paperiposti Oy"]


PAGES = """\
RANTALAN KALASTAJAT
Kalastusluvat                                     Versio 2 | Sivu {page}/3
"""


def test_running_heads_of_two_lines_with_a_page_number() -> None:
    blocks = ALONE.split("\n\n")
    cuts = ["\n\n".join(blocks[start : start + 6]) for start in (0, 6, 12)]
    paged = "\n\n".join(f"{PAGES.format(page=page)}\n{cut}" for page, cut in enumerate(cuts, 1))
    (reading,) = read("notice.txt", paged.encode(), Settings()).readings
    assert "Versio" not in "".join(str(section.text or "") for section in reading.notice.sections)
    assert "Versio" not in "".join(str(section.heading or "") for section in reading.notice.sections)


QUOTED = """\
Tiedote luvan ostajalle

Rekisterinpitäjä

Rantalan Kalastajat ry, Y-tunnus 9100132-3, Rantatie 1, 99990 Rantala

Säilytysaika

Tiedot poistetaan kahden vuoden kuluttua luvan päättymisestä.

Oikeutesi

Voit
  {mark} tarkastaa tietosi
  {mark} pyytää virheen korjaamista
  {mark} pyytää tietojen poistamista

Tyytymätön?

Kysy ensin toimistolta neuvoa. Sinulla on myös oikeus tehdä valitus osoitteeseen
Tietosuojavaltuutetun toimisto, PL 800, 00531 Helsinki.
"""


@pytest.mark.parametrize("mark", [">", "✓", "»", "→", "►", "-"])
def test_bullets_below_a_lead_and_running_text_before_a_name(mark: str) -> None:
    found = exchanged(QUOTED.format(mark=mark))
    assert {"A15", "A16", "A17", "A77"} <= set(map(str, found["rights"]))
    assert "empty" not in found["states"].values()
