"""Which representation and which language a request wants: Accept, Accept-Language, and the parameters over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import Request

from ropa import texts
from ropa.errors import InputError, said

HTML = "html"
RDF = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "json-ld": "application/ld+json",
    "n-triples": "application/n-triples",
}
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
PAGE = {HTML: "text/html"}
JSON = {"json": "application/json"}
_ALIASES = {"application/json": ("application/sparql-results+json",), "application/xhtml+xml": ("text/html",)}


class NotAcceptable(InputError):
    """None of the representations that the client accepts is there."""


class UnsupportedMedia(InputError):
    """The request's own content is of a type that is not read here."""


def choose(request: Request, offered: Mapping[str, str]) -> str:
    """The format to answer in: `?format=` where given, else the best of Accept; the first offered where all will do.

    Raises NotAcceptable naming what there is.
    """
    asked = request.query_params.get("format", "")
    if asked:
        if asked not in offered:
            raise NotAcceptable(
                said("there is no format '{asked}' here.", asked=asked),
                mend=said("Use one of: {choices}.", choices=", ".join(offered)),
            )
        return asked
    best, weight = "", 0.0
    ranges = _ranges(request.headers.get("accept", "*/*"))
    for name, media_type in offered.items():
        found = _weight(media_type, ranges)
        if found > weight:
            best, weight = name, found
    if not best:
        raise NotAcceptable(
            "none of the accepted media types is there.", mend=said("There are: {choices}.", choices=_listed(offered))
        )
    return best


def wants_page(request: Request) -> bool:
    """Whether a person with a browser is asking."""
    return "text/html" in request.headers.get("accept", "")


def language(request: Request) -> str:
    """`?language=` where given, else the best of Accept-Language, else the setting. Raises BadParameter."""
    asked = request.query_params.get("language", "")
    if asked:
        return texts.default().language(asked)
    weighted = sorted(_ranges(request.headers.get("accept-language", "")), key=lambda pair: -pair[1])
    for tag, weight in weighted:
        primary = tag.partition("-")[0]
        if weight and primary in texts.languages():
            return primary
    return texts.default().language(request.app.state.settings.language)


def _listed(offered: Mapping[str, str]) -> str:
    return ", ".join(offered.values())


def _ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if name:
            found.append((name, _number(quality)))
    return found


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Of the most specific range that fits: the type itself, its group, or anything."""
    group = media_type.partition("/")[0]
    for wanted in (media_type, f"{group}/*", "*/*"):
        for name, quality in ranges:
            if name == wanted or (wanted == media_type and media_type in _ALIASES.get(name, ())):
                return quality
    return 0.0
