"""The flow as one HTML file: picture, table and members of groups; with scripts also zoom, search and filters.

Loads nothing: styles and script are inlined, and the page says the same without the script.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from ropa import resources
from ropa.flows import wording
from ropa.flows.condense import condense
from ropa.flows.flow import Flow, Place, Role
from ropa.flows.forms import svg
from ropa.flows.table import Row, table
from ropa.flows.template import environment
from ropa.texts import say

_ROOM = 200
"""So many members of a group are still a picture when drawn one by one."""
MEDIA_TYPE = "text/html"
SUFFIX = "html"


@dataclass(frozen=True)
class _Choice:
    """One filter: its name, and its values with their labels."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Group:
    """What the picture shows as one: its key and anchor, its words, and its members by country, with their links."""

    key: str
    anchor: str
    name: str
    detail: str
    members: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    expanded: str = ""
    """Where a server draws the same with the members one by one."""


def render(flow: Flow, language: str) -> bytes:
    """The same bytes for the same flow and language."""
    shown = condense(flow)
    home = {member: place.key for place in shown.places for member in (place.members or (place.key,))}
    folder = resources.within("flows", "templates")
    page = environment().get_template("flow.html.jinja")
    text = page.render(
        language=language,
        title=wording.title(flow, language),
        description=wording.description(flow, language),
        picture=Markup(svg.draw(flow, language, in_page=True)),  # noqa: S704 (our own template, which escapes)
        table=table(flow, language),
        home=home,
        opened=flow.opened and not flow.links.root,
        groups=[_group(flow, place, language) for place in shown.places if place.members],
        link=lambda key: flow.links.to(flow.by_key[key].iri),
        remarks=_remarks(flow, language),
        choices=_choices(flow, language),
        values=_values,
        say=lambda key, **slots: say(f"flows-{key}", language, **slots),
        script=Markup((folder / "flow.js").read_text(encoding="utf-8")),  # noqa: S704
        style=Markup((folder / "flow.css").read_text(encoding="utf-8")),  # noqa: S704
    )
    return text.encode()


def _group(flow: Flow, place: Place, language: str) -> _Group:
    by_country: dict[str, list[tuple[str, str]]] = {}
    for member in (flow.by_key[key] for key in place.members):
        where = wording.labels(member.countries, language) if member.role is not Role.COUNTRY else ""
        named = (wording.name(member, language, flow.concepts), flow.links.to(member.iri))
        by_country.setdefault(where, []).append(named)
    name = wording.name(place, language, flow.concepts)
    if place.depth > 2:
        name = f"{name}, {say('flows-level', language, level=place.depth - 1)}"
    side = "outside" if place.is_outside else "inside"
    keys = [("language", language), *(("open", key) for key in sorted({*flow.opened, place.key}))]
    can_open = flow.links.base and not (flow.links.root or flow.title) and len(place.members) <= _ROOM
    return _Group(
        place.key,
        svg.anchor(place)[1:],
        name,
        wording.subtitle(place, language, flow.concepts) or say(f"flows-{side}-eea", language),
        tuple((where, tuple(sorted(members))) for where, members in sorted(by_country.items())),
        f"?{urlencode(keys)}" if can_open else "",
    )


def _remarks(flow: Flow, language: str) -> list[tuple[str, str, list[str]]]:
    """Names, links and remarks of the activities that have some: the table has rows for streams only."""
    found = [
        (wording.name(place, language, flow.concepts), flow.links.to(place.iri), wording.remarks(place, language))
        for place in flow.places
        if place.remarks
    ]
    return sorted(found)


def _choices(flow: Flow, language: str) -> list[_Choice]:
    used: dict[str, set[str]] = {"data": set(), "basis": set(), "country": set()}
    for stream in flow.streams:
        used["data"].update(stream.data)
        used["basis"].update(stream.legal_bases)
        used["country"].update(passage.country for passage in stream.passages if passage.country)
    found = []
    for name, iris in used.items():
        options = sorted((wording.upper_first(wording.term(iri, language, flow.concepts)), iri) for iri in iris)
        if options:
            found.append(
                _Choice(name, say(f"flows-filter-{name}", language), tuple((iri, words) for words, iri in options))
            )
    return found


def _values(row: Row) -> dict[str, str]:
    """What the filters compare, for the row's data attributes."""
    return {
        "data": " ".join(row.stream.data),
        "basis": " ".join(row.stream.legal_bases),
        "country": " ".join(passage.country for passage in row.stream.passages),
    }
