"""Who gets the data: own staff, recipients by kind, named processors and bodies, denials, publication."""

from __future__ import annotations

import re

from ropa.importing import channels
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.facts.countries import countries
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.model import Disclosure, Engagement, Iri, Text
from ropa.namespaces import expand, party_key

ORDER = 50


_NAMED_IN = (
    "recipients", "disclosures", "transfers", "other", "sources", "content", "purpose", "title", "register-name",
    "security", "security-electronic",
)  # fmt: skip


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}\b")
"""Nobody's name: the notice's date has run into the list."""


def read(outline: Outline, draft: Draft) -> None:
    """Recipient sections first; disclosure sections for what they add; running text where neither says anything."""
    for part, passage in [(each, p) for each in outline.about("recipients") for p in each.passages]:
        _recipients(outline, draft, part, passage)
    told = _any(draft)
    for part in outline.about("disclosures"):
        for sentence in part.sentences():
            _disclosed(outline, draft, part, sentence, more=told)
    if not _any(draft):
        for part in outline.about("other", "title", "security", "purpose"):
            for sentence in part.sentences():
                if outline.phrases.any("recipients.give-out").search(sentence.text):
                    _disclosed(outline, draft, part, sentence)
    for part in outline.about(*_NAMED_IN):
        _named(outline, draft, part)
    _denied(outline, draft)


def _any(draft: Draft) -> bool:
    return bool(draft.get(MAIN, "engagements") or draft.get(MAIN, "disclosures") or draft.get(MAIN, "internal_access"))


def _recipients(outline: Outline, draft: Draft, part: Part, passage: Passage) -> None:
    words = outline.phrases
    if passage.kind is Kind.ITEM:
        _phrase(outline, draft, part, passage, sure=True)
        return
    for sentence in sentences(passage):
        if sentence.text.endswith(":"):
            continue
        verb = words.any("recipients.give").search(sentence.text) or words.any("lists.verb").search(sentence.text)
        if verb or words.any("recipients.deny").search(sentence.text):
            _disclosed(outline, draft, part, sentence)
            continue
        sure = not channels.organisations(sentence) or len(sentence.text.split()) <= 8
        named = False
        for piece in _pieces(outline, sentence):
            if not (named and words.any("lists.apposition").match(piece.text)):
                _phrase(outline, draft, part, piece, sure=sure)
            named = bool(channels.organisations(piece))


def _pieces(outline: Outline, sentence: Passage) -> list[Passage]:
    colon = re.search(r":\s", sentence.text)
    return list(split(sentence.cut(colon.end(), len(sentence.text)) if colon else sentence, outline.phrases))


def _phrase(outline: Outline, draft: Draft, part: Part, piece: Passage, *, sure: bool) -> None:
    words = outline.phrases
    piece = _untrimmed(outline, trimmed(piece))
    if not piece.text or _organisations(outline, piece) or len(piece.text) > 160 or piece.text.endswith(":"):
        return
    if any(end - start >= len(piece.text) - 1 for _, start, end in countries(outline, piece.text)):
        return
    if _DAY.search(piece.text):
        return
    own = words.any("recipients.own").search(piece.text)
    hits = words.lexicon("recipients.kinds").find(piece.text)
    if own and not (hits and hits[0].start < own.start()):
        draft.put(MAIN, "internal_access", draft.text(piece.text), piece.words(), part.key)
        return
    if not hits and not (sure and len(piece.text.split()) <= 8):
        return
    if words.any("recipients.give").search(piece.text) and not hits:
        return
    concept = hits[0].concept if hits else ""
    _put_recipient(outline, draft, part, piece, concept)


def _untrimmed(outline: Outline, piece: Passage) -> Passage:
    trim = outline.phrases.any("recipients.trim")
    while found := trim.match(piece.text):
        piece = trimmed(piece.cut(found.end(), len(piece.text)))
    for found in reversed(list(trim.finditer(piece.text))):
        if found.end() >= len(piece.text) - 1:
            piece = trimmed(piece.cut(0, found.start()))
    stop = outline.phrases.any("recipients.until").search(piece.text, 3) if piece.text else None
    return trimmed(piece.cut(0, stop.start())) if stop else piece


PROCESSING = {
    "ropa:AccountingFirm", "ropa:ITServiceProvider", "ropa:CloudProvider", "ropa:MarketingAgency", "ropa:Subcontractor",
    "dpv:ServiceProvider", "dpv:DataProcessor",
}  # fmt: skip


_CLEAR = {
    "dpv:Authority", "ropa:TaxAuthority", "ropa:Police", "ropa:EnforcementAuthority", "ropa:Court",
    "ropa:SocialInsurance", "ropa:PensionInsurer", "ropa:InsuranceCompany", "ropa:Bank", "ropa:CollectionAgency",
    "ropa:CreditInformationCompany", "ropa:Auditor", "ropa:Union", "ropa:LogisticsCompany",
}  # fmt: skip


def _put_recipient(outline: Outline, draft: Draft, part: Part, piece: Passage, concept: str) -> None:
    words = outline.phrases
    vague = bool(words.any("recipients.vague").search(piece.text)) and not re.search(r"\(", piece.text)
    kind = Engagement if concept in PROCESSING else Disclosure
    known = [str(t) for n in draft.get(MAIN, "engagements") for t in draft.get(n, "processor_categories")]
    known += [str(t) for n in draft.get(MAIN, "disclosures") for t in draft.get(n, "recipient_categories")]
    if piece.text in known:
        return
    if kind is Engagement:
        node = draft.node(MAIN, "engagements", Engagement)
        draft.put(node, "processor_categories", draft.text(piece.text), piece.words(), part.key)
    else:
        node = draft.node(MAIN, "disclosures", Disclosure)
        draft.put(node, "recipient_categories", draft.text(piece.text), piece.words(), part.key)
        if concept:
            draft.put(node, "recipient_kinds", Iri(expand(concept)))
    draft.put(node, "is_identified", not vague)


def _disclosed(outline: Outline, draft: Draft, part: Part, sentence: Passage, *, more: bool = False) -> None:
    """Recipients in a sentence: a bare list, or those that stand after the denial's "except".

    With `more`, recipients were told elsewhere: only kinds of recipients that are new and clear are added.
    """
    words, text = outline.phrases, sentence.text
    denied = words.any("recipients.deny").search(text)
    verb = words.any("recipients.give").search(text) or words.any("lists.verb").search(text)
    if not denied and not verb:
        for piece in _pieces(outline, sentence) if not more else ():
            _phrase(outline, draft, part, piece, sure=True)
        return
    out = words.any("recipients.except").search(text)
    if denied and out and out.end() < denied.start() and not denied[0].startswith(out[0]):
        out = words.any("recipients.except").search(text, denied.end())
    if denied and not out:
        return
    floor = out.start() if denied and out else 0
    own = words.any("recipients.own").search(text)
    if own and own.start() >= floor and part.key == "recipients":
        draft.put(MAIN, "internal_access", draft.text(own[0]), sentence.match(own), part.key)
    taken = [(o.start, o.end) for o in channels.organisations(sentence)]
    staff = [own.span()] if own else []
    spans = [_with_name(outline, span, taken) for span in _spans(outline, text, floor, taken, staff)]
    if more:
        spans = [span for span in spans if span[2] in _CLEAR and not _told(draft, span[2])]
    for start, end in [] if more else [*_by_case(outline, text, floor), *_by_preposition(outline, sentence, floor)]:
        if not any(a < end and start < b for a, b in [*taken, *((a, b) for a, b, _ in spans)]):
            spans.append((start, end, ""))
    for start, end, concept in sorted(spans):
        _put_recipient(outline, draft, part, sentence.cut(start, end), concept)


def _with_name(outline: Outline, span: tuple[int, int, str], named: list[Span]) -> tuple[int, int, str]:
    """ "the collection agency Nordic Ltd" is one recipient."""
    start, end, concept = span
    return next(((start, b, concept) for a, b in named if 0 < a - end <= 1 and concept in _CLEAR), span)


def _told(draft: Draft, concept: str) -> bool:
    kind = Iri(expand(concept))
    return any(kind in draft.get(node, "recipient_kinds") for node in draft.get(MAIN, "disclosures"))


Span = tuple[int, int]


def _spans(outline: Outline, text: str, floor: int, named: list[Span], staff: list[Span]) -> list[tuple[int, int, str]]:
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


def _by_preposition(outline: Outline, sentence: Passage, floor: int) -> list[Span]:
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
            bare = _untrimmed(outline, trimmed(part))
            if 1 <= len(bare.text.split()) <= 8 and len(bare.text) > 2:
                start = sentence.text.index(bare.text, found.end())
                out.append((start, start + len(bare.text)))
    return out


def _vague_pair(outline: Outline, text: str, one: tuple[int, int, str], other: Span) -> bool:
    vague = outline.phrases.any("recipients.vague")
    both = vague.search(text[one[0] : one[1]]) and vague.search(text[other[0] : other[1]])
    return bool(both) and _same_breath(outline, text[one[1] : other[0]])


def _by_case(outline: Outline, text: str, floor: int) -> list[tuple[int, int]]:
    """Finnish: to whom data are handed stands in the allative, whoever it is."""
    ending = outline.phrases.raw("recipients.case")
    if not ending or not outline.phrases.any("recipients.hand-over").search(text):
        return []
    out = []
    for found in re.finditer(rf"(?<![\w-]){ending}(?![\w-])", text):
        if found.start() >= floor and not outline.phrases.any("recipients.not-case").fullmatch(found[0]):
            out.append(_widened(outline, text, found.start(), found.end()))
    return out


def _same_breath(outline: Outline, between: str) -> bool:
    joiners = "|".join(map(re.escape, outline.phrases.raw("lists.and") or ["and"]))
    return bool(re.fullmatch(rf"\s+(?:{joiners})\s+", between, re.IGNORECASE))


def _widened(outline: Outline, text: str, start: int, end: int) -> tuple[int, int]:
    before = re.search(outline.phrases.raw("recipients.attribute") or r"(?!)", text[:start], re.IGNORECASE)
    if before and before[0].strip():
        start = before.start() + len(before[0]) - len(before[0].lstrip())
    after = re.match(r"\s\([^)]{2,60}\)", text[end:])
    return start, end + (after.end() if after else 0)


def _named(outline: Outline, draft: Draft, part: Part) -> None:
    """Organisations named outside the controller's sections: processors, with the country told beside them."""
    firm = part.key in {"recipients", "disclosures", "transfers"}
    own = {str(name) for iri in draft.get("", "controllers") for name in draft.get(iri, "names")}
    for sentence in part.sentences():
        if not firm and not outline.phrases.any("recipients.processor").search(sentence.text):
            continue
        found = _organisations(outline, sentence)
        for number, each in enumerate(found):
            if any(each.value in held or held in each.value for held in [*own, *_named_recipients(draft, each.value)]):
                continue
            stop = found[number + 1].start if number + 1 < len(found) else len(sentence.text)
            around = sentence if len(found) == 1 else sentence.cut(each.end, stop)
            if not countries(outline, around.text) and not re.search(r"\b(?:Oyj?|Abp?|ry)$", each.value):
                around = sentence if len({code for code, _, _ in countries(outline, sentence.text)}) == 1 else around
            _processor(outline, draft, part, each, around)


def _named_recipients(draft: Draft, name: str) -> list[str]:
    told = [str(t) for node in draft.get(MAIN, "disclosures") for t in draft.get(node, "recipient_categories")]
    return [each for each in told if each.endswith(name)]


def _organisations(outline: Outline, sentence: Passage) -> list[channels.Found]:
    """Names with a legal form, and well-known makers of tools; an analytics tool is no party."""
    words = outline.phrases
    found = channels.organisations(sentence)
    for hit in words.lexicon("brands").find(sentence.text):
        inside = any(each.start <= hit.start < each.end for each in found)
        known = any(each.value.lower().startswith(hit.concept.lower()) for each in found)
        if not inside and not known and not words.lexicon("tools").find(sentence.text[hit.start : hit.end + 20]):
            found.append(channels.Found(hit.concept, sentence.words(hit.start, hit.end), hit.start, hit.end))
    return sorted(found, key=lambda each: each.start)


def _processor(outline: Outline, draft: Draft, part: Part, named: channels.Found, around: Passage) -> None:
    party = draft.party(f"party/{party_key(named.value)}")
    if any(party in draft.get(node, "processors") for node in draft.get(MAIN, "engagements")):
        return
    draft.put(party, "names", Text(named.value), named.words, part.key)
    node = draft.node(MAIN, "engagements", Engagement)
    draft.put(node, "processors", Iri(party), named.words, part.key)
    draft.put(node, "is_identified", True)
    for code, start, end in countries(outline, around.text)[:1]:
        country = Iri(expand(f"loc:{code}"))
        draft.put(node, "countries", country, around.words(start, end), part.key, INFERRED)
        draft.put(party, "countries", country)


def _denied(outline: Outline, draft: Draft) -> None:
    words = outline.phrases
    for part in outline.about("disclosures", "recipients", "sources", "other", "purpose"):
        for sentence in part.sentences():
            denied = words.any("recipients.deny").search(sentence.text)
            partly = words.any("recipients.deny-purpose").search(sentence.text)
            if denied and not partly and not words.any("transfers.scope").search(sentence.text):
                draft.put("", "disclosure_denied", True, sentence.words(), part.key, VERBATIM)
            public = words.any("recipients.publish").search(sentence.text)
            if public and part.key != "other" and not words.any("recipients.not-publish").search(sentence.text):
                _publication(draft, part, sentence)


def _publication(draft: Draft, part: Part, sentence: Passage) -> None:
    everyone = Iri(expand("ropa:PublicAtLarge"))
    if any(everyone in draft.get(node, "recipient_kinds") for node in draft.get(MAIN, "disclosures")):
        return
    node = draft.node(MAIN, "disclosures", Disclosure, "", sentence.words(), part.key)
    draft.put(node, "recipient_kinds", everyone, sentence.words(), part.key)
