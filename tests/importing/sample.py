"""A notice of ours in its sections, and the exchange form of any text."""

from __future__ import annotations

from typing import Any

from ropa.importing import exchange, read
from ropa.model import Reading
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


AROUND = {
    "fi": "Tämä seloste kertoo, miten yhtiö käsittelee henkilötietoja ja mitä ne ovat.",
    "sv": "Den här beskrivningen berättar hur bolaget behandlar personuppgifter och vad de är.",
    "en": "This notice tells you how the company processes personal data and what they are.",
}


def read_sections(language: str, sections: dict[str, str]) -> Reading:
    """What is read of numbered sections below a sentence that tells the language."""
    body = "\n\n".join(f"{number}. {label}\n{text}" for number, (label, text) in enumerate(sections.items(), 1))
    return read("notice.txt", f"{AROUND[language]}\n\n{body}\n".encode(), Settings()).readings[0]
