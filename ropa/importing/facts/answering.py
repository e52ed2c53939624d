"""What a sentence answers where one section asks several things: here, whether it tells whence the data come."""

from __future__ import annotations

import re

from ropa.importing.document import Kind, Passage
from ropa.importing.outline import Outline


def tells_source(outline: Outline, sentence: Passage) -> bool:
    """A sentence on whence the data come, that names none of them before it says so."""
    words = outline.phrases
    if sentence.kind is not Kind.TEXT or not words.any("sources.firm").search(sentence.text):
        return False
    ending = words.raw("sources.case")
    if ending:
        marks = [found.span() for found in re.finditer(rf"(?<![\w-])(?:{ending})(?![\w-])", sentence.text)]
        return bool(marks) and all(
            any(a <= hit.start < b for a, b in marks) for hit in words.lexicon("data").find(sentence.text)
        )
    start = words.any("sources.firm-from").search(sentence.text)
    return start is not None and not words.lexicon("data").find(sentence.text[: start.start()])
