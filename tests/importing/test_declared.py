"""The controller where no heading asks for it: by a sentence that says so, or by the lines of a letterhead."""

from __future__ import annotations

import pytest

from tests.importing.sample import exchanged

BODY = {
    "fi": "Miksi\nTietoja käsitellään jäsenyyden hoitamista varten.\n\nSäilytysaika\nKaksi vuotta.\n",
    "sv": "Varför\nUppgifterna används för att sköta medlemskapet.\n\nLagringstid\nTvå år.\n",
    "en": "Why\nWe use the data to run the membership.\n\nHow long\nTwo years.\n",
}
CASES = [
    (
        "en",
        "Some words first\n\nIn this notice, we means Dunmore Gallagher Architects, practising at 3 Mill Lane, Sligo, "
        "which is the controller of the data. Telephone 071 555 0100.",
        {"name": "Dunmore Gallagher Architects", "phone": "071 555 0100"},
    ),
    (
        "en",
        "A word of welcome\n\nQuay Sailing School Ltd teaches sailing. We are the data controller. Write to "
        "hello@quay.example. Our registrar answers at registrar@quay.example.",
        {"name": "Quay Sailing School Ltd", "email": "hello@quay.example"},
    ),
    (
        "sv",
        "Lite om oss\n\nBrf Segelduken 7 är personuppgiftsansvarig. Styrelsen nås på styrelsen@segelduken.example.",
        {"name": "Brf Segelduken 7"},
    ),
    (
        "sv",
        "Välkommen ombord!\n\nTeater Fyrskenet r.f.\nFO-nummer 9100132-3\nHamngatan 2, 99990 Fyrnäs\n"
        "tfn 06 555 0100\n\nVår publikchef svarar på publik@fyrskenet.example.",
        {
            "name": "Teater Fyrskenet r.f.",
            "business_id": "9100132-3",
            "address": "Hamngatan 2, 99990 Fyrnäs",
            "email": None,
        },
    ),
    (
        "fi",
        "Aluksi\n\nSorsaniemen kaupunki on näiden tietojen rekisterinpitäjä. Kirjaamo: kirjaamo@sorsa.example.",
        {"name": "Sorsaniemen kaupunki"},
    ),
    (
        "fi",
        "Aluksi\n\nMaksun välittää Maksutalo Oy, joka on itsenäinen rekisterinpitäjä.\n\n"
        "Lenkkiseura Kipinä ry on rekisterinpitäjä.",
        {"name": "Lenkkiseura Kipinä ry"},
    ),
]


@pytest.mark.parametrize(("language", "words", "told"), CASES, ids=[str(case[2]["name"]) for case in CASES])
def test_who_is_the_controller(language: str, words: str, told: dict[str, str | None]) -> None:
    found = exchanged(f"{words}\n\n{BODY[language]}")["controller"]
    assert {key: found[key] for key in told} == told
