"""The sheet on which a legitimate interest is weighed (Art. 6(1)(f)): the facts that the weighing starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ropa.documents.parts import sheet
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Assessment, Dossier
from ropa.namespaces import expand
from ropa.rendering.document import Document, Missing, Section

VARIANTS = ("full",)
_POINTS = ("6(1)(f)", "6(1)(f)", "6(1)(f)", "24(1)", "5(2)")
_ASKED = frozenset(["interests", "purposes", "subjects", "data", "retention", "objection"])
"""Items that the author is asked to find out where the record does not tell them."""
_BASIS = expand("eu-gdpr:A6-1-f")
_OBJECT = expand("eu-gdpr:A21")
_ASSESSMENT = expand("dpv:LegitimateInterestAssessment")


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """One section for each activity that rests on a legitimate interest."""
    draft = begin.draft(dossier, language, as_of, "lia", articles=())
    places = [activity for activity in draft.activities if _BASIS in activity.node.legal_bases]
    sections = [_section(draft, number, place) for number, place in enumerate(places, 1)]
    return Document(
        kind="interest-assessment",
        title=begin.title(draft, "title"),
        language=language,
        date=begin.day(draft),
        sections=sheet.whole(draft, sections),
        missing=_missing(draft, places),
        metadata=begin.metadata(draft, variant),
    )


def _section(draft: Draft, number: int, place: Place[Activity]) -> Section | None:
    return sheet.section(draft, f"activity-{number}", _heading(draft, place), _rows(draft, place))


def _heading(draft: Draft, place: Place[Activity]) -> str:
    return draft.writer.words(draft.title_of(place)).text or draft.writer.phrase("activity-untitled")


def _rows(draft: Draft, place: Place[Activity]) -> Iterable[Row]:
    yield "activity", words(draft, place, "titles")
    yield "interests", words(draft, place, "interests", "6(1)(f)")
    yield "purposes", said(draft, place.facts("purposes"), "6(1)(f)")
    yield "subjects", sheet.subjects(draft, place.facts("subjects"))
    yield "data", said(draft, place.facts("data"))
    yield "sources", sheet.sources_of(draft, place)
    yield "recipients", sheet.disclosures_of(draft, place)
    yield "processors", sheet.processors_of(draft, place)
    yield "transfers", sheet.transfers_of(draft, place)
    yield "retention", sheet.retention_of(draft, place)
    yield "decisions", sheet.decisions_of(draft, place)
    yield "objection", said(draft, (f for f in draft.record.facts("rights") if f.value == _OBJECT), "21(1)")
    done = [p for p in place.below("assessments", Assessment) if _ASSESSMENT in p.node.kinds]
    yield "assessments", sheet.assessments_of(draft, done, "6(1)(f)")


def _missing(draft: Draft, places: Sequence[Place[Activity]]) -> tuple[Missing, ...]:
    if not places:
        return ()
    return (*_open(draft, places), *sheet.points(draft, *_POINTS))


def _open(draft: Draft, places: Iterable[Place[Activity]]) -> Iterable[Missing]:
    for place in places:
        rows = [row for row in _rows(draft, place) if row[0] in _ASKED]
        yield from sheet.unanswered(draft, place, _heading(draft, place), rows)
