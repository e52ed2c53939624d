"""The name of a use that no vocabulary has: its words without the case or preposition of their sentence."""

from __future__ import annotations

import re

from ropa.importing.phrases import Phrases

_SENTENCE = re.compile(r"[.!?:;]|\s.*,")


def base(words: Phrases, phrase: str) -> str:
    """ "In checking of contacts" is called "checking of contacts"; a whole sentence or clause stays as it is."""
    if _SENTENCE.search(phrase) or words.expression("purposes-clause", re.IGNORECASE).match(phrase):
        return phrase
    for pattern, instead in words.words("purposes-base").items():
        named = re.sub(pattern, instead, phrase)
        if named != phrase:
            return named
    return phrase
