"""Forms and tables as people fill them in: labels over several rows, data by whom they are of, groups of data."""

from __future__ import annotations

from array import array

import pytest

from ropa.importing.document import Passage
from ropa.importing.wrapping import joined
from tests.importing.sample import AROUND, exchanged

WRAPPED = """\
Verkkokauppa Suvanto Oy, tietosuojaseloste

Laadittu\t3.2.2022
Rekisterin-\tVerkkokauppa Suvanto Oy
pitäjä\tY-tunnus 9100132-3
\tRantatie 1, 99990 Rantala
Yhteyshenkilö\tMyyntipäällikkö
rekisteriä koske-\tmyynti@suvanto.example
vissa asioissa\tpuh. 06 555 0100
Rekisterin\tTilaajarekisteri
nimi
Käsittelyn tar-\tTietoja käytetään tilausten toimittamiseen.
koitus\tPeruste on sopimus.
Rekisterin tieto-\tRekisteriin tallennetaan:
sisältö\t- nimi
\t- osoite

Säännönmukaiset\tTiedot saadaan tilaajalta.
tietolähteet
Tietojen siirto\tTietoja ei siirretä.
EU:n tai ETA:n
ulkopuolelle
Oikeus siirtää\tTiedot annetaan tiedostona.
tiedot
Valitusoikeus\tVoit valittaa tietosuojavaltuutetulle.
"""


def test_many_labels_over_rows_beside_their_answers() -> None:
    found = exchanged(WRAPPED)
    assert found["register_name"] == "Tilaajarekisteri"
    assert found["contact"]["role"] == "Myyntipäällikkö"
    assert found["contact"]["phone"] == "06 555 0100"
    assert found["controller"]["phone"] is None
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "osoite"]
    assert {"transfers", "portability"} <= found["states"].keys()


NUMBERED = """\
                              REKISTERISELOSTE

                              Laatimispäivä: 12.3.2016

1a           Nimi
Rekisterin-  Suvannon Huolto Oy                     9100132-3
pitäjä       Osoite
             Rantatie 1, 99990 Rantala
             Muut yhteystiedot
             06 555 0100, huolto@suvanto.example

2            Huoltorekisteri
Rekisterin
nimi

3            Huoltojen ja takuiden hoitaminen, kutsujen lähettäminen,
Henkilö-     varaosien toimittaminen sekä tiedotteiden
tietojen     postittaminen asiakassuhteen vuoksi.
käsittelyn
tarkoitus

4            Rekisterissä on koneiden omistajista
Rekisterin   seuraavat tiedot:
tieto-         nimi
sisältö        matkapuhelinnumero
               sähköpostiosoite

5            Omistajan ilmoitus, takuukortti ja koneen
Säännön-     lähettämät tiedot.
mukaiset
tietolähteet

6            Takuutiedot luovutetaan
Tietojen     valmistajalle sekä koneen rahoittaneelle
säännön-     rahoitusyhtiölle.
mukaiset
luovutukset
"""


def test_numbers_alone_above_labels_of_a_narrow_column() -> None:
    found = exchanged(NUMBERED)
    assert found["register_name"] == "Huoltorekisteri"
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "matkapuhelinnumero", "sähköpostiosoite"]
    assert "takuukortti" in [each["phrase"] for each in found["sources"]]
    assert "rahoittaneelle rahoitusyhtiölle" in str(found["recipients"])


LISTED = {
    "md": "| Lapset | Huoltajat |\n|---|---|\n| nimi | nimi |\n| syntymäaika | puhelinnumero |\n"
    "| allergiat | sähköposti |\n",
    "html": "<table><tr><th>Lapset</th><th>Huoltajat</th></tr><tr><td>nimi</td><td>nimi</td></tr>"
    "<tr><td>syntymäaika</td><td>puhelinnumero</td></tr><tr><td>allergiat</td><td>sähköposti</td></tr></table>",
}
PAGE = {
    "md": "# Tietosuojaseloste\n\n## Rekisterinpitäjä\n\nRantalan Leirit ry, Y-tunnus 9100132-3\n\n"
    "## Mitä tietoja keräämme\n\n{}\n"
    "## Tietojen lähteet\n\nTiedot saadaan huoltajalta.\n\n## Säilytysaika\n\nKaksi vuotta.\n",
    "html": "<h1>Tietosuojaseloste</h1><h2>Rekisterinpitäjä</h2><p>Rantalan Leirit ry, Y-tunnus 9100132-3</p>"
    "<h2>Mitä tietoja keräämme</h2>{}<h2>Tietojen lähteet</h2><p>Tiedot saadaan huoltajalta.</p>"
    "<h2>Säilytysaika</h2><p>Kaksi vuotta.</p>",
}


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_table_of_data_by_whom_they_are_of(kind: str) -> None:
    found = exchanged(PAGE[kind].format(LISTED[kind]), f"notice.{kind}")
    told = {each["phrase"] for each in found["data_categories"]}
    assert {"nimi", "syntymäaika", "allergiat", "puhelinnumero", "sähköposti"} <= told
    assert not found["recipients"]


GROUPED = """\
# Privacy

## The company in charge

Rantala Crew Ltd, company number 09841177, 2 Harbour Street, Rantala

## What goes in the folder?

| | |
|---|---|
| About you | full name, email address |
| Living here | residence permit details |
| Wishes | salary expectations |
| Locked posts | criminal record extract |

## How long do you keep me on file?

Two years from the last contact.

## Where did you find me?

From you.

## Do you sell my data?

No.
"""


def test_groups_of_data_in_a_table_below_a_heading() -> None:
    found = exchanged(GROUPED, "notice.md")
    told = {each["phrase"] for each in found["data_categories"]}
    assert {"full name", "email address", "residence permit details", "criminal record extract"} <= told


def test_a_day_ends_what_its_label_asks() -> None:
    text = (
        "<div><strong>Viimeksi tarkistettu:</strong> 1.3.2024</div><p><strong>Putiikin väki:</strong> "
        "Rantalan Leirit Oy, Y-tunnus 9100132-3, Rantatie 1, 99990 Rantala</p>"
        "<h2>Säilytysaika</h2><p>Kaksi vuotta.</p><h2>Tietolähteet</h2><p>Tiedot saadaan sinulta.</p>"
        "<h2>Tietojen luovutukset</h2><p>Tietoja ei luovuteta.</p><h2>Oikeutesi</h2><p>Voit tarkastaa tietosi.</p>"
    )
    found = exchanged(f"<html><body>{text}</body></html>", "notice.html")
    assert found["date"] == "2024-03-01"
    assert found["controller"]["name"] == "Rantalan Leirit Oy"


@pytest.mark.parametrize("text", ["1. {}: {}", "1.1 {}: {}", "{}: {}"])
def test_numbered_labels_before_a_colon(text: str) -> None:
    told = {
        "Rekisterinpitäjä": "Rantalan Leirit ry, Y-tunnus 9100132-3",
        "Rekisterin nimi": "Leiriläiset",
        "Tietosisältö": "nimi, osoite ja syntymäaika",
        "Tietolähteet": "Tiedot saadaan huoltajalta.",
        "Säilytysaika": "Kaksi vuotta leirin päättymisestä.",
    }
    found = exchanged("Seloste leireistä\n\n" + "\n".join(text.format(*each) for each in told.items()))
    assert found["register_name"] == "Leiriläiset"
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "osoite", "syntymäaika"]


def test_a_clause_behind_an_empty_one_is_joined_to_nothing() -> None:
    nothing = Passage("", array("I"))
    clause = Passage("nimi", array("I", range(4)))
    assert joined(nothing, clause) == clause


@pytest.mark.parametrize(
    ("language", "head", "row", "labels"),
    [
        ("fi", "Ryhmä | Tiedot", "Purjehtijat | nimi, veneen nimi", "Tietosisältö, Säilytysaika, Suojaus, Oikeutesi"),
        ("sv", "Grupp | Uppgifter", "Seglare | namn, båtplats", "Registrets innehåll, Lagringstid, Skydd, Rättigheter"),
        ("en", "Group | Data", "Sailors | name, berth", "What we hold, Retention, Security, Your rights"),
    ],
)
def test_the_head_of_a_table_on_groups_is_no_data(language: str, head: str, row: str, labels: str) -> None:
    first, *others = labels.split(", ")
    table = f"## {first}\n\n| {head} |\n|---|---|\n| {row} |\n| {row} |"
    text = "\n\n".join([f"# {AROUND[language]}", table, *(f"## {label}\n\n{AROUND[language]}" for label in others)])
    found = [each["phrase"] for each in exchanged(text, "notice.md")["data_categories"]]
    assert found == row.split(" | ")[1].split(", ")
