"""Legal bases by word or number, the interest pursued, how consent is withdrawn."""

from __future__ import annotations

import re
from itertools import pairwise

from ropa.importing.document import Passage, Words, sentences
from ropa.importing.draft import INFERRED, MAIN, Draft
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Hit, Phrases
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 30

_POINT = (
    r"(?:\(?(?P<a>[a-f])\)?(?:[-\s]?(?:ala)?koh[td]\w*|\s?punkt\w*)"
    r"|(?:kohta|kohdan|leden|led|punkt(?:en)?|point|mom)\s?\(?(?:1\s?)?\(?(?P<c>[a-f])\)?)(?![\w])"
)
_ARTICLES = (
    re.compile(r"(?<![\d.])6\s?[.(]\s?1\s?[.)]?\s?[,.]?\s?\(?(?P<a>[a-f])(?:\s?[-–]\s?(?P<b>[a-f]))?\)?(?![\w])", re.I),
    re.compile(
        r"\b(?:6\s?art(?:ikla\w*|\.)?(?=[\s,(])|(?:art(?:ikla\w*|ikel\w*|icle|\.)?)\s?6\b)[^.;]{0,40}?\b(?:1\s?[.,]?\s?)?"
        + _POINT,
        re.I,
    ),
    re.compile(r"\bart(?:ikla|ikel|icle|\.)?\s?6\s?\(\s?1\s?\)\s?\(?(?P<a>[a-f])\)?(?![\w])", re.I),
    re.compile(r"\b6\s+artikla\w*\s+1\s?[.,]?\s?(?:kohda\w+|momenti\w+)?\s?(?P<a>[a-f])(?![\w])", re.I),
)

_MORE = re.compile(
    r"(?:[-–]?\s*(?:(?:ala)?koh[td]\w*|punkt\w*|led\w*)?\s*(?:,|ja|sekä|tai|och|samt|eller|and|or)\s*[a-f]\b(?!\w))+"
)
"""Further letters after the first: "points b and c"."""


_NEVER = {"rights", "objection", "erasure", "portability", "complaint", "cookies", "transfers"}
"""Sections that name a basis only to say which right goes with it."""


def read(outline: Outline, draft: Draft) -> None:
    """Bases from the sections that speak of them; where none does, from clauses anywhere that name one as such."""
    sections = outline.about("purpose", "interest", "consent", "title", "other", "provision", "register-name")
    for part in sections:
        for sentence in part.sentences():
            _bases(outline, draft, part, sentence, strict=part.key in {"title", "other", "register-name", "provision"})
    silent = not draft.get(MAIN, "legal_bases")
    for part in [each for each in outline.parts if each not in sections and each.key not in _NEVER]:
        for sentence in part.sentences():
            if silent or outline.phrases.any("bases.explicit").search(sentence.text):
                _bases(outline, draft, part, sentence, strict=True)
    _interest(outline, draft)
    _consent(outline, draft)


def _bases(outline: Outline, draft: Draft, part: Part, sentence: Passage, *, strict: bool) -> None:
    text = sentence.text
    _by_number(draft, part, sentence)
    phrases = outline.phrases
    framed = phrases.any("bases.frame").search(text)
    heading = bool(part.heading and phrases.any("bases.frame").search(part.heading.text))
    bare = heading and part.key == "purpose" and len(text) < 160
    own = part.key == "interest" and len(text) < 60
    paired = _paired(text) if part.key == "purpose" and not framed else 0
    if not framed and not bare and not own and not paired:
        return
    if strict and not phrases.any("bases.firm").search(text):
        return
    other = denies_consent(phrases, part, sentence)
    for hit in phrases.lexicon("bases.words").find(text):
        if hit.start < paired and not (bare or own or (hit.start == 0 and text[hit.end : hit.end + 1] == ":")):
            continue
        if other and hit.concept == "eu-gdpr:A6-1-a":
            continue
        if _is_denied(phrases, text, hit, bare=bare):
            continue
        if _meant(outline, text, hit.start, hit.end, bare or own or paired > 0, hit.concept):
            _put(draft, part, sentence.words(hit.start, hit.end), hit.concept)


def _by_number(draft: Draft, part: Part, sentence: Passage) -> None:
    text = sentence.text
    for pattern in _ARTICLES if "6" in text else ():
        for found in pattern.finditer(text):
            first = (found["a"] or found.groupdict().get("c") or "").lower()
            last = (found.groupdict().get("b") or first).lower()
            more = re.findall(r"(?<![a-z])[a-f](?![a-z])", (found.groupdict().get("more") or "").lower())
            more += re.findall(r"\b[a-f]\b", following[0]) if (following := _MORE.match(text, found.end())) else []
            for letter in [*"abcdef"["abcdef".index(first) : "abcdef".index(last) + 1], *more]:
                _put(draft, part, sentence.match(found), f"eu-gdpr:A6-1-{letter}")


def _is_denied(phrases: Phrases, text: str, hit: Hit, *, bare: bool) -> bool:
    """Whether the words of a basis stand where it is said to be none, or no basis is spoken of."""
    listed = phrases.expression("bases.listed")
    for found in phrases.any("bases.not").finditer(text):
        a, b = found.span()
        if (a <= hit.start < b or a < hit.end <= b) and not (bare and listed.search(text[a:b])):
            return True
    return any(
        _clause(text, hit.start, a)
        and not phrases.any("bases.contrast").search(text[b : hit.start])
        and (abs(a - hit.end) < 25 or abs(hit.start - b) < 25)
        for a, b in (found.span() for found in phrases.any("bases.deny").finditer(text))
    )


def denies_consent(words: Phrases, part: Part, sentence: Passage) -> bool:
    """Whether it, or the sentence behind it, says that consent is no basis: "we ask your consent; it is no basis"."""
    told = part.sentences()
    at = told.index(sentence) + 1 if sentence in told else len(told)
    following = told[at].text if at < len(told) else ""
    return bool(words.any("bases.deny-consent").search(f"{sentence.text} {following}"))


def _paired(text: str) -> int:
    """Where the basis begins in "purpose: basis"; 0 where a sentence has not that form."""
    pair = re.match(r"[^:;]{3,100}:\s+(?=\S)", text)
    return pair.end() if pair and len(text) - pair.end() < 200 else 0


def _clause(text: str, one: int, other: int) -> bool:
    """Whether words stand in the clause of a denial; "on the contract, not on consent" denies what follows alone."""
    between = text[min(one, other) : max(one, other)]
    return ";" not in between and not (one < other and re.search(r"[^\s,]+,\s$", between))


def _meant(outline: Outline, text: str, start: int, end: int, bare: bool, concept: str) -> bool:
    """Whether the words name a basis: a frame word stands in the same sentence near by, or they are a list item."""
    if bare:
        return True
    if concept in {"eu-gdpr:A6-1-e", "eu-gdpr:A6-1-f", "eu-gdpr:A6-1-d"}:
        return True
    frame = [m.span() for m in outline.phrases.any("bases.frame").finditer(text)]
    return any(min(abs(start - b), abs(a - end)) < 120 for a, b in frame)


def _put(draft: Draft, part: Part, said: Words, concept: str) -> None:
    draft.put(MAIN, "legal_bases", Iri(expand(concept)), said, part.key)


def _interest(outline: Outline, draft: Draft) -> None:
    relied = Iri(expand("eu-gdpr:A6-1-f")) in draft.get(MAIN, "legal_bases")
    for part in outline.about("interest"):
        for passage in part.passages:
            open_to = part.key == "interest" and (relied or not draft.get(MAIN, "legal_bases"))
            if open_to and not _only_declared(outline, passage):
                draft.put(MAIN, "interests", draft.text(passage.text), passage.words(), part.key)
    if not relied or draft.get(MAIN, "interests"):
        return
    words = outline.phrases
    _interest_of_row(outline, draft)
    for part in outline.about("purpose", "interest", "title", "other", "register-name", "objection"):
        for sentence in part.sentences():
            framed = words.any("interest.frame").search(sentence.text)
            told = framed and words.any("interest.told").search(sentence.text)
            if told or words.any("interest.own").search(sentence.text):
                draft.put(MAIN, "interests", draft.text(sentence.text), sentence.words(), part.key, INFERRED)


def _interest_of_row(outline: Outline, draft: Draft) -> None:
    """Of a table with a column of bases the use beside the interest, where it says what is at stake."""
    columns = [part for part in outline.about("purpose") if part.passages]
    bases, told = outline.phrases.lexicon("bases.words"), outline.phrases.any("interest.told")
    for uses, grounds in pairwise(columns):
        named = [bases.find(cell.text) for cell in grounds.passages]
        if len(uses.passages) != len(grounds.passages) or len(named) < 2 or not all(named):
            continue
        for cell, hits in zip(uses.passages, named, strict=True):
            if "eu-gdpr:A6-1-f" in {hit.concept for hit in hits} and told.search(cell.text):
                draft.put(MAIN, "interests", draft.text(cell.text), cell.words(), uses.key, INFERRED)


def _only_declared(outline: Outline, passage: Passage) -> bool:
    """ "The processing is based on legitimate interest": a basis, and no word on which interest."""
    words = outline.phrases
    told = words.any("interest.told").search(passage.text) or words.any("interest.own").search(passage.text)
    declared = words.any("interest.frame").search(passage.text) and words.any("bases.frame").search(passage.text)
    return bool(declared) and not told and len(passage.text.split()) <= 10


def _consent(outline: Outline, draft: Draft) -> None:
    for part in outline.about("consent"):
        for passage in part.passages:
            for sentence in sentences(passage):
                if outline.phrases.any("rights.words.eu-gdpr:A7-3").search(sentence.text):
                    draft.put(MAIN, "consent_withdrawn", draft.text(sentence.text), sentence.words(), part.key)
