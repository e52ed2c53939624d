"""The flow as a Mermaid flowchart, for wikis and Markdown pages."""

from __future__ import annotations

import json

from ropa.flows import wording
from ropa.flows.boxes import is_crossing
from ropa.flows.condense import condense
from ropa.flows.flow import Flow, Place, Role, Stream
from ropa.texts import say

MEDIA_TYPE = "text/vnd.mermaid"
SUFFIX = "mmd"
_PLAIN = str.maketrans({"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"})
"""Mermaid reads markup and Markdown within its quotes."""


def render(flow: Flow, language: str) -> bytes:
    """Condensed as the picture is: Mermaid draws no more than a few hundred edges."""
    shown = condense(flow)
    ids = {place.key: f"n{number}" for number, place in enumerate(shown.places)}
    lines = ["---", f"title: {json.dumps(wording.title(flow, language), ensure_ascii=False)}", "---", "flowchart LR"]
    for name, outside in (("inside", False), ("outside", True)):
        members = [place for place in shown.places if place.is_outside is outside]
        if members:
            lines.append(f"  subgraph {name} [{_quoted(say(f'flows-{name}-eea', language))}]")
            lines += [
                f"    {ids[place.key]}{_shape(place, wording.name(place, language, shown.concepts))}"
                for place in members
            ]
            lines.append("  end")
    lines += [_edge(shown, stream, ids, language) for stream in shown.streams]
    return ("\n".join(lines) + "\n").encode()


def _shape(place: Place, name: str) -> str:
    opening, closing = ("([", "])") if place.role in {Role.SOURCE, Role.COUNTRY} else ("[", "]")
    return f"{opening}{_quoted(name)}{closing}"


def _edge(flow: Flow, stream: Stream, ids: dict[str, str], language: str) -> str:
    weak = stream.worst is not None and stream.worst.is_bad
    arrow = "-.->" if weak else "-->"
    told = bool(stream.passages) and is_crossing(flow, stream)
    mark = "⚠ " if weak else ""
    label = f"|{_quoted(mark + wording.grounds(stream, language))}|" if told else ""
    return f"  {ids[stream.source]} {arrow}{label} {ids[stream.target]}"


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).translate(_PLAIN) + '"'
