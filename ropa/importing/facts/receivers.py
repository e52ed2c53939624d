"""Where a sentence names those who get data: by their kind, by the case or preposition they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.importing import channels
from ropa.importing.document import Passage
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline

PROCESSING = {
    "ropa:AccountingFirm", "ropa:ITServiceProvider", "ropa:CloudProvider", "ropa:MarketingAgency", "ropa:Subcontractor",
    "dpv:ServiceProvider", "dpv:DataProcessor",
}  # fmt: skip

_TELLING = ("recipients.give", "lists.verb", "recipients.verb", "recipients.gets", "recipients.by")
Span = tuple[int, int]


def by_kind(
    outline: Outline, text: str, floor: int, named: list[Span], staff: list[Span]
) -> list[tuple[int, int, str]]:
    """Where words for kinds of recipients stand, each with its attributes; vague pairs stay one phrase."""
    spans: list[tuple[int, int, str]] = []
    for hit in outline.phrases.lexicon("recipients.kinds").find(text):
        service = outline.phrases.any("recipients.service").search(text[hit.start : hit.end])
        apposition = bool(named) and (hit.concept in PROCESSING or bool(service))
        if hit.start < floor or apposition or any(a <= hit.start < b for a, b in [*named, *staff]):
            continue
        start, end = _widened(outline, text, hit.start, hit.end)
        if spans and (start < spans[-1][1] or _vague_pair(outline, text, spans[-1], (start, end))):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]), spans[-1][2])
        else:
            spans.append((start, end, hit.concept))
    return spans


def by_preposition(outline: Outline, sentence: Passage, floor: int) -> list[Span]:
    """Swedish and English: to whom data are handed stands in a list after "till" or "with", or after the next one."""
    words, text = outline.phrases, sentence.text
    found = words.any("recipients.to").search(text, floor) if words.raw("recipients.to") else None
    found = found or (words.any("recipients.again").search(text, floor) if floor else None)
    found = found or words.expression("recipients.each-to", re.IGNORECASE).search(text, floor)
    out: list[Span] = []
    while found:
        rest = text[found.end() :]
        stop = next(_stops(outline, rest), None)
        end = found.end() + (stop.start() if stop else len(rest))
        out += _listed(outline, sentence, found.end(), end)
        found = words.any("recipients.and-again").search(text, end)
    return out


def _listed(outline: Outline, sentence: Passage, first: int, last: int) -> list[Span]:
    """Who stands in a list behind a preposition, each with its place."""
    words = outline.phrases
    told = sentence.cut(first, last)
    told = told.cut(0, len(re.sub(rf"\s(?:{words.joiners})\s*$", "", told.text)))
    commas = list(split(told, words, conjunctions=False))
    out: list[Span] = []
    for number, piece in enumerate(commas):
        parts = list(split(piece, words)) if number == len(commas) - 1 else [piece]
        if len(commas) > 1 and len(parts) > 2:
            end = parts[-1]
            parts = [piece.cut(0, piece.text.rindex(end.text)), end]
            parts[0] = parts[0].cut(0, len(re.sub(rf"\s(?:{words.joiners})\s*$", "", parts[0].text)))
        for part in parts:
            again = words.any("recipients.again").search(part.text)
            bare = untrimmed(outline, trimmed(part.cut(again.end(), len(part.text)) if again else part))
            if 1 <= len(bare.text.split()) <= 8 and len(bare.text) > 2:
                start = sentence.text.index(bare.text, first)
                out.append((start, start + len(bare.text)))
    return out


def _vague_pair(outline: Outline, text: str, one: tuple[int, int, str], other: Span) -> bool:
    vague = outline.phrases.any("recipients.vague" if outline.phrases.raw("recipients.pairs") else "recipients.pairs")
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
            if outline.phrases.any("recipients.nobody").match(text[slice(*span)]):
                continue
            if out and re.fullmatch(r"\s+(?:[\w-]+n\s+)*", text[out[-1][1] : found.start()]):
                span = out.pop()[0], span[1]
            out.append(span)
    return out


def by_verb(outline: Outline, sentence: Passage, floor: int) -> list[Span]:
    """Who is the subject of getting or seeing: "the workshop gets the number", "bank and court receive it"."""
    words, text = outline.phrases, sentence.text
    out: list[Span] = []
    last = floor
    for verb in words.any("recipients.gets").finditer(text, floor):
        subject = sentence.cut(last, verb.start())
        pieces = list(split(subject, words)) if last == floor else list(split(subject, words))[-1:]
        found = [who for piece in pieces if (who := _bare_subject(outline, piece)).text]
        if not found and words.raw("recipients.case") and last == floor:
            found = [who for who in [_behind(outline, sentence, verb.end())] if who.text]
        for who in found:
            start = text.index(who.text, last)
            out.append((start, start + len(who.text)))
        last = verb.end()
    return out


def _behind(outline: Outline, sentence: Passage, place: int) -> Passage:
    """Finnish: after an object and the verb comes who gets it, "tietoja saa kunnan liikuntatoimi"."""
    rest = re.match(r"\s((?:[\w-]+n\s){0,2}[\w-]{4,})\s*(?:[,.;]|$)", sentence.text[place:])
    return (
        _bare_subject(outline, sentence.cut(place + rest.start(1), place + rest.end(1))) if rest else sentence.cut(0, 0)
    )


def _bare_subject(outline: Outline, piece: Passage) -> Passage:
    """The one who gets, without adverbs and articles before; nothing where it is no third party."""
    words = outline.phrases
    lead = words.expression("recipients.before", re.IGNORECASE).match(piece.text)
    piece = untrimmed(outline, trimmed(piece.cut(lead.end(), len(piece.text)) if lead else piece))
    nobody = words.expression("recipients.oblique").search(piece.text)
    nobody = (
        nobody or words.any("recipients.nobody").match(piece.text) or words.any("recipients.own").search(piece.text)
    )
    known = words.lexicon("recipients.kinds").find(piece.text) or words.any("recipients.heads").search(piece.text)
    new_name = len(piece.text.split()) <= 3 and not words.lexicon("data").find(piece.text)
    people = words.lexicon("subjects").find(piece.text) and not known
    fits = (
        (known or new_name) and not nobody and not people and 3 < len(piece.text) < 60 and len(piece.text.split()) <= 6
    )
    return piece if fits else piece.cut(0, 0)


def by_head(outline: Outline, sentence: Passage, floor: int) -> list[Span]:
    """Organisations and trades by the last part of their name, or as those by whom things are done."""
    words, text = outline.phrases, sentence.text
    out = [_widened(outline, text, m.start(), m.end()) for m in words.any("recipients.into").finditer(text, floor)]
    if channels.organisations(sentence):
        return out
    if words.raw("recipients.case"):
        out += [
            _widened(outline, text, m.start(), m.end()) for m in words.any("recipients.heads").finditer(text, floor)
        ]
    for found in words.any("recipients.by").finditer(text, floor):
        stop = re.search(r"[,.;:]|$", text[found.end() :])
        end = found.end() + (stop.start() if stop else 0)
        for number, piece in enumerate(split(sentence.cut(found.end(), end), words)):
            who = untrimmed(outline, piece)
            if (number and not _is_party(outline, who.text)) or words.any("recipients.nobody").match(who.text):
                break
            if 1 <= len(who.text.split()) <= 5 and who.text in text[found.end() :]:
                start = text.index(who.text, found.end())
                out.append((start, start + len(who.text)))
    return out


def _is_party(outline: Outline, text: str) -> bool:
    """Whether words name a kind of recipient, an organisation or people, and nothing done."""
    words = outline.phrases
    known = [words.lexicon(kind).find(text) for kind in ("recipients.kinds", "subjects")]
    return any(hits and not hits[0].start and hits[-1].end == len(text) for hits in known) or bool(
        words.any("recipients.heads").fullmatch(text)
    )


def is_told(outline: Outline, text: str) -> bool:
    """Whether a sentence has a verb of its own; what stands in its relative clauses does not count."""
    words = outline.phrases
    bare = words.expression("recipients.aside", re.IGNORECASE).sub(" ", text)
    return any(words.any(path).search(bare) for path in _TELLING)


def new(phrase: str, told: list[str]) -> bool:
    """Whether no phrase told before shares the beginning of a word with this one."""
    known = {word[:5].lower() for each in told for word in re.findall(r"\w{4,}", each)}
    return not known & {word[:5].lower() for word in re.findall(r"\w{4,}", phrase)}


def _same_breath(outline: Outline, between: str) -> bool:
    return bool(re.fullmatch(rf"\s+(?:{outline.phrases.joiners})\s+", between, re.IGNORECASE))


def _widened(outline: Outline, text: str, start: int, end: int) -> tuple[int, int]:
    before = outline.phrases.expression("recipients.attribute", re.IGNORECASE).search(text[:start])
    if before and before[0].strip():
        start = before.start() + len(before[0]) - len(before[0].lstrip())
    after = re.match(r"\s\([^)]{2,60}\)", text[end:])
    return start, end + (after.end() if after else 0)


def _stops(outline: Outline, text: str, first: int = 0) -> Iterator[re.Match[str]]:
    """Words behind which nobody else is named; those within a name, "Agency for Education", are none."""
    names = outline.phrases.lexicon("recipients.kinds").find(text)
    for found in outline.phrases.any("recipients.until").finditer(text, first):
        if not any(name.start < found.start() < name.end for name in names):
            yield found


def untrimmed(outline: Outline, piece: Passage, *, cut_relative: bool = True) -> Passage:
    """Without words before and behind that are no part of who it is."""
    trim = outline.phrases.any("recipients.trim")
    while found := trim.match(piece.text):
        piece = trimmed(piece.cut(found.end(), len(piece.text)))
    for found in reversed(list(trim.finditer(piece.text))):
        if found.end() >= len(piece.text) - 1:
            piece = trimmed(piece.cut(0, found.start()))
    relative = outline.phrases.any("lists.relative")
    stops = _stops(outline, piece.text, 3)
    stop = next((m for m in stops if cut_relative or not relative.fullmatch(m[0])), None)
    return trimmed(piece.cut(0, stop.start())) if stop else piece
