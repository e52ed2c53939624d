"""Reports over the register, on a page and as files."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import answers, negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from api.page import page
from api.schemas import ReportLine
from ropa.register import publishing
from ropa.rendering import tables

router = APIRouter(tags=["reports"])
_OWN = {"language", "format"}


def _media_types() -> dict[str, str]:
    """By format, HTML first."""
    names = sorted(publishing.table_formats(), key=lambda name: (name != "html", name))
    return {name: tables.media_type(name).partition(";")[0] for name in names}


@router.get("/reports", summary="All reports", response_model=list[ReportLine], responses=answered_as(negotiation.PAGE))
def reports(request: Request, language: Language, format_: Format = "") -> Response:
    """Names, titles and formats."""
    formats = list(publishing.table_formats())
    found = [ReportLine(name=n, title=t, formats=formats) for n, t in publishing.report_titles(language)]
    if negotiation.choose(request, negotiation.PAGE | negotiation.JSON) == "json":
        return JSONResponse([line.model_dump(mode="json") for line in found])
    return page(request, "reports", language, reports=found)


@router.get("/report/{name}", summary="One report", response_class=Response, responses=answered_as(_media_types()))
def report(request: Request, register: Register, language: Language, name: str, format_: Format = "") -> Response:
    """HTML, CSV, XLSX and what else there is; further query parameters are the report's own."""
    formats = list(_media_types())
    chosen = negotiation.choose(request, _media_types())
    given = {key: value for key, value in request.query_params.items() if key not in _OWN}
    table = register.report(name, language, given)
    if chosen == negotiation.HTML and "format" not in request.query_params:
        return page(request, "report", language, table=table, formats=formats)
    content = publishing.table_bytes(table, chosen)
    return answers.send_file(request, content, tables.media_type(chosen), language, f"{name}-{language}.{chosen}")
