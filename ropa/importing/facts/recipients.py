"""Who gets the data: own staff, recipients by kind and by name, from sections and from running text."""

from __future__ import annotations

import re

from ropa.importing import channels
from ropa.importing.circumstances import bare
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import MAIN, VERBATIM, Draft
from ropa.importing.facts.countries import countries
from ropa.importing.facts.denied import affirmed, engages_nobody
from ropa.importing.facts.granted import described
from ropa.importing.facts.processors import named_organisations
from ropa.importing.facts.receivers import (
    PROCESSING,
    Span,
    by_case,
    by_head,
    by_kind,
    by_preposition,
    by_verb,
    is_told,
    new,
    untrimmed,
)
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.model import Disclosure, Engagement, Iri
from ropa.namespaces import expand

ORDER = 50

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


def _any(draft: Draft) -> bool:
    return bool(draft.get(MAIN, "engagements") or draft.get(MAIN, "disclosures") or draft.get(MAIN, "internal_access"))


def _recipients(outline: Outline, draft: Draft, part: Part, passage: Passage) -> None:
    words = outline.phrases
    if _announces(outline, passage):
        return
    if passage.kind is Kind.ITEM and not (is_told(outline, passage.text) and by_verb(outline, passage, 0)):
        _phrase(outline, draft, part, passage, sure=True)
        return
    for sentence in sentences(passage):
        if sentence.text.endswith(":"):
            continue
        if _elsewhere(outline, sentence) or _own(outline, draft, part, sentence):
            continue
        lead = words.any("recipients.lead").match(sentence.text)
        if lead:
            sentence = sentence.cut(lead.end(), len(sentence.text))
        elif not _is_listed(outline, sentence) and (
            is_told(outline, sentence.text) or words.any("recipients.deny").search(sentence.text)
        ):
            _disclosed(outline, draft, part, sentence)
            continue
        sure = not named_organisations(outline, sentence)
        named = False
        for piece in _pieces(outline, sentence):
            if not (named and words.any("lists.apposition").match(piece.text)):
                _phrase(outline, draft, part, piece, sure=sure)
            named = bool(channels.organisations(piece))


def _announces(outline: Outline, passage: Passage) -> bool:
    """Whether it is a heading, or a label, as that of a table, that says only that processors follow."""
    kinds = outline.phrases.lexicon("recipients.kinds")
    covers = kinds.covers(passage.text)
    processing = covers and kinds.best(passage.text) in PROCESSING
    return (passage.kind is Kind.HEADING and not covers) or (passage.kind in {Kind.HEADING, Kind.LABEL} and processing)


def _own(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> bool:
    """Whether a sentence lists who sees the data within the organisation; each is told then."""
    lead = outline.phrases.expression("recipients.own-lead", re.IGNORECASE).match(sentence.text)
    if lead and channels.organisations(sentence):
        return False
    for piece in split(sentence.cut(lead.end(), len(sentence.text)), outline.phrases) if lead else ():
        who = trimmed(piece)
        draft.put(MAIN, "internal_access", draft.text(who.text), who.words(), part.key)
    return lead is not None


def _is_listed(outline: Outline, sentence: Passage) -> bool:
    """Whether a sentence ends in a list after a colon: what comes before it only announces who gets data."""
    head, colon, rest = sentence.text.partition(": ")
    denied = outline.phrases.any("recipients.deny").search(head)
    return bool(colon) and "," in rest and not denied and not is_told(outline, rest)


def _elsewhere(outline: Outline, sentence: Passage) -> bool:
    """A sentence on the outside of the EEA or on what safeguards it tells of no recipient of personal data, nor does
    one on a number, on what nobody can be known by, on what is given or why, or on whom to tell that one objects."""
    words = outline.phrases
    if any(right == "eu-gdpr:A21" for right, _, _ in described(outline, sentence, own=True)):
        return True
    if words.any("recipients.nameless").search(sentence.text) or _is_of_what(outline, sentence):
        return True
    abroad = words.any("transfers.scope").search(sentence.text) or words.lexicon("transfers.safeguards").find(
        sentence.text
    )
    return bool(abroad) and not channels.organisations(sentence)


def _is_of_what(outline: Outline, sentence: Passage) -> bool:
    """Whether it says only what is given out, of whom and why, and names nobody who gets it."""
    words, text = outline.phrases, sentence.text
    if words.any("recipients.why").match(text):
        return True
    if not words.any("recipients.what").match(text):
        return False
    case = words.raw("recipients.case")
    given_to = (
        bool(re.search(rf"(?<![\w-])(?:{case})(?![\w-])", text)) if case else words.any("recipients.to").search(text)
    )
    return not given_to and not words.lexicon("recipients.kinds").find(text) and not channels.organisations(sentence)


def _pieces(outline: Outline, sentence: Passage) -> list[Passage]:
    colon = re.search(r":\s", sentence.text)
    condition = outline.phrases.expression("recipients.condition").search(sentence.text)
    sentence = sentence.cut(0, condition.start()) if condition else sentence
    return list(split(sentence.cut(colon.end(), len(sentence.text)) if colon else sentence, outline.phrases))


def _phrase(outline: Outline, draft: Draft, part: Part, piece: Passage, *, sure: bool) -> None:
    words, told = outline.phrases, piece.text
    piece = bare(untrimmed(outline, trimmed(piece), cut_relative=False), words, "recipients.kinds")
    piece = _bare(outline, piece)
    if not piece.text or named_organisations(outline, piece) or len(piece.text) > 160 or piece.text.endswith(":"):
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
    if concept in PROCESSING and engages_nobody(words, told):
        return
    _put_recipient(outline, draft, part, piece, _as_told(outline, told, concept))


def _as_told(outline: Outline, told: str, concept: str) -> str:
    """The kind of a recipient; whoever is said to process on the controller's behalf is a processor."""
    return _PROCESSOR if affirmed(outline.phrases, "recipients.on-behalf", told) else concept


def _bare(outline: Outline, piece: Passage) -> Passage:
    """Who it is, without the clause behind a comma that tells what for, and without the matter it is given in."""
    words = outline.phrases
    comma = next(
        (m for m in re.finditer(r",\s", piece.text) if words.any("lists.relative").match(piece.text, m.end())), None
    )
    piece = trimmed(piece.cut(0, comma.start())) if comma else piece
    matter = words.expression("recipients.matter").search(piece.text)
    return trimmed(piece.cut(0, matter.start())) if matter else piece


_PROCESSOR = "dpv:DataProcessor"
_CLEAR = {
    "dpv:Authority", "ropa:TaxAuthority", "ropa:Police", "ropa:EnforcementAuthority", "ropa:Court",
    "ropa:SocialInsurance", "ropa:PensionInsurer", "ropa:InsuranceCompany", "ropa:Bank", "ropa:CollectionAgency",
    "ropa:CreditInformationCompany", "ropa:Auditor", "ropa:Union", "ropa:LogisticsCompany",
}  # fmt: skip


def _put_recipient(outline: Outline, draft: Draft, part: Part, piece: Passage, concept: str) -> str:
    """The node of the recipient; "" where it is told already, or a blank of a template."""
    words = outline.phrases
    vague = bool(words.any("recipients.vague").search(piece.text)) and not re.search(r"\(", piece.text)
    kind = Engagement if concept in PROCESSING else Disclosure
    if piece.text in _phrases(draft) or piece.text[0] in "[<{":
        return ""
    if any(end - start >= len(piece.text) - 1 for _, start, end in countries(outline, piece.text)):
        return ""
    if kind is Engagement:
        node = draft.node(MAIN, "engagements", Engagement)
        draft.put(node, "processor_categories", draft.text(piece.text), piece.words(), part.key)
    else:
        node = draft.node(MAIN, "disclosures", Disclosure)
        draft.put(node, "recipient_categories", draft.text(piece.text), piece.words(), part.key)
        if concept:
            draft.put(node, "recipient_kinds", Iri(expand(concept)))
    if vague or channels.organisations(piece):
        draft.put(node, "is_identified", not vague)
    return node if kind is Disclosure else ""


def _disclosed(outline: Outline, draft: Draft, part: Part, sentence: Passage, *, more: bool = False) -> None:
    """Recipients in a sentence: a bare list, or those that stand after the denial's "except".

    With `more`, recipients were told elsewhere: only kinds of recipients that are new and clear are added.
    """
    words, text = outline.phrases, sentence.text
    denied = words.any("recipients.deny").search(text)
    if _elsewhere(outline, sentence):
        return
    if not denied and not is_told(outline, text):
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
    spans = sorted(_spans(outline, draft, sentence, floor, own, more=more))
    spans = [span for span in spans if not (span[2] in PROCESSING and engages_nobody(words, text))]
    stops = [*(start for start, _, _ in spans[1:]), len(text)]
    nodes = [
        _put_recipient(outline, draft, part, sentence.cut(start, end), _as_told(outline, text[end:stop], concept))
        for (start, end, concept), stop in zip(spans, stops, strict=False)
    ]
    if words.any("recipients.permitted").search(text, floor):
        for node in filter(None, [*nodes, *(_held(outline, draft, text[floor:]) if more else ())]):
            draft.put(node, "conditions", draft.text(text), sentence.words(), part.key, VERBATIM)


def _held(outline: Outline, draft: Draft, text: str) -> list[str]:
    """The disclosures told before to recipients of the clear kinds that a text names; authorities are many."""
    concepts = {hit.concept for hit in outline.phrases.lexicon("recipients.kinds").find(text)}
    kinds = {Iri(expand(concept)) for concept in concepts & (_CLEAR - {"dpv:Authority"})}
    return [node for node in draft.get(MAIN, "disclosures") if kinds & set(draft.get(node, "recipient_kinds"))]


def _spans(
    outline: Outline, draft: Draft, sentence: Passage, floor: int, own: re.Match[str] | None, *, more: bool
) -> list[tuple[int, int, str]]:
    """Who is named by kind, case or preposition, and is neither a named organisation nor own staff."""
    words, text = outline.phrases, sentence.text
    taken = [(o.start, o.end) for o in channels.organisations(sentence)]
    spans = [_with_name(s, taken) for s in by_kind(outline, text, floor, taken, [own.span()] if own else [])]
    if more:
        known = _phrases(draft)
        another = [s for s in spans if s[2] == "dpv:Authority" and new(text[s[0] : s[1]], known)]
        spans = [span for span in spans if span in another or (span[2] in _CLEAR and not _told(draft, span[2]))]
    told = _phrases(draft) if more else []
    named = [(o.start, o.end) for o in named_organisations(outline, sentence)]
    others = [
        *by_verb(outline, sentence, floor),
        *by_case(outline, text, floor),
        *by_preposition(outline, sentence, floor),
        *by_head(outline, sentence, floor),
    ]
    for start, end in others:
        if words.expression("recipients.leave", re.IGNORECASE).fullmatch(text[start:end]):
            continue
        met = [span for span in spans if span[0] < end and start < span[1]]
        longer = bool(met) and (end > met[0][1] or (start < met[0][0] and end == met[0][1]))
        if len(met) == 1 and longer and not any(a < end and met[0][1] <= a for a, _ in named):
            spans[spans.index(met[0])] = (min(start, met[0][0]), end, met[0][2])
        elif not met and not any(a < end and start < b for a, b in [*taken, *named]) and new(text[start:end], told):
            spans.append((start, end, ""))
    back = words.any("recipients.back")
    before = [(span, list(back.finditer(text[: span[1]]))) for span in spans]
    return [span for span, said in before if not said or said[-1].end() + 1 < span[0]]


def _with_name(span: tuple[int, int, str], named: list[Span]) -> tuple[int, int, str]:
    """ "the collection agency Nordic Ltd" is one recipient."""
    start, end, concept = span
    return next(((start, b, concept) for a, b in named if 0 < a - end <= 1 and concept in _CLEAR), span)


def _phrases(draft: Draft) -> list[str]:
    known = [str(t) for n in draft.get(MAIN, "engagements") for t in draft.get(n, "processor_categories")]
    known += [str(t) for t in draft.get(MAIN, "internal_access")]
    return known + [str(t) for n in draft.get(MAIN, "disclosures") for t in draft.get(n, "recipient_categories")]


def _told(draft: Draft, concept: str) -> bool:
    kind = Iri(expand(concept))
    return any(kind in draft.get(node, "recipient_kinds") for node in draft.get(MAIN, "disclosures"))
