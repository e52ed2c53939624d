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
    above = ""
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
                alone = len({code for code, _, _ in countries(outline, sentence.text)}) == 1
                followed = number + 1 < len(found) and _is_of_another(outline, sentence, found, number + 1)
                around = sentence if alone and not followed else around
            below = above if _is_of_another(outline, sentence, found, number) else ""
            node = _processor(outline, draft, part, each, around, below)
            above = above if below else node


def _is_of_another(outline: Outline, sentence: Passage, found: list[channels.Found], number: int) -> bool:
    """Whether a name is told to be whom the processor named before engages: "Its hosting provider is X Inc."."""
    first = found[number - 1].end if number else 0
    last = found[number + 1].start if number + 1 < len(found) else len(sentence.text)
    theirs = outline.phrases.any("recipients.theirs")
    behind = outline.phrases.any("recipients.is-theirs").search(sentence.text[found[number].end : last])
    return bool(theirs.search(sentence.text[first : found[number].start]) or (behind and behind.start() <= 2))


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
    for placed in _PLACED.finditer(sentence.text) if "(" in sentence.text else ():
        start, end = placed.span("name")
        kinds = words.lexicon("recipients.kinds").find(placed["name"]) or words.lexicon("subjects").find(placed["name"])
        met = any(each.start < end and start < each.end for each in found)
        if not met and not kinds and _is_country(outline, placed["where"]):
            found.append(channels.Found(placed["name"], sentence.words(start, end), start, end))
    return sorted(found, key=lambda each: each.start)


_CAPITAL = r"[A-ZÅÄÖÉ][\w.&'’-]+"
_PLACED = re.compile(rf"(?<![\w-])(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})\s\((?P<where>[^()]{{3,30}})\)")
"""A name of any form with a country in brackets behind it."""


def _is_country(outline: Outline, text: str) -> bool:
    return any(not start and end == len(text) for _, start, end in countries(outline, text))


def _processor(
    outline: Outline, draft: Draft, part: Part, named: channels.Found, around: Passage, above: str = ""
) -> str:
    """The node of the processor, below the one that engages it; the one it has where it is told already."""
    first = draft.get(MAIN, "engagements")
    engaged = [*first, *(node for each in first for node in draft.get(each, "sub_engagements"))]
    held: dict[str, str] = {party: node for node in reversed(engaged) for party in draft.get(node, "processors")}
    for known in held:
        if any(str(name).startswith(f"{named.value} ") for name in draft.get(known, "names")):
            return held[known]
    party = draft.party(f"party/{party_key(named.value)}")
    if Iri(party) in held:
        return held[Iri(party)]
    draft.put(party, "names", Text(named.value), named.words, part.key)
    node = draft.node(above or MAIN, "sub_engagements" if above else "engagements", Engagement)
    draft.put(node, "processors", Iri(party), named.words, part.key)
    draft.put(node, "is_identified", True)
    for code, start, end in countries(outline, around.text)[:1]:
        country = Iri(expand(f"loc:{code}"))
        draft.put(node, "countries", country, around.words(start, end), part.key, INFERRED)
        draft.put(party, "countries", country)
    return node
