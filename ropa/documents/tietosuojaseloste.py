"""The Finnish tietosuojaseloste in the order of the older template that many controllers still publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ropa.documents.parts import cookies, data, decisions, recipients, retention, rights, security, transfers, who, why
from ropa.documents.writing import begin, missing
from ropa.documents.writing.draft import Draft
from ropa.model import Dossier
from ropa.rendering.document import Document, Section

VARIANTS = ("full", "formal")
CONCERNS = missing.CONCERNS
IS_NOTICE = True
_PARTS: tuple[Callable[[Draft], Section | None], ...] = (
    who.controller,
    who.joint,
    who.contact,
    who.officer,
    who.register,
    why.purposes,
    why.provision,
    why.interests,
    recipients.access,
    rights.consent,
    data.categories,
    data.sources,
    retention.retention,
    recipients.disclosures,
    transfers.transfers,
    security.manual,
    security.electronic,
    cookies.cookies,
    decisions.decisions,
    partial(rights.one, key="access-right", name="A15"),
    partial(rights.one, key="portability", name="A20"),
    partial(rights.one, key="rectification", name="A16"),
    partial(rights.one, key="restriction", name="A18"),
    rights.objection,
    partial(rights.one, key="erasure", name="A17"),
    rights.complaint,
    rights.procedures,
)


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The description of one register."""
    wording = "seloste" if variant == "full" else f"seloste {variant}"
    draft = cookies.apart(begin.draft(dossier, language, as_of, wording))
    sections = tuple(section for part in _PARTS if (section := part(draft)))
    return begin.finished(draft, "tietosuojaseloste", variant, sections, missing.of(draft, sections))
