"""Articles of the GDPR as a language cites them: `13(1)(a)` is `13 artiklan 1 kohdan a alakohta`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ropa import texts

_PARTS = re.compile(r"(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?")


def cited(articles: Iterable[str], language: str) -> str:
    """All of them, separated by commas; what is no such citation stays as it is."""
    return ", ".join(_cited(article, language) for article in articles)


def _cited(article: str, language: str) -> str:
    found = _PARTS.fullmatch(article)
    if not found:
        return article
    given = dict(zip(("article", "paragraph", "letter"), (part for part in found.groups() if part), strict=False))
    return texts.say(f"notice-cite-{len(given)}", language, **given).replace(" ", "\u00a0")
