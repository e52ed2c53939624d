"""What routes are handed: the register and the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from api import negotiation
from api.checks import Checks
from api.opened import Opened
from ropa import days
from ropa.errors import BadParameter, said
from ropa.register import Registry


def _register(request: Request) -> Registry:
    opened: Opened = request.app.state.opened
    return opened.register()


def _language(
    request: Request, language: Annotated[str, Query(description="fi, sv or en; else Accept-Language")] = ""
) -> str:
    return negotiation.language(request)


def _checks(request: Request, register: Annotated[Registry, Depends(_register)]) -> Checks:
    opened: Opened = request.app.state.opened
    return opened.checks


def _day(day: Annotated[str, Query(alias="as-of", description="a day, as 2027-06-30; else today")] = "") -> date | None:
    found = days.day(day)
    if day and found is None:
        raise BadParameter(said("'{value}' is no day.", value=day), mend="Write it as 2026-11-21.")
    return found


Register = Annotated[Registry, Depends(_register)]
Day = Annotated[date | None, Depends(_day)]
CheckedFindings = Annotated[Checks, Depends(_checks)]
Language = Annotated[str, Depends(_language)]
Format = Annotated[str, Query(alias="format", description="form of the answer, over Accept")]
