"""Rights told, how they are used, what is asked in form, what is refused, and the authority to complain to."""

from __future__ import annotations

import re
from itertools import takewhile

from ropa.importing.document import Kind, Passage, Words
from ropa.importing.draft import INFERRED, VERBATIM, Draft
from ropa.importing.facts.granted import described, named
from ropa.importing.outline import Outline, Part
from ropa.importing.unmarked import lists_rights
from ropa.model import Iri, RightsProcedure
from ropa.namespaces import expand

ORDER = 100

KEYS = (
    "access",
    "rectification",
    "erasure",
    "restriction",
    "objection",
    "portability",
    "complaint",
    "other-rights",
    "rights",
    "consent",
    "automated",
)
_LABEL = {
    "access": "eu-gdpr:A15", "rectification": "eu-gdpr:A16", "erasure": "eu-gdpr:A17", "restriction": "eu-gdpr:A18",
    "portability": "eu-gdpr:A20", "objection": "eu-gdpr:A21", "complaint": "eu-gdpr:A77",
}  # fmt: skip


_TELLING = (
    "rights.words.*", "rights.firm", "rights.on-request", "=rights.formality", "rights.refuse", "rights.reply",
    "rights.channels", "rights.addressed",
)  # fmt: skip
"""A sentence without words for any of these tells nothing of rights."""

_Asked = dict[str, list[tuple[tuple[str, ...], Words, str]]]
"""The forms asked for, each with the rights, the words that ask it, and their section."""


def read(outline: Outline, draft: Draft) -> None:
    """Rights by label and by words; outside rights sections only where the sentence speaks of a right."""
    asked: _Asked = {}
    for part in outline.parts:
        own = bool(set(part.keys) & set(KEYS))
        _asked_by_label(outline, draft, part)
        led = () if own else _led(outline, part)
        wanted = asked_in(outline, part) if own else frozenset()
        for sentence in part.sentences():
            if not outline.phrases.gate(*_TELLING).may(sentence.text):
                continue
            _rights(outline, draft, part, sentence, own or any(sentence.at[:1] == item.at[:1] for item in led))
            _conditions(outline, draft, part, sentence, own)
            if own and part.key not in {"consent", "automated"}:
                _procedure(outline, draft, part, sentence, wanted, asked)
    _put_forms(draft, asked)
    _opted_out(outline, draft)
    _authority(outline, draft)


def _led(outline: Outline, part: Part) -> list[Passage]:
    """The items that say, behind a lead such as "You may", what everybody may do, whatever the section is about."""
    led: list[Passage] = []
    for number, lead in enumerate(part.passages):
        if lead.kind is Kind.ITEM:
            continue
        items = list(takewhile(lambda each: each.kind is Kind.ITEM, part.passages[number + 1 :]))
        if items and lists_rights([lead, *items], outline.phrases):
            led += items
    return led


def _opted_out(outline: Outline, draft: Draft) -> None:
    """ "You can unsubscribe at any time" withdraws a consent only where one is told; else it objects to marketing."""
    words, withdrawal = outline.phrases, expand("eu-gdpr:A7-3")
    told = [e for e in draft.evidence if (e.term, e.value) == ("dpv:hasRight", withdrawal) and not e.subject]
    opted = [e for e in told if words.any("rights.opt-out").search(e.text)]
    if not opted or any(words.any("bases.words.eu-gdpr:A6-1-a").search(part.text) for part in outline.parts):
        return
    for each in opted:
        del draft.evidence[each]
    if len(opted) == len(told):
        draft.nodes[""].values["rights"].remove(Iri(withdrawal))
    for section in outline.parts:
        for sentence in section.sentences():
            place = sentence.words()
            refused = any(place.start <= e.start < place.end for e in opted)
            if refused and any(hit.concept in _MARKETING for hit in words.lexicon("purposes").find(sentence.text)):
                draft.put("", "rights", Iri(expand("eu-gdpr:A21")), place, section.key, INFERRED)


def _asked_by_label(outline: Outline, draft: Draft, part: Part) -> None:
    """A label that names a right gives it, unless all below refuses it or tells of others alone."""
    asked = [_LABEL[key] for key in part.keys if key in _LABEL]
    if not asked or not part.heading:
        return
    refused = outline.phrases.any("rights.refuse")
    granted = any(not refused.search(sentence.text) for sentence in part.sentences())
    told = {concept for sentence in part.sentences() for concept, _, _ in described(outline, sentence, own=True)}
    others = told & set(_LABEL.values())
    for right in asked if granted else ():
        if not others or right in told:
            draft.put("", "rights", Iri(expand(right)), part.heading, part.key)


def _put_forms(draft: Draft, asked: _Asked) -> None:
    """Each form in the procedure of the rights it is asked for; of all where one sentence asks it for any."""
    for form, told in asked.items():
        rights = {right for concerned, _, _ in told for right in concerned}
        node = procedure_of(draft, tuple(sorted(rights)) if all(concerned for concerned, _, _ in told) else ())
        for _, words, section in told:
            draft.put(node, "formalities", Iri(expand(form)), words, section)


def _rights(outline: Outline, draft: Draft, part: Part, sentence: Passage, own: bool) -> None:
    for concept, start, end in described(outline, sentence, own and part.key not in {"consent", "automated"}):
        listed = own and sentence.kind is Kind.ITEM
        if concept == "eu-gdpr:A22" and not listed and not outline.phrases.any("rights.frame").search(sentence.text):
            continue
        draft.put(
            "", "rights", Iri(expand(concept)), sentence.words(start, end), part.key, VERBATIM if own else INFERRED
        )


def _conditions(outline: Outline, draft: Draft, part: Part, sentence: Passage, own: bool) -> None:
    """When a right holds and how far: "data are erased on request, unless invoices are open"; kept as it is told."""
    words = outline.phrases
    if words.any("rights.complained-at").search(sentence.text):
        return
    told = [concept for concept, _, _ in described(outline, sentence, own)] or ["eu-gdpr:A17"]
    if len(told) > 1 and own:
        _objection(outline, draft, part, sentence)
    if len(told) > 1 or told[0] not in _CONDITIONAL:
        return
    conditional = words.any("rights.condition").search(sentence.text)
    uses = own and told[0] == "eu-gdpr:A21" and words.lexicon("purposes").find(sentence.text)
    if not (conditional or uses) or words.any("rights.refuse").search(sentence.text):
        return
    if (own and words.any("rights.firm").search(sentence.text)) or (
        conditional and words.any("rights.on-request").search(sentence.text)
    ):
        draft.put(procedure_of(draft, (told[0],)), "conditions", draft.text(sentence.text), sentence.words(), part.key)


def _objection(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    """Of a sentence that gives several rights what may be objected to: "and you may object to the newsletter"."""
    found = {concept: (start, end) for concept, start, end in described(outline, sentence, own=True)}
    start, end = found.pop("eu-gdpr:A21", (0, 0))
    if not end:
        return
    stops = [*(s for s, _ in found.values() if s >= end), *(m.start() for m in re.finditer("[,;]", sentence.text))]
    stop = min((place for place in stops if place >= end), default=len(sentence.text))
    lead = max((m.end() for m in re.finditer("[,;] ", sentence.text[:start])), default=0)
    fragment = any(lead <= s < start for s, _ in found.values())
    clause = sentence.cut(start if fragment else lead, stop)
    joiners = outline.phrases.joiners
    edge = re.match(rf"(?:(?:{joiners})\s)?", clause.text)
    clause = clause.cut(edge.end() if edge else 0, len(re.sub(rf"(?:\s(?:{joiners}))?[\s.]*$", "", clause.text)))
    if any(hit.concept in _MARKETING for hit in outline.phrases.lexicon("purposes").find(clause.text)):
        told = sentence.text if fragment else f"{clause.text[:1].upper()}{clause.text[1:]}."
        draft.put(procedure_of(draft, ("eu-gdpr:A21",)), "conditions", draft.text(told), clause.words(), part.key)


_MARKETING = {"ropa:Newsletter", "dpv:DirectMarketing", "dpv:Marketing", "dpv:Advertising", "dpv:TargetedAdvertising"}
"""Uses that anyone may object to without a reason (Article 21(2) and (3))."""


_COMPLAINT = "eu-gdpr:A77"
_CONDITIONAL = frozenset(_LABEL.values()) - {_COMPLAINT}


def _procedure(
    outline: Outline, draft: Draft, part: Part, sentence: Passage, asked_for: frozenset[str], forms: _Asked
) -> None:
    words = outline.phrases
    refused_way = words.any("rights.denied-way").search(sentence.text)
    told = named(words, sentence.text)
    about = concerned(asked_for, [hit.concept for hit in told])
    if refused_way:
        forms.setdefault("ropa:LetterOnly", []).append((about, sentence.words(), part.key))
    answered = words.any("rights.certificate").search(sentence.text)
    formal = words.lexicon("rights.formality").find(sentence.text)
    formal = tuple(hit for hit in formal if not (answered and hit.concept == "ropa:WrittenRequest"))
    free = formal and not refused_way and words.any("rights.choice").search(sentence.text)
    asked = formal and words.any("rights.request").search(sentence.text)
    for hit in formal:
        meant = asked or (told and hit.concept != "ropa:InPerson")
        if meant and (not free or hit.concept == "ropa:SignedRequest"):
            forms.setdefault(hit.concept, []).append((about, sentence.words(), part.key))
    refused = words.any("rights.refuse").search(sentence.text)
    if refused and words.any("rights.partial").search(sentence.text, refused.start()):
        refused = None  # for a time or in some cases: no right is denied to all
    laws = words.lexicon("laws").find(sentence.text) if refused else ()
    if refused and (laws or not words.any("rights.by-law").search(sentence.text)):
        node = procedure_of(draft, about)
        draft.put(node, "limits", draft.text(sentence.text), sentence.words(), part.key)
        for hit in laws:
            draft.put(node, "limit_laws", Iri(expand(hit.concept)))
    if words.any("rights.reply").search(sentence.text):
        draft.put(procedure_of(draft, ()), "conditions", draft.text(sentence.text), sentence.words(), part.key)
    asking = words.any("rights.channels").search(sentence.text) and words.any("rights.request").search(sentence.text)
    if not answered and (asking or words.any("rights.addressed").search(sentence.text)):
        draft.put(procedure_of(draft, about), "channels", draft.text(sentence.text), sentence.words(), part.key)


def asked_in(outline: Outline, part: Part) -> frozenset[str]:
    """The rights that a heading asks for; below one that the text does not answer, those that it tells of instead."""
    asked = frozenset(_LABEL[key] for key in part.keys if key in _LABEL)
    if not asked:
        return asked
    told = {right for sentence in part.sentences() for right, _, _ in described(outline, sentence, own=True)}
    return asked & told or frozenset(_LABEL.values()) & told or asked


def concerned(asked: frozenset[str], named: list[str]) -> tuple[str, ...]:
    """The rights a procedure is told for: those of its sentence, else of its heading; none where it is told for all."""
    own = set(named) & _CONDITIONAL
    return tuple(sorted(own or asked - {_COMPLAINT}))


def procedure_of(draft: Draft, concerned: tuple[str, ...]) -> str:
    """The procedure of just these rights."""
    rights = [Iri(expand(right)) for right in concerned]
    known: list[str] = draft.get("", "rights_procedures")
    for node in known:
        if draft.get(node, "rights") == rights:
            return node
    node = draft.node("", "rights_procedures", RightsProcedure)
    for right in rights:
        draft.put(node, "rights", right)
    return node


def _authority(outline: Outline, draft: Draft) -> None:
    words = outline.phrases
    spots = [(part, p) for part in outline.about("complaint") for p in part.passages]
    spots += [
        (part, sentence)
        for part in outline.parts
        if "complaint" not in part.keys
        for sentence in part.sentences()
        if sentence.kind is Kind.HEADING or words.any("authority.complaint").search(sentence.text)
    ]
    spots += [
        (part, Passage(part.heading.text, range(part.heading.start, part.heading.end)))
        for part in outline.parts
        if part.heading and part.heading.end - part.heading.start == len(part.heading.text)
    ]
    for part, passage in spots:
        full = words.any("authority.full").search(passage.text)
        for hit in words.lexicon("authority.names").find(passage.text):
            start, end = (full.start(), full.end()) if full else (hit.start, hit.end)
            said = passage.words(start, end)
            draft.put("", "authorities", Iri(expand(hit.concept)), said, part.key)
            draft.put("", "authority_as_stated", draft.text(said.text), said, part.key)
            return
