"""Countries named in a text, as ISO codes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from string import ascii_uppercase

from ropa import texts
from ropa.importing.outline import Outline
from ropa.importing.phrases import Lexicon, Phrases
from ropa.namespaces import expand

_RUN = re.compile(r"\w+")


@cache
def _lexicon(phrases: Phrases) -> Lexicon:
    """The countries that notices name often, in all their forms and adjectives."""
    entries: dict[str, list[str]] = {}
    for path in ("transfers.countries", "transfers.eea"):
        for pattern, code in phrases.words(path).items():
            entries.setdefault(str(code), []).append(pattern)
    return Lexicon(entries, {}, phrases.index)


@cache
def _names(phrases: Phrases) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Every country by its name as such and in the cases of place, as names are written; their first words too."""
    often = {str(code) for path in ("transfers.countries", "transfers.eea") for code in phrases.words(path).values()}
    never = set(phrases.raw("transfers.no-country") or [])
    codes: dict[str, str] = {}
    for code in map("".join, product(ascii_uppercase, repeat=2)):
        term = expand(f"loc:{code}")
        if code not in often and code != "EU" and texts.known(term):
            for name in _forms(term, phrases.language):
                codes.setdefault(name, code)
    names = sorted(codes.keys() - never, key=len, reverse=True)
    first = frozenset(found[0] for name in names if (found := _RUN.search(name)))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])"), codes, first


def _forms(term: str, language: str) -> list[str]:
    name = texts.label(term, language)
    told = [texts.form(term, language, f"sg.{case}") for case in ("ill", "ine", "ela")]
    cases = [form for form in told if form]
    cases += [f"{stem}n" for form in cases if (stem := re.sub(r"ss[aä]$", "", form)) != form]
    return [name, *(cases or [f"{name}s", f"{name}'s"])]


def countries(outline: Outline, text: str) -> list[tuple[str, int, int]]:
    """Country code and place of each country named."""
    return list(_found(outline.phrases, text))


@lru_cache(maxsize=1024)
def _found(phrases: Phrases, text: str) -> tuple[tuple[str, int, int], ...]:
    hits = [
        hit for hit in _lexicon(phrases).find(text) if hit.end - hit.start > 2 or text[hit.start : hit.end].isupper()
    ]
    found = [(hit.concept, hit.start, hit.end) for hit in hits]
    pattern, codes, first = _names(phrases)
    for match in () if first.isdisjoint(_RUN.findall(text)) else pattern.finditer(text):
        if all(match.end() <= start or end <= match.start() for _, start, end in found):
            found.append((codes[match[0]], match.start(), match.end()))
    return tuple(sorted(found, key=lambda each: each[1]))


_BRITISH = re.compile(r"\bUK GDPR\b|\boutside (?:of )?(?:the )?(?:UK\b|United Kingdom)|\bInformation Commissioner")


def is_third(outline: Outline, code: str) -> bool:
    """Whether a country lies outside the EEA; to a notice under British law the United Kingdom does not."""
    return code not in outline.phrases.raw("eea") and not (code == "GB" and _is_british(outline.document.text))


@lru_cache(maxsize=16)
def _is_british(text: str) -> bool:
    return bool(_BRITISH.search(text))
