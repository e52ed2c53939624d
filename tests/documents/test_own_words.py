"""A record's own words in a document: told as they stand, quoted in another language, without what a template left."""

from __future__ import annotations

import pytest

from ropa import documents
from ropa.model import (
    Activity,
    Disclosure,
    Duration,
    Engagement,
    Iri,
    Party,
    Record,
    Retention,
    RightsProcedure,
    Source,
    Text,
    Transfer,
)
from ropa.rendering import leftovers
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BASE, REGISTERS, dossier, dossiers, iris

_PARTY = Party(iri=f"{BASE}/party/shop", names=(Text("Puoti Oy"),))


def _document(language: str, *, procedure: RightsProcedure | None = None, **fields: tuple[object, ...]):
    activity = Activity(iri="activity/0", purposes=iris("dpv:CustomerCare"), **fields)
    record = Record(
        iri=f"{BASE}/record/shop",
        controllers=(Iri(_PARTY.iri),),
        activities=(activity,),
        rights=iris("eu-gdpr:A15"),
        rights_procedures=(procedure,) if procedure else (),
    )
    return documents.build("privacy-notice", dossier(record, _PARTY), language, as_of=AS_OF)


def _said(language: str, **given: object) -> str:
    return render(_document(language, **given), "md").decode()


def _source(words: str, kind: str = "ropa:AuthoritySource", language: str = "fi") -> tuple[Source, ...]:
    return (Source(iri="source/0", kinds=iris(kind), descriptions=(Text(words, language),)),)


_BOTH = "päivityspalveluja tarjoavilta viranomaisilta ja yrityksiltä"


@pytest.mark.parametrize(
    ("language", "sources", "wanted"),
    [
        ("fi", _source(_BOTH), f"Saamme tietoja {_BOTH}."),
        ("fi", _source("Väestötietojärjestelmä"), "Saamme tietoja viranomaiselta (Väestötietojärjestelmä)."),
        ("sv", _source(_BOTH), f"Vi får uppgifter bland annat från en myndighet (”{_BOTH}”)."),
        ("en", _source(_BOTH), f"We obtain data from sources that include an authority (‘{_BOTH}’)."),
        (
            "en",
            _source("public authorities and companies", language="en"),
            "sources that include an authority (public",
        ),
    ],
)
def test_authorities_and_companies_are_not_told_as_an_authority_alone(
    language: str, sources: tuple[Source, ...], wanted: str
) -> None:
    assert wanted in _said(language, sources=sources)


def test_words_of_another_language_are_quoted_each_by_itself() -> None:
    sources = _source("tehdyistä tilauksista", "dpv:DataSubjectDataSource") + _source(
        "sähköpostista", "dpv:DataSubjectDataSource"
    )
    told = _said(
        "en", sources=(sources[0], Source(iri="source/1", kinds=sources[1].kinds, descriptions=sources[1].descriptions))
    )
    assert "from you (‘tehdyistä tilauksista’, ‘sähköpostista’)" in told
    procedure = RightsProcedure(iri="rights/0", channels=(Text("Pyyntö tehdään kirjeitse.", "fi"),))
    assert "”Pyyntö tehdään kirjeitse.”" in _said("sv", procedure=procedure)
    assert "Pyyntö tehdään kirjeitse.\n" in _said("fi", procedure=procedure)


_LEFT = [
    (
        "fi",
        "Ilmoita siitä sähköpostitse (s-postiosoite) tai yhteyshenkilölle.",
        "Ilmoita siitä sähköpostitse tai yhteyshenkilölle.",
    ),
    ("fi", "Ota yhteyttä [yrityksen nimi] numeroon ______.", "Ota yhteyttä numeroon."),
    ("sv", "Meddela det per e-post (e-postadress).", "Meddela det per e-post."),
    ("en", "Tell us by e-mail (email address) or <insert name>.", "Tell us by e-mail or."),
    ("fi", "Perustiedot (nimi, sähköposti) ja yhteystiedot (osoite).", ""),
    ("fi", "Lähetä pyyntö sähköpostitse (asiakaspalvelu@puoti.example).", ""),
    ("en", "Contact details (email address, telephone) of customers.", ""),
    ("sv", "Kontaktuppgifter (e-post, adress).", ""),
]


@pytest.mark.parametrize(("language", "words", "told"), _LEFT)
def test_what_a_template_left_is_not_printed_and_told_to_the_author(language: str, words: str, told: str) -> None:
    assert leftovers.cut(words, language) == (told or words)
    document = _document(language, procedure=RightsProcedure(iri="rights/0", channels=(Text(words, language),)))
    assert (told or words) in render(document, "md").decode().replace("\\", "")
    assert [item.focus for item in document.missing if item.key == "leftover"] == list(leftovers.found(words, language))
    assert bool(leftovers.found(words, language)) is bool(told)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fi", "Pyyntö, joka koskee oikeutta saada pääsy tietoihin, on tehtävä kirjallisesti ja allekirjoitettava."),
        ("sv", "En begäran som gäller rätten till tillgång ska göras skriftligen och undertecknas."),
        ("en", "A request that concerns the right of access must be made in writing and signed."),
    ],
)
def test_a_signed_and_written_request_is_one_form_and_no_machine_s_list(language: str, wanted: str) -> None:
    forms = RightsProcedure(
        iri="rights/0", rights=iris("eu-gdpr:A15"), formalities=iris("ropa:SignedRequest", "ropa:WrittenRequest")
    )
    record = Record(iri=f"{BASE}/record/shop", rights=iris("eu-gdpr:A15", "eu-gdpr:A16"), rights_procedures=(forms,))
    built = documents.build("privacy-notice", dossier(record, _PARTY), language, as_of=AS_OF)
    assert wanted in render(built, "md").decode().replace("\u00a0", " ")


def test_only_appointed_persons_is_no_procedure_for_granting_rights() -> None:
    registers = [file for file in REGISTERS if "dpv:AccessControlMethod" in file.read_text("utf-8")]
    assert len(registers) >= 5
    for found in (dossier_ for file in registers for dossier_ in dossiers(file)):
        for language, too_much in (
            ("fi", "myöntämismenettely"),
            ("sv", "beviljande av"),
            ("en", "granting user rights"),
        ):
            told = render(documents.build("privacy-notice", found, language, as_of=AS_OF), "md").decode()
            assert too_much not in told


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fi", "Luovutamme tietoja seuraaville vastaanottajille: viestintäosapuolet ja tilitoimisto."),
        ("sv", "Vi lämnar ut uppgifter till följande mottagare: ”viestintäosapuolet”, ”tilitoimisto”."),
        ("en", "We disclose data to the following recipients: ‘viestintäosapuolet’, ‘tilitoimisto’."),
    ],
)
def test_recipients_of_whom_no_more_is_told_are_told_in_one_sentence(language: str, wanted: str) -> None:
    given = tuple(
        Disclosure(iri=f"disclosure/{number}", recipient_categories=(Text(words, "fi"),))
        for number, words in enumerate(("viestintäosapuolet", "tilitoimisto"))
    )
    assert wanted in _said(language, disclosures=given)


def test_the_exceptions_of_a_denial_each_say_except() -> None:
    exceptions = (Text("paitsi käyttäessä ulkoista palvelua", "fi"), Text("paitsi perintään", "fi"))
    record = Record(
        iri=f"{BASE}/record/shop",
        activities=(Activity(iri="activity/0", purposes=iris("dpv:CustomerCare")),),
        disclosure_denied=True,
        disclosure_exceptions=exceptions,
    )

    def said(language: str) -> str:
        return render(documents.build("privacy-notice", dossier(record, _PARTY), language, as_of=AS_OF), "md").decode()

    assert "Emme luovuta tietoja sivullisille, paitsi käyttäessä ulkoista palvelua; paitsi perintään." in said("fi")
    assert "‘paitsi käyttäessä ulkoista palvelua’, ‘paitsi perintään’" in said("en")


def test_periods_and_conditions_that_are_sentences_stand_as_such() -> None:
    kept = tuple(
        Retention(iri=f"retention/{number}", durations=(Duration(length),), as_written=(Text(words, "fi"),))
        for number, (words, length) in enumerate(
            (("Asukastiedot poistetaan 2 vuoden kuluttua.", "P2Y"), ("Tositteet hävitetään 6 vuoden kuluttua.", "P6Y"))
        )
    )
    seldom = "Tietoja ei yleensä siirretä, mutta toimittaja voi käsitellä niitä muualla."
    moved = (
        Transfer(iri="transfer/0", applicability=iris("dpv:UnknownApplicability")[0], conditions=(Text(seldom, "fi"),)),
    )
    told = _said("fi", retention=kept, transfers=moved)
    assert "Asukastiedot poistetaan 2 vuoden kuluttua. Tositteet hävitetään 6 vuoden kuluttua." in told
    assert f"\n{seldom}\n" in told


def test_a_list_of_recipients_is_led_in_by_a_colon() -> None:
    given = tuple(
        Disclosure(iri=f"disclosure/{n}", recipient_categories=(Text(words, "fi"),))
        for n, words in enumerate(("Tilintarkastaja", "Isännöitsijä", "Vakuutusyhtiö"))
    )
    assert "Luovutamme tietoja seuraaville vastaanottajille:\n\n- Tilintarkastaja" in _said("fi", disclosures=given)


def test_a_period_of_one_year_for_what_only_words_of_another_language_tell_stands_in_no_case_of_time() -> None:
    words = Text("Kontakterna sparas ett år.", "sv")
    kept = Retention(iri="retention/1", durations=(Duration("P1Y"),), as_written=(words,))
    record = Record(iri=f"{BASE}/record/contacts", activities=(Activity(iri="activity/0", retention=(kept,)),))
    said = render(documents.build("privacy-notice", dossier(record), "fi", as_of=AS_OF), "md").decode()
    assert "säilytetään vuoden ajan: ”Kontakterna sparas ett år.”" in said
    assert "on vuoden ajan" not in said


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fi", "Käytämme henkilötietojen käsittelyssä alihankkijoita (tulostus)."),
        ("sv", "Personuppgiftsbiträden som vi anlitar: ”alihankkijoita” (”tulostus”)."),
        ("en", "The processors we use: ‘alihankkijoita’ (‘tulostus’)."),
    ],
)
def test_categories_of_processors_are_quoted_in_another_language(language: str, wanted: str) -> None:
    engaged = Engagement(
        iri="engagement/0", processor_categories=(Text("alihankkijoita", "fi"),), services=(Text("tulostus", "fi"),)
    )
    assert wanted in _said(language, engagements=(engaged,))


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fi", "Nimet voidaan julkaista luvalla."),
        ("sv", "Uppgifter publiceras på följande villkor: ”Nimet voidaan julkaista luvalla.”"),
        ("en", "Data are published on the following terms: ‘Nimet voidaan julkaista luvalla.’"),
    ],
)
def test_the_terms_of_a_publication_have_one_lead(language: str, wanted: str) -> None:
    public = Disclosure(
        iri="disclosure/0",
        recipient_kinds=iris("ropa:PublicAtLarge"),
        conditions=(Text("Nimet voidaan julkaista luvalla.", "fi"),),
    )
    assert f"\n{wanted}\n" in _said(language, disclosures=(public,))
