"""Countries named in a text, as ISO codes."""

from __future__ import annotations

from functools import cache

from ropa.importing.outline import Outline
from ropa.importing.phrases import Lexicon, Phrases


@cache
def _lexicon(phrases: Phrases) -> Lexicon:
    entries: dict[str, list[str]] = {}
    for path in ("transfers.countries", "transfers.eea"):
        for pattern, code in phrases.words(path).items():
            entries.setdefault(str(code), []).append(pattern)
    return Lexicon(entries, {})


def countries(outline: Outline, text: str) -> list[tuple[str, int, int]]:
    """Country code and place of each country named."""
    return [(hit.concept, hit.start, hit.end) for hit in _lexicon(outline.phrases).find(text)]


def is_third(outline: Outline, code: str) -> bool:
    """Whether a country lies outside the EEA."""
    return code not in set(outline.phrases.words("transfers.eea").values())
