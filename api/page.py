"""Renders the pages under `pages/`: one Jinja2 environment, with the words and links every page uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.middleware import policy_with
from ropa import texts
from ropa.namespaces import shorten
from ropa.register.entries import day
from ropa.rendering.citation import spoken
from ropa.rules.citation import official

_MENU = (
    ("records", "/"),
    ("findings", "/findings"),
    ("flows", "/flow"),
    ("impact", "/impact"),
    ("reports", "/reports"),
    ("questions", "/questions"),
    ("rules", "/rules"),
    ("api", "/docs"),
)


def page(
    request: Request,
    template: str,
    language: str,
    *,
    status: int = 200,
    pictures: Mapping[str, bytes] | None = None,
    **content: object,
) -> HTMLResponse:
    """One page in the reader's language. `content` is what the template names, `pictures` SVG of ours among it."""
    drawn = {name: picture.decode() for name, picture in (pictures or {}).items()}
    base: str = request.app.state.settings.base
    chosen = request.query_params.get("language", "")

    def link(path: str, **query: object) -> str:
        given = {key: value for key, value in query.items() if value not in {"", None}}
        if chosen and "language" not in given:
            given["language"] = chosen
        return f"{path}?{urlencode(given)}" if given else path

    def place(iri: str) -> str:
        return link(iri.removeprefix(base)) if iri.startswith(f"{base}/") else ""

    made = environment().get_template(f"{template}.html.jinja")
    words = made.render(
        language=language,
        link=link,
        place=place,
        say=lambda key, **slots: texts.say(f"screens-{key}", language, **slots),
        day=lambda value: day(value, language),
        menu=_MENU,
        here=request.url.path,
        switch=_languages(request),
        **{name: Markup(picture) for name, picture in drawn.items()},  # noqa: S704 (our own template escapes)
        **content,
    )
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
    if drawn:
        headers["Content-Security-Policy"] = policy_with(drawn.values())
    return HTMLResponse(words, status, headers=headers)


def _languages(request: Request) -> list[tuple[str, str, str]]:
    """Each language by tag and by its own name, and where the same page is in it."""
    kept = {key: value for key, value in request.query_params.items() if key != "language"}
    return [
        (tag, texts.say("screens-own-name", tag), f"?{urlencode({**kept, 'language': tag})}")
        for tag in texts.languages()
    ]


@cache
def environment() -> Environment:
    """Escapes everything and knows no undefined names."""
    found = Environment(
        loader=FileSystemLoader(str(Path(__file__).parent / "pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shorten"] = shorten
    found.filters["cited"] = spoken
    found.filters["official"] = official
    found.filters["upper_first"] = upper_first
    return found


def upper_first(text: str) -> str:
    """The first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
