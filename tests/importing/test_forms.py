"""Paper forms typed off: labels above their answers, numbers of fields, wrapped labels."""

from __future__ import annotations

from tests.importing.sample import exchanged

FORM = """PURJEHDUSSEURA TYRSKY RY
REKISTERISELOSTE
Laatimispäivä 3.2.2012

1
Rekisterin-
pitäjä
Nimi
Purjehdusseura Tyrsky ry
Osoite
Satamatie 4, 99990 Tyrsky
Muut yhteystiedot (esim. puhelin, sähköpostiosoite)
06 555 0100, toimisto@tyrsky.example

2
Yhteyshenkilö
rekisteriä koskevissa
asioissa
Nimi
Seuran sihteeri
Muut yhteystiedot
sihteeri@tyrsky.example

3
Rekisterin
nimi
Jäsenrekisteri

4
Henkilötietojen
käsittelyn
tarkoitus
Jäsenmaksujen perintä ja jäsenlehden postitus.

5
Rekisterin
tietosisältö
nimi
syntymäaika
osoite
matkapuhelin

6
Säännönmukaiset
tietolähteet
Jäsenhakemus, ilmoittautumislomake.

7
Tietojen siirto
EU:n tai ETA:n
ulkopuolelle
Ei siirretä.

8
Rekisterin suojauksen
periaatteet
A Manuaalinen aineisto
Paperit ovat lukitussa kaapissa.

B ATK:lla käsiteltävät tiedot
Tietokone on salasanan takana.


TÄYTTÖOHJEITA
Kohdassa 5 luetellaan tietotyypit. Lomaketta ei palauteta viranomaiselle.

Sivua päivitti webmaster 9.9.2015
"""


def test_a_form_whose_labels_stand_above_their_answers() -> None:
    found = exchanged(FORM)
    assert found["controller"]["address"] == "Satamatie 4, 99990 Tyrsky"
    assert found["controller"]["email"] == "toimisto@tyrsky.example"
    assert (found["contact"]["role"], found["contact"]["email"]) == ("Seuran sihteeri", "sihteeri@tyrsky.example")
    assert (found["register_name"], found["date"], found["transfers"]) == ("Jäsenrekisteri", "2012-02-03", [])
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "syntymäaika", "osoite", "matkapuhelin"]
    assert [each["phrase"] for each in found["sources"]] == ["Jäsenhakemus", "ilmoittautumislomake"]
    assert found["states"].keys() >= {"purpose", "security-manual", "security-electronic", "transfers"}
    assert "empty" not in found["states"].values()


def test_a_form_of_swedish_labels() -> None:
    rows = {
        "Register-\nansvarig": "Segelsällskapet Dyningen rf\nHamnvägen 4, 99990 Dyningen",
        "Registrets\nnamn": "Medlemsregister",
        "Ändamålet med\nbehandlingen": "Insamling av medlemsavgifter.",
        "Registrets\ndatainnehåll": "namn\nfödelsetid\nadress",
        "Regelmässiga\nuppgiftskällor": "Medlemmen själv.",
    }
    text = "REGISTERBESKRIVNING\n\n" + "\n\n".join(f"{n}\n{k}\n{v}" for n, (k, v) in enumerate(rows.items(), 1))
    found = exchanged(text)
    assert (found["controller"]["address"], found["register_name"]) == (
        "Hamnvägen 4, 99990 Dyningen",
        "Medlemsregister",
    )
    assert [each["phrase"] for each in found["data_categories"]] == ["namn", "födelsetid", "adress"]
    assert [each["phrase"] for each in found["sources"]] == ["Medlemmen själv"]
