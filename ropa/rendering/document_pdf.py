"""A document as PDF: tagged, PDF/UA-1, with language and bookmarks.

The page is `document.typ`; words reach it as data, so that nothing a record says is read as markup.
"""

from __future__ import annotations

import json
from functools import cache

import typst

from ropa import resources
from ropa.rendering import authoring
from ropa.rendering.blocks import Data, as_data
from ropa.rendering.citation import cited
from ropa.rendering.document import Block, Document, Missing, Sentence, Table

MEDIA_TYPE = "application/pdf"

_EPOCH = 0
"""A fixed moment of creation: the same document gives the same bytes."""


def render(document: Document, *, for_author: bool = True) -> bytes:
    """The pages; the list for the author, where there is one, on a page of its own at the end."""
    content = json.dumps(_data(document, for_author), ensure_ascii=False)
    pages = _compiler().compile(
        input=_template(), format="pdf", sys_inputs={"document": content}, pdf_standards=["ua-1"], timestamp=_EPOCH
    )
    return pages if isinstance(pages, bytes) else b"".join(pages or [])


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_template(), ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return resources.within("rendering", "document.typ").read_bytes()


def _data(document: Document, for_author: bool) -> Data:
    language, _, region = document.metadata.get("language", document.language).partition("-")
    missing = document.missing if for_author else ()
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
        "missing": [_missing(item, document.language) for item in missing],
        "missing-heading": authoring.heading(document),
        "missing-note": authoring.note(document),
    }


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
