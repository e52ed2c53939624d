"""Whose data, which data, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Fact, Place, unique
from ropa.documents.writing.order import by_meaning
from ropa.model import Activity, DataGroup, Source
from ropa.namespaces import expand
from ropa.rendering.document import Block, Bullets, Paragraph, Section, Sentence

_DATA = ("14(1)(d)",)
_SOURCES = ("14(2)(f)",)
_LONG = 4
_SUBJECT = expand("dpv:DataSubjectDataSource")
_PUBLIC = expand("dpv:PublicDataSource")


def categories(draft: Draft) -> Section | None:
    """Which data are processed, by group of people where the record tells them apart."""
    return draft.section("data", *draft.per_activity(lambda activity: _categories(draft, activity)))


def _categories(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    groups = activity.below("data_groups", DataGroup)
    people, general = activity.facts("subjects"), _by_value(activity.facts("data"))
    if len({tuple(sorted(group.node.subjects)) for group in groups}) > 1:
        if people:
            yield Paragraph((draft.writer.sentence("subjects", {"subjects": people}),))
        for group in groups:
            yield from listed(draft, "data", group.facts("subjects"), group.facts("data"))
            general = {key: fact for key, fact in general.items() if key not in group.node.data}
        yield from listed(draft, "data-rest", (), tuple(general.values()))
        return
    subjects = _by_value(people)
    for group in groups:
        _add(subjects, group.facts("subjects"))
        _add(general, group.facts("data"))
    yield from listed(draft, "data", tuple(subjects.values()), tuple(general.values()))


def _by_value(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {str(fact.value): fact for fact in facts}


def _add(found: dict[str, Fact], facts: Iterable[Fact]) -> None:
    """The same value said at two places of the record is said once, with the triples of both."""
    for fact in facts:
        former = found.get(str(fact.value))
        found[str(fact.value)] = Fact(fact.value, unique((*former.triples, *fact.triples))) if former else fact


def listed(draft: Draft, key: str, subjects: tuple[Fact, ...], data: tuple[Fact, ...]) -> Iterable[Block]:
    """Data of people as a sentence that enumerates them, or as bullets where they are many."""
    cited, slots = draft.cite(*_DATA), {"subjects": subjects, "data": data}
    if not data:
        if subjects:
            yield Paragraph((draft.writer.sentence("subjects", slots),))
        return
    pattern = f"{key}-about" if subjects else key
    if len(data) <= _LONG:
        yield Paragraph((draft.writer.sentence(pattern, slots, articles=cited),))
        return
    words = [draft.writer.words(fact, articles=cited, key="item", capital=False) for fact in by_meaning(data)]
    yield Bullets(tuple(words), draft.writer.sentence(f"{pattern}-lead", slots, articles=cited))


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
