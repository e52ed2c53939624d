"""A drawn view of a flow: the picture with its words and its table, and how it is written as SVG, HTML and CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from markupsafe import Markup

from ropa import resources
from ropa.flows.colours import plain
from ropa.flows.flow import Flow
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


def draw(template: str, flow: Flow, language: str, title: str, description: str, **content: object) -> str:
    """A picture from a template that extends `picture.svg.jinja`."""
    linked = any(flow.links.to(place.iri) for place in flow.places)
    found = environment().get_template(f"{template}.svg.jinja")
    return plain(
        found.render(
            id=f"flow-{template}",
            language=language,
            title=title,
            description=description,
            is_linked=linked,
            **content,
        )
    )


def _csv(picture: Picture) -> bytes:
    """With a mark of its encoding, and nothing that a spreadsheet would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(picture.columns)
    for row in picture.rows:
        writer.writerow([f"'{cell.text}" if cell.text.startswith(_FORMULA) else cell.text for cell in row])
    return f"\ufeff{text.getvalue()}".encode()
