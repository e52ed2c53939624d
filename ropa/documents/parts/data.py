"""Whose data, which data, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Fact, Place, unique
from ropa.model import Activity, DataGroup, Source
from ropa.namespaces import expand
from ropa.rendering.document import Block, Bullets, Paragraph, Section, Sentence

_DATA = ("14(1)(d)",)
_SOURCES = ("14(2)(f)",)
_LONG = 4
_SUBJECT = expand("dpv:DataSubjectDataSource")
_PUBLIC = expand("dpv:PublicDataSource")


def subjects(draft: Draft) -> Section | None:
    """Whose data the register holds."""
    return draft.section("subjects", *draft.per_activity(lambda activity: _subjects(draft, activity)))


def _subjects(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    facts = activity.facts("subjects")
    if facts:
        yield Paragraph((draft.writer.sentence("subjects", {"subjects": facts}),))


def categories(draft: Draft) -> Section | None:
    """Which data are processed, by group of people where the record tells them apart."""
    return draft.section("data", *draft.per_activity(lambda activity: _categories(draft, activity)))


def _categories(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    groups = activity.below("data_groups", DataGroup)
    general = _by_value(activity.facts("data"))
    apart = len({tuple(sorted(group.node.subjects)) for group in groups}) > 1
    for group in groups if apart else ():
        yield from _group(draft, group)
        for fact in group.facts("data"):
            general.pop(str(fact.value), None)
    if not apart:
        for group in groups:
            for fact in (*group.facts("subjects"), *group.facts("data")):
                _add(general, fact, group)
    if general:
        yield from listed(draft, "data-rest" if apart else "data", tuple(general.values()), draft.cite(*_DATA))


def _by_value(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {str(fact.value): fact for fact in facts}


def _add(general: dict[str, Fact], fact: Fact, group: Place[DataGroup]) -> None:
    value = str(fact.value)
    if value in general:
        general[value] = Fact(general[value].value, unique((*general[value].triples, *fact.triples)))
    elif value in group.node.data:
        general[value] = fact
    elif general:
        first = next(iter(general))
        general[first] = Fact(general[first].value, unique((*general[first].triples, *fact.triples)))


def _group(draft: Draft, group: Place[DataGroup]) -> Iterable[Block]:
    slots = {"subjects": group.facts("subjects"), "data": group.facts("data")}
    if slots["data"]:
        key = "data-of" if slots["subjects"] else "data"
        yield Paragraph((draft.writer.sentence(key, slots, articles=draft.cite(*_DATA)),))


def listed(draft: Draft, key: str, facts: tuple[Fact, ...], cited: tuple[str, ...]) -> Iterable[Block]:
    """A sentence that enumerates the facts, or bullets where they are many."""
    if len(facts) <= _LONG:
        yield Paragraph((draft.writer.sentence(key, {"data": facts}, articles=cited),))
    else:
        items = tuple(draft.writer.words(fact, articles=cited, key="item", capital=False) for fact in facts)
        yield Bullets(items, draft.writer.sentence(f"{key}-lead"))


def sources(draft: Draft) -> Section | None:
    """Where the data come from."""
    return draft.section("sources", *draft.per_activity(lambda activity: _sources(draft, activity)))


def _sources(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    told = [sentence for place in activity.below("sources", Source) for sentence in _source(draft, place)]
    if told:
        yield Paragraph(tuple(told))


def _source(draft: Draft, place: Place[Source]) -> Iterable[Sentence]:
    cited = draft.cite(*_SOURCES)
    kinds, data = place.facts("kinds"), place.facts("data")
    person = tuple(fact for fact in kinds if fact.value == _SUBJECT)
    if person:
        yield draft.writer.sentence("source-person", {"data": data}, articles=cited, also=person)
    others = tuple(fact for fact in kinds if fact.value not in {_SUBJECT, _PUBLIC})
    public = tuple(fact for fact in kinds if fact.value == _PUBLIC)
    named = (*draft.names(place.facts("parties")), *place.facts("registers"))
    if named:
        yield draft.writer.sentence("source-named", {"names": named}, articles=cited)
    if others:
        yield draft.writer.sentence("source-kind", {"kinds": others}, articles=cited)
    if public:
        key = "source-is-public" if named or others else "source-public"
        yield draft.writer.sentence(key, articles=cited, also=public)
    for fact in draft.texts(place, "descriptions"):
        yield draft.writer.sentence("own-words", {"text": fact}, articles=cited)
    if data and not person:
        yield draft.writer.sentence("source-data", {"data": data}, articles=cited)
