"""How documents are built: tables by columns, definition lists, numbered forms, several registers in one document."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from ropa.importing import exchange, read
from ropa.settings import Settings

HEADS = ("Käyttötarkoitus", "Oikeusperuste", "Käsiteltävät tiedot", "Säilytysaika")
ROWS = (
    ("Varausten hoitaminen", "Sopimus", "Nimi, puhelinnumero", "2 vuotta viimeisestä käynnistä"),
    ("Uutiskirje", "Suostumus", "Sähköpostiosoite", "Kunnes suostumus perutaan"),
)
CONTROLLER = "Kylpylä Aallokko Oy, Y-tunnus 9100132-3, Rantatie 1, 99990 Aallokko"


def _html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADS, *ROWS))
    return f"<html><h2>Rekisterinpitäjä</h2><p>{CONTROLLER}</p><table>{rows}</table></html>".encode()


def _markdown() -> bytes:
    rule = "|" + "---|" * len(HEADS)
    table = "\n".join([f"| {' | '.join(HEADS)} |", rule, *(f"| {' | '.join(row)} |" for row in ROWS)])
    return f"## Rekisterinpitäjä\n{CONTROLLER}\n\n## Käsittely\n\n{table}\n".encode()


def _text() -> bytes:
    table = "\n".join("\t".join(row) for row in (HEADS, *ROWS))
    return f"Rekisterinpitäjä\n{CONTROLLER}\n\n{table}\n".encode()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Rekisterinpitäjä", 2)
    document.add_paragraph(CONTROLLER)
    table = document.add_table(rows=0, cols=len(HEADS))
    for row in (HEADS, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMATS = {"notice.html": _html, "notice.md": _markdown, "notice.txt": _text, "notice.docx": _word}


def _all(name: str, data: bytes) -> list[dict[str, Any]]:
    return [exchange.write(each) for each in read(name, data, Settings()).readings]


@pytest.mark.parametrize("name", FORMATS)
def test_columns_are_questions(name: str) -> None:
    (found,) = _all(name, FORMATS[name]())
    assert found["controller"]["name"] == "Kylpylä Aallokko Oy"
    assert found["legal_bases"] == ["A6(1)(a)", "A6(1)(b)"]
    assert [each["phrase"] for each in found["data_categories"]] == ["Nimi", "puhelinnumero", "Sähköpostiosoite"]
    assert found["retention"]["iso8601_duration"] == "P2Y"


def test_rows_of_label_and_answer_stay_rows() -> None:
    page = "<table><tr><th>Rekisterin nimi</th><td>Asiakasrekisteri</td></tr><tr><th>Säilytysaika</th><td>Tiedot säilytetään 3 vuotta.</td></tr></table>"  # noqa: E501
    (found,) = _all("notice.html", page.encode())
    assert (found["register_name"], found["retention"]["iso8601_duration"]) == ("Asiakasrekisteri", "P3Y")


def test_definition_lists_are_labels_and_answers() -> None:
    page = (
        "<dl><dt>Personuppgiftsansvarig</dt><dd>Björkhagens Bageri Ab, Storgatan 1, 99990 Björkhagen</dd>"
        "<dt>Rättslig grund</dt><dd>Behandlingen grundar sig på avtal.</dd>"
        "<dt>Uppgifter som behandlas</dt><dd>namn, adress och telefonnummer</dd>"
        "<dt>Lagringstid</dt><dd>Uppgifterna sparas i tre år.</dd></dl>"
    )
    (found,) = _all("notice.html", page.encode())
    assert found["controller"]["name"] == "Björkhagens Bageri Ab"
    assert found["legal_bases"] == ["A6(1)(b)"]
    assert len(found["data_categories"]) == 3
    assert found["retention"]["iso8601_duration"] == "P3Y"


FORM = """REKISTERISELOSTE

1\tNimi
Rekisterin-\tKuusikon Latu ry
pitäjä\tOsoite
\tHiihtäjäntie 2, 99980 Kuusikko
\tMuut yhteystiedot (esim. puhelin, sähköpostiosoite)
\ttoimisto@kuusikonlatu.example

2\tKuusikon Ladun jäsenrekisteri
Rekisterin
nimi

3\tJäsenluettelon pitäminen ja jäsenmaksujen
Henkilötietojen\tlaskuttaminen.
käsittelyn
tarkoitus

4\tTiedot saadaan jäseneltä itseltään.
Säännönmu-
kaiset tieto-
lähteet
"""


def test_labels_broken_over_rows_of_a_form() -> None:
    (found,) = _all("notice.txt", FORM.encode())
    assert found["controller"] == {
        "name": "Kuusikon Latu ry",
        "business_id": None,
        "address": "Hiihtäjäntie 2, 99980 Kuusikko",
        "email": "toimisto@kuusikonlatu.example",
        "phone": None,
    }
    assert found["register_name"] == "Kuusikon Ladun jäsenrekisteri"
    assert [each["phrase"] for each in found["sources"]] == ["jäseneltä itseltään"]
    assert set(found["states"]) >= {"controller", "register-name", "purpose", "sources"}


CUSTOMERS = ("Asiakasrekisteri", "Peruste on sopimus.", "Nimi, puhelinnumero", "2 vuotta viimeisestä käynnistä", "P2Y")
STAFF = ("Henkilöstörekisteri", "Peruste on lakisääteinen velvoite.", "Nimi, palkkatiedot", "10 vuotta", "P10Y")


def _sections(register: tuple[str, ...], *, complete: bool) -> str:
    name, basis, data, period, _ = register
    whose = f"Rekisterinpitäjä\n{CONTROLLER}\n\nRekisterin nimi\n{name}\n\n" if complete else f"{name}\n\n"
    return (
        f"{whose}Käsittelyn tarkoitus ja oikeusperuste\nKäsittelemme tietoja asioiden hoitamiseksi. {basis}\n\n"
        f"Käsiteltävät tiedot\n{data}\n\nSäilytysaika\n{period}\n\n"
    )


@pytest.mark.parametrize("complete", [True, False])
def test_several_registers(complete: bool) -> None:
    lead = "Tietosuojaseloste\n\n" + ("" if complete else f"Rekisterinpitäjä\n{CONTROLLER}\n\n")
    rights = "Rekisteröidyn oikeudet\nSinulla on oikeus tarkastaa tietosi ja vaatia niiden oikaisemista.\n"
    text = lead + "".join(_sections(each, complete=complete) for each in (CUSTOMERS, STAFF)) + rights
    found = _all("notice.txt", text.encode())
    assert [each["register_name"] for each in found] == [CUSTOMERS[0], STAFF[0]]
    assert [each["legal_bases"] for each in found] == [["A6(1)(b)"], ["A6(1)(c)"]]
    assert [each["retention"]["iso8601_duration"] for each in found] == [CUSTOMERS[4], STAFF[4]]
    assert all(each["controller"]["name"] == "Kylpylä Aallokko Oy" for each in found)
    assert all({"A15", "A16"} <= set(each["rights"]) for each in found)
    slugs = [reading.slug for reading in read("notice.txt", text.encode(), Settings()).readings]
    assert len(set(slugs)) == 2


PAGE = (
    "<h1>Dataskyddsbeskrivning</h1>{form}"
    "<p>Vanliga frågor: Får man plocka bär på gården? Svaren finns i broschyren i byabutiken.</p>"
)
ROWS_OF_A_FORM = {
    "Registeransvarig": "Björkhagens Bageri Ab, Storgatan 1, 99990 Björkhagen",
    "Registrets<br>namn": "Kundregister",
    "Ändamål": "Beställningarna levereras med stöd av avtal.",
    "Personuppgifts-<br>biträden": "Kartan levereras av Terrakarta Oy (Finland).",
    "Lagringstid": "Uppgifterna sparas i tre år.",
    "Kakor": "",
}


@pytest.mark.parametrize(
    "form",
    [
        "<table>"
        + "".join(f"<tr><td><b>{a}</b></td><td>{b}</td></tr>" for a, b in ROWS_OF_A_FORM.items())
        + "</table>",
        "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in ROWS_OF_A_FORM.items()) + "</dl>",
    ],
)
def test_what_stands_below_a_form_answers_nothing_in_it(form: str) -> None:
    (found,) = _all("notice.html", PAGE.format(form=form).encode())
    assert found["states"]["cookies"] == "empty"
    assert found["register_name"] == "Kundregister"
    assert found["processors"] == [{"name": "Terrakarta Oy", "country": "FI"}]


TABBED_TWICE = """DATASKYDDSBESKRIVNING

Registeransvarig\t\tKnipbackens Segelförening rf
\t\tHamnvägen 4, 99990 Knipbacken
Ändamål och rättslig
grund\t\tMedlemmarna faktureras. Behandlingen grundar sig på
\t\tavtal.
Registrets innehåll\t\t* namn
\t\t* adress
Uppgiftskällor\t\tUppgifterna fås av medlemmen.
Mottagare\t\tUppgifter lämnas till banken.
Lagringstid\t\tUppgifterna raderas efter ett år.
Automatiserat
beslutsfattande

Klagomål\t\tMedlemmen kan anföra klagomål hos dataombudsmannen.
"""


def test_two_tabs_part_a_label_from_its_answer_as_one() -> None:
    (found,) = _all("notice.txt", TABBED_TWICE.encode())
    assert found["legal_bases"] == ["A6(1)(b)"]
    assert [each["phrase"] for each in found["data_categories"]] == ["namn", "adress"]
    assert found["retention"]["iso8601_duration"] == "P1Y"
    assert found["states"]["automated"] == "empty"


COUNTED = """Tietosuojaseloste

1. Rekisterinpitäjä
Sahanterä Oy, Sahatie 3, 99999 Puula

2. Käsittelyn tarkoitus
Tilausten toimittaminen sopimuksen perusteella.

3. Keitä rekisteri koskee
Asiakkaita.

4. Mappiin päätyvää
a) nimi
b) osoite
c) puhelinnumero

5. Säilytysaika
Kaksi vuotta toimituksesta.

6. Päivitetty
"""


def test_a_number_in_turn_makes_a_heading() -> None:
    (found,) = _all("notice.txt", COUNTED.encode())
    assert [each["phrase"] for each in found["data_categories"]] == ["nimi", "osoite", "puhelinnumero"]
    assert [each["phrase"] for each in found["data_subjects"]] == ["Asiakkaita"]
    assert found["states"]["date"] == "empty"
