"""A document as Markdown (CommonMark with tables); the words of the record are escaped, never read as markup."""

from __future__ import annotations

import re

from ropa.rendering import authoring
from ropa.rendering.citation import cited
from ropa.rendering.document import Block, Bullets, Contacts, Document, Paragraph, Section, Sentence, Table

MEDIA_TYPE = "text/markdown; charset=utf-8"

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_BLOCK_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def render(document: Document, *, for_author: bool = True) -> bytes:
    """UTF-8, one sentence after the other, blank lines between blocks."""
    parts = [f"# {_words(document.title)}"]
    if document.date:
        parts.append(_words(document.date))
    for section in document.sections:
        parts.extend(_section(section))
    for listed in authoring.lists(document) if for_author else ():
        parts.extend(_listed(listed, document.language))
    return ("\n\n".join(parts) + "\n").encode()


def _section(section: Section) -> list[str]:
    return [f"## {escape(section.heading)}", *(part for block in section.blocks for part in _block(block))]


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        words = " ".join(_words(sentence) for sentence in block.sentences)
        return [*_heading(block.lead), *([_start(words)] if words else [])]
    if isinstance(block, Bullets):
        items = "\n".join(f"- {_start(_words(item))}" for item in block.items)
        return [*_heading(block.topic), *([_start(_words(block.lead))] if block.lead else []), items]
    if isinstance(block, Table):
        return [_table(block)]
    return _contacts(block)


def _heading(sentence: Sentence | None) -> list[str]:
    return [f"### {_words(sentence)}"] if sentence else []


def _table(block: Table) -> str:
    rows = [[escape(column) for column in block.columns], ["---"] * len(block.columns)]
    rows += [[_words(cell) if cell.text else "–" for cell in row] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _contacts(block: Contacts) -> list[str]:
    name = [f"**{_words(block.name)}**"] if block.name else []
    lines = "\n".join(f"- {escape(line.label)}: {_words(line.value)}" for line in block.lines)
    return [*name, *([lines] if lines else [])]


def _listed(listed: authoring.Listed, language: str) -> list[str]:
    items = [
        f"- {_start(escape(item.text))}" + (f" ({escape(cited(item.articles, language))})" if item.articles else "")
        for item in listed.items
    ]
    return ["---", f"## {escape(listed.heading)}", escape(listed.note), "\n".join(items)]


def _words(sentence: Sentence) -> str:
    words = escape(sentence.text)
    if sentence.target.startswith(("mailto:", "tel:", "https:", "http:")):
        target = re.sub(r"[^A-Za-z0-9:/?&=%@+._~-]", lambda found: _percent(found[0]), sentence.target)
        return f"[{words}](<{target}>)"
    return words


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def escape(text: str) -> str:
    """Words with every character that Markdown could read as markup made plain."""
    return _SPECIAL.sub(r"\\\1", text)


def _start(words: str) -> str:
    """What stands at the start of a line must not become a list, a heading or a line."""
    return _BLOCK_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2][0].isdigit() else "\\" + m[2]), words)
