"""What a notice tells of the law depends on the record: what the right to object reaches, whose act is cited."""

from __future__ import annotations

import pytest

from ropa import documents
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
        ((("eu-gdpr:A6-1-b",),), "kieltää milloin tahansa tietojesi käytön suoramarkkinointiin", "vastustaa"),
        (((),), "vastustaa käsittelyä henkilö", "suoramarkkinointiin"),
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
