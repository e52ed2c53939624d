"""The flow in the DOT language of Graphviz: ranks by layer, the EEA as a cluster, grounds on the edges."""

from __future__ import annotations

from collections import defaultdict

from ropa.flows import wording
from ropa.flows.boxes import is_crossing, rank
from ropa.flows.flow import Flow, Ground, Stream
from ropa.texts import say

MEDIA_TYPE = "text/vnd.graphviz"
SUFFIX = "gv"


def render(flow: Flow, language: str) -> bytes:
    """Never condensed."""
    lines = ["digraph flow {", "  rankdir=LR; newrank=true;", '  node [shape=box, fontname="sans-serif"];']
    lines.append(f"  label={_quoted(wording.title(flow, language))}; labelloc=t;")
    for name, outside in (("inside", False), ("outside", True)):
        members = [place for place in flow.places if place.is_outside is outside]
        if members:
            lines.append(f"  subgraph cluster_{name} {{ label={_quoted(say(f'flows-{name}-eea', language))};")
            lines += [
                f"    {_quoted(p.key)} [label={_quoted(wording.name(p, language, flow.concepts))}];" for p in members
            ]
            lines.append("  }")
    deepest = max((place.depth for place in flow.places), default=0)
    layers: dict[int, list[str]] = defaultdict(list)
    for place in flow.places:
        layers[rank(place, deepest)].append(_quoted(place.key))
    lines += [f"  {{ rank=same; {'; '.join(keys)}; }}" for _, keys in sorted(layers.items())]
    lines += [_edge(flow, stream, language) for stream in flow.streams]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _edge(flow: Flow, stream: Stream, language: str) -> str:
    attributes = []
    if stream.passages and is_crossing(flow, stream):
        attributes.append(f"label={_quoted(wording.grounds(stream, language))}")
    if stream.worst and stream.worst.is_bad:
        attributes.append('style="bold,dashed"; color="#a8121d"')
    elif stream.worst and stream.worst is not Ground.STATED:
        attributes.append("style=dotted")
    tail = f" [{'; '.join(attributes)}]" if attributes else ""
    return f"  {_quoted(stream.source)} -> {_quoted(stream.target)}{tail};"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
