"""What single sentences and lists mean where they were once misread."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.sample import NOTICE, exchanged


def _section(key: str, label: str, answer: str) -> Any:
    notice = {**{each: said for each, said in NOTICE.items() if each != label}, label: answer}
    return exchanged("TIETOSUOJASELOSTE\n\n" + "\n\n".join(f"{k}\n{v}" for k, v in notice.items()))[key]


def _english(told: dict[str, str]) -> str:
    notice = {"Controller": "Quay Ltd", "Purpose": "The data are used for the sale of boats", "Retention": "1 year"}
    return "PRIVACY NOTICE\n\n" + "\n\n".join(f"{label}\n{answer}" for label, answer in {**notice, **told}.items())


@pytest.mark.parametrize(
    ("said", "countries"), [("operated for us by Hull Ltd", []), ("kept in the US by Hull Inc.", ["US"])]
)
def test_us_is_a_country_in_capitals_only(said: str, countries: list[str]) -> None:
    text = _english({"Transfers": f"The data are {said}"})
    assert [each["country_iso2"] for each in exchanged(text)["transfers"]] == countries


def test_words_before_a_colon_only_ask_for_the_role() -> None:
    text = "Rekisteriasioista vastaava henkilö: toimistosihteeri, puh. 06 555 0111"
    notice = {
        "Rekisterinpitäjä": NOTICE["Rekisterinpitäjä"],
        "Yhteyshenkilö": text,
        "Rekisterin nimi": "Asiakasrekisteri",
    }
    found = exchanged("TIETOSUOJASELOSTE\n\n" + "\n\n".join(f"{k}\n{v}" for k, v in notice.items()))
    assert found["contact"]["role"] == "toimistosihteeri"


def test_room_for_a_name_is_no_recipient() -> None:
    found = _section("recipients", "Tietojen luovutukset", "Perintätoimisto, [LISÄÄ KULJETUSYRITYS]")
    assert [each["phrase"] for each in found] == ["Perintätoimisto"]


def test_a_sentence_on_data_listed_before_lists_nothing() -> None:
    said = "Nimi, osoite, henkilötunnus. Henkilötunnuksella yksilöidään maksaja perinnässä."
    found = _section("data_categories", "Rekisterin tietosisältö", said)
    assert [each["phrase"] for each in found] == ["Nimi", "osoite", "henkilötunnus"]


@pytest.mark.parametrize(
    ("said", "phrases"),
    [
        ("names and aliases; postal and electronic addresses; dates of birth; and, in some matters, bank details.", 4),
        ("names; telephone numbers; and e-mail addresses.", 3),
        ("names, addresses; telephone numbers, e-mail addresses; bank details, dates of birth.", 6),
    ],
)
def test_members_parted_by_semicolons(said: str, phrases: int) -> None:
    text = _english({"Categories of data": f"The data comprise: {said}"})
    assert len(exchanged(text)["data_categories"]) == phrases


@pytest.mark.parametrize("address", ["Chapel Hill, Kilmore, Co. Laois", "Main Street, Ballyduff, Co. Cork"])
def test_addresses_of_a_county(address: str) -> None:
    text = _english({"Controller": f"Quay Ltd, {address}. Tel. 057 555 0100"})
    assert exchanged(text)["controller"]["address"] == address


@pytest.mark.parametrize(
    "address",
    [
        "Isotie 1950 A, 99990 Aapa",
        "Isotie 2010, FI-00150 Helsinki",
        "Isotie 2010 B 12, 00150 Helsinki",
        "Storvägen 1985, AX-22100 Mariehamn",
        "Isotie 1950, Aapa",
        "Koivula 1950 A 3, 99990 Aapa",
    ],
)
def test_a_house_may_have_the_number_of_a_year(address: str) -> None:
    text = _english({"Controller": f"Quay Ltd, {address}. Tel. 057 555 0100"})
    assert exchanged(text)["controller"]["address"] == address


@pytest.mark.parametrize(
    "said", ["Founded in March 2021, Helsinki.", "Perustettu 2010, Aapa.", "Se Personuppgiftslag 1999, Vasa."]
)
def test_a_year_is_no_house(said: str) -> None:
    assert exchanged(_english({"Controller": f"Quay Ltd. {said}"}))["controller"]["address"] is None
