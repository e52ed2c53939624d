"""Flow pictures of one record and of the whole register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api import answers, negotiation, pictures
from api.contract import answered_as
from api.dependencies import Language, Register
from api.page import page
from ropa import flows
from ropa.flows import Flow

router = APIRouter(tags=["flows"])


def _media_types() -> dict[str, str]:
    """By form."""
    return {name: flows.media_type(name).partition(";")[0] for name in flows.formats()}


@dataclass(frozen=True)
class _Part:
    """What of the register is drawn: the chain of one organisation, and groups whose members stand one by one."""

    vendor: str
    opened: frozenset[str]


def _part(vendor: str = "", opened: Annotated[list[str] | None, Query(alias="open")] = None) -> _Part:
    return _Part(vendor, frozenset(opened or ()))


@router.get(
    "/flow", summary="Flows of the whole register", response_class=Response, responses=answered_as(negotiation.PAGE)
)
def overview(request: Request, register: Register, language: Language, view: str = flows.LAYERS) -> Response:
    """A page with the picture and its table; `/flow/{format}` gives the rest. `view`: layers, sankey, matrix, map."""
    formats = flows.view_formats(view)
    flow = pictures.flow_of(request, register)
    drawn = flows.render_view(flow, view, "svg", language)
    table = flows.table(flow, language) if view == flows.LAYERS else None
    other = flows.picture(flow, view, language) if table is None else None
    return page(
        request,
        "flow",
        language,
        pictures={"picture": drawn},
        table=table,
        other=other,
        view=view,
        views=flows.view_names(),
        formats=formats,
    )


@router.get(
    "/flow/{format}",
    summary="Flows of the whole register in a form",
    response_class=Response,
    responses=answered_as(_media_types()),
)
def whole(
    request: Request,
    register: Register,
    language: Language,
    format: str,
    part: Annotated[_Part, Depends(_part)],
    view: str = flows.LAYERS,
) -> Response:
    """`svg`, `html`, `json`, `graphml`, `dot`, `mermaid`, for views also `csv`; `vendor`: the chain of one party."""
    flow = pictures.flow_of(request, register)
    if part.vendor:
        flow = flows.chain(flow, register.find(f"party/{part.vendor}"))
    flow = replace(flow, opened=part.opened)
    return _drawn(request, flow, view, format, language)


@router.get(
    "/record/{slug}/flow/{format}",
    summary="Flow of one record in a form",
    response_class=Response,
    responses=answered_as(_media_types()),
)
def of_record(
    request: Request, register: Register, language: Language, slug: str, format: str, view: str = flows.LAYERS
) -> Response:
    """`svg`, `html`, `json`, `graphml`, `dot`, `mermaid`, for views also `csv`."""
    flow = pictures.flow_of(request, register, [register.find(f"record/{slug}")])
    return _drawn(request, flow, view, format, language)


def _drawn(request: Request, flow: Flow, view: str, format: str, language: str) -> Response:
    media_type = flows.media_type(format, view)
    content = flows.render_view(flow, view, format, language)
    return answers.send(
        request, answers.Content(content, media_type, policy=answers.policy_for(content), language=language)
    )
