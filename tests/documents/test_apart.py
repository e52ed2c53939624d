"""What documents must not run together: exceptions, a law in brackets and the article, whose duty is cited."""

from __future__ import annotations

import pytest

from ropa import documents
from ropa.model import Activity, Iri, Party, PurposeBasis, Record, Text
from ropa.rendering.document import sentences
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BASE, LANGUAGES, dossier, iris
from tests.documents.round_trip import read

_PARTY = Party(iri=f"{BASE}/party/club", names=(Text("Seura ry"),))


def _built(language: str, kind: str = "privacy-notice", exceptions: tuple[str, ...] = (), **fields):
    record = Record(
        iri=f"{BASE}/record/club",
        controllers=(Iri(_PARTY.iri),),
        activities=(Activity(iri="activity/0", purposes=iris("dpv:MemberManagement"), **fields),),
        disclosure_denied=True if exceptions else None,
        disclosure_exceptions=tuple(Text(words, language) for words in exceptions),
    )
    return documents.build(kind, dossier(record, _PARTY), language, as_of=AS_OF)


def _said(language: str, kind: str = "privacy-notice", **given) -> str:
    return render(_built(language, kind, **given), "md").decode().replace("\xa0", " ")


_EXCEPTIONS = {
    "fi": ("paitsi laskujen perintää varten", "paitsi viranomaisen vaatiessa"),
    "sv": ("utom för indrivning av fakturor", "utom på en myndighets begäran"),
    "en": ("except at the request of an authority", "except for the collection of invoices"),
}


@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_exception_of_a_denial_has_its_own_word(language, kind):
    first, second = _EXCEPTIONS[language]
    assert f"{first}; {second}." in _said(language, kind, exceptions=(second, first))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_exception_of_a_denial_is_read_back_by_itself(language):
    document = _built(language, exceptions=_EXCEPTIONS[language])
    back = read(render(document, "md", for_author=False), "notice.md").record
    assert back.disclosure_denied
    assert {text.value for text in back.disclosure_exceptions} == set(_EXCEPTIONS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_end_with_a_bracket_are_not_run_together_with_the_article(language):
    words, article = {
        "fi": ("Kirjanpito: lain vaatimus (1336/1997)", "tietosuoja-asetuksen 6 artiklan 1 kohdan c alakohta"),
        "sv": ("Bokföring: lagens krav (1336/1997)", "artikel 6.1 c i dataskyddsförordningen"),
        "en": ("Accounting: a demand of law (1336/1997)", "Article 6(1)(c) GDPR"),
    }[language]
    basis = iris("eu-gdpr:A6-1-c")
    tied = PurposeBasis(
        iri="purpose-basis/1",
        legal_bases=basis,
        purposes=iris("ropa:Accounting"),
        as_written=(Text(words, language),),
    )
    assert f"{words} – {article}." in _said(language, legal_bases=basis, purpose_bases=(tied,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_a_controller_s_record_cites_nothing_that_binds_processors(language):
    built = _built(
        language,
        "record-sheet",
        processing=iris("dpv:Store"),
        controllers_served=(Iri(_PARTY.iri),),
        data=iris("pd:Name"),
    )
    cited = {article for sentence in sentences(built) for article in sentence.articles}
    assert {"30(1)(a)", "30(1)(b)", "30(1)(c)"} <= cited
    assert not [article for article in cited if article.startswith("30(2)")]
