"""The sheet on which transfers to third countries are assessed: the facts of each transfer, and what was assessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import assessed, sheet
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.parts.transfers import possible
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft, transfers
from ropa.documents.writing.facts import Place
from ropa.model import Assessment, Dossier, Transfer
from ropa.namespaces import expand
from ropa.rendering.document import Document

VARIANTS = ("full",)
CONCERNS = ("44", "45", "46", "47", "48", "49")
_NONE = expand("dpv:NotApplicable")
_ADEQUACY = expand("eu-gdpr:A45-3")
_POSSIBLE = expand("dpv:UnknownApplicability")


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """One section for each transfer of the record; denials are no transfers."""
    draft = begin.draft(dossier, language, as_of, "tia formal", articles=())
    found = {place.node.iri: place for activity in draft.activities for place in transfers(activity)}
    places = [place for place in found.values() if place.node.applicability != _NONE]
    return assessed.write(draft, _QUESTIONS, places, variant)


def _heading(draft: Draft, place: Place[Transfer]) -> str:
    where = draft.names(place.facts("importers")) or place.facts("countries")
    return draft.writer.words(where).text or draft.writer.phrase("heading-transfers")


def _rows(draft: Draft, place: Place[Transfer]) -> Iterable[Row]:
    yield "countries", said(draft, place.facts("countries"), "44")
    yield "exporter", said(draft, draft.names(place.facts("exporters")))
    yield "importer", said(draft, draft.names(place.facts("importers")))
    yield "data", said(draft, place.facts("data"))
    yield "subjects", sheet.subjects(draft, place.facts("subjects"))
    yield "ground", sheet.bases(draft, place.facts("legal_bases"), "44")
    yield "instrument", said(draft, place.facts("relies_on"), _instrument(place.node))
    yield "module", said(draft, place.facts("clause_modules"))
    yield "concluded", said(draft, place.facts("contract_date"))
    hedged = place.node.applicability == _POSSIBLE
    yield "conditions", possible(draft, place) if hedged else words(draft, place, "conditions")
    yield "supplement", words(draft, place, "supplementary_measures", "46(1)")
    yield "copy", words(draft, place, "safeguard_copies", "13(1)(f)")
    yield "assessments", sheet.assessments_of(draft, place.below("assessments", Assessment), "46(1)")


def _instrument(transfer: Transfer) -> str:
    """An instrument is a decision of Art. 45 where that is the ground, else a safeguard of Art. 46."""
    return "45(3)" if transfer.legal_bases == (_ADEQUACY,) else "46(1)"


_QUESTIONS = assessed.Questions[Transfer](
    kind="transfer-assessment",
    about="transfer",
    rows=_rows,
    heading=_heading,
    asked=frozenset(["countries", "exporter", "importer", "data", "subjects", "ground"]),
    points=("46(1)", "46(1)", "46(1)", "44", "5(2)"),
)
