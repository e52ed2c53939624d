"""Files to edit and hand back with `ropa import`: workbook of a record, sheet of activities, list to settle."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import answers
from api.contract import answered_as
from api.dependencies import Language, Register
from ropa.register import activity_sheets, reviewing
from ropa.rendering import tables

router = APIRouter(tags=["files to edit"])


@router.get(
    "/record/{slug}/workbook",
    summary="A record as a workbook to edit",
    response_class=Response,
    responses=answered_as({"xlsx": tables.media_type("xlsx")}),
)
def workbook(request: Request, register: Register, language: Language, slug: str) -> Response:
    """XLSX with every fact in words, a guide, and lists to choose from."""
    return _file(request, register.workbook(register.find(f"record/{slug}"), language), slug, language)


@router.get(
    "/export/activities",
    summary="All activities as a sheet to edit",
    response_class=Response,
    responses=answered_as({"xlsx": tables.media_type("xlsx")}),
)
def activities(request: Request, register: Register, language: Language, template: bool = False) -> Response:
    """XLSX, one row per activity; with `template` only its headings, to be filled in."""
    content = activity_sheets.export(register, "activities.xlsx", language, template=template)
    return _file(request, content, "template" if template else "activities", language)


@router.get(
    "/export/review",
    summary="What is left to settle",
    response_class=Response,
    responses=answered_as({"xlsx": tables.media_type("xlsx")}),
)
def review(request: Request, register: Register, language: Language) -> Response:
    """XLSX: concepts without a place and organisations that may be one, with a column for the decision."""
    content = reviewing.written(reviewing.matters(register, (), language), "review.xlsx", language)
    return _file(request, content, "review", language)


def _file(request: Request, content: bytes, name: str, language: str) -> Response:
    media_type = tables.media_type("xlsx")
    return answers.send(
        request, answers.Content(content, media_type, file=f"{name}-{language}.xlsx", language=language)
    )
