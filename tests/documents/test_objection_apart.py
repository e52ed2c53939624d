"""The right to object stands apart from all other information (Art. 21(4)), and our reader sees that it does."""

from __future__ import annotations

import pytest

from ropa import documents, importing
from ropa.model import Activity, Dossier, Party, Record, RightsProcedure, Text
from ropa.rdf import iri
from ropa.rendering.document import Section, Sentence, sentences_of
from ropa.rendering.documents import render
from ropa.settings import Settings
from tests.documents.document_examples import AS_OF, BASE, LANGUAGES, dossier, iris

_NOTICES = [
    ("privacy-notice", "full"),
    ("privacy-notice", "plain"),
    ("privacy-notice", "short"),
    ("privacy-notice", "formal"),
    ("tietosuojaseloste", "full"),
    ("tietosuojaseloste", "formal"),
]
_RIGHTS = ("eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A17", "eu-gdpr:A21", "eu-gdpr:A22", "eu-gdpr:A77")
_OBJECT = iri("eu-gdpr:A21")


def _sentences(section: Section) -> list[Sentence]:
    return [sentence for block in section.blocks for sentence in sentences_of(block)]


def _told() -> Dossier:
    party = Party(iri=f"{BASE}/party/harbour", names=(Text("Satama Oy"),))
    ways = tuple(
        RightsProcedure(iri=f"rights/{number}", rights=iris(right), channels=(Text(f"office.{number}@satama.example"),))
        for number, right in enumerate(("eu-gdpr:A15", "eu-gdpr:A21"))
    )
    activity = Activity(iri="activity/0", purposes=iris("dpv:DirectMarketing"), legal_bases=iris("eu-gdpr:A6-1-f"))
    record = Record(
        iri=f"{BASE}/record/berths",
        titles=(Text("Laiturit", "fi"),),
        controllers=iris(party.iri),
        rights=iris(*_RIGHTS),
        rights_procedures=ways,
        activities=(activity,),
    )
    return dossier(record, party)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "variant"), _NOTICES)
def test_only_its_own_section_tells_of_it(kind: str, variant: str, language: str) -> None:
    document = documents.build(kind, _told(), language, as_of=AS_OF, variant=variant)
    telling = {
        s.key for s in document.sections for said in _sentences(s) if _OBJECT in {t.object for t in said.triples}
    }
    assert telling == {"objection"}
    (own,) = (section for section in document.sections if section.key == "objection")
    rights = {t.object for said in _sentences(own) for t in said.triples if t.predicate == iri("dpv:hasRight")}
    assert rights == {_OBJECT}


@pytest.mark.parametrize("format", ["html", "md"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "variant"), _NOTICES)
def test_the_reader_finds_it_apart(kind: str, variant: str, language: str, format: str) -> None:
    document = documents.build(kind, _told(), language, as_of=AS_OF, variant=variant)
    written = render(document, format, for_author=False)
    (reading,) = importing.read(f"notice.{format}", written, Settings()).readings
    assert reading.notice is not None
    assert "objection" in {str(section.key) for section in reading.notice.sections}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_to_use_one_right_is_told_of_that_right_alone(language: str) -> None:
    document = documents.build("privacy-notice", _told(), language, as_of=AS_OF)
    told = {s.key: [said.text for said in _sentences(s) if "@satama" in said.text] for s in document.sections}
    assert [text for text in told["rights"] if "office.0@" in text] and "office.1@" not in " ".join(told["rights"])
    assert [text for text in told["objection"] if "office.1@" in text] and "office.0@" not in " ".join(
        told["objection"]
    )
