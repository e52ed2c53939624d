"""The flow as node-link JSON: what networkx, D3 and most graph tools read. Every name in the asked language."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ropa.flows import wording
from ropa.flows.flow import Flow, Passage, Place, Stream
from ropa.model import Text

MEDIA_TYPE = "application/json"
SUFFIX = "json"


def render(flow: Flow, language: str) -> bytes:
    """`nodes` and `links`, keys as in `networkx.node_link_data(edges="links")`; never condensed."""
    graph = {
        "title": wording.title(flow, language),
        "description": wording.description(flow, language),
        "language": language,
    }
    nodes = _lines(_node(place, language, flow.concepts) for place in flow.places)
    links = _lines(_link(stream, language) for stream in flow.streams)
    head = f'"directed": true,\n"multigraph": true,\n"graph": {json.dumps(graph, ensure_ascii=False)}'
    return f'{{\n{head},\n"nodes": {nodes},\n"links": {links}\n}}\n'.encode()


def _lines(items: Iterable[dict[str, object]]) -> str:
    """A JSON list, one item a line: to be read, compared and diffed."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]"


def _node(place: Place, language: str, own: wording.Own) -> dict[str, object]:
    return {
        "id": place.key,
        "role": place.role.value,
        "depth": place.depth,
        "label": wording.name(place, language, own),
        "detail": wording.subtitle(place, language, own),
        "iri": place.iri,
        "outsideEEA": place.is_outside,
        "countries": list(place.countries),
        "concepts": list(place.concepts),
        "names": _texts(place.names),
        "denials": [key.removeprefix("flows-") for key in place.remarks],
        "deniedCountries": list(place.denied),
        "records": list(place.records),
        "members": list(place.members),
    }


def _link(stream: Stream, language: str) -> dict[str, object]:
    return {
        "source": stream.source,
        "target": stream.target,
        "key": stream.kind.value,
        "records": list(stream.records),
        "activities": list(stream.activities),
        "data": list(stream.data),
        "subjects": list(stream.subjects),
        "purposes": list(stream.purposes),
        "legalBases": list(stream.legal_bases),
        "services": _texts(stream.services),
        "transfersDenied": stream.is_denied,
        "transfers": [_passage(passage, language) for passage in stream.passages],
    }


def _passage(passage: Passage, language: str) -> dict[str, object]:
    return {
        "country": passage.country,
        "activity": passage.activity,
        "ground": passage.ground.value,
        "hedged": passage.is_hedged,
        "faults": [{"reason": fault.reason.value, "of": fault.iri} for fault in passage.faults],
        "groundLabel": wording.ground(passage, language),
        "legalBases": list(passage.legal_bases),
        "reliesOn": list(passage.relies_on),
        "conditions": _texts(passage.conditions),
    }


def _texts(texts: tuple[Text, ...]) -> list[dict[str, str]]:
    return [{"value": text.value, "language": text.language} for text in texts]
