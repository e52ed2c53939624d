"""Facts told in an unusual place of the record: no document drops them, widens them or calls them certain."""

from __future__ import annotations

import pytest

from ropa import documents
from ropa.documents.writing.begin import draft
from ropa.model import Activity, DataGroup, Dossier, Engagement, Iri, Party, Record, Source, Text, Transfer
from ropa.rendering.document import sentences_of
from tests.documents.document_examples import AS_OF, BASE, dossier, iris

_ONE, _TWO = Iri(f"{BASE}/party/one"), Iri(f"{BASE}/party/two")


def _told(kind: str, record: Dossier, variant: str = "full") -> list[str]:
    document = documents.build(kind, record, "en", as_of=AS_OF, variant=variant)
    return [s.text for section in document.sections for block in section.blocks for s in sentences_of(block)]


def _record(*activities: Activity) -> Dossier:
    parties = (Party(iri=_ONE, names=(Text("One Oy"),)), Party(iri=_TWO, names=(Text("Two Oy"),)))
    record = Record(iri=f"{BASE}/record/turned", controllers=(_ONE,), joint_controllers=(_TWO,), activities=activities)
    return dossier(record, *parties)


@pytest.fixture
def grouped() -> Dossier:
    group = DataGroup(subjects=iris("dpv:Child"), data=iris("pd:Age"))
    bases = iris("eu-gdpr:A6-1-f")
    return _record(
        Activity(subjects=iris("dpv:Customer"), data=iris("pd:Name"), data_groups=(group,), legal_bases=bases)
    )


@pytest.mark.parametrize("kind", ["record-sheet", "dpia-screening", "interest-assessment"])
def test_sheets_tell_the_data_and_people_of_groups(grouped: Dossier, kind: str) -> None:
    told = _told(kind, grouped)
    assert "Name and age" in told
    assert "Customers and children" in told


@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
def test_a_notice_claims_of_no_one_what_is_told_of_others(grouped: Dossier, kind: str) -> None:
    told = " ".join(_told(kind, grouped))
    assert "on children: age." in told
    assert "customers and children" not in told


def test_every_joint_controller_is_named() -> None:
    record = _record(Activity(purposes=iris("dpv:DirectMarketing"), engagements=(Engagement(processors=(_TWO,)),)))
    assert "One Oy and Two Oy process your data." in _told("privacy-notice", record, "short")
    assert "One Oy and Two Oy" in _told("processing-annex", record)


def test_the_assessment_of_a_possible_transfer_says_that_it_is_one() -> None:
    possible = Transfer(
        applicability=iris("dpv:UnknownApplicability")[0],
        countries=iris("loc:IN"),
        conditions=(Text("unless support is needed", "en"),),
    )
    told = _told("transfer-assessment", _record(Activity(transfers=(possible,))))
    assert any(text.startswith("Data are not transferred outside") and text.endswith("needed.") for text in told)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("unless support is needed", "European Economic Area unless support is needed."),
        ("ellei tuki sitä vaadi", "More precisely: ‘ellei tuki sitä vaadi’."),
    ],
)
def test_an_exception_in_another_language_is_not_turned_into_a_case(words: str, whole: str) -> None:
    possible = Transfer(
        applicability=iris("dpv:UnknownApplicability")[0],
        conditions=(Text(words, "en" if words.startswith("unless") else "fi"),),
    )
    told = _told("privacy-notice", _record(Activity(transfers=(possible,))))
    (said,) = [text for text in told if words in text]
    assert said.endswith(whole), said


@pytest.mark.parametrize(
    ("sources", "articles"),
    [
        ([["dpv:DataSubjectDataSource"], ["dpv:PublicDataSource"]], ("13", "14")),
        ([["dpv:PublicDataSource"]], ("14",)),
        ([["dpv:PublicDataSource"], []], ("13", "14")),
        ([["dpv:DataSubjectDataSource"], []], ("13",)),
        ([[]], ("13", "14")),
    ],
)
def test_data_of_unknown_origin_may_come_from_the_person_too(
    sources: list[list[str]], articles: tuple[str, ...]
) -> None:
    activities = [
        Activity(iri=f"activity/{n}", sources=tuple(Source(iri=f"s/{n}", kinds=iris(kind)) for kind in kinds))
        for n, kinds in enumerate(sources)
    ]
    record = _record(*activities)
    assert draft(record, "en", AS_OF).articles == articles
