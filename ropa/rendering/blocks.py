"""Blocks of a document as dictionaries and lists, for formats that are data: how a sentence is told is theirs."""

from __future__ import annotations

from collections.abc import Callable

from ropa.rendering.document import Block, Bullets, Paragraph, Sentence, Table

Data = dict[str, object]


def as_data(block: Block, tell: Callable[[Sentence], Data]) -> Data:
    """A block with its kind as `type`."""

    def told(sentence: Sentence | None) -> Data | None:
        return tell(sentence) if sentence else None

    if isinstance(block, Paragraph):
        return {"type": "paragraph", "lead": told(block.lead), "sentences": [tell(each) for each in block.sentences]}
    if isinstance(block, Bullets):
        items = [tell(item) for item in block.items]
        return {"type": "bullets", "topic": told(block.topic), "lead": told(block.lead), "items": items}
    if isinstance(block, Table):
        rows = [[tell(cell) for cell in row] for row in block.rows]
        return {"type": "table", "caption": block.caption, "columns": list(block.columns), "rows": rows}
    lines = [{"label": line.label, "value": tell(line.value)} for line in block.lines]
    return {"type": "contacts", "name": told(block.name), "lines": lines}
