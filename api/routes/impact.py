"""What if: a page that asks for a change, and shows whom and what it would touch, with the way there as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import negotiation, pictures
from api.contract import answered_as
from api.dependencies import Day, Format, Language, Register
from api.page import page, upper_first
from ropa import flows
from ropa.flows import Change, Flow, Role
from ropa.register import Registry
from ropa.register.foresight import Foresight, foresee

router = APIRouter(tags=["flows"])
_ENGAGED = {Role.PROCESSOR, Role.SUB_PROCESSOR}


@dataclass(frozen=True)
class _Choice:
    """One kind of change, and what it can happen to, as IRIs and names."""

    change: str
    targets: list[tuple[str, str]]


@router.get(
    "/impact",
    summary="What a change would touch",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.JSON),
)
def impact(  # noqa: PLR0913 - what may be asked
    request: Request,
    register: Register,
    language: Language,
    day: Day,
    change: str = "",
    target: str = "",
    format_: Format = "",
) -> Response:
    """A page or JSON. `change` is breach, country, contract or data; `target` an IRI, name, code or concept.

    `as-of` is the day on which it happens: a country that loses its adequacy loses it then.
    """
    found = foresee(register, change, target, language, day) if change and target else None
    if negotiation.choose(request, negotiation.PAGE | negotiation.JSON) == "json":
        return JSONResponse(found.as_json() if found else {"changes": [kind.value for kind in Change]})
    drawn = {"picture": flows.svg(pictures.served(request, found.flow), language)} if found else {}
    return page(
        request,
        "impact",
        language,
        pictures=drawn,
        choices=_choices(register, register.flow(), language),
        change=change,
        asked_day=day.isoformat() if day else "",
        target=found.impact.target if found else target,
        name=register.name_of(found.impact.target, language) if found else "",
        found=found,
        groups=_groups(register, found, language) if found else [],
        paths=found.paths(register, language) if found else [],
    )


def _choices(register: Registry, flow: Flow, language: str) -> list[_Choice]:
    data = {iri for stream in flow.streams for iri in stream.data}
    parties = {place.iri for place in flow.places if place.iri and place.role not in {Role.COUNTRY, Role.ACTIVITY}}
    engaged = {place.iri for place in flow.places if place.iri and place.role in _ENGAGED}
    countries = {place.iri for place in flow.places if place.role is Role.COUNTRY and place.iri and place.is_outside}
    offered = {"breach": parties, "country": countries, "contract": engaged, "data": data}
    return [_Choice(change, _named(register, iris, language)) for change, iris in offered.items()]


def _named(register: Registry, iris: set[str], language: str) -> list[tuple[str, str]]:
    return _sorted((register.name_of(iri, language) or iri, iri) for iri in iris)


def _sorted(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """IRIs and names, by name."""
    pairs = [(upper_first(name), iri) for name, iri in named]
    return [(iri, name) for name, iri in sorted(pairs, key=lambda pair: (pair[0].casefold(), pair[1]))]


def _groups(register: Registry, found: Foresight, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is touched, by kind, activities and registers with whose they are; what is not touched is told as such."""
    touched = {
        "losing": found.losing,
        "activities": found.impact.activities,
        "records": found.impact.records,
        "notices": found.notices,
        "subjects": found.impact.subjects,
        "data": found.impact.data,
        "parties": found.parties,
    }
    single = {"activities": "activity", "losing": "activity", "records": "record"}
    return [
        (kind, _sorted((found.named(single.get(kind, kind), iri, register, language), iri) for iri in {*iris}))
        for kind, iris in touched.items()
        if iris or kind != "losing"
    ]
