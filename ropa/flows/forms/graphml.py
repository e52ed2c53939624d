"""The flow as GraphML, for yEd, Gephi and the like: plain attributes, names in the asked language."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ropa.flows import wording
from ropa.flows.flow import Flow

MEDIA_TYPE = "application/graphml+xml"
SUFFIX = "graphml"
_NODE = ("label", "role", "depth", "iri", "outsideEEA", "countries")
_EDGE = ("kind", "label", "data", "legalBasis", "ground", "safeguard", "records")


def render(flow: Flow, language: str) -> bytes:
    """Written by hand, not by networkx, so that the same flow gives the same bytes."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            declared = {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": _type(name)}
            SubElement(root, "key", declared)
    graph = SubElement(root, "graph", edgedefault="directed")
    for place in flow.places:
        values = (
            wording.name(place, language, flow.concepts),
            place.role.value,
            str(place.depth),
            place.iri,
            str(place.is_outside).lower(),
            wording.labels(place.countries, language),
        )
        _data(SubElement(graph, "node", id=place.key), "node", _NODE, values)
    for stream in flow.streams:
        words = (
            stream.kind.value,
            ", ".join(wording.pick(stream.services, language)),
            wording.data(stream, language, flow.concepts),
            wording.labels(stream.legal_bases, language),
            stream.worst.value if stream.worst else "",
            wording.transfer(stream, language),
            " ".join(stream.records),
        )
        _data(SubElement(graph, "edge", source=stream.source, target=stream.target), "edge", _EDGE, words)
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _type(name: str) -> str:
    return {"depth": "int", "outsideEEA": "boolean"}.get(name, "string")


def _data(element: Element, kind: str, names: tuple[str, ...], values: tuple[str, ...]) -> None:
    for name, value in zip(names, values, strict=True):
        if value:
            SubElement(element, "data", key=f"{kind}-{name}").text = value
