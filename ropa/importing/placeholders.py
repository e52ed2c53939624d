"""Template text left in a notice: a word for what belongs there, alone in brackets, or a dotted line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ropa.importing.document import Passage
from ropa.importing.phrases import Phrases

_BRACKET = re.compile(
    r"(?P<field>\{\{[^{}]{2,60}\}\}|<<[^<>]{2,60}>>|\[\[[^\[\]]{2,60}\]\]|\$\{[^{}]{2,60}\})"
    r"|[\[(<{]\s*(?P<inside>[^\[\](){}<>]{2,120}?)\s*[\])>}]|_{4,}|\.{5,}|\bX{3,}\b|\bLorem ipsum\b"
)
_MARKS = ("[", "(", "<", "{", "____", ".....", "XXX", "Lorem")
"""What there is in every template text."""
_LONGEST = 60
"""Letters of a word for what belongs there; only what square brackets tell the writer to do is longer."""


def spans(passage: Passage, key: str, words: Phrases) -> list[tuple[int, int]]:
    """Where template text stands in a passage of a section."""
    if not any(mark in passage.text for mark in _MARKS):
        return []
    return [found.span() for found in _BRACKET.finditer(passage.text) if _is_left(found, passage, key, words)]


def _is_left(found: re.Match[str], passage: Passage, key: str, words: Phrases) -> bool:
    inside, square = found["inside"], found[0][0] == "["
    pattern = words.any("placeholders")
    if found["field"]:
        return True
    if inside is None:
        return key not in {"title", "other"}
    if square:
        alone = found[0] == passage.text.strip() and " " in inside
        shouted = inside.isupper() and " " in inside
        return alone or shouted or bool(pattern.match(inside))
    if len(inside) > _LONGEST:
        return False
    return bool(pattern.fullmatch(inside) or (found[0][0] in "<{" and pattern.match(inside)))


def without(passage: Passage, places: Sequence[tuple[int, int]]) -> Passage:
    """A passage as far as somebody has filled it in: template text at its ends says nothing."""
    start, end = 0, len(passage.text)
    for first, last in places:
        start = last if not passage.text[start:first].strip() else start
    for first, last in reversed(places):
        end = first if not passage.text[last:end].strip(" .;,") else end
    return passage.cut(start, max(start, end)) if (start, end) != (0, len(passage.text)) else passage


def beyond(text: str, placeholders: Iterable[str]) -> bool:
    """Whether a section says something beside its template text."""
    for each in placeholders:
        text = text.replace(each, "")
    return sum(map(str.isalpha, text)) > 12
