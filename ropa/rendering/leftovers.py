"""What a template left behind in a record's own words: `sähköpostitse (s-postiosoite)`, `[nimi]`, `____`.

The patterns are data, `notice-leftover` of each language: what they match is never published, and told to the author.
"""

from __future__ import annotations

import re
from functools import cache

from ropa import texts


def cut(words: str, language: str) -> str:
    """The words without what was left behind."""
    return (
        " ".join(_pattern(language).sub(" ", words).split()).replace(" ,", ",").replace(" .", ".") if words else words
    )


def found(words: str, language: str) -> tuple[str, ...]:
    """Each thing left behind, as it stands."""
    return tuple(match[0].strip() for match in _pattern(language).finditer(words))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    spoken = language.partition("-")[0]
    return re.compile(texts.pattern("notice-leftover", spoken if spoken in texts.languages() else "en"), re.IGNORECASE)
