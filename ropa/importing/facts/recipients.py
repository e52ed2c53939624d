"""Who gets the data: own staff, recipients by kind, named processors and bodies, denials, publication."""

from __future__ import annotations

import re

from ropa.importing import channels
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.facts.countries import countries
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.model import Disclosure, Engagement, Iri
from ropa.namespaces import expand, party_key

ORDER = 50


def read(outline: Outline, draft: Draft) -> None:
    """Recipient sections first; disclosure sections for what they add; running text where neither says anything."""
    for part in outline.about("recipients"):
        for passage in part.passages:
            _recipients(outline, draft, part, passage)
    if not _any(draft):
        for part in outline.about("disclosures"):
            for passage in part.passages:
                for sentence in sentences(passage):
                    _disclosed(outline, draft, part, sentence)
    if not _any(draft):
        for part in outline.about("other", "title", "security", "purpose"):
            for sentence in part.sentences():
                if outline.phrases.any("recipients.give-out").search(sentence.text):
                    _disclosed(outline, draft, part, sentence)
    for part in outline.about(
        "recipients",
        "disclosures",
        "transfers",
        "other",
        "sources",
        "content",
        "purpose",
        "title",
        "register-name",
        "security",
        "security-electronic",
    ):
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
        verb = words.any("recipients.give").search(sentence.text)
        if verb or words.any("recipients.deny").search(sentence.text):
            _disclosed(outline, draft, part, sentence)
            continue
        for piece in _pieces(outline, sentence):
            _phrase(outline, draft, part, piece, sure=True)


def _pieces(outline: Outline, sentence: Passage) -> list[Passage]:
    colon = re.search(r":\s", sentence.text)
    return list(split(sentence.cut(colon.end(), len(sentence.text)) if colon else sentence, outline.phrases))


def _phrase(outline: Outline, draft: Draft, part: Part, piece: Passage, *, sure: bool) -> None:
    words = outline.phrases
    piece = _untrimmed(outline, trimmed(piece))
    if not piece.text or channels.organisations(piece) or len(piece.text) > 160:
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
    return piece


PROCESSING = {
    "ropa:AccountingFirm", "ropa:ITServiceProvider", "ropa:CloudProvider", "ropa:MarketingAgency", "ropa:Subcontractor",
    "ropa:ServiceProvider", "ropa:Processor",
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


def _disclosed(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    """Recipients in a sentence: the words for kinds of recipients, with what stands before them."""
    words = outline.phrases
    text = sentence.text
    listed = not words.any("recipients.give").search(text) and not words.any("lists.verb").search(text)
    denied = words.any("recipients.deny").search(text)
    if listed and not denied:
        for piece in _pieces(outline, sentence):
            _phrase(outline, draft, part, piece, sure=True)
        return
    out = words.any("recipients.except").search(text)
    if denied and not out:
        return
    floor = out.start() if denied and out else 0
    own = words.any("recipients.own").search(text)
    if own and own.start() >= floor and part.key == "recipients":
        draft.put(MAIN, "internal_access", draft.text(own[0]), sentence.match(own), part.key)
    named = [(o.start, o.end) for o in channels.organisations(sentence)]
    spans: list[tuple[int, int, str]] = []
    for hit in words.lexicon("recipients.kinds").find(text):
        if (
            hit.start < floor
            or any(a <= hit.start < b for a, b in named)
            or (own and own.start() <= hit.start < own.end())
        ):
            continue
        if hit.concept in PROCESSING and any(a < hit.start for a, _ in named):
            continue
        start, end = _widened(outline, text, hit.start, hit.end)
        if spans and _same_breath(outline, text[spans[-1][1] : start]):
            both = all(
                words.any("recipients.vague").search(p) for p in (text[spans[-1][0] : spans[-1][1]], text[start:end])
            )
            if both:
                spans[-1] = (spans[-1][0], end, spans[-1][2])
                continue
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]), spans[-1][2])
            continue
        spans.append((start, end, hit.concept))
    for start, end in _by_case(outline, text, floor):
        if not any(a < end and start < b for a, b, _ in spans) and not any(a < end and start < b for a, b in named):
            spans.append((start, end, ""))
    for start, end, concept in sorted(spans):
        _put_recipient(outline, draft, part, sentence.cut(start, end), concept)


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
    words = outline.phrases
    own = {str(name) for iri in draft.get("", "controllers") for name in draft.get(iri, "names")}
    for passage in part.passages:
        for sentence in sentences(passage):
            if part.key in {
                "sources",
                "content",
                "purpose",
                "title",
                "other",
                "register-name",
                "security",
                "security-electronic",
            }:
                if not words.any("recipients.processor").search(sentence.text):
                    continue
            found = [(o.value, o.words, o.start, o.end) for o in channels.organisations(sentence)]
            for hit in words.lexicon("brands").find(sentence.text):
                if not any(a <= hit.start < b for _, _, a, b in found) and not words.lexicon("tools").find(
                    sentence.text[hit.start : hit.end + 20]
                ):
                    found.append((hit.concept, sentence.words(hit.start, hit.end), hit.start, hit.end))
            for name, said, start, end in sorted(found, key=lambda each: each[2]):
                if any(name in held or held in name for held in own):
                    continue
                stop = min([s for _, _, s, _ in found if s > start], default=len(sentence.text))
                _processor(outline, draft, part, name, said, sentence, (start, end, stop))


def _processor(
    outline: Outline, draft: Draft, part: Part, name: str, said, sentence: Passage, place: tuple[int, int, int]
) -> None:  # type: ignore[no-untyped-def]
    _, end, stop = place
    party = draft.party(f"party/{party_key(name)}")
    if any(party in draft.get(node, "processors") for node in draft.get(MAIN, "engagements")):
        return
    draft.put(party, "names", draft.text(name), said, part.key)
    node = draft.node(MAIN, "engagements", Engagement)
    draft.put(node, "processors", Iri(party), said, part.key)
    draft.put(node, "is_identified", True)
    for code, start, last in countries(outline, sentence.text[end:stop])[:1]:
        draft.put(
            node, "countries", Iri(expand(f"loc:{code}")), sentence.words(end + start, end + last), part.key, INFERRED
        )
        draft.put(party, "countries", Iri(expand(f"loc:{code}")))


def _denied(outline: Outline, draft: Draft) -> None:
    words = outline.phrases
    for part in outline.about("disclosures", "recipients", "sources", "other", "purpose"):
        for sentence in part.sentences():
            found = words.any("recipients.deny").search(sentence.text)
            if found and not words.any("transfers.scope").search(sentence.text):
                draft.put("", "disclosure_denied", True, sentence.words(), part.key, VERBATIM)
            public = words.any("recipients.publish").search(sentence.text)
            if public and not words.any("recipients.not-publish").search(sentence.text) and part.key != "other":
                if not any(
                    Iri(expand("ropa:PublicAtLarge")) in draft.get(n, "recipient_kinds")
                    for n in draft.get(MAIN, "disclosures")
                ):
                    node = draft.node(MAIN, "disclosures", Disclosure, "", sentence.words(), part.key)
                    draft.put(node, "recipient_kinds", Iri(expand("ropa:PublicAtLarge")), sentence.words(), part.key)
