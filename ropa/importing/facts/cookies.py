"""Cookies and analytics tools: an activity of its own, with its data, consent and lifetime."""

from __future__ import annotations

import re
from itertools import pairwise

from ropa.importing.document import Kind, Passage
from ropa.importing.draft import INFERRED, Draft
from ropa.importing.facts.data import categories
from ropa.importing.facts.denied import affirmed
from ropa.importing.outline import Outline, Part
from ropa.model import Activity, Iri
from ropa.namespaces import expand

ORDER = 120

ANALYTICS = "activity/website-analytics"


def read(outline: Outline, draft: Draft) -> None:
    """Sections on cookies, and sentences elsewhere that name a tool."""
    words = outline.phrases
    for part in outline.about("cookies"):
        if part.passages and not _only_needed(outline, part.sentences()):
            _section(outline, draft, part)
    for part in outline.parts:
        if "cookies" in part.keys:
            continue
        for sentence in part.sentences():
            tools = words.lexicon("tools").find(sentence.text)
            topic = part.key in {"other", "title"} and words.any("cookies.topic").search(sentence.text)
            if tools or (topic and not _only_needed(outline, [sentence])):
                _activity(draft, sentence, part)
                _tools(outline, draft, part, sentence)
    _called(outline, draft)


def _only_needed(outline: Outline, told: list[Passage]) -> bool:
    """Nothing follows the visitor: cookies that the site needs, or none, and no tool by name."""
    words = outline.phrases
    followed = any(words.lexicon("tools").find(each.text) for each in told)
    unwanted = words.any("cookies.unwanted")
    return not followed and any(words.any("cookies.necessary").search(unwanted.sub(" ", each.text)) for each in told)


def _called(outline: Outline, draft: Draft) -> None:
    """Without a heading of its own, the activity is called by its first tool, as the notice writes it."""
    if ANALYTICS not in draft.nodes or draft.get(ANALYTICS, "titles"):
        return
    for part, sentence in [(each, s) for each in outline.parts for s in each.sentences()]:
        hits = outline.phrases.lexicon("tools").find(sentence.text)
        topic = outline.phrases.any("cookies.topic").search(sentence.text)
        if hits or topic:
            span = (hits[0].start, hits[0].end) if hits else topic.span() if topic else (0, 0)
            words = sentence.words(*span)
            draft.put(ANALYTICS, "titles", draft.text(words.text), words, part.key, INFERRED)
            return


def _activity(draft: Draft, passage: Passage, part: Part) -> None:
    if ANALYTICS not in draft.nodes:
        draft.node("", "activities", Activity, ANALYTICS)
        draft.put("", "activities", ANALYTICS, passage.words(), part.key, INFERRED)


def _section(outline: Outline, draft: Draft, part: Part) -> None:
    words = outline.phrases
    _activity(draft, part.passages[0], part)
    if part.heading and not draft.get(ANALYTICS, "titles"):
        draft.put(ANALYTICS, "titles", draft.text(part.heading.text), part.heading, part.key)
    draft.put(ANALYTICS, "subjects", Iri(expand("ropa:WebsiteVisitor")))
    if words.any("cookies.topic").search(part.text):
        draft.put(ANALYTICS, "tools", Iri(expand("tech:Cookie")))
    collected = [p for p in part.passages if p.kind is Kind.ITEM]
    items = [p for p in collected if words.lexicon("data").find(p.text) and len(p.text) < 120]
    spoken = [s for s in part.sentences() if s.kind is not Kind.ITEM and not s.text.endswith(":")]
    spoken = [s for s in spoken if not words.any("cookies.consent").search(s.text)]
    prose = [s for s in spoken if words.any("cookies.collect").search(s.text)]
    categories(outline, draft, ANALYTICS, part.key, items)
    categories(outline, draft, ANALYTICS, part.key, [_listed(outline, s) for s in prose if _lists(outline, s)])
    for sentence in part.sentences():
        _tools(outline, draft, part, sentence)
        for hit in words.lexicon("purposes").find(sentence.text):
            draft.put(ANALYTICS, "purposes", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)
        if affirmed(words, "cookies.combine", sentence.text):
            draft.put(ANALYTICS, "processing", Iri(expand("dpv:Combine")), sentence.words(), part.key)
        for way in [each for each in _parted(sentence) if affirmed(words, "cookies.opt-out", each.text)]:
            told = _BRACKETED.sub(r"\1", way.text)
            told += "" if told.endswith((".", "!")) else "."
            draft.put(ANALYTICS, "opt_outs", draft.text(told), way.words(), part.key)
        implied = words.any("cookies.implied").search(sentence.text)
        if implied or words.any("cookies.browser").search(sentence.text):
            draft.put(ANALYTICS, "cookie_consent", Iri(expand("ropa:BrowserSettingsOnly")), sentence.words(), part.key)
    going_on = words.any("cookies.implied")
    unasked = words.any("cookies.unasked")
    others = [s for s in part.sentences() if not unasked.search(s.text)]
    asked = [s for s in others if words.any("cookies.consent").search(going_on.sub(" ", s.text))]
    if asked:
        draft.nodes[ANALYTICS].values.pop("cookie_consent", None)
        draft.put(ANALYTICS, "cookie_consent", Iri(expand("ropa:ConsentAsked")), asked[0].words(), part.key)


_BRACKETED = re.compile(r"<(https?://[^<>\s]+)>")
_AFTER_ADDRESS = re.compile(r"(?<=\s)<?https?://\S+\s+(?=[A-ZÅÄÖ])")


def _parted(sentence: Passage) -> list[Passage]:
    """A sentence that ends in an address has no full stop before the next."""
    stops = [0, *(found.end() for found in _AFTER_ADDRESS.finditer(sentence.text)), len(sentence.text)]
    return [sentence.cut(start, stop) for start, stop in pairwise(stops)]


def _lists(outline: Outline, sentence: Passage) -> bool:
    words = outline.phrases
    return bool(words.any("cookies.lead").search(sentence.text)) or bool(
        words.lexicon("data").find(_listed(outline, sentence).text)
    )


def _listed(outline: Outline, sentence: Passage) -> Passage:
    """What stands after the words that announce the list."""
    found = list(outline.phrases.any("cookies.lead").finditer(sentence.text))
    found = found or list(outline.phrases.any("cookies.collect").finditer(sentence.text))
    last = found[-1]
    part = sentence.cut(last.end(), len(sentence.text))
    while part.text[:1] in ".:, ":
        part = part.cut(1, len(part.text))
        if not part.text:
            break
    return part


def _tools(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    if outline.phrases.any("cookies.own-server").search(sentence.text):
        return
    for hit in outline.phrases.lexicon("tools").find(sentence.text):
        said = sentence.words(hit.start, hit.end)
        draft.put(ANALYTICS, "tools", Iri(expand(hit.concept)), said, part.key)
