"""How long the data are kept, from which event, on which law."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ropa import texts
from ropa.documents.writing.agreement import covers_all, says
from ropa.documents.writing.amounts import duration
from ropa.documents.writing.draft import Draft, engagements, is_sentence
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Retention, Text
from ropa.rendering.document import Block, Paragraph, Section, Sentence

_RETENTION = ("13(2)(a)", "14(2)(a)")
_CODED = ("durations", "start_events", "start_event_texts", "criteria")


def retention(draft: Draft) -> Section | None:
    """Each storage period, with the data it is for."""
    return draft.section("retention", *draft.per_activity(lambda activity: retention_blocks(draft, activity)))


def retention_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """How long the data of an activity and of its processors are kept."""
    places = list(activity.below("retention", Retention))
    for engagement in engagements(activity):
        places.extend(engagement.below("retention", Retention))
    places.sort(key=lambda place: bool(place.node.data))
    told = tuple(periods(draft, places))
    if told:
        yield Paragraph(told)


def periods(draft: Draft, places: Iterable[Place[Retention]]) -> Iterable[Sentence]:
    """Storage periods in sentences; laws that several in a row rest on are named once, after them.

    One of several periods that names no data is said as it was written, since the words tell what it is for, and so
    is a single one whose words are not about all data; not where the words give another period than the coded one,
    which was changed since.
    """
    every = tuple(places)
    open_ = tuple(place for place in every if is_scoped_by_words(draft, place, among=len(every)))
    written = tuple(place for place in open_ if _is_own(draft, place))
    if written:
        yield from _by_group(draft, written)
    for laws, group in groupby((p for p in every if p not in written), key=lambda place: place.node.laws):
        held = list(group)
        for place in held:
            yield from _period(draft, place, draft.texts(place, "as_written") if place in open_ else ())
        if laws:
            said = [place.facts("laws") for place in held]
            also = tuple(fact for facts in said[1:] for fact in facts)
            yield draft.writer.sentence("retention-law", {"laws": said[0]}, articles=draft.cite(*_RETENTION), also=also)


def is_scoped_by_words(draft: Draft, place: Place[Retention], among: int) -> bool:
    """Whether only the words of a period tell for which data it is; of several they always do."""
    rule = place.node
    if rule.data or not (rule.durations or rule.start_events):
        return False
    told = [(words.value, _spoken(words, draft.language)) for words in rule.as_written]
    return any(
        all(says(words, str(period), language) for period in rule.durations)
        and (among > 1 or not covers_all(words, language))
        for words, language in told
    )


def _spoken(words: Text, language: str) -> str:
    told = words.language.partition("-")[0]
    return told if told in texts.languages() else language


def _is_own(draft: Draft, place: Place[Retention]) -> bool:
    """Whether the words are in the document's language, or in none that is told."""
    told = draft.texts(place, "as_written")
    return all(isinstance(f.value, Text) and f.value.language.partition("-")[0] in {draft.language, ""} for f in told)


def _by_group(draft: Draft, places: tuple[Place[Retention], ...]) -> Iterable[Sentence]:
    """Periods in the record's words, a sentence each where they are some, then every law they rest on."""
    cited = draft.cite(*_RETENTION)
    if all(is_sentence(fact) for place in places for fact in draft.texts(place, "as_written")):
        for place in places:
            for fact in draft.texts(place, "as_written"):
                yield draft.writer.sentence("own-words", {"text": fact}, articles=cited, also=place.facts(*_CODED))
    else:
        yield _in_one(draft, places, cited)
    laws = tuple({fact.value: fact for place in places for fact in place.facts("laws")}.values())
    if laws:
        every = tuple(fact for place in places for fact in place.facts("laws"))
        yield draft.writer.sentence("retention-law", {"laws": laws}, articles=cited, also=every)


def _in_one(draft: Draft, places: tuple[Place[Retention], ...], cited: tuple[str, ...]) -> Sentence:
    words = tuple(_without_stop(fact) for place in places for fact in draft.texts(place, "as_written"))
    also = tuple(fact for place in places for fact in place.facts(*_CODED))
    return draft.writer.sentence("retention-by-group", {"text": words}, articles=cited, also=also)


def _without_stop(fact: Fact) -> Fact:
    value = fact.value
    if not isinstance(value, Text):
        return fact
    return Fact(Text(" ".join(value.value.split()).rstrip(".;"), value.language), fact.triples)


def _period(draft: Draft, place: Place[Retention], scope: tuple[Fact, ...]) -> Iterable[Sentence]:
    cited = draft.cite(*_RETENTION)
    durations = tuple(f for f in place.facts("durations") if duration(str(f.value), draft.language))
    data, events = place.facts("data"), place.facts("start_events")
    slots = {"duration": durations, "events": events, "data": data, "text": scope}
    of = "-data" if data else "-scoped" if scope else ""
    criteria, words = draft.texts(place, "criteria"), draft.texts(place, "start_event_texts")
    if durations:
        yield draft.writer.sentence(f"retention{'-after' if events else ''}{of}", slots, articles=cited)
    elif events:
        yield draft.writer.sentence(f"retention-until{of}", slots, articles=cited)
    for fact in words:
        key = "retention-from" if durations else "retention-until-text"
        yield draft.writer.sentence(key, {"text": fact}, articles=cited)
    for fact in criteria:
        yield _quoted(draft, "retention-criteria", fact, data)
    if not (durations or events or words or criteria):
        for fact in draft.texts(place, "as_written"):
            yield _quoted(draft, "retention-written", fact, data)


def _quoted(draft: Draft, key: str, fact: Fact, data: tuple[Fact, ...]) -> Sentence:
    cited = draft.cite(*_RETENTION)
    if data:
        return draft.writer.sentence(key, {"text": fact, "data": data}, articles=cited)
    return draft.quoted(key, fact, cited, data=())
