"""Where in the world the data are: countries coloured by ground, with the number of activities in each."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import hypot

from ropa import resources
from ropa.flows import wording
from ropa.flows.flow import LOOKS, Flow, Ground, Role, Stream, union
from ropa.flows.measure import wrap
from ropa.flows.picture import Cell, Frame, Picture
from ropa.flows.picture import draw as drawn
from ropa.flows.receiving import worst
from ropa.namespaces import expand
from ropa.texts import say

_LOC = expand("loc:")
_WIDTH, _MAP, _TOP = 1048.0, 490.0, 56.0
_COLUMN, _LINE = 330.0, 57.0
_NEAR = 19.0


@dataclass
class _Country:
    """One country of the flow: what lies there, who keeps it there, and on which grounds it came."""

    iri: str
    name: str
    is_outside: bool
    streams: list[Stream]
    parties: tuple[str, ...]
    number: int = 0
    x: float = 0.0
    y: float = 0.0

    @property
    def code(self) -> str:
        return self.iri.removeprefix(_LOC)

    @property
    def activities(self) -> int:
        return len(union(*(stream.activities for stream in self.streams)))

    @property
    def ground(self) -> Ground | None:
        return worst(stream.worst for stream in self.streams) if self.is_outside else None

    @property
    def share(self) -> tuple[int, int]:
        """How many of the ways in have no ground in force, and how many ways there are."""
        ways = [stream.worst for stream in self.streams if stream.passages]
        return sum(ground is not None and ground.is_bad for ground in ways), len(ways)

    @property
    def is_bad(self) -> bool:
        """Whether data came there without a ground in force."""
        return self.ground is not None and self.ground.is_bad

    @property
    def kind(self) -> str:
        return "within" if not self.is_outside else self.ground.look if self.ground else "abroad"


@cache
def _world() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(resources.within("flows", "world", "outlines.json").read_text())
    return found


@cache
def _centres() -> dict[str, tuple[float, float]]:
    raw = json.loads(resources.within("flows", "world", "outlines.json").read_text())["centres"]
    return {code: (x, y) for code, (x, y) in raw.items()}


def draw(flow: Flow, language: str) -> Picture:
    """The same bytes for the same flow and language. Countries without a place on the map stand in the list."""
    countries = _countries(flow, language)
    _number(countries)
    title = say("flows-map-title", language)
    third = [country for country in countries if country.is_outside and country.iri]
    inside, note = sum(not country.is_outside for country in countries), say("flows-map-note", language)
    description = f"{say('flows-map-desc', language, inside=inside, outside=len(third))} {note}"
    rows = -(-len(countries) // 3)
    known = {country.code: country for country in countries}
    svg = drawn(
        "map",
        flow,
        language,
        Frame(
            title,
            description,
            note=note,
            width=_WIDTH,
            height=_TOP + _MAP + 60 + rows * _LINE,
            legend=[(kind, say(f"flows-map-{kind}", language)) for kind in _used(countries)],
        ),
        plain=[path for code, path in sorted(_world()["outlines"].items()) if code not in known] + _others(),
        shapes=[(_world()["outlines"][c.code], c) for c in countries if c.code in _world()["outlines"]],
        points=[country for country in countries if country.x],
        entries=[_entry(country, language) for country in countries],
        top=_TOP,
        list_top=_TOP + _MAP + 54,
        column=_COLUMN,
        line=_LINE,
        foot=_TOP + _MAP + 16,
    )
    columns = tuple(say(f"flows-column-{name}", language) for name in ("country", "eea", "activities", "who", "ground"))
    table = tuple(_row(country, language) for country in countries)
    return Picture(title, description, svg, say("flows-table-caption", language), columns, table)


def _others() -> list[str]:
    return [*_world()["other"]]


def _countries(flow: Flow, language: str) -> list[_Country]:
    arriving: dict[str, list[Stream]] = defaultdict(list)
    for stream in flow.streams:
        if flow.by_key[stream.target].role is Role.COUNTRY:
            arriving[stream.target].append(stream)
    found = []
    for key, streams in arriving.items():
        place = flow.by_key[key]
        keepers = {wording.name(flow.by_key[s.source], language, flow.concepts) for s in streams}
        name = wording.name(place, language)
        found.append(_Country(place.iri, name, place.is_outside, streams, tuple(sorted(keepers))))
    return sorted(found, key=lambda c: (not c.iri, not c.is_outside, -c.activities, c.name))


def _number(countries: list[_Country]) -> None:
    """Numbers tie the map to the list; those of close neighbours are moved apart."""
    taken: list[tuple[float, float]] = []
    for number, country in enumerate(countries, 1):
        country.number = number
        if country.code not in _centres():
            continue
        x, y = _centres()[country.code]
        while any(hypot(x - other_x, y - other_y) < _NEAR for other_x, other_y in taken):
            x, y = x - 4.0, y + 3.0
        taken.append((x, y))
        country.x, country.y = round(x, 1), round(y, 1)


def _used(countries: list[_Country]) -> list[str]:
    kinds = {country.kind for country in countries}
    return [kind for kind in ("within", *reversed(LOOKS), "abroad") if kind in kinds]


def _entry(country: _Country, language: str) -> tuple[_Country, str, str, str]:
    """What the list says of a country: its number and name, how much lies there, and on which ground."""
    state = ""
    if country.is_bad:
        state = _share(country, language)
    elif country.ground:
        state = say(f"flows-state-{country.ground.value}", language)
    small = say("flows-view-activities", language, count=country.activities)
    return (
        country,
        wrap(country.name, _COLUMN - 60, 14.0, 1)[0],
        small,
        wrap(state, _COLUMN - 70, 13.0, 1)[0] if state else "",
    )


def _share(country: _Country, language: str) -> str:
    without, ways = country.share
    return say("flows-map-share", language, without=without, ways=ways)


def _row(country: _Country, language: str) -> tuple[Cell, ...]:
    grounds = "; ".join(dict.fromkeys(wording.grounds(s, language) for s in country.streams if s.passages))
    if country.is_bad and country.share[1] > 1:
        grounds = f"{_share(country, language)}: {grounds}"
    return (
        Cell(country.name),
        Cell(say("flows-outside-eea" if country.is_outside else "flows-inside-eea", language) if country.iri else ""),
        Cell(str(country.activities)),
        Cell(", ".join(country.parties)),
        Cell(grounds, is_bad=country.is_bad),
    )
