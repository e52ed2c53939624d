"""What stands in the corners of a notice: its day, a date mask nobody filled in, and who is no public authority."""

from __future__ import annotations

import pytest

from ropa.importing import read
from ropa.model import Reading
from ropa.namespaces import expand
from ropa.settings import Settings
from tests.importing.sample import AROUND, exchanged

BODY = (
    "\n\n1 REKISTERINPITÄJÄ\n{who}\nRantatie 1, 99990 Aapasalo\n\n2 REKISTERIN NIMI\nJäsenluettelo\n\n"
    "3 KÄSITTELYN TARKOITUS\nLuettelon pitäminen.\n\n4 SÄILYTYSAIKA\nKymmenen vuotta.\n"
)


def _reading(text: str, name: str) -> Reading:
    (reading,) = read(name, text.encode(), Settings()).readings
    return reading


@pytest.mark.parametrize(
    "head",
    [
        "REKISTERISELOSTE\nHenkilötietolaki (523/1999) 10 §                  Laadittu 12.5.2014",
        "REKISTERISELOSTE\nHenkilötietolaki (523/1999) 10 §\nLaadittu 12.5.2014",
        "REKISTERISELOSTE, laadittu 12.5.2014",
    ],
)
def test_the_day_stands_beside_the_law_of_the_form(head: str) -> None:
    assert exchanged(head + BODY.format(who="Aapasalon Veneilijät ry"), "a.fi.txt")["date"] == "2014-05-12"


@pytest.mark.parametrize(
    ("language", "said"),
    [("fi", "Päivitetty 30.2.2023"), ("sv", "Uppdaterad 30.2.2023"), ("en", "Updated 30.2.2023")],
)
def test_a_day_that_no_calendar_has_is_kept_from_a_tables_head(language: str, said: str) -> None:
    label, answer = {
        "fi": ("Rekisterinpitäjä", "Aapasalon Veneilijät ry"),
        "sv": ("Personuppgiftsansvarig", "Aapasalon Veneilijät ry"),
        "en": ("Controller", "Aapasalo Boating Ltd"),
    }[language]
    page = (
        f"<h1>Aapasalo</h1><table><tr><th colspan=2>{said}</th></tr><tr><td>{label}</td><td>{answer}</td></tr></table>"
    )
    notice = _reading(f"<html lang={language}><body>{page}<p>{AROUND[language]}</p></body></html>", "a.html").notice
    assert notice and notice.raw_date and notice.raw_date.value == "30.2.2023"


@pytest.mark.parametrize(
    ("language", "label", "mask"),
    [
        ("fi", "Päivitetty", "[pp.kk.vvvv]"),
        ("sv", "Uppdaterad", "[dd.mm.åååå]"),
        ("en", "Updated", "[dd/mm/yyyy]"),
        ("en", "Updated", "[yyyy-mm-dd]"),
    ],
)
def test_a_date_mask_is_template_text(language: str, label: str, mask: str) -> None:
    notice = _reading(
        f"<h1>Aapa</h1><p>{AROUND[language]}</p><dl><dt>{label}</dt><dd>{mask}</dd></dl>", f"a.{language}.html"
    ).notice
    assert notice and mask in [text.value for section in notice.sections for text in section.placeholders]


@pytest.mark.parametrize(
    ("who", "public"),
    [
        ("Aapasalon yksityistien tiekunta", False),
        ("Aapajärven osakaskunta", False),
        ("Aapasalon kalastuskunta", False),
        ("Aapasalon kunta", True),
    ],
)
def test_not_every_kunta_is_a_municipality(who: str, public: bool) -> None:
    reading = _reading("REKISTERISELOSTE" + BODY.format(who=who), "a.fi.txt")
    kinds = [kind for party in reading.parties for kind in party.kinds]
    assert (expand("dpv:GovernmentalOrganisation") in kinds) is public
