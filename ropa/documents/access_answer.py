"""The information that goes with an answer to an access request (Art. 15(1)(a)-(h) and 15(2)); no one's own data."""

from __future__ import annotations

from datetime import date

from ropa.documents.parts import data, decisions, processors, recipients, retention, rights, sheet, transfers, who, why
from ropa.documents.writing import begin
from ropa.model import Dossier
from ropa.rendering.document import Document

VARIANTS = ("full",)
_PARTS = (
    who.controller,
    why.purposes,
    data.categories,
    recipients.recipients,
    processors.processors,
    retention.retention,
    rights.rights,
    rights.complaint,
    data.sources,
    decisions.decisions,
    transfers.transfers,
)


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The answer sheet of one record."""
    draft = begin.draft(dossier, language, as_of, "answer", articles=())
    points = sheet.points(draft, "12(6)", "15(3)", "15(4)", "12(3)")
    return begin.finished(draft, "access-answer", variant, (part(draft) for part in _PARTS), points)
