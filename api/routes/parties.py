"""Organisations and published notices, each on the path of its own IRI."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from api.page import page
from api.routes.records import graph_answer
from ropa import mapping
from ropa.flows.receiving import ROLES as RECEIVING
from ropa.model import Notice, Party
from ropa.register.entries import Facts

router = APIRouter(tags=["parties and notices"])


@router.get(
    "/party/{key}",
    summary="One organisation",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.RDF),
)
def party(request: Request, register: Register, language: Language, key: str, format_: Format = "") -> Response:
    """HTML, Turtle, TriG, JSON-LD or N-Triples."""
    iri = register.find(f"party/{key}")
    chosen = negotiation.choose(request, negotiation.PAGE | negotiation.RDF)
    if chosen != negotiation.HTML:
        return graph_answer(request, register, iri, chosen)
    naming = [dossier for dossier in register.dossiers() if iri in dossier.parties]
    facts = Facts(language, register.name_of)
    known = next(
        (dossier.parties[iri] for dossier in naming), mapping.read(Party, iri, mapping.index(register.graph(iri)))
    )
    used = [record for record in register.records() if record.iri in {dossier.record.iri for dossier in naming}]
    flow = register.flow([record.iri for record in used]) if used else None
    receives = flow is not None and any(place.iri == iri and place.role in RECEIVING for place in flow.places)
    return page(request, "party", language, entry=facts.entry(known), used=used, rdf=negotiation.RDF, receives=receives)


@router.get(
    "/notice/{slug}",
    summary="One published notice",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.RDF),
)
def notice(request: Request, register: Register, language: Language, slug: str, format_: Format = "") -> Response:
    """HTML, Turtle, TriG, JSON-LD or N-Triples."""
    iri = register.find(f"notice/{slug}")
    chosen = negotiation.choose(request, negotiation.PAGE | negotiation.RDF)
    if chosen != negotiation.HTML:
        return graph_answer(request, register, iri, chosen)
    found = mapping.read(Notice, iri, mapping.index(register.graph(iri)))
    entry = Facts(language, register.name_of).entry(found, without=frozenset({"sections", "says"}))
    return page(request, "notice", language, notice=found, entry=entry, rdf=negotiation.RDF)
