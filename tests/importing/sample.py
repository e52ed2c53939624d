"""A notice of ours in its sections, and the exchange form of any text."""

from __future__ import annotations

from typing import Any

from ropa.importing import exchange, read
from ropa.settings import Settings

NOTICE = {
    "Rekisterinpitäjä": "Sahalahden Veneveistämö Oy, Y-tunnus 9100132-3, Rantatie 1, 99990 Sahalahti, "
    "puh. 06 555 0100, info@veistamo.example",
    "Rekisterin nimi": "Asiakasrekisteri",
    "Käsittelyn tarkoitus ja oikeusperuste": "Tietoja käsitellään veneiden huoltoa varten. "
    "Peruste on sopimus asiakkaan kanssa.",
    "Rekisterin tietosisältö": "- nimi\n- osoite\n- puhelinnumero\n- veneen rekisterinumero",
    "Tietolähteet": "Asiakas itse ja Liikenne- ja viestintävirasto.",
    "Tietojen luovutukset": "Tietoja luovutetaan perintätoimistolle ja vakuutusyhtiölle.",
    "Säilytysaika": "Tiedot säilytetään kuusi vuotta tilikauden päättymisestä.",
    "Rekisteröidyn oikeudet": "Rekisteröity voi tarkastaa tietonsa ja vaatia virheen oikaisemista.",
}


def sections() -> str:
    """The sections as headings over paragraphs."""
    return "\n\n".join(f"{label}\n{answer}" for label, answer in NOTICE.items())


def exchanged(text: str, name: str = "notice.txt") -> dict[str, Any]:
    """What is read of a text that tells of one register."""
    (reading,) = read(name, text.encode(), Settings()).readings
    return exchange.write(reading)
