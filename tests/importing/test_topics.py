"""Headings within a section, one for each activity: what stands under one of them is of that one alone."""

from __future__ import annotations

import pytest

from ropa.importing import read
from ropa.model import Record
from ropa.settings import Settings
from tests.importing.sample import AROUND, exchanged

TOLD = {
    "fi": (
        "Tietojen vastaanottajat",
        ("Kesäleirit", "Luovutamme tietoja seuraavalle vastaanottajalle: Leirikeskus (yritys). "
         "Luovutettavat tiedot: nimi ja ruokavalio. Tiedot koskevat lapsia."),
        ("Palkanmaksu", "Emme luovuta tietoja ulkopuolisille. Meillä tietoihin on pääsy seuraavilla: "
         "Toiminnanjohtaja."),
        "Leirikeskus (yritys)", "Toiminnanjohtaja",
    ),
    "sv": (
        "Mottagare av uppgifter",
        ("Sommarläger", "Vi lämnar ut uppgifter till följande mottagare: Lägergården (företag). "
         "Uppgifter som lämnas ut: namn och kost. Uppgifterna gäller barn."),
        ("Löneutbetalning", "Vi lämnar inte ut uppgifter till utomstående. "
         "Hos oss har följande tillgång till uppgifterna: Verksamhetsledaren."),
        "Lägergården (företag)", "Verksamhetsledaren",
    ),
    "en": (
        "Recipients of data",
        ("Summer camps", "We disclose data to the following recipients: Camp centre (company). "
         "Data that we disclose: name and diet. The data concern children."),
        ("Payroll", "We do not disclose data to outsiders. "
         "The following of our people have access to the data: Executive director."),
        "Camp centre (company)", "Executive director",
    ),
}  # fmt: skip
KEPT = {
    "fi": ("Säilytysaika", "Säilytämme tiedot kaksi vuotta tietojen keräämisestä.",
           "Säilytämme tiedot kuukauden ajan tietojen keräämisestä."),
    "sv": ("Lagringstid", "Vi sparar uppgifterna i två år efter att uppgifterna samlades in.",
           "Vi sparar uppgifterna i en månad efter att uppgifterna samlades in."),
    "en": ("Storage period", "We keep the data for two years from the collection of the data.",
           "We keep the data for one month from the collection of the data."),
}  # fmt: skip

LISTED = {
    "fi": ("Käsittelyn tarkoitus", "Henkilötiedot", "Tietolähteet", "Hoidamme tehtävän.", "Nimi ja osoite.",
           "Saamme tiedot rekisteröidyltä itseltään."),
    "sv": ("Ändamål", "Personuppgifter", "Informationskällor", "Vi sköter uppgiften.", "Namn och adress.",
           "Vi får uppgifterna av den registrerade själv."),
    "en": ("Purpose of processing", "Personal data", "Sources of data", "We do the work.", "Name and address.",
           "We obtain the data from the data subject."),
}  # fmt: skip
OFFICERS = {
    "fi": ("Rekisterinpitäjä", "Yhteisrekisterinpitäjät ovat {} ja {}.", "Tietosuojavastaava"),
    "sv": ("Personuppgiftsansvarig", "Gemensamt personuppgiftsansvariga är {} och {}.", "Dataskyddsombud"),
    "en": ("Controller", "The joint controllers are {} and {}.", "Data protection officer"),
}


def _page(language: str, *sections: tuple[str, tuple[tuple[str, str], ...]]) -> str:
    inner = "".join(
        f"<h2>{label}</h2>" + "".join((f"<h3>{topic}</h3>" if topic else "") + f"<p>{text}</p>" for topic, text in told)
        for label, told in sections
    )
    return f"<html lang={language}><body><h1>Aapa ry</h1><p>{AROUND[language]}</p>{inner}</body></html>"


def _record(language: str, *sections: tuple[str, tuple[tuple[str, str], ...]]) -> Record:
    (reading,) = read(f"notice.{language}.html", _page(language, *sections).encode(), Settings()).readings
    return reading.record


@pytest.mark.parametrize("language", TOLD)
def test_no_heading_is_a_recipient_and_a_denial_is_of_its_own_topic(language: str) -> None:
    label, camps, payroll, who, own = TOLD[language]
    found = exchanged(_page(language, (label, (camps, payroll))), f"notice.{language}.html")
    assert [each["phrase"] for each in found["recipients"]] == [who, own]
    assert not _record(language, (label, (camps, payroll))).disclosure_denied
    assert _record(language, (label, (payroll,))).disclosure_denied


@pytest.mark.parametrize("language", TOLD)
def test_a_heading_that_returns_in_several_sections_is_told_among_the_purposes_alone(language: str) -> None:
    label, camps, payroll, *_ = TOLD[language]
    purpose, kinds, sources, told, data, origin = LISTED[language]
    sections = [
        (purpose, ((camps[0], told), (payroll[0], told))),
        (kinds, ((camps[0], data), (payroll[0], data))),
        (sources, ((camps[0], origin), (payroll[0], origin))),
        (label, (camps, payroll)),
    ]
    found = exchanged(_page(language, *sections), f"notice.{language}.html")
    for field in ("data_categories", "sources", "recipients"):
        phrases = [each["phrase"] for each in found[field]]
        assert phrases and not {camps[0], payroll[0]} & set(phrases), phrases


@pytest.mark.parametrize("language", KEPT)
def test_a_period_under_one_of_several_headings_is_told_with_it(language: str) -> None:
    label, one, other = KEPT[language]
    camps, payroll = TOLD[language][1][0], TOLD[language][2][0]

    def told(*topics: str) -> list[str]:
        record = _record(language, (label, tuple(zip(topics, (one, other), strict=False))))
        return [text.value for a in record.activities for rule in a.retention for text in rule.as_written]

    assert told(camps, payroll) == [f"{camps}: {one}", f"{payroll}: {other}"]
    assert told("", "") == [one, other]
    assert told(camps) == [one]


@pytest.mark.parametrize("language", OFFICERS)
def test_each_controller_has_the_officer_that_is_named_with_it(language: str) -> None:
    controllers, both, officer = OFFICERS[language]
    names = {"Aapasalon kunta": "9100132-3", "Lehtorannan kaupunki": "9000051-3"}
    parties = [(name, f"{code}, Rantatie 1, 99990 Aapasalo") for name, code in names.items()]
    mails = [("", f"{name}: tietosuoja@{name[:4].lower()}.example") for name in names]
    page = _page(language, (controllers, (("", both.format(*names)), *parties)), (officer, tuple(mails)))
    (reading,) = read(f"notice.{language}.html", page.replace("Aapa ry", "Aapa").encode(), Settings()).readings
    found = {
        text.value: [mail for each in party.data_protection_officers for mail in each.emails]
        for party in reading.parties
        for text in party.names
    }
    assert found == {name: [f"mailto:tietosuoja@{name[:4].lower()}.example"] for name in names}


PLAIN = [
    ("en", "We disclose the data to the tax authority.", ["tax authority"]),
    ("en", "We give the data to the police and to the bank.", ["police", "bank"]),
    ("en", "Disclosures relate to the police and the tax authority.", ["police", "tax authority"]),
    ("en", "The following have access to the data: the police, the tax authority.", ["police", "tax authority"]),
    ("fi", "Luovutamme tiedot vakuutusyhtiölle korvausasian käsittelyä varten.", ["vakuutusyhtiölle"]),
    ("fi", "Luovutettavat tiedot annetaan pankille ja verottajalle.", ["pankille", "verottajalle"]),
    ("fi", "Luovutus koskee verottajaa ja poliisia.", ["verottajaa", "poliisia"]),
    ("sv", "Utlämnande sker till polisen och till Skatteförvaltningen.", ["polisen", "Skatteförvaltningen"]),
    ("sv", "Vi ger uppgifterna för fakturering till bokföringsbyrån.", ["bokföringsbyrån"]),
    ("sv", "Utlämnandet gäller polisen och Skatteförvaltningen.", ["polisen", "Skatteförvaltningen"]),
    ("fi", "Luovutamme tiedot palkkojen maksamista varten. Luovutus perustuu lakiin.", []),
    ("sv", "Utlämnandet grundar sig på lag. Uppgifterna gäller elever.", []),
    ("en", "Data that we disclose: name and address. The disclosure is based on law.", []),
]


@pytest.mark.parametrize(("language", "text", "who"), PLAIN)
def test_who_gets_data_is_told_by_sentences_on_what_is_given(language: str, text: str, who: list[str]) -> None:
    page = _page(language, (LISTED[language][0], (("", LISTED[language][3]),)), (TOLD[language][0], (("", text),)))
    found = exchanged(page, f"notice.{language}.html")
    assert [each["phrase"] for each in found["recipients"]] == who
    assert not _record(language, (TOLD[language][0], (("", text),))).activities[0].internal_access


ANSWERS = {
    "fi": ("Terveystiedot", "Poliisi", "Asiakkaat"),
    "sv": ("Hälsouppgifter", "Polisen", "Kunder"),
    "en": ("Health data", "Police", "Customers"),
}
WHOSE = {"fi": "Rekisteröityjen ryhmät", "sv": "Kategorier av registrerade", "en": "Data subjects"}


@pytest.mark.parametrize("language", ANSWERS)
def test_a_returning_heading_that_is_an_answer_itself_stays(language: str) -> None:
    data, recipient, people = ANSWERS[language]
    purpose, kinds, _, told, *_ = LISTED[language]
    some = {"fi": "Mitä kerrot meille.", "sv": "Vad du berättar för oss.", "en": "What you tell us."}[language]
    page = _page(
        language,
        (purpose, (("", told),)),
        (kinds, ((data, some),)),
        (WHOSE[language], ((people, some),)),
        (TOLD[language][0], ((recipient, some), ("Esimerkki Oy", some))),
        (KEPT[language][0], tuple((topic, KEPT[language][1]) for topic in (data, recipient, people, "Esimerkki Oy"))),
    )
    found = exchanged(page, f"notice.{language}.html")
    assert data in [each["phrase"] for each in found["data_categories"]]
    assert recipient in [each["phrase"] for each in found["recipients"]]
    assert people in [each["phrase"] for each in found["data_subjects"]]
    assert "Esimerkki Oy" in [each["name"] for each in found["processors"]]
