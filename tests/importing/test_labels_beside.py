"""Two columns parted by tabs whose labels are broken over rows that hold lines of the answer as well."""

from __future__ import annotations

import pytest

from ropa.importing.wrapping import labels_beside
from tests.importing.sample import exchanged

FINNISH = """SORSANIEMEN KUNTA\t\tTIETOSUOJASELOSTE
Vapaa-aika

1a Rekisterin-\tSorsaniemen kunta, vapaa-aikalautakunta
pitäjä\tY-tunnus 9100132-3
\tRantatie 1, 99990 Sorsaniemi

1b Yhteyshenkilö\tVapaa-aikasihteeri
rekisteriä\tpuh. 06 555 0101
koskevissa\tsihteeri@sorsaniemi.example
asioissa\t

2 Rekisterin nimi\tKerhorekisteri

3 Käsittelyn tar-\tKerhojen järjestäminen.
koitus ja\tPeruste on suostumus.
oikeusperuste

4 Rekisterin\tnimi, syntymäaika,
tietosisältö\tpuhelinnumero

5 Säännön-\tHuoltaja.
mukaiset
tietolähteet
"""
SHOUTED = """REGISTERBESKRIVNING

REGISTER-\tDyningens kommun
ANSVARIG\tHamnvägen 4, 99990 Dyningen

REGISTRETS\tKlubbregister
NAMN\t

ÄNDAMÅLET MED\tMedlemmarnas klubbar ordnas.
BEHANDLINGEN\tGrunden är samtycke.

REGISTRETS\tnamn, adress,
DATAINNEHÅLL\ttelefonnummer

UPPGIFTS-\tMedlemmen själv.
KÄLLOR\t
"""


def test_a_form_of_a_municipality() -> None:
    found = exchanged(FINNISH)
    assert found["controller"]["name"].startswith("Sorsaniemen kunta")
    assert found["controller"]["business_id"] == "9100132-3"
    assert (found["contact"]["role"], found["contact"]["phone"]) == ("Vapaa-aikasihteeri", "06 555 0101")
    assert (found["register_name"], found["legal_bases"]) == ("Kerhorekisteri", ["A6(1)(a)"])
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "syntymäaika", "puhelinnumero"]
    assert [each["phrase"] for each in found["sources"]] == ["Huoltaja"]


def test_labels_in_capitals() -> None:
    found = exchanged(SHOUTED)
    assert found["controller"]["address"] == "Hamnvägen 4, 99990 Dyningen"
    assert (found["register_name"], found["legal_bases"]) == ("Klubbregister", ["A6(1)(a)"])
    assert [each["phrase"] for each in found["data_categories"]] == ["namn", "adress", "telefonnummer"]


@pytest.mark.parametrize(
    "rows",
    [
        ["Rekisterinpitäjä\tKunta\n", "osoite\tRantatie 1\n", "puhelin\t06 555 0101\n"],
        ["3. TIETOSUOJAVASTAAVA:\tKunnan tietosuojavastaava\n", "4. REKISTERIN NIMI:\tKerhorekisteri\n"],
        ["Säilytysaika\tViisi vuotta\n", "Tietolähteet\tHuoltaja\n"],
    ],
)
def test_rows_that_are_whole_stay_apart(rows: list[str]) -> None:
    assert labels_beside(rows) == {}


BLOCKS = """TIETOSUOJASELOSTE
(malli: yhdistyksen lomake)

Rekisterinpitäjä\tSorsaniemen Soutajat ry
\tRantatie 1, 99990 Sorsaniemi

Rekisterin nimi\tJäsenrekisteri

Käsittelyn\tJäsenasioiden hoito sopimuksen perusteella.
tarkoitus

Vastaanottajat\tRantalaskutus Oy
ja vastaanottaja-
ryhmät

Tietojen siirto\tEi siirretä
EU:n tai ETA:n
ulkopuolelle

Automaattinen\t
käsittely ja
profilointi

Oikeus siirtää\t
tiedot
järjestelmästä
toiseen

Muut oikeudet\tVoit vastustaa markkinointia.


Kevään soututapahtumat
Laiturit lasketaan veteen vappuna. Talkoisiin tarvitaan myös hakkeen levittäjiä.
"""


def test_labels_between_blank_lines_with_or_without_an_answer() -> None:
    found = exchanged(BLOCKS)
    assert found["transfers"] == []
    assert found["states"]["automated"] == "empty"
    assert found["states"]["portability"] == "empty"
    assert [each["name"] for each in found["processors"]] == ["Rantalaskutus Oy"]


def test_what_stands_below_the_rows_is_no_answer() -> None:
    found = exchanged(BLOCKS.replace("\tVoit vastustaa markkinointia.", "\t"))
    assert found["states"]["other-rights"] == "empty"
