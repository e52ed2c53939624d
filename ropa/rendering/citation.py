"""Provisions as a language cites them: `13(1)(a)` is `13 artiklan 1 kohdan a alakohta`, national acts likewise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ropa import texts

_GDPR = "GDPR Art. "
_PARTS = re.compile(r"(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?")
_ELSEWHERE = {
    "fi": re.compile(r"FI (?P<act>\d+/\d+)(?: s\. (?P<section>\d+)(?:\((?P<subsection>\d+)\))?)?"),
    "se": re.compile(r"SE (?P<act>\d+:\d+)(?: ch\. (?P<chapter>\d+) s\. (?P<section>\d+))?"),
    "eu": re.compile(r"EU (?P<act>\d+/\d+)(?: Art\. (?P<article>\d+)\((?P<paragraph>\d+)\))?"),
}
"""The forms in which rules cite what is not the GDPR; the text of a form is told by the parts it has."""


def cited(articles: Iterable[str], language: str) -> str:
    """All of them, separated by commas; what is no such citation stays as it is."""
    return ", ".join(_cited(article, language) for article in articles)


def spoken(article: str, language: str) -> str:
    """`GDPR Art. 30(1)(f)`, `FI 1050/2018 s. 29(1)` with the name of the law; what is no such citation as it is."""
    if article.startswith(_GDPR):
        return texts.say("rules-cite-gdpr", language, article=_cited(article.removeprefix(_GDPR), language))
    for key, form in _ELSEWHERE.items():
        if match := form.fullmatch(article):
            given = {name: value for name, value in match.groupdict().items() if value}
            return texts.say(f"rules-cite-{key}-{len(given)}", language, **given).replace(" §", "\u00a0§")
    return article


def _cited(article: str, language: str) -> str:
    found = _PARTS.fullmatch(article)
    if not found:
        return article
    given = dict(zip(("article", "paragraph", "letter"), (part for part in found.groups() if part), strict=False))
    return texts.say(f"notice-cite-{len(given)}", language, **given).replace(" ", "\u00a0")
