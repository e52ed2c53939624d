"""The sheet on which the need for an impact assessment (Art. 35) is screened: the facts that speak for or against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ropa.documents.parts import sheet
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Assessment, Dossier
from ropa.rendering.document import Document, Missing, Section

VARIANTS = ("full",)
_POINTS = ("35(4)", "35(1)", "35(2)", "35(1)")
_ASKED = frozenset(["purposes", "subjects", "data"])
"""Items that the author is asked to find out where the record does not tell them."""


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """One section for each activity of the record."""
    draft = begin.draft(dossier, language, as_of, "screening", articles=())
    sections = [_section(draft, number, place) for number, place in enumerate(draft.activities, 1)]
    return Document(
        kind="dpia-screening",
        title=begin.title(draft, "title"),
        language=language,
        date=begin.day(draft),
        sections=sheet.whole(draft, sections),
        missing=_missing(draft, draft.activities),
        metadata=begin.metadata(draft, variant),
    )


def _section(draft: Draft, number: int, place: Place[Activity]) -> Section | None:
    return sheet.section(draft, f"activity-{number}", _heading(draft, place), _rows(draft, place))


def _heading(draft: Draft, place: Place[Activity]) -> str:
    return draft.writer.words(draft.title_of(place)).text or draft.writer.phrase("activity-untitled")


def _rows(draft: Draft, place: Place[Activity]) -> Iterable[Row]:
    yield "activity", words(draft, place, "titles")
    yield "purposes", said(draft, place.facts("purposes"), "35(7)")
    yield "subjects", sheet.subjects(draft, place.facts("subjects"))
    yield "data", said(draft, place.facts("data"), "35(3)")
    yield "criteria", said(draft, place.facts("risk_criteria"), "35(1)")
    yield "decisions", sheet.decisions_of(draft, place)
    yield "tools", said(draft, place.facts("tools"))
    yield "recipients", sheet.disclosures_of(draft, place)
    yield "processors", sheet.processors_of(draft, place)
    yield "transfers", sheet.transfers_of(draft, place)
    yield "assessments", sheet.assessments_of(draft, place.below("assessments", Assessment), "35(1)")


def _missing(draft: Draft, places: Sequence[Place[Activity]]) -> tuple[Missing, ...]:
    if not places:
        return ()
    return (*_open(draft, places), *sheet.points(draft, *_POINTS))


def _open(draft: Draft, places: Iterable[Place[Activity]]) -> Iterable[Missing]:
    for place in places:
        rows = [row for row in _rows(draft, place) if row[0] in _ASKED]
        yield from sheet.unanswered(draft, place, _heading(draft, place), rows)
