"""The privacy notice: what Art. 13 and 14 ask for, as far as the record says it, in reading order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ropa.documents.parts import (
    cookies,
    data,
    decisions,
    processors,
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

VARIANTS = ("full", "plain", "short", "formal")
CONCERNS = missing.CONCERNS
IS_NOTICE = True
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
    processors.processors,
    transfers.transfers,
    retention.retention,
    decisions.decisions,
    rights.others,
    rights.objection,
    rights.consent,
    rights.complaint,
    security.security,
    cookies.cookies,
)


def write(dossier: Dossier, language: str, as_of: date, variant: str, full_at: str = "") -> Document:
    """The notice of one record; `full_at` is where the full notice is, for a short one to lead there."""
    draft = replace(begin.draft(dossier, language, as_of, "" if variant == "full" else variant), full_at=full_at)
    draft = cookies.apart(draft)
    parts = short.PARTS if variant == "short" else _PARTS
    sections = tuple(section for part in parts if (section := part(draft)))
    return begin.finished(draft, "privacy-notice", variant, sections, missing.of(draft, sections))
