"""What crawlers and printers do to a notice changes nothing of what it says."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.importing import clutter, read
from ropa.settings import Settings
from tests.importing.sample import NOTICE, exchanged, sections

FACTS = ("controller", "register_name", "legal_bases", "recipients", "sources", "rights", "date", "contact")


def _facts(text: str, name: str = "notice.txt") -> dict[str, Any]:
    found = exchanged(text, name)
    lists = {key: [each.get("phrase") for each in found[key]] for key in ("recipients", "sources", "data_categories")}
    return {key: found[key] for key in FACTS} | lists | {"period": found["retention"]["iso8601_duration"]}


TITLE = "TIETOSUOJASELOSTE 4.5.2023"
PLAIN = _facts(f"{TITLE}\n\n{sections()}\n")


def test_there_is_something_to_compare() -> None:
    assert PLAIN["data_categories"] == ["nimi", "osoite", "puhelinnumero", "veneen rekisterinumero"]
    assert (PLAIN["period"], len(PLAIN["recipients"]), len(PLAIN["sources"])) == ("P6Y", 2, 2)


CONTENTS = {
    "dots and pages": "Sisällys\n" + "\n".join(f"{label} ......... {n}" for n, label in enumerate(NOTICE, 1)),
    "bare": "SISÄLLYSLUETTELO\n\n" + "\n".join(NOTICE),
    "bullets": "Tällä sivulla:\n" + "\n".join(f"• {label}" for label in NOTICE),
    "spaced": "\n\n".join(NOTICE),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_table_of_contents_is_no_section(name: str) -> None:
    text = f"{TITLE}\n\n{CONTENTS[name]}\n\n{sections()}\n"
    assert _facts(text) == PLAIN
    assert "empty" not in exchanged(text)["states"].values()


def test_links_to_sections_of_a_page_are_no_sections() -> None:
    links = "".join(f'<li><a href="#s{n}">{label}</a></li>' for n, label in enumerate(NOTICE))
    sections = "".join(f"<h2>{label}</h2><p>{answer}</p>" for label, answer in NOTICE.items() if "-" not in answer[:2])
    page = f"<html><body><h1>{TITLE}</h1>{{}}{sections}</body></html>"
    assert _facts(page.format(f"<ul>{links}</ul>"), "a.html") == _facts(page.format(""), "a.html")


@pytest.mark.parametrize("head", ["Sisällys", "Tällä sivulla:", "Innehåll på sidan", "On this page"])
def test_contents_in_other_words_than_the_headings(head: str) -> None:
    names = "\n".join(("Kuka vastaa", "Säilytys", "Oikeutesi", "Luovutukset"))
    assert _facts(f"{TITLE}\n\n{head}\n{names}\n\n{sections()}\n") == PLAIN


BREAKS = {
    "page number": "\n                                                            2 (3)\n\n",
    "number in words": "\n\nSivu 2/3\n\n",
    "rule, head and number": "\nSivu {n}/3\n" + "_" * 60 + "\nSahalahden Veneveistämö Oy • www.veistamo.example\n\n",
    "dash and head": "\n- {n} -\n\nSahalahden Veneveistämö Oy\n\n",
    "menu": "\nEtusivu  |  Huolto  |  Varaosat  |  Ota yhteyttä\n" + 50 * " " + "3\n\n",
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_page_break_within_a_list_or_a_sentence(name: str) -> None:
    pages = iter(range(2, 9))
    text = f"{TITLE}\n\n{sections()}\n"
    for before, after in (("- osoite\n", "- puhelin"), ("vaatia ", "virheen"), ("varten. ", "Peruste")):
        assert before + after in text
        text = text.replace(before + after, before + "\n" + BREAKS[name].format(n=next(pages)) + after)
    assert _facts(text) == PLAIN


ROUND = {
    "above": "Siirry sisältöön    På svenska    In English\nEtusivu » Yritys » Tietosuoja\n\n{}",
    "below": "{}\n\nEtusivu | Huolto | Varaosat | Linkit\n© Veistämö   Evästeet   Palaute   Sivun alkuun\n",
    "both": "Huolto / Varaosat / Yhteystiedot / Tietosuoja\n\n{}\n\nFacebook · Instagram · YouTube\n",
}


@pytest.mark.parametrize("name", ROUND)
def test_menus_around_a_notice(name: str) -> None:
    assert _facts(ROUND[name].format(f"{TITLE}\n\n{sections()}\n")) == PLAIN


@pytest.mark.parametrize(
    ("line", "menu"),
    [
        ("Home | About us | Services | Contact", True),
        ("Hem / Butik / Öppettider / Om oss", True),
        ("Policies  >  Data protection  >  Notice for parents", True),
        ("HOME   OUR PEOPLE   CAREERS   CONTACT", True),
        ("nimi • osoite • puhelinnumero • sähköposti", False),
        ("Name | Address | Telephone number", False),
        ("Rantatie 1 | 99990 Sahalahti | puh. 06 555 0100 | info@veistamo.example", False),
        ("Customers, suppliers and/or partners", False),
        ("The register / its purpose", False),
    ],
)
def test_what_is_a_menu(line: str, menu: bool) -> None:
    assert clutter.is_menu(line) is menu


def test_lines_to_be_filled_in_are_no_rules() -> None:
    lines = ["Rekisterinpitäjä:", "_" * 60, "Osoite", "_" * 60, "", "teksti.", "", "_" * 60, "", "lisää"]
    assert clutter.furniture(lines)[0] == {7}


def test_numbers_of_a_form_are_no_page_numbers() -> None:
    assert clutter.furniture(["1", "Rekisterinpitäjä", "2", "Yhteyshenkilö"]) == (frozenset(), {})


BROKEN = {
    "hyphen": {"Käsittelyn tarkoitus ja oikeusperuste": "Käsittelyn tarkoitus ja oikeus-\nperuste"},
    "capitals": {
        "Rekisterin tietosisältö": "4. REKISTERIN TIETO-\nSISÄLTÖ:",
        "Tietojen luovutukset": "6. SÄÄNNÖNMUKAISET\nTIETOJEN LUOVUTUKSET:",
        "Käsittelyn tarkoitus ja oikeusperuste": "3. TARKOITUS JA OIKEUS-\nPERUSTE:",
    },
    "joint": {"Käsittelyn tarkoitus ja oikeusperuste": "Tarkoitus ja\nOikeusperuste"},
    "three rows": {"Tietojen luovutukset": "Säännönmukaiset\ntietojen\nluovutukset"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_labels_broken_over_rows(name: str) -> None:
    def rows(labels: dict[str, str]) -> str:
        return "\n".join(f"{labels.get(label, label)}\t{answer}" for label, answer in NOTICE.items())

    assert _facts(f"{TITLE}\n\n{rows(BROKEN[name])}\n") == _facts(f"{TITLE}\n\n{rows({})}\n") == PLAIN


def _paragraphs(led: str) -> str:
    return "".join(
        f"<p>{led.format(label=label)} {answer}</p>" if answer[:2] != "- " else _list(led.format(label=label), answer)
        for label, answer in NOTICE.items()
    )


def _list(label: str, answer: str) -> str:
    return f"<p>{label}</p><ul>{''.join(f'<li>{each[2:]}</li>' for each in answer.splitlines())}</ul>"


PAGE = "<html><body>{above}<div class='content'><h1>" + TITLE + "</h1>{notice}</div>{below}</body></html>"
HEADED = "".join(_list(f"<h2>{k}</h2>", v) if v[:2] == "- " else f"<h2>{k}</h2><p>{v}</p>" for k, v in NOTICE.items())
LEADS = (
    "<strong>{label}:</strong>",
    "<b>{label}</b>:",
    "<b>{label}</b><br>",
    "<strong>{label}.</strong>",
    "<span><b>{label}</b></span>",
)


@pytest.mark.parametrize("led", LEADS)
def test_labels_in_bold_at_the_beginning_of_a_paragraph(led: str) -> None:
    page = PAGE.format(above="", notice=_paragraphs(led), below="")
    assert _facts(page, "a.html") == PLAIN


@pytest.mark.parametrize("led", ["**{label}:** ", "**{label}**: ", "__{label}__ "])
def test_labels_in_bold_in_markdown(led: str) -> None:
    lines = [
        led.format(label=label) + ("\n\n" if answer[:2] == "- " else "") + answer for label, answer in NOTICE.items()
    ]
    assert _facts(f"# {TITLE}\n\n" + "\n\n".join(lines), "a.md") == PLAIN


AROUND = {
    "footer": "<footer><h4>Asiakaspalvelu</h4><p>Palautukset 14 vrk, puh. 09 555 0999, tuki@muu.example</p></footer>",
    "sidebar": '<div class="site-sidebar widget-area"><h3>Suosituimmat</h3><p>Sähköposti, nimi ja osoite</p></div>',
    "banner": '<div id="cookie-banner">Käytämme evästeitä ja keräämme IP-osoitteen. <button>OK</button></div>',
    "crumbs": '<ol class="breadcrumb"><li>Etusivu</li><li>Yritys</li><li>Tietosuoja</li></ol>',
    "related": "<section class='related-posts'><h3>Lue myös</h3><ul><li>Veneen terveystiedot</li></ul></section>",
    "menu": '<div class="top"><a>Huolto</a> | <a>Varaosat</a> | <a>Varastot</a> | <a>Ota yhteyttä</a></div>',
}


@pytest.mark.parametrize("name", AROUND)
def test_what_goes_round_a_page_is_not_read(name: str) -> None:
    assert _facts(PAGE.format(above="", notice=HEADED, below=AROUND[name]), "a.html") == PLAIN
    assert _facts(PAGE.format(above=AROUND[name], notice=HEADED, below=""), "a.html") == PLAIN


@pytest.mark.parametrize("tag", ["footer", "aside", 'div class="footer-page"', 'section id="sidebar"'])
def test_a_notice_that_stands_in_the_footer_is_read(tag: str) -> None:
    page = f"<html><body><p>Etusivu</p><{tag}><h1>{TITLE}</h1>{HEADED}</{tag.split()[0]}></body></html>"
    assert _facts(page, "a.html") == PLAIN


@pytest.mark.parametrize(
    "foot",
    [
        "<footer>© Sahalahden Veneveistämö Oy · Y-tunnus 9100132-3 · Rantatie 1</footer>",
        "<div class='footer'><p>Sahalahden Veneveistämö Oy</p><p>Y-tunnus: 9100132-3</p></div>",
        "<p>Sahalahden Veneveistämö Oy, y-tunnus 9100132-3</p>",
    ],
)
def test_a_business_id_at_the_foot_of_the_page(foot: str) -> None:
    notice = HEADED.replace("Y-tunnus 9100132-3, ", "")
    assert "9100132" not in notice
    assert _facts(PAGE.format(above="", notice=notice, below=foot), "a.html") == PLAIN


@pytest.mark.parametrize("block", ["<dd>{}</dd>", "<p>{}</p>", "<div>{}</div>"])
def test_a_list_of_blocks_without_list_tags(block: str) -> None:
    items = "".join(block.format(each[2:]) for each in NOTICE["Rekisterin tietosisältö"].splitlines())
    start, end = HEADED.index("<ul>"), HEADED.index("</ul>") + 5
    assert _facts(PAGE.format(above="", notice=HEADED[:start] + items + HEADED[end:], below=""), "a.html") == PLAIN


@pytest.mark.parametrize(
    ("date", "decoy"),
    [
        ("Laadittu 3.2.2021", "Sivua muokattu 9.9.2023"),
        ("Päivitetty 3.2.2021", "Tulostettu 9.9.2023"),
        ("Laatimispäivä 3.2.2021", "Verkkosivusto päivitetty 9.9.2023"),
    ],
)
def test_the_day_a_page_was_touched_is_not_the_day_of_the_notice(date: str, decoy: str) -> None:
    assert exchanged(f"TIETOSUOJASELOSTE\n{date}\n\n{sections()}\n\n{decoy}\n")["date"] == "2021-02-03"


SECTIONS = {
    "h2": "<h1>Tietosuoja meillä</h1>{}",
    "h3": "<h2>Tietosuoja meillä</h2>{}",
}


@pytest.mark.parametrize("level", SECTIONS)
def test_headings_nobody_knows_below_the_title_open_sections(level: str) -> None:
    sections = {
        "Kuka täällä veistää?": "Rekisterinpitäjä on Sahalahden Veneveistämö Oy, Rantatie 1, 99990 Sahalahti. "
        "Tavoitat meidät osoitteesta moi@veistamo.example.",
        "Lastuja lattialla": "<ul><li>nimesi</li><li>osoitteesi</li><li>puhelinnumerosi</li></ul>",
        "Purkitus ja pentteri": "Säilytämme tietoja kolme vuotta.",
        "Keille kuiskaamme": "Emme myy tietojasi. Saatamme kuitenkin jakaa niitä yhteistyökumppaneille.",
    }
    page = "".join(f"<{level}>{label}</{level}><div>{text}</div>" for label, text in sections.items())
    found = exchanged(f"<html>{SECTIONS[level].format(page)}</html>", "a.html")
    assert found["controller"]["email"] == "moi@veistamo.example"
    assert [each["phrase"] for each in found["data_categories"]] == ["nimesi", "osoitteesi", "puhelinnumerosi"]
    assert found["states"].keys() >= {"content", "retention", "recipients"}


def test_prose_in_a_narrow_column_is_one_paragraph() -> None:
    lines = (
        "Our bookings are kept on a platform that is operated by Harbour Systems Inc. in the United\n"
        "States. It is our processor."
    )
    wide = "We keep personal data for as long as " + "the law asks us to keep them and then we delete all of them " * 2
    text = f"PRIVACY NOTICE\n\nPurpose\n{wide}\n\nController\nHull Ltd\n\nTransfers\n{lines}\n\nRetention\n{wide}\n"
    assert [each["country_iso2"] for each in exchanged(text)["transfers"]] == ["US"]


def test_a_business_id_in_the_running_head() -> None:
    head = "\nSivu {}/3\nSahalahden Veneveistämö Oy • Y-tunnus 9100132-3\n\n"
    text = f"{TITLE}\n\n{sections()}\n".replace("Y-tunnus 9100132-3, ", "")
    for page, place in enumerate(("- puhelin", "- veneen", "Tietolähteet"), 1):
        text = text.replace(place, head.format(page) + place)
    assert _facts(text) == PLAIN


def test_the_head_of_one_later_page_and_a_line_of_an_answer_are_no_source() -> None:
    lines = [
        "Dataskyddsbeskrivning\tSida 1 av 2",
        "Registeransvarig\tBrygghamnen Ab",
        "Registrets namn\tKundregister",
        "Ändamål\tUthyrning av båtplatser.",
        "Källor\tBåtägaren själv.",
        "",
        "Brygghamnen Ab\tSida 2 av 2",
        "",
        "Rätt till insyn\tBegäran ska vara skriftlig och",
        "\tlämnas till hamnkontoret.",
        "Rätt att kräva rättelse\tVi rättar fel genast.",
    ]
    (reading,) = read("notice.txt", "\n".join(lines).encode(), Settings()).readings
    (told,) = [each for each in reading.record.activities if each.iri == "activity/main"]
    assert [str(each.descriptions[0]) for each in told.sources] == ["Båtägaren själv"]
    asked = next(str(section.text) for section in reading.notice.sections if str(section.key) == "access")
    assert asked == "Begäran ska vara skriftlig och lämnas till hamnkontoret."


def test_the_controller_is_no_third_party_to_itself() -> None:
    rows = ("Registeransvarig\tBrygghamnen Ab", "Registrets namn\tKunder", "Källor\tBåtägaren, Brygghamnen Ab")
    lines = [*rows, "Mottagare\tInga."]
    found = exchanged("\n".join(lines))
    assert [each["phrase"] for each in found["sources"]] == ["Båtägaren"]
