"""Organisations named outside the controller's sections: processors, with the country told beside them."""

from __future__ import annotations

import re

from ropa.importing import channels
from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, Draft
from ropa.importing.facts.countries import countries
from ropa.importing.outline import Outline, Part
from ropa.model import Engagement, Iri, Text
from ropa.namespaces import expand, party_key

ORDER = 52

_NAMED_IN = (
    "recipients", "disclosures", "transfers", "other", "sources", "content", "purpose", "title", "register-name",
    "security", "security-electronic",
)  # fmt: skip


def read(outline: Outline, draft: Draft) -> None:
    """Sections on recipients first, then any other that may name who handles data."""
    for part in outline.about(*_NAMED_IN):
        _named(outline, draft, part)


def _named(outline: Outline, draft: Draft, part: Part) -> None:
    """Organisations named outside the controller's sections: processors, with the country told beside them."""
    firm = part.key in {"recipients", "disclosures", "transfers"}
    own = {str(name) for iri in draft.get("", "controllers") for name in draft.get(iri, "names")}
    for sentence in part.sentences():
        if not firm and not outline.phrases.any("recipients.processor").search(sentence.text):
            continue
        found = named_organisations(outline, sentence)
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


def named_organisations(outline: Outline, sentence: Passage) -> list[channels.Found]:
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
    known = [party for node in draft.get(MAIN, "engagements") for party in draft.get(node, "processors")]
    if any(str(name).startswith(f"{named.value} ") for party in known for name in draft.get(party, "names")):
        return
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
