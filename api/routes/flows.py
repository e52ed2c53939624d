"""Flow pictures of one record and of the whole register."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import answers, pictures
from api.dependencies import Language, Register
from api.page import page
from ropa import flows
from ropa.register import Registry, publishing

router = APIRouter(tags=["flows"])


@router.get("/flow", summary="Flows of the whole register", response_class=Response)
def overview(request: Request, register: Register, language: Language) -> Response:
    """A page with the picture and its table; `/flow/{format}` gives the rest."""
    flow = pictures.flow_of(request, register)
    return page(
        request,
        "flow",
        language,
        pictures={"picture": flows.svg(flow, language)},
        table=flows.table(flow, language),
        formats=publishing.flow_formats(),
    )


@router.get("/flow/{format}", summary="Flows of the whole register in a form", response_class=Response)
def whole(request: Request, register: Register, language: Language, format: str) -> Response:
    """`svg`, `html`, `json`, `graphml`, `dot`, `mermaid`."""
    return _drawn(request, register, [], format, language)


@router.get("/record/{slug}/flow/{format}", summary="Flow of one record in a form", response_class=Response)
def of_record(request: Request, register: Register, language: Language, slug: str, format: str) -> Response:
    """`svg`, `html`, `json`, `graphml`, `dot`, `mermaid`."""
    return _drawn(request, register, [register.find(f"record/{slug}")], format, language)


def _drawn(request: Request, register: Registry, iris: Sequence[str], format: str, language: str) -> Response:
    media_type = flows.media_type(format)
    content = publishing.flow_bytes(pictures.flow_of(request, register, iris), format, language)
    return answers.send(
        request, answers.Content(content, media_type, policy=answers.policy_for(content), language=language)
    )
