"""The description of the API for people, made from OpenAPI and needing nothing from elsewhere; and a sign of life."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import negotiation
from api.contract import answered_as
from api.dependencies import Language, Register
from api.page import page
from ropa import texts

router = APIRouter(tags=["about"])


@router.get("/docs", summary="The API described", response_class=Response, responses=answered_as(negotiation.PAGE))
def docs(request: Request, language: Language) -> Response:
    """A page; `/openapi.json` is the same for programs."""
    schema = request.app.openapi()
    operations = [
        (method.upper(), path, operation)
        for path, methods in sorted(schema["paths"].items())
        for method, operation in methods.items()
    ]
    return page(request, "docs", language, operations=operations)


@router.get("/health", summary="Whether the register can be read")
def health(register: Register, language: Language) -> dict[str, int | str]:
    """The journal's sequence number; where rules were changed and are refused, also which and why."""
    book, refused = register.rules.book(), register.rules.refused
    told: dict[str, int | str] = {"sequence": register.ledger.journal.head().sequence}
    if refused:
        told |= {"refusedRules": texts.translated(refused.said, language), "ruleSet": book.version}
    return told
