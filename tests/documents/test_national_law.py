"""What a notice tells of the law depends on the record: what the right to object reaches, whose act is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents, texts
from ropa.model import Activity, Iri, Party, Record, Text
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BASE, dossier, iris

_SITUATION = {"fi": "henkilökohtaiseen tilanteese", "sv": "specifika situation", "en": "particular situation"}


def _said(record: Record, language: str, country: str = "loc:FI", kind: str = "privacy-notice") -> str:
    party = Party(iri=f"{BASE}/party/shop", names=(Text("Puoti Oy"),), countries=iris(country))
    return render(documents.build(kind, dossier(record, party), language, as_of=AS_OF), "md").decode()


def _record(*bases: tuple[str, ...], purpose: str = "dpv:CustomerCare") -> Record:
    return Record(
        iri=f"{BASE}/record/shop",
        titles=(Text("Asiakasrekisteri", "fi"),),
        controllers=(Iri(f"{BASE}/party/shop"),),
        rights=iris("eu-gdpr:A21"),
        activities=tuple(
            Activity(iri=f"activity/{number}", purposes=iris(purpose), legal_bases=iris(*each))
            for number, each in enumerate(bases)
        ),
    )


@pytest.mark.parametrize(
    ("bases", "wanted", "unsaid"),
    [
        ((("eu-gdpr:A6-1-f",),), "vastustaa käsittelyä henkilö", "oikeutettuun etuun perustuvaa käsittelyä"),
        ((("eu-gdpr:A6-1-b",), ("eu-gdpr:A6-1-f",)), "vastustaa oikeutettuun etuun perustuvaa käsittelyä", "julkisen"),
        ((("eu-gdpr:A6-1-f", "eu-gdpr:A9-2-a"),), "vastustaa käsittelyä henkilö", "etuun perustuvaa käsittelyä"),
        ((("eu-gdpr:A6-1-c",), ("eu-gdpr:A6-1-e",)), "julkisen vallan perusteella tehtävää", "oikeutetun edun"),
        (
            (("eu-gdpr:A6-1-c",), ("eu-gdpr:A6-1-e",), ("eu-gdpr:A6-1-f-controller",)),
            "vastustaa yleisen edun, julkisen vallan tai oikeutetun edun perusteella",
            "suoramarkkinointiin",
        ),
        ((("eu-gdpr:A6-1-b",),), "perusteella, jos käsittely perustuu yleiseen etuun", "suoramarkkinointiin"),
        (((),), "perusteella, jos käsittely perustuu yleiseen etuun", "suoramarkkinointiin"),
        ((("eu-gdpr:A6-1-f",), ()), "vastustaa oikeutettuun etuun perustuvaa käsittelyä", "suoramarkkinointiin"),
    ],
)
def test_the_right_to_object_reaches_what_rests_on_bases_that_give_it(
    bases: tuple[tuple[str, ...], ...], wanted: str, unsaid: str
) -> None:
    words = _said(_record(*bases), "fi").replace("\u00a0", " ")
    assert wanted in words
    assert unsaid not in words.partition("Oikeutesi")[2]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
def test_the_limited_right_is_told_in_every_language(language: str, kind: str) -> None:
    all_, some = (
        _said(_record(*bases), language, kind=kind)
        for bases in ((("eu-gdpr:A6-1-f",),), (("eu-gdpr:A6-1-b",), ("eu-gdpr:A6-1-f",)))
    )
    assert all_ != some
    for words in (all_, some):
        assert _SITUATION[language] in words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("country", "language", "wanted"),
    [
        ("loc:FI", "fi", "tietosuojalain 29 §:n nojalla"),
        ("loc:FI", "sv", "29 § i dataskyddslagen"),
        ("loc:SE", "sv", "på följande grund: klart motiverad behandling av personnummer"),
        ("loc:SE", "en", "on the following ground: clearly justified use of the identity number"),
    ],
)
def test_only_finnish_controllers_cite_the_finnish_act(country: str, language: str, wanted: str) -> None:
    ground = "ropa:IdentityCodeJustified" if country == "loc:SE" else "ropa:IdentityCodeTask"
    activity = Activity(
        iri="activity/0",
        purposes=iris("dpv:CustomerCare"),
        legal_bases=iris("eu-gdpr:A6-1-b"),
        data=iris("ropa:PersonalIdentityCode"),
        identity_code_grounds=iris(ground),
    )
    record = Record(
        iri=f"{BASE}/record/shop", titles=(Text("Kunder", "sv"),), controllers=(Iri(f"{BASE}/party/shop"),),
        activities=(activity,),
    )  # fmt: skip
    words = _said(record, language, country).replace("\u00a0", " ")
    assert wanted in words
    assert ("29 §" in words or "section 29" in words) == (country == "loc:FI")


_MARKETING = Activity(
    iri="activity/marketing",
    purposes=iris("dpv:DirectMarketing"),
    subjects=iris("dpv:Customer"),
    titles=(Text("Kirje", "fi"),),
)
_STAFF = Activity(iri="activity/staff", purposes=iris("dpv:PersonnelManagement"), subjects=iris("dpv:Employee"))


@pytest.mark.parametrize("kind", ["privacy-notice", "access-answer", "tietosuojaseloste"])
@pytest.mark.parametrize(
    ("language", "refused", "whose"),
    [
        ("fi", "kieltää milloin tahansa tietojesi käytön suoramarkkinointiin", "(koskee asiakkaita)"),
        ("sv", "motsätta dig att dina uppgifter används för direktmarknadsföring", "(gäller kunder)"),
        ("en", "object at any time to the use of your data for direct marketing", "(applies to customers)"),
    ],
)
def test_marketing_is_refused_by_those_whom_it_concerns(kind: str, language: str, refused: str, whose: str) -> None:
    def said(*activities: Activity) -> str:
        return " ".join(_said(replace(_record(), activities=activities), language, kind=kind).split())

    assert f"{refused} {whose}" in said(_MARKETING, _STAFF)
    assert refused in said(_MARKETING) and whose not in said(_MARKETING)
    assert refused not in said(_STAFF)
    assert whose not in said(_MARKETING, replace(_STAFF, subjects=iris("dpv:Customer")))


@pytest.mark.parametrize(
    ("bases", "open_"), [((("eu-gdpr:A6-1-b",),), True), (((),), True), ((("eu-gdpr:A6-1-f",), ()), False)]
)
def test_what_the_right_to_object_reaches_is_an_open_question_for_the_author(
    bases: tuple[tuple[str, ...], ...], open_: bool
) -> None:
    built = documents.build("privacy-notice", dossier(_record(*bases)), "fi", as_of=AS_OF)
    assert ("objection" in {item.key for item in built.missing}) is open_


@pytest.mark.parametrize(
    ("bases", "told", "due"),
    [
        (((),), ("A15", "A16"), {"A18"}),
        ((("eu-gdpr:A6-1-c",),), ("A15", "A16", "A18"), set()),
        ((("eu-gdpr:A6-1-b",),), ("A15",), {"A16", "A17", "A18", "A20"}),
        ((("eu-gdpr:A6-1-f",), ("eu-gdpr:A6-1-c",)), ("A15", "A16", "A17", "A18"), {"A21"}),
        ((("eu-gdpr:A6-1-b",),), (), set()),
    ],
)
def test_the_author_hears_which_rights_the_bases_give_beside_those_told(
    bases: tuple[tuple[str, ...], ...], told: tuple[str, ...], due: set[str]
) -> None:
    """Where no right is told at all the whole section is missing, and said to be."""
    record = replace(_record(*bases), rights=iris(*(f"eu-gdpr:{name}" for name in told)))
    built = documents.build("privacy-notice", dossier(record), "en", as_of=AS_OF)
    said = [item.text for item in built.missing if item.key == "rights-due"]
    assert len(said) == bool(due)
    assert {
        name for name in ("A15", "A16", "A17", "A18", "A20", "A21") if texts.label(f"eu-gdpr:{name}", "en") in str(said)
    } == due


def test_portability_is_told_with_its_condition_where_not_every_basis_gives_it() -> None:
    for bases, conditional in (((("eu-gdpr:A6-1-b",),), False), ((("eu-gdpr:A6-1-b",), ("eu-gdpr:A6-1-c",)), True)):
        words = _said(replace(_record(*bases), rights=iris("eu-gdpr:A20")), "fi")
        assert ("kun käsittely perustuu suostumukseesi tai sopimukseen" in words) is conditional
