"""Where a sentence names those who get data: by their kind, by the case or preposition they stand in."""

from __future__ import annotations

import re

from ropa.importing.document import Passage
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline

PROCESSING = {
    "ropa:AccountingFirm", "ropa:ITServiceProvider", "ropa:CloudProvider", "ropa:MarketingAgency", "ropa:Subcontractor",
    "dpv:ServiceProvider", "dpv:DataProcessor",
}  # fmt: skip

Span = tuple[int, int]


def by_kind(
    outline: Outline, text: str, floor: int, named: list[Span], staff: list[Span]
) -> list[tuple[int, int, str]]:
    """Where words for kinds of recipients stand, each with its attributes; vague pairs stay one phrase."""
    spans: list[tuple[int, int, str]] = []
    for hit in outline.phrases.lexicon("recipients.kinds").find(text):
        apposition = hit.concept in PROCESSING and bool(named)
        if hit.start < floor or apposition or any(a <= hit.start < b for a, b in [*named, *staff]):
            continue
        start, end = _widened(outline, text, hit.start, hit.end)
        if spans and (start < spans[-1][1] or _vague_pair(outline, text, spans[-1], (start, end))):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]), spans[-1][2])
        else:
            spans.append((start, end, hit.concept))
    return spans


def by_preposition(outline: Outline, sentence: Passage, floor: int) -> list[Span]:
    """Swedish and English: to whom data are handed stands in a list after "till" or "with"."""
    words = outline.phrases
    found = words.any("recipients.to").search(sentence.text, floor) if words.raw("recipients.to") else None
    if not found:
        return []
    rest = sentence.text[found.end() :]
    stop = words.any("recipients.until").search(rest)
    end = found.end() + (stop.start() if stop else len(rest))
    commas = list(split(sentence.cut(found.end(), end), words, conjunctions=False))
    out = []
    for number, piece in enumerate(commas):
        parts = list(split(piece, words)) if number == len(commas) - 1 else [piece]
        if len(commas) > 1 and len(parts) > 2:
            last = parts[-1]
            parts = [piece.cut(0, piece.text.rindex(last.text)), last]
            joiners = "|".join(map(re.escape, words.raw("lists.and")))
            parts[0] = parts[0].cut(0, len(re.sub(rf"\s(?:{joiners})\s*$", "", parts[0].text)))
        for part in parts:
            bare = untrimmed(outline, trimmed(part))
            if 1 <= len(bare.text.split()) <= 8 and len(bare.text) > 2:
                start = sentence.text.index(bare.text, found.end())
                out.append((start, start + len(bare.text)))
    return out


def _vague_pair(outline: Outline, text: str, one: tuple[int, int, str], other: Span) -> bool:
    vague = outline.phrases.any("recipients.vague")
    both = vague.search(text[one[0] : one[1]]) and vague.search(text[other[0] : other[1]])
    return bool(both) and _same_breath(outline, text[one[1] : other[0]])


def by_case(outline: Outline, text: str, floor: int) -> list[Span]:
    """Finnish: to whom data are handed stands in the allative, whoever it is; attributes in it go with their noun."""
    ending = outline.phrases.raw("recipients.case")
    if not ending or not outline.phrases.any("recipients.hand-over").search(text):
        return []
    out: list[Span] = []
    for found in re.finditer(rf"(?<![\w-]){ending}(?![\w-])", text):
        if found.start() >= floor and not outline.phrases.any("recipients.not-case").fullmatch(found[0]):
            span = _widened(outline, text, found.start(), found.end())
            if out and re.fullmatch(r"\s+(?:[\w-]+n\s+)*", text[out[-1][1] : found.start()]):
                span = out.pop()[0], span[1]
            out.append(span)
    return out


def is_told(outline: Outline, text: str) -> bool:
    """Whether a sentence has a verb of its own; what stands in its relative clauses does not count."""
    words = outline.phrases
    bare = re.sub(words.raw("recipients.aside") or r"(?!)", " ", text, flags=re.IGNORECASE)
    return any(words.any(path).search(bare) for path in ("recipients.give", "lists.verb", "recipients.verb"))


def new(phrase: str, told: list[str]) -> bool:
    """Whether no phrase told before shares the beginning of a word with this one."""
    known = {word[:5].lower() for each in told for word in re.findall(r"\w{4,}", each)}
    return not known & {word[:5].lower() for word in re.findall(r"\w{4,}", phrase)}


def _same_breath(outline: Outline, between: str) -> bool:
    joiners = "|".join(map(re.escape, outline.phrases.raw("lists.and") or ["and"]))
    return bool(re.fullmatch(rf"\s+(?:{joiners})\s+", between, re.IGNORECASE))


def _widened(outline: Outline, text: str, start: int, end: int) -> tuple[int, int]:
    before = re.search(outline.phrases.raw("recipients.attribute") or r"(?!)", text[:start], re.IGNORECASE)
    if before and before[0].strip():
        start = before.start() + len(before[0]) - len(before[0].lstrip())
    after = re.match(r"\s\([^)]{2,60}\)", text[end:])
    return start, end + (after.end() if after else 0)


def untrimmed(outline: Outline, piece: Passage, *, cut_relative: bool = True) -> Passage:
    """Without words before and behind that are no part of who it is."""
    trim = outline.phrases.any("recipients.trim")
    while found := trim.match(piece.text):
        piece = trimmed(piece.cut(found.end(), len(piece.text)))
    for found in reversed(list(trim.finditer(piece.text))):
        if found.end() >= len(piece.text) - 1:
            piece = trimmed(piece.cut(0, found.start()))
    until = outline.phrases.any("recipients.until")
    relative = outline.phrases.any("lists.relative")
    stop = next((m for m in until.finditer(piece.text, 3) if cut_relative or not relative.fullmatch(m[0])), None)
    return trimmed(piece.cut(0, stop.start())) if stop else piece
