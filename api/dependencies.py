"""What routes are handed: the register and the reader's language."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api import negotiation
from api.checks import Checks
from ropa.register import Registry


def _register(request: Request) -> Registry:
    """As other programs have left it by now: one small query."""
    found: Registry = request.app.state.register
    found.ledger.refresh()
    return found


def _language(
    request: Request, language: Annotated[str, Query(description="fi, sv or en; else Accept-Language")] = ""
) -> str:
    return negotiation.language(request)


def _checks(request: Request, register: Annotated[Registry, Depends(_register)]) -> Checks:
    found: Checks = request.app.state.checks
    return found


Register = Annotated[Registry, Depends(_register)]
CheckedFindings = Annotated[Checks, Depends(_checks)]
Language = Annotated[str, Depends(_language)]
Format = Annotated[str, Query(alias="format", description="form of the answer, over Accept")]
