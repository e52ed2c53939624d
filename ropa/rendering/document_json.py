"""A document as JSON: the same sections, blocks and sentences, each sentence with its triples."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ropa.rdf import Triple
from ropa.rendering.document import Block, Bullets, Contacts, Document, Missing, Paragraph, Sentence, Table

MEDIA_TYPE = "application/json"

_Json = dict[str, object]


def render(document: Document, *, for_author: bool = True) -> bytes:
    """UTF-8, indented, keys in a fixed order."""
    return (json.dumps(as_json(document, for_author=for_author), ensure_ascii=False, indent=2) + "\n").encode()


def as_json(document: Document, *, for_author: bool = True) -> _Json:
    """The document as dictionaries and lists."""
    return {
        "kind": document.kind,
        "language": document.metadata.get("language", document.language),
        "title": _sentence(document.title),
        "date": _sentence(document.date) if document.date else None,
        "metadata": document.metadata,
        "sections": [
            {"key": section.key, "heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
        "missing": [_missing(item) for item in document.missing] if for_author else [],
    }


def _block(block: Block) -> _Json:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "lead": _given(block.lead), "sentences": _sentences(block.sentences)}
    if isinstance(block, Bullets):
        lead, topic = _given(block.lead), _given(block.topic)
        return {"type": "bullets", "topic": topic, "lead": lead, "items": _sentences(block.items)}
    if isinstance(block, Table):
        rows = [_sentences(row) for row in block.rows]
        return {"type": "table", "caption": block.caption, "columns": list(block.columns), "rows": rows}
    return _contacts(block)


def _contacts(block: Contacts) -> _Json:
    lines = [{"label": line.label, "value": _sentence(line.value)} for line in block.lines]
    return {"type": "contacts", "name": _given(block.name), "lines": lines}


def _sentences(sentences: Iterable[Sentence]) -> list[_Json]:
    return [_sentence(sentence) for sentence in sentences]


def _given(sentence: Sentence | None) -> _Json | None:
    return _sentence(sentence) if sentence else None


def _sentence(sentence: Sentence) -> _Json:
    told: _Json = {"text": sentence.text, "pattern": sentence.key}
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


def _missing(item: Missing) -> _Json:
    return {"key": item.key, "text": item.text, "articles": list(item.articles), "focus": item.focus}
