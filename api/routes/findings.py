"""What the check has found, over all records."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import answers, negotiation
from api.contract import answered_as
from api.dependencies import CheckedFindings, Format, Language, Register
from api.page import page
from ropa.errors import BadParameter, said
from ropa.model import Severity
from ropa.register import apart

router = APIRouter(tags=["findings"])


@router.get(
    "/findings",
    summary="All findings",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.JSON, {"turtle": "text/turtle"}),
)
def findings(
    request: Request,
    register: Register,
    checks: CheckedFindings,
    language: Language,
    severity: str = "",
    format_: Format = "",
) -> Response:
    """HTML, JSON, or a standard SHACL validation report in Turtle."""
    if severity and severity not in set(Severity):
        raise BadParameter(
            said("'{text}' is no severity.", text=severity),
            mend=said("Use one of: {choices}.", choices=", ".join(Severity)),
        )
    check = checks.current()
    chosen = negotiation.choose(request, negotiation.PAGE | negotiation.JSON | {"turtle": "text/turtle"})
    if chosen == "json":
        return JSONResponse(check.as_json(language))
    if chosen == "turtle":
        return answers.send(request, answers.Content(check.as_report(), "text/turtle"))
    kept = [finding for finding in check.findings if severity in {"", finding.severity.value}]
    return page(
        request,
        "findings",
        language,
        rows=checks.rows(kept, language),
        called=apart.names(register, {finding.record for finding in kept}, language),
        check=check,
        severity=severity,
        severities=list(Severity),
    )
