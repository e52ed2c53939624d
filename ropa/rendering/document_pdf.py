"""A document as PDF: with language and bookmarks; the page is `document.typ`."""

from __future__ import annotations

from ropa.rendering import authoring, typesetting
from ropa.rendering.blocks import Data, as_data
from ropa.rendering.citation import cited
from ropa.rendering.document import Block, Document, Missing, Sentence, Table
from ropa.rendering.typesetting import MEDIA_TYPE

__all__ = ["MEDIA_TYPE", "render"]


def render(document: Document, *, for_author: bool = True) -> bytes:
    """The pages; the list for the author, where there is one, on a page of its own at the end."""
    return typesetting.pages("document", "document", _data(document, for_author))


def _data(document: Document, for_author: bool) -> Data:
    language, _, region = document.metadata.get("language", document.language).partition("-")
    lists = authoring.lists(document) if for_author else ()
    return {
        "kind": document.kind,
        "author": document.metadata.get("author", ""),
        "lang": language,
        "region": region or None,
        "title": _sentence(document.title),
        "date": _given(document.date),
        "sections": [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
        "lists": [_listed(listed, document.language) for listed in lists],
    }


def _listed(listed: authoring.Listed, language: str) -> Data:
    items = [_missing(item, language) for item in listed.items]
    return {"heading": listed.heading, "note": listed.note, "items": items}


def _missing(item: Missing, language: str) -> str:
    return f"{item.text} ({cited(item.articles, language)})" if item.articles else item.text


def _block(block: Block) -> Data:
    data = as_data(block, _sentence)
    return {**data, "widths": list(block.widths)} if isinstance(block, Table) else data


def _given(sentence: Sentence | None) -> Data | None:
    return _sentence(sentence) if sentence else None


def _sentence(sentence: Sentence) -> Data:
    runs, place = [], 0
    for passage in sentence.foreign:
        runs.append({"text": sentence.text[place : passage.start], "lang": ""})
        runs.append({"text": sentence.text[passage.start : passage.end], "lang": passage.language.partition("-")[0]})
        place = passage.end
    runs.append({"text": sentence.text[place:], "lang": ""})
    target = sentence.target if sentence.target.startswith(("mailto:", "tel:", "https:", "http:")) else ""
    return {"text": sentence.text, "runs": [run for run in runs if run["text"]], "target": target}
