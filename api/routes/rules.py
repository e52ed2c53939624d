"""The rule book: what is checked, on which provision, and why."""

from __future__ import annotations

import re
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from api.page import page
from api.schemas import RuleLine
from ropa.model import Rule

router = APIRouter(tags=["rules"])
_RANKS = {"gdpr": 0, "quality": 2}
"""The regulation first, national acts between, what is compared last."""


@router.get("/rules", summary="All rules", response_model=list[RuleLine], responses=answered_as(negotiation.PAGE))
def rules(request: Request, register: Register, language: Language, search: str = "", format_: Format = "") -> Response:
    """HTML or JSON, in the order of the law. `search` looks in duties, messages, provisions and codes."""
    found = sorted((rule for rule in register.rules.book().rules if _fits(rule, search, language)), key=_place)
    if negotiation.choose(request, negotiation.PAGE | negotiation.JSON) == "json":
        return JSONResponse([_line(rule, language).model_dump(mode="json") for rule in found])
    groups = [(folder, list(members)) for folder, members in groupby(found, key=_folder)]
    return page(request, "rules", language, groups=groups, count=len(found), search=search)


def _folder(rule: Rule) -> str:
    return rule.file.partition("/")[0]


def _place(rule: Rule) -> tuple[int, str, list[tuple[int, str]]]:
    """Folders in their order, then file names with their numbers as numbers: Art. 5 before Art. 30."""
    folder = _folder(rule)
    parts = re.findall(r"\d+|\D+", rule.file)
    return _RANKS.get(folder, 1), folder, [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _fits(rule: Rule, search: str, language: str) -> bool:
    words = [rule.code, *rule.articles, rule.labels.get(language, ""), rule.messages.get(language, "")]
    return search.strip().casefold() in " ".join(words).casefold()


def _line(rule: Rule, language: str) -> RuleLine:
    return RuleLine(
        iri=rule.iri,
        code=rule.code,
        severity=rule.severity.value,
        articles=list(rule.articles),
        sources=list(rule.sources),
        duty=rule.labels.get(language, ""),
        message=rule.messages.get(language, ""),
        valid_from=rule.valid_from,
        last_valid_day=rule.last_valid_day,
        file=rule.file,
    )
