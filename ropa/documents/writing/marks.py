"""Marks around a record's own words while a sentence is written: where they end, and in which language they are."""

from __future__ import annotations

import re

from ropa.model import Text
from ropa.rendering import leftovers
from ropa.rendering.document import Passage

OPEN, TAG_END, CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{OPEN}([^{TAG_END}]*){TAG_END}([^{CLOSE}]*){CLOSE}")
_PRIVATE = re.compile(
    "[\ue000-\uf8ff\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def marked(words: Text, language: str) -> str:
    """Words with marks around them, which tell their language where it is another; what was not filled in left out."""
    tag = "" if words.language.partition("-")[0] == language else words.language
    value = leftovers.cut(" ".join(_PRIVATE.sub("", words.value).split()), words.language or language)
    return f"{OPEN}{tag}{TAG_END}{value}{CLOSE}"


def unmarked(text: str) -> tuple[str, tuple[Passage, ...]]:
    """The words without marks, no full stop or bracket twice, and where those of other languages stand."""
    if OPEN not in text:
        return text, ()
    single = re.sub(f"([.!?…]{CLOSE}[”’]?)\\.", r"\1", text)
    single = re.sub(f"\\){CLOSE} \\(", f"{CLOSE}, ", single)
    plain, passages, place = "", [], 0
    for found in _MARKED.finditer(single):
        plain += single[place : found.start()]
        if found[1]:
            passages.append(Passage(len(plain), len(plain) + len(found[2]), found[1]))
        plain, place = plain + found[2], found.end()
    return plain + single[place:], tuple(passages)
