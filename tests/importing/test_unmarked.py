"""What neither labels nor layout mark: unknown headings, lists without bullets, heads of pages, odd columns."""

from __future__ import annotations

import pytest

from tests.importing.sample import exchanged

FI = """Tietosuojaseloste

Rekisterinpitäjä

Sahanterä Oy, Y-tunnus 1234567-1, Sahatie 3, 99999 Puula

Käsittelyn tarkoitus

Asiakkaiden tilausten toimittaminen sopimuksen perusteella.

Säilytysaika

Tiedot poistetaan kahden vuoden kuluttua toimituksesta.

Tietoturva

Tiedot ovat lukitussa kaapissa.

Tietolähteet

Tiedot saadaan asiakkaalta.

{heading}

{content}
"""


@pytest.mark.parametrize(
    ("heading", "content", "field", "told"),
    [
        (
            "Kortistoon kertyvää",
            "Kortistossa ovat nimi, osoite, puhelinnumero ja laskutusosoite.",
            "data_categories",
            ["nimi", "osoite", "puhelinnumero", "laskutusosoite"],
        ),
        (
            "Papereiden matka maailmalle",
            "Tietoja luovutetaan tilitoimistolle ja verottajalle.",
            "recipients",
            ["tilitoimistolle", "verottajalle"],
        ),
        (
            "Papereiden matka maailmalle",
            "- Tilitoimisto\n- Perintätoimistot\n- Pankki",
            "recipients",
            ["Tilitoimisto", "Perintätoimistot", "Pankki"],
        ),
    ],
)
def test_a_heading_nobody_knows(heading: str, content: str, field: str, told: list[str]) -> None:
    found = exchanged(FI.format(heading=heading, content=content))
    assert [each["phrase"] for each in found[field]] == told
    assert [each["phrase"] for each in found["sources"]] == ["asiakkaalta"]


def test_lines_without_bullets_are_a_list() -> None:
    page = (
        "<h1>Integritetspolicy</h1><h2>Personuppgiftsansvarig</h2><p>Bryggan AB, Hamngatan 1, 111 22 Viken</p>"
        "<h2>Ändamål</h2><p>Vi sköter bokningar med stöd av avtal.</p>"
        "<h2>Vilka uppgifter samlar vi in?</h2><div>Vi antecknar:<br>namn<br>e-postadress<br>telefonnummer<br>"
        "önskemål om bord</div><h2>Lagringstid</h2><p>Uppgifterna raderas efter ett år.</p>"
    )
    found = [each["phrase"] for each in exchanged(page, "notice.html")["data_categories"]]
    assert found == ["namn", "e-postadress", "telefonnummer", "önskemål om bord"]


def test_the_head_of_a_page_cuts_no_list() -> None:
    rows = (
        "Tietosuojaseloste\n\nRekisterinpitäjä\tSahanterä Oy\nRekisterin nimi\tAsiakasrekisteri\n"
        "Käsittelyn tarkoitus\tTilausten hoito sopimuksen perusteella\nRekisterin tietosisältö\t- nimi\n\t- osoite\n\n"
        "Sahanterä Oy\tsivu 2 (3)\n\n\t- puhelinnumero\n\t- laskutusosoite\n"
        "Tietolähteet\tAsiakas itse\n\nSahanterä Oy\tsivu 3 (3)\n\nSäilytysaika\tKaksi vuotta toimituksesta\n"
    )
    found = [each["phrase"] for each in exchanged(rows)["data_categories"]]
    assert found == ["nimi", "osoite", "puhelinnumero", "laskutusosoite"]


def test_the_rest_of_a_label_opens_no_section() -> None:
    rows = (
        "Dataskyddsbeskrivning\n\nPersonuppgiftsansvarig\tBryggan Ab\nRegistrets namn\tKundregister\n"
        "Ändamål\tVi sköter bokningar med stöd av avtal.\nKällor\tKunden själv\n"
        "Principer för skydd av\tPärmarna finns i ett låst skåp.\nregistret\tSystemet har lösenord.\n"
    )
    assert exchanged(rows)["register_name"] == "Kundregister"


def test_a_column_nobody_asks_for_is_no_data() -> None:
    table = (
        "# Privacy notice\n\nHarbour Rowing Club\n\n## Purpose\n\nWe run the club on contract.\n\n"
        "## What we collect\n\n| Data | Seat in the boat house |\n|---|---|\n| name | 4 |\n| email address | 5 |\n"
        "| date of birth | 6 |\n\n## Retention\n\nData are deleted after two years.\n\n## Security\n\nLocked.\n"
    )
    found = [each["phrase"] for each in exchanged(table, "notice.md")["data_categories"]]
    assert found == ["name", "email address", "date of birth"]


def test_bold_lines_nobody_knows_open_sections_where_bold_lines_are_the_labels() -> None:
    rows = {
        "Rekisterinpitäjä": "Lavastajat ry, Y-tunnus 9100132-3, Näyttämötie 1, 99990 Puula",
        "Käsittelyn tarkoitus": "Lippujen myynti, peruste on sopimus.",
        "Tietolähteet": "Katsojalta itseltään.",
        "Vieraat lavalla": "Voimme luovuttaa tietojasi perintätoimistolle.",
        "Esirippu alas": "Lipunostajan tiedot poistetaan 24 kuukauden kuluttua. Kirjeen listalta nimi lähtee heti.",
    }
    body = "".join(f"<div><strong>{label}</strong></div><div><p>{said}</p></div>" for label, said in rows.items())
    found = exchanged(f"<html><body><h1>Tietosuojaseloste</h1>{body}</body></html>", "notice.html")
    assert [each["phrase"] for each in found["sources"]] == ["Katsojalta itseltään"]
    assert [each["phrase"] for each in found["recipients"]] == ["perintätoimistolle"]
    assert found["retention"]["iso8601_duration"] == "P24M"


@pytest.mark.parametrize(
    "said",
    ["Vi fattar aldrig automatiserade beslut.", "Vi använder varken profilering eller robotar."],
)
def test_never_and_neither_deny_decisions(said: str) -> None:
    text = f"DATASKYDDSBESKRIVNING\n\nÄndamål\nMedlemskap.\n\nAutomatiserade beslut\n{said}\n\nLagringstid\nTvå år.\n"
    assert exchanged(text)["automated_decision"] is False


@pytest.mark.parametrize(
    ("heading", "content", "key"),
    [
        ("Robotit 🤖", "Tilaukset hylkää ohjelma automaattisesti.", "automated"),
        ("Salvat kiinni", "Kaapit ovat lukittuja. Yhteydet on salattu ja tiedot varmuuskopioidaan.", "security"),
        (
            "Ystäviä kaikkialla",
            "Osa jälleenmyyjistä toimii EU:n ulkopuolella. Lähetämme heille tilaukset.",
            "transfers",
        ),
        ("Pomo", "Rekisteriä hoitaa toimistopäällikkö, toimisto@sahantera.example.", "contact"),
        ("Mukaan vaan", "Asiakkaalla on oikeus saada tietonsa koneluettavassa muodossa.", "portability"),
    ],
)
def test_a_section_by_what_it_says(heading: str, content: str, key: str) -> None:
    assert exchanged(FI.format(heading=heading, content=content))["states"][key] == "stated"


def test_rows_of_running_text_are_no_list() -> None:
    rows = (
        "Lajiliitolle ilmoitetaan jäsenen nimi,\nsyntymävuosi ja osoite lisenssiä ja vakuutusta\n"
        "varten. Kilpailun järjestäjälle annetaan\nratsukon tiedot. Jäsenten nimiä ja\nkuvia ei julkaista."
    )
    found = exchanged(FI.format(heading="Tietojen luovutukset", content=rows))
    assert not {"syntymävuosi", "varten", "ratsukon tiedot"} & {each["phrase"] for each in found["recipients"]}
