"""A drawn view of a flow: the picture with its words and its table, and how it is written as SVG, HTML and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ropa import resources
from ropa.flows.colours import plain
from ropa.flows.flow import Flow
from ropa.flows.measure import width as measured
from ropa.flows.measure import wrap
from ropa.flows.template import environment
from ropa.texts import say

MEDIA_TYPES = {"svg": "image/svg+xml", "html": "text/html", "csv": "text/csv"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Cell:
    """Words, where they lead, and whether a ground is lacking here."""

    text: str
    href: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Picture:
    """One view in one language. `svg` is drawn by our own templates, which escape."""

    title: str
    description: str
    svg: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def written(picture: Picture, format: str, language: str) -> bytes:
    """As a picture alone, as a page with its table, or the table alone."""
    if format == "svg":
        return picture.svg.encode()
    if format == "csv":
        return _csv(picture)
    text = (
        environment()
        .get_template("view.html.jinja")
        .render(
            p=picture,
            drawn=Markup(picture.svg),  # noqa: S704 (our own templates, which escape)
            language=language,
            picture_word=say("flows-picture", language),
            style=Markup(resources.within("flows", "templates", "flow.css").read_text(encoding="utf-8")),  # noqa: S704
        )
    )
    return text.encode()


@dataclass(frozen=True)
class Frame:
    """What every drawn view has around its content; `note` says below the title what the picture counts."""

    title: str
    description: str
    note: str
    width: float
    height: float
    legend: Sequence[tuple[str, str]]


def draw(template: str, flow: Flow, language: str, frame: Frame, **content: object) -> str:
    """A picture from a template that extends `picture.svg.jinja`."""
    lines = wrap(frame.note, frame.width - 48, 13.0, 6)
    below = 17.0 * len(lines) + 4
    placed, more = _placed(frame.legend, frame.width - 48)
    linked = any(flow.links.to(place.iri) for place in flow.places)
    found = environment().get_template(f"{template}.svg.jinja")
    return plain(
        found.render(
            id=f"flow-{template}",
            language=language,
            title=frame.title,
            description=frame.description,
            is_linked=linked,
            note=lines,
            below=below,
            width=frame.width,
            height=frame.height + below + more,
            legend=placed,
            legend_more=more,
            **content,
        )
    )


def _placed(legend: Sequence[tuple[str, str]], room: float) -> tuple[list[tuple[str, str, float, float]], float]:
    """Samples from left to right, in as many rows as needed, and the room that the further rows take."""
    placed, x, y = [], 0.0, 0.0
    for kind, text in legend:
        needed = measured(text, 13.0) + 92
        if x and x + needed > room:
            x, y = 0.0, y + 26
        placed.append((kind, text, x, y))
        x += needed
    return placed, y


def _csv(picture: Picture) -> bytes:
    """With a mark of its encoding, and nothing that a spreadsheet would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(picture.columns)
    for row in picture.rows:
        writer.writerow([f"'{cell.text}" if cell.text.startswith(_FORMULA) else cell.text for cell in row])
    return f"\ufeff{text.getvalue()}".encode()
