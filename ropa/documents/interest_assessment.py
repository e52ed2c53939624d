"""The sheet on which a legitimate interest is weighed (Art. 6(1)(f)): the facts that the weighing starts from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import assessed, data, sheet
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Assessment, Dossier
from ropa.namespaces import expand
from ropa.rendering.document import Document

VARIANTS = ("full",)
CONCERNS = ("6(1)(f)",)
_BASIS = expand("eu-gdpr:A6-1-f")
_OBJECT = expand("eu-gdpr:A21")
_ASSESSMENT = expand("dpv:LegitimateInterestAssessment")


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """One section for each activity that rests on a legitimate interest."""
    draft = begin.draft(dossier, language, as_of, "lia formal", articles=())
    places = [activity for activity in draft.activities if _BASIS in activity.node.legal_bases]
    return assessed.write(draft, _QUESTIONS, places, variant)


def _rows(draft: Draft, place: Place[Activity]) -> Iterable[Row]:
    yield "activity", words(draft, place, "titles")
    yield "interests", words(draft, place, "interests", "6(1)(f)")
    yield "purposes", said(draft, place.facts("purposes"), "6(1)(f)")
    yield "subjects", sheet.subjects(draft, data.everything(place, "subjects"))
    yield "data", said(draft, data.everything(place, "data"))
    yield "sources", sheet.sources_of(draft, place)
    yield "recipients", sheet.disclosures_of(draft, place)
    yield "processors", sheet.processors_of(draft, place)
    yield "transfers", sheet.transfers_of(draft, place)
    yield "retention", sheet.retention_of(draft, place)
    yield "decisions", sheet.decisions_of(draft, place)
    objection = tuple(fact for fact in draft.record.facts("rights") if fact.value == _OBJECT)
    told = draft.writer.sentence("objection-cell", articles=("21(1)",), also=objection)
    yield "objection", told if objection else None
    done = [p for p in place.below("assessments", Assessment) if _ASSESSMENT in p.node.kinds]
    yield "assessments", sheet.assessments_of(draft, done, "6(1)(f)")


_QUESTIONS = assessed.Questions[Activity](
    kind="interest-assessment",
    about="activity",
    rows=_rows,
    heading=assessed.name_of,
    asked=frozenset(["interests", "purposes", "subjects", "data", "retention", "objection"]),
    points=("6(1)(f)", "6(1)(f)", "6(1)(f)", "24(1)", "5(2)"),
)
