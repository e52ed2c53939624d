"""A consent that is asked for some data or one use only: it becomes an activity of its own, not the basis of all."""

from __future__ import annotations

import re
from dataclasses import replace

from ropa.importing.document import Passage
from ropa.importing.draft import MAIN, UNPLACED, Draft
from ropa.importing.exchange_terms import category
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Hit
from ropa.model import Activity, Iri
from ropa.namespaces import expand, slug

ORDER = 140

_CONSENT, _INTEREST = Iri(expand("eu-gdpr:A6-1-a")), Iri(expand("eu-gdpr:A6-1-f"))


_MEANS = {"pd:EmailAddress", "pd:TelephoneNumber", "pd:Contact", "pd:PhysicalAddress"}
"""What something is sent by rests on no consent of its own."""


def read(outline: Outline, draft: Draft) -> None:
    """Each sentence that says what alone rests on consent; what carries the rest is the basis of the register."""
    around = outline.about("purpose", "interest", "title", "other")
    limited = [(part, said) for part in around for said in part.sentences() if _is_limited(outline, draft, part, said)]
    if _CONSENT in draft.get(MAIN, "legal_bases") and not _taken_out(draft, [said for _, said in limited]):
        return
    for part, said in limited:
        _activity(outline, draft, part, said)


def _taken_out(draft: Draft, limited: list[Passage]) -> bool:
    """Whether consent is no basis of the whole: another one is, and all that names consent speaks of a part."""
    bases = [basis for basis in draft.get(MAIN, "legal_bases") if str(basis).startswith(str(_CONSENT)[:-1])]
    told = [e for e in draft.evidence if e.subject == MAIN and e.value == str(_CONSENT)]
    spans = [(said.words().start, said.words().end) for said in limited]
    if len(bases) < 2 or not all(any(start <= e.start < end for start, end in spans) for e in told):
        return False
    draft.nodes[MAIN].values["legal_bases"].remove(_CONSENT)
    for each in told:
        del draft.evidence[each]
    return True


_ELSEWHERE = ("cookies.topic", "transfers.scope", "recipients.give-out")
"""What sentences are about that ask leave for something else than the register."""


def _is_limited(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> bool:
    """ "Photographs are taken only with your consent": names what for, or data; no special ones, which need more."""
    words = outline.phrases
    found = words.any("bases.only-consent").search(sentence.text)
    if not found or any(words.any(path).search(sentence.text) for path in _ELSEWHERE):
        return False
    data, uses, _ = _named(outline, draft, sentence)
    ours = words.expression("purposes-ours", re.IGNORECASE).match(sentence.text)
    rivals = {hit.concept for hit in uses} & _by_interest(outline, draft)
    named = data or uses or (ours and "purpose" in part.keys)
    return bool(named) and not rivals and not any(category(expand(hit.concept))[1] for hit in data)


def _by_interest(outline: Outline, draft: Draft) -> set[str]:
    """The uses that are said to rest on a legitimate interest: consent beside it contradicts, and must be seen to."""
    places = [e.start for e in draft.evidence if e.subject == MAIN and e.value == str(_INTEREST)]
    sentences = [said for part in outline.parts for said in part.sentences()] if places else []
    told = [said for said in sentences if any(said.words().start <= place < said.words().end for place in places)]
    return {hit.concept for said in told for hit in outline.phrases.lexicon("purposes").find(said.text)}


def _named(outline: Outline, draft: Draft, sentence: Passage) -> tuple[list[Hit], list[Hit], Passage]:
    """The data of the register and the uses that are named before the consent, and the words before it."""
    words = outline.phrases
    found = words.any("bases.only-consent").search(sentence.text)
    before = sentence.cut(0, found.start() if found else 0)
    held = draft.get(MAIN, "data")
    hits = [hit for hit in words.lexicon("data").find(before.text) if hit.concept not in _MEANS]
    data = [hit for hit in hits if Iri(expand(hit.concept)) in held]
    return data, list(words.lexicon("purposes").find(before.text)), before


def _activity(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    data, uses, before = _named(outline, draft, sentence)
    first = next(iter(data or uses), None)
    title = before.words(first.start, first.end) if first else before.words()
    node = draft.node("", "activities", Activity, f"activity/{slug(title.text)}", sentence.words(), part.key)
    draft.put(node, "titles", draft.text(title.text[:1].upper() + title.text[1:]), title, part.key)
    draft.put(node, "legal_bases", _CONSENT, sentence.words(), part.key)
    for hit in data:
        _move(draft, node, Iri(expand(hit.concept)))
    for hit in uses:
        draft.put(node, "purposes", Iri(expand(hit.concept)), before.words(hit.start, hit.end), part.key)
    if not first:
        draft.put(node, "purposes", draft.concept(title.text, "dpv:Purpose"), title, part.key, UNPLACED)
    for name in ("subjects", "consent_withdrawn"):
        for value in draft.get(MAIN, name):
            draft.put(node, name, value)


def _move(draft: Draft, node: str, concept: Iri) -> None:
    """Data from the main activity to this one, with the words that tell of them."""
    held = draft.nodes[MAIN].values["data"]
    if concept in held and len(held) > 1:
        held.remove(concept)
        for each in [e for e in draft.evidence if (e.subject, e.value) == (MAIN, str(concept))]:
            del draft.evidence[each]
            draft.evidence.setdefault(replace(each, subject=node))
    draft.put(node, "data", concept)
