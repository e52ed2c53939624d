"""A document as JSON: the same sections, blocks and sentences, each sentence with its triples."""

from __future__ import annotations

import json

from ropa.rdf import Triple
from ropa.rendering.blocks import Data, as_data
from ropa.rendering.document import Document, Missing, Sentence

MEDIA_TYPE = "application/json"


def render(document: Document, *, for_author: bool = True) -> bytes:
    """UTF-8, indented, keys in a fixed order."""
    return (json.dumps(as_json(document, for_author=for_author), ensure_ascii=False, indent=2) + "\n").encode()


def as_json(document: Document, *, for_author: bool = True) -> Data:
    """The document as dictionaries and lists."""
    return {
        "kind": document.kind,
        "language": document.metadata.get("language", document.language),
        "title": _sentence(document.title),
        "date": _sentence(document.date) if document.date else None,
        "metadata": document.metadata,
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "blocks": [as_data(block, _sentence) for block in section.blocks],
            }
            for section in document.sections
        ],
        "missing": [_missing(item) for item in document.missing] if for_author else [],
        "findings": [_missing(item) for item in document.findings] if for_author else [],
    }


def _sentence(sentence: Sentence) -> Data:
    told: Data = {"text": sentence.text, "pattern": sentence.key}
    if sentence.target:
        told["target"] = sentence.target
    if sentence.articles:
        told["articles"] = list(sentence.articles)
    if sentence.foreign:
        told["foreign"] = [{"start": p.start, "end": p.end, "language": p.language} for p in sentence.foreign]
    told["triples"] = [_triple(triple) for triple in sentence.triples]
    return told


def _triple(triple: Triple) -> str:
    return f"{triple} ."


def _missing(item: Missing) -> Data:
    return {"key": item.key, "text": item.text, "articles": list(item.articles), "focus": item.focus}
