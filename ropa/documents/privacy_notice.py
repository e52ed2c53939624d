"""The privacy notice: what Art. 13 and 14 ask for, as far as the record says it, in reading order."""

from __future__ import annotations

from datetime import date

from ropa.documents.parts import (
    cookies,
    data,
    decisions,
    recipients,
    retention,
    rights,
    security,
    short,
    transfers,
    who,
    why,
)
from ropa.documents.writing import begin, missing
from ropa.model import Dossier
from ropa.rendering.document import Document

VARIANTS = ("full", "plain", "short")
_PARTS = (
    who.controller,
    who.joint,
    who.contact,
    who.officer,
    why.purposes,
    why.interests,
    data.categories,
    data.sources,
    why.provision,
    recipients.recipients,
    recipients.processors,
    transfers.transfers,
    retention.retention,
    decisions.decisions,
    rights.rights,
    rights.consent,
    rights.complaint,
    security.security,
    cookies.cookies,
)


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The notice of one record."""
    draft = begin.draft(dossier, language, as_of, "" if variant == "full" else variant)
    draft = draft if variant == "short" else cookies.apart(draft)
    parts = short.PARTS if variant == "short" else _PARTS
    sections = tuple(section for part in parts if (section := part(draft)))
    return Document(
        kind="privacy-notice",
        title=begin.title(draft, "title"),
        language=language,
        date=begin.day(draft),
        sections=sections,
        missing=missing.of(draft, sections),
        metadata=begin.metadata(draft, variant),
    )
