"""The flow as a picture: layered SVG, light and dark, with title, description and tooltips. Draws a laid-out flow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ropa.flows import wording
from ropa.flows.colours import plain
from ropa.flows.condense import condense
from ropa.flows.drawing import Line
from ropa.flows.flow import LOOKS, Flow, Place, Reason, Role
from ropa.flows.layout import layout
from ropa.flows.measure import width
from ropa.flows.receiving import ROLES
from ropa.flows.template import environment
from ropa.texts import say

MEDIA_TYPE = "image/svg+xml"
SUFFIX = "svg"
_MARKERS = {"stated": "stated", "missing": "bad", "conditional": "maybe", "doubtful": "maybe"}
_LIFT = 34.0


@dataclass(frozen=True)
class _Sample:
    """One entry of the legend."""

    kind: str
    marker: str
    icon: str
    text: str
    x: float = 0.0
    y: float = 0.0


def render(flow: Flow, language: str) -> bytes:
    """The same bytes for the same flow and language; a large flow is condensed first."""
    return draw(flow, language).encode()


def draw(flow: Flow, language: str, *, in_page: bool = False) -> str:
    """The picture as text; in a page, groups lead to their members there."""
    shown = condense(flow)
    drawing = layout(shown, language)
    legend, legend_height = _legend(shown, drawing.width - 56, language)
    picture = environment().get_template("flow.svg.jinja")
    drawn = picture.render(
        d=drawing,
        id=f"flow-{_identity(flow)}",
        language=language,
        title=wording.title(flow, language),
        description=wording.description(flow, language),
        inside=say("flows-inside-or-untold" if _has_unplaced(shown) else "flows-inside-eea", language),
        outside=say("flows-outside-eea", language),
        border=say("flows-border", language),
        legend=legend,
        lift=_LIFT,
        total=drawing.height + _LIFT + 40 + legend_height,
        marker=marker,
        target=lambda place: anchor(place) if in_page and place.members else flow.links.to(place.iri),
        is_linked=in_page or any(flow.links.to(place.iri) for place in shown.places),
    )
    return plain(drawn)


def anchor(place: Place) -> str:
    """Where the page tells the members of a group."""
    return f"#{place.key.replace(':', '-')}"


def marker(line: Line) -> str:
    """Which arrow head a line ends in."""
    return _MARKERS[line.ground.look] if line.ground else "plain"


def _has_unplaced(flow: Flow) -> bool:
    """Whether somebody stands in the upper band only because no country is recorded for them."""
    lying = {stream.source for stream in flow.streams if flow.by_key[stream.target].role is Role.COUNTRY}
    handed = [place for place in flow.places if place.role in ROLES]
    return any(not place.is_outside and not place.countries and place.key not in lying for place in handed)


def _identity(flow: Flow) -> str:
    return hashlib.sha256("|".join(place.key for place in flow.places).encode()).hexdigest()[:8]


def _legend(flow: Flow, room: float, language: str) -> tuple[list[_Sample], float]:
    """Only what the picture uses, from left to right, in as many rows as needed."""
    looks = {stream.worst.look for stream in flow.streams if stream.worst}
    doubtful = [p for s in flow.streams for p in s.passages if p.ground.look == "doubtful"]
    shared = [p for p in doubtful if any(fault.reason is Reason.SHARED for fault in p.faults)]
    if shared and len(shared) == len(doubtful):
        looks.discard("doubtful")
    samples = [_Sample("", "plain", "", say("flows-key-flow", language))]
    samples.append(_Sample("location", "plain", "", say("flows-key-location", language)))
    samples += [
        _Sample(look, _MARKERS[look], look, say(f"flows-key-{look}", language))
        for look in reversed(LOOKS)
        if look in looks
    ]
    if shared:
        samples.append(_Sample("doubtful", _MARKERS["doubtful"], "doubtful", say("flows-key-shared", language)))
    placed, x, y = [], 0.0, 0.0
    for sample in samples:
        needed = width(sample.text, 13) + (66 if sample.icon else 44) + 28
        if x and x + needed > room:
            x, y = 0.0, y + 24
        placed.append(_Sample(sample.kind, sample.marker, sample.icon, sample.text, x, y))
        x += needed
    return placed, y + 24
