"""The same told in further ways: our own sentences in three languages, each with what must be read of it."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.importing.phrases import languages
from tests.importing.sample import AROUND, exchanged

WHENCE = {"fi": "Mistä tiedot saadaan", "sv": "Varifrån uppgifterna kommer", "en": "Where it comes from"}
WHO = {"fi": "Tietojen vastaanottajat", "sv": "Mottagare", "en": "Who gets it"}
WHY = {"fi": "Käsittelyn tarkoitus", "sv": "Ändamål", "en": "Purpose"}
HOW_LONG = {"fi": "Säilytysaika", "sv": "Förvaringstid", "en": "How long"}
SAFE = {"fi": "Tietojen suojaus", "sv": "Skydd", "en": "Security"}
WHAT = {"fi": "Mitä tietoja keräämme", "sv": "Känsliga uppgifter", "en": "Special category data"}

SOURCES = [
    (
        "sv",
        "Från dig när du bokar, från kortläsaren i dörren och, när det gäller barn, från skolans sekreterare.",
        ["dig", "kortläsaren i dörren", "skolans sekreterare"],
    ),
    (
        "sv",
        "Ansökan från sökanden; resultaten får vi från förbundet. Domarna lämnar rapporter.",
        ["sökanden", "förbundet", "Domarna"],
    ),
    (
        "sv",
        "Kunden själv i samband med beställningen, offentliga källor såsom handelsregistret och Posten.",
        ["Kunden själv", "offentliga källor såsom handelsregistret och Posten"],
    ),
    (
        "fi",
        "Tilaaja täyttää lomakkeen. Joskus ensimmäisen soiton tekee isännöitsijä tai naapuri.",
        ["Tilaaja", "isännöitsijä", "naapuri"],
    ),
    (
        "fi",
        "Lähes kaiken kuulemme sinulta itseltäsi, ja joskus numeron antaa kalastusseura.",
        ["sinulta itseltäsi", "kalastusseura"],
    ),
    ("fi", "Caverion antaa tiedot.", ["Caverion"]),
    ("fi", "Verizon toimittaa yhteystiedot.", ["Verizon"]),
    ("fi", "Insinööritoimisto Berglin antaa tiedot.", ["Insinööritoimisto Berglin"]),
    ("fi", "Osoitteen ilmoittaa Postin osoitetietojärjestelmä.", ["Postin osoitetietojärjestelmä"]),
    ("fi", "Tiedot antaa huoltaja lapsen puolesta tai jäsen itse.", ["huoltaja"]),
    (
        "en",
        "From the payment provider comes the information that the fee is paid. Schools send us lists of pupils.",
        ["payment provider", "Schools"],
    ),
    ("en", "Most comes from you. We also use public sources such as the electoral roll.", ["you", "public sources"]),
]
RECIPIENTS = [
    (
        "sv",
        "Vid olyckor som gäller andras båtar lämnas uppgifterna till försäkringsbolaget.",
        ["försäkringsbolaget"],
    ),
    ("sv", "Sjöbevakningen och räddningsverket, om en båt saknas.", ["Sjöbevakningen", "räddningsverket"]),
    ("sv", "Förbundet för seglare i Norden, revisorn.", ["Förbundet för seglare i Norden", "revisorn"]),
    ("fi", "Tietoja luovutetaan pankille maksajan luvalla ja verottajalle.", ["pankille", "verottajalle"]),
    (
        "en",
        "- Your own club sees the results.\n- The coastguard, if somebody is missing.",
        ["Your own club", "coastguard"],
    ),
    ("en", "If your employer pays, your employer can see how often you come.", ["your employer"]),
]
PROCESSORS = [
    ("fi", "- Postikyyhky (Irlanti): uutiskirje\n- Maksukone (Ruotsi): maksut", ["Postikyyhky", "Maksukone"]),
    ("sv", "- Brevduvan (Irland): nyhetsbrev\n- Betalkvarn (Sverige): avgifter", ["Brevduvan", "Betalkvarn"]),
    ("en", "- PostPigeon (United Kingdom), newsletter\n- BookKeep (Ireland), invoices", ["PostPigeon", "BookKeep"]),
]
BASES = [
    (
        "fi",
        "Tietoja käsitellään asiakkaan kanssa solmitun sopimuksen täyttämiseksi. Kuittien osalta meitä velvoittaa "
        "kirjanpitolaki.",
        ["A6(1)(b)", "A6(1)(c)"],
    ),
    ("fi", "Muilta osin yhtiö vetoaa oikeutettuun etuunsa.", ["A6(1)(f)"]),
    ("sv", "Kvittona måste vi spara för att bokföringslagen säger det.", ["A6(1)(c)"]),
    ("sv", "Annars hänvisar bolaget till sitt berättigade intresse.", ["A6(1)(f)"]),
    (
        "en",
        "Your stay is a contract. The invoices we must keep because the Accounting Act says so.",
        ["A6(1)(b)", "A6(1)(c)"],
    ),
]
PERIODS = [
    ("fi", "Tiedot poistetaan, kun viimeisestä huollosta on kulunut 24 kuukautta.", "P24M", "viimeisestä huollosta"),
    ("fi", "Kortti poistetaan 12 kuukauden päästä viimeisestä käynnistäsi.", "P12M", "viimeisestä käynnistäsi"),
    ("sv", "Resehistorik sparas i 18 månader från resan.", "P18M", "resan"),
    ("sv", "Korten förstörs när två år har gått från besöket.", "P2Y", "besöket"),
    ("en", "Recordings are wiped no later than three months after the interview.", "P3M", "after the interview"),
]
MACHINES = [
    ("fi", "Kaappi on lukossa. Mikään kone ei tee sinua koskevia päätöksiä."),
    ("sv", "Pärmen är låst. Inga datorer bestämmer något om dig."),
    ("en", "The safe is locked. No decision about you is made by a machine."),
]
SENSITIVE = [
    (
        "fi",
        "Ennen leiriä kysymme allergioista ja lääkkeistä. Tämä perustuu nimenomaiseen suostumukseen (9 artiklan 2 "
        "kohdan a alakohta).",
    ),
    ("sv", "Inför resor frågar vi om allergier och mediciner. Det sker med uttryckligt samtycke (artikel 9.2 a)."),
    (
        "en",
        "Before a trip we ask about allergies, medication and diet. This rests on your explicit consent (Article "
        "9(2)(a)).",
    ),
]


def _read(language: str, label: str, text: str) -> dict[str, Any]:
    return exchanged(f"{AROUND[language]}\n\n1. {label}\n{text}\n")


def test_all_languages_have_cases() -> None:
    for cases in (SOURCES, RECIPIENTS, PROCESSORS, BASES, PERIODS, MACHINES, SENSITIVE):
        assert {case[0] for case in cases} == set(languages())


@pytest.mark.parametrize(("language", "text", "wanted"), SOURCES)
def test_whence(language: str, text: str, wanted: list[str]) -> None:
    assert [each["phrase"] for each in _read(language, WHENCE[language], text)["sources"]] == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), RECIPIENTS)
def test_who_gets_it(language: str, text: str, wanted: list[str]) -> None:
    assert [each["phrase"] for each in _read(language, WHO[language], text)["recipients"]] == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), PROCESSORS)
def test_a_name_with_a_country_processes(language: str, text: str, wanted: list[str]) -> None:
    found = _read(language, WHO[language], text)
    assert [each["name"] for each in found["processors"]] == wanted
    assert found["recipients"] == []


@pytest.mark.parametrize(("language", "text", "wanted"), BASES)
def test_on_what_basis(language: str, text: str, wanted: list[str]) -> None:
    assert _read(language, WHY[language], text)["legal_bases"] == wanted


@pytest.mark.parametrize(("language", "text", "period", "event"), PERIODS)
def test_from_when(language: str, text: str, period: str, event: str) -> None:
    found = _read(language, HOW_LONG[language], text)["retention"]
    assert found["iso8601_duration"] == period
    assert event in found["from_event"]


@pytest.mark.parametrize(("language", "text"), MACHINES)
def test_a_denial_beside_other_things(language: str, text: str) -> None:
    assert _read(language, SAFE[language], text)["automated_decision"] is False


@pytest.mark.parametrize(("language", "text"), SENSITIVE)
def test_a_basis_is_no_data(language: str, text: str) -> None:
    found = _read(language, WHAT[language], text)
    assert [each["dpv_pd"] for each in found["data_categories"]][:2] == ["Health", "Prescription"]
    assert not any("9" in each["phrase"] or "consent" in each["phrase"] for each in found["data_categories"])
    assert len(found["data_categories"]) <= 3
    assert found["special_categories"] is True


WRAPPED = """Privacy notice

1. Complaints
If we have not settled the matter between us you may turn to the
Data Protection Commission, which hears every complaint it is sent.

2. Basis
A berth that suits your needs is kept for you on your consent (Article
6(1)(a)), and only for the crossing.

3. Availability of this notice
Our crew reads the notice aloud as long as necessary.

4. Cookies
Only the one that keeps you logged in. {{COOKIE_LIST}}
"""


def test_a_row_of_running_text_is_no_heading() -> None:
    found = exchanged(WRAPPED)
    assert found["states"]["complaint"] == "stated"
    assert found["supervisory_authority"] == "Data Protection Commission"
    assert found["legal_bases"] == ["A6(1)(a)"]
    assert "consent" not in found["states"]


def test_fields_of_a_template_are_left_in() -> None:
    found = exchanged(WRAPPED)
    assert found["retention"]["text"] is None
    assert found["states"]["changes"] == "stated"
    assert not any("COOKIE_LIST" in each["phrase"] for each in found["data_categories"])


CONTROLLERS = [
    (
        "fi",
        "Rekisterinpitäjä",
        "Rekisterinpitäjänä toimii Sorsalan Kyläyhdistys, Rantatie 1, 99990 Sorsala, puh. 06 555 0100.",
        "Sorsalan Kyläyhdistys",
    ),
    (
        "sv",
        "Personuppgiftsansvarig",
        "Personuppgiftsansvarig för registret är Havsviks Hembygdsgille, Byvägen 4, 65100 Vasa, tfn 06 555 0100.",
        "Havsviks Hembygdsgille",
    ),
    (
        "en",
        "Controller",
        "The controller for this survey is the University of Westing, Mill Road, Westing, Co. Clare.",
        "University of Westing",
    ),
]


@pytest.mark.parametrize(("language", "label", "text", "name"), CONTROLLERS)
def test_a_controller_of_any_form_behind_the_verb(language: str, label: str, text: str, name: str) -> None:
    controller = _read(language, label, text)["controller"]
    assert controller["name"] == name
    assert controller["address"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Voit pyytää meitä unohtamaan sinut. Voit pyytää meitä korjaamaan virheen."),
        ("sv", "Du kan be oss glömma dig. Du kan be oss rätta fel."),
        ("en", "You may ask us to forget you. You may ask us to correct mistakes."),
    ],
)
def test_to_be_forgotten(language: str, text: str) -> None:
    label = {"fi": "Oikeutesi", "sv": "Dina rättigheter", "en": "Your rights"}[language]
    assert _read(language, label, text)["rights"] == ["A16", "A17"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The data may be handled also outside the EU. We use the standard contractual clauses.", [None]),
        ("en", "Nothing is handled or kept outside the EEA.", []),
        ("sv", "Bilderna ligger hos en leverantör i landet, och ingenting skickas utanför EU och EES.", []),
    ],
)
def test_beyond_the_union(language: str, text: str, told: list[None]) -> None:
    assert [each["country_iso2"] for each in _read(language, "Outside the EU", text)["transfers"]] == told
