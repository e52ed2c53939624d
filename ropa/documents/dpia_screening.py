"""The sheet on which the need for an impact assessment (Art. 35) is screened: the facts that speak for or against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import assessed, data, sheet
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Assessment, Dossier
from ropa.rendering.document import Document

VARIANTS = ("full",)
CONCERNS = ("35", "36")


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """One section for each activity of the record."""
    draft = begin.draft(dossier, language, as_of, "screening formal", articles=())
    return assessed.write(draft, _QUESTIONS, draft.activities, variant)


def _rows(draft: Draft, place: Place[Activity]) -> Iterable[Row]:
    yield "activity", words(draft, place, "titles")
    yield "purposes", said(draft, place.facts("purposes"), "35(7)")
    yield "subjects", sheet.subjects(draft, data.everything(place, "subjects"))
    yield "data", said(draft, data.everything(place, "data"), "35(3)")
    yield "criteria", said(draft, place.facts("risk_criteria"), "35(1)")
    yield "decisions", sheet.decisions_of(draft, place)
    yield "tools", said(draft, place.facts("tools"))
    yield "recipients", sheet.disclosures_of(draft, place)
    yield "processors", sheet.processors_of(draft, place)
    yield "transfers", sheet.transfers_of(draft, place)
    yield "assessments", sheet.assessments_of(draft, place.below("assessments", Assessment), "35(1)")


_QUESTIONS = assessed.Questions[Activity](
    kind="dpia-screening",
    about="activity",
    rows=_rows,
    heading=assessed.name_of,
    asked=frozenset(["purposes", "subjects", "data"]),
    points=("35(4)", "35(1)", "35(2)", "35(1)"),
)
