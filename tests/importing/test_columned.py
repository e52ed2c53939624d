"""Text drawn out of a printed page: columns held apart by blanks are read as what they were on the page."""

from __future__ import annotations

import pytest

from ropa.importing import read
from ropa.settings import Settings
from tests.importing.sample import exchanged

FORM = """
                                   REKISTERISELOSTE                         Laatimispvm
                                   Henkilötietolaki (523/1999) 10 §         1.2.2014

 1                 Nimi
 Rekisterin-       Rantakylän kyläyhdistys ry
 pitäjä            Osoite
                   Rantatie 3, 00001 Rantakylä

 2                 Jäsenrekisteri
 Rekisterin
 nimi

 3                 Rekisteriä pidetään jäsenasioiden hoitamista ja laskutusta
 Henkilötietojen   varten.
 käsittelyn
 tarkoitus

 4                 Jäsenestä merkitään
 Rekisterin        - nimi
 tietosisältö      - syntymäaika
                   - puhelinnumero

Rantakylän kyläyhdistys ry                                                  Sivu 1/2

 REKISTERISELOSTE                                                                   2

 5                 Tietoja ei siirretä EU:n eikä ETA:n ulkopuolelle.
 Tietojen siirto
 EU:n tai ETA:n
 ulkopuolelle

 6                 Jäsenellä on oikeus tarkastaa tietonsa.
 Tarkastus-
 oikeus

Rantakylän kyläyhdistys ry                                                  Sivu 2/2
"""

TWICE = """Privacy notice of Harbour Rowing Ltd

The controller of your personal data is          The personal data we process
Harbour Rowing Ltd. You can write to us          We process the following data: name,
at office@harbour-rowing.example about           postal address, date of birth and the
anything in this notice.                         number of your boat.

Why we use the data                              Your rights
We use the data to run the membership            You have the right to access your
and to send invoices. The legal basis is         data and to have them rectified. You
the contract with you.                           may lodge a complaint with the Data
                                                 Protection Commission.
"""


def test_labels_in_a_column_of_their_own() -> None:
    found = exchanged(FORM)
    assert found["controller"]["name"] == "Rantakylän kyläyhdistys ry"
    assert found["controller"]["address"] == "Rantatie 3, 00001 Rantakylä"
    assert found["register_name"] == "Jäsenrekisteri"
    assert [each["dpv_pd"] for each in found["data_categories"]] == ["Name", "BirthDate", "TelephoneNumber"]
    assert found["rights"] == ["A15"]
    assert found["transfers"] == []
    assert "Sivu" not in str(found)


def test_a_page_in_two_columns_is_read_one_after_the_other() -> None:
    found = exchanged(TWICE)
    assert found["controller"]["name"] == "Harbour Rowing Ltd"
    assert found["legal_bases"] == ["A6(1)(b)"]
    assert {"A15", "A16", "A77"} <= set(found["rights"])
    assert {"Name", "BirthDate"} <= {each["dpv_pd"] for each in found["data_categories"]}


@pytest.mark.parametrize("text", [FORM, TWICE])
def test_offsets_lead_back_to_the_text(text: str) -> None:
    imported = read("notice.txt", text.encode(), Settings())
    evidence = imported.readings[0].evidence
    assert len(evidence) >= 5
    squeezed = [("".join(imported.text[e.start : e.end].split()), "".join(e.text.split())) for e in evidence]
    assert all(theirs[:3] == ours[:3] for theirs, ours in squeezed)


def test_a_list_of_contents_is_no_column() -> None:
    contents = "\n".join(f"  {name:<40}{n}" for n, name in enumerate(("Who we are", "Sources", "Your rights") * 3, 1))
    found = exchanged(
        f"Privacy notice\n\nContents\n{contents}\n\nWho we are\n\nHarbour Ltd is the controller of the data.\n"
    )
    assert found["controller"]["name"] == "Harbour Ltd"
