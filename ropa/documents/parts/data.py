"""Whose data, which data, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ropa.documents.writing.draft import Draft, ends_in, is_sentence, people
from ropa.documents.writing.facts import Fact, Place
from ropa.documents.writing.order import by_meaning
from ropa.model import Activity, DataGroup, Iri, Source
from ropa.namespaces import expand
from ropa.rendering.document import Block, Bullets, Paragraph, Section, Sentence, Statements

_DATA = ("14(1)(d)",)
_SOURCES = ("14(2)(f)",)
_LONG = 4
_SHORT = 2
_SUBJECT = expand("dpv:DataSubjectDataSource")
_CONTROLLER = expand("dpv:DataControllerDataSource")
_PUBLIC = expand("dpv:PublicDataSource")
_NOBODY: set[frozenset[Iri]] = {frozenset()}


def categories(draft: Draft) -> Section | None:
    """Which data are processed, by group of people where the record tells them apart."""
    return draft.section("data", *draft.per_activity(lambda activity: categories_blocks(draft, activity)))


def categories_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """Whose data an activity processes, and which; some of them only on a condition."""
    yield from _categories(draft, activity)
    told = draft.texts(activity, "data_conditions")
    own = tuple(fact for fact in told if is_sentence(fact) and draft.is_own(fact))
    said = [draft.writer.sentence("own-words", {"text": fact}, articles=draft.cite(*_DATA)) for fact in own]
    if phrases := tuple(fact for fact in told if fact not in own):
        said.append(draft.writer.sentence("data-condition", {"text": phrases}, articles=draft.cite(*_DATA)))
    if said:
        yield Paragraph(tuple(said))


def _categories(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    groups = activity.below("data_groups", DataGroup)
    whose, general = activity.facts("subjects"), _by_value(activity.facts("data"))
    if len({frozenset(group.node.subjects) for group in groups} | ({frozenset(activity.node.subjects)} - _NOBODY)) > 1:
        if whose:
            yield Paragraph((draft.writer.sentence("subjects", {"subjects": whose}),))
        rest = dict(general)
        for group in groups:
            told = _by_value(group.facts("data"))
            _add(told, (general[key] for key in told if key in general))
            yield from listed(draft, "data", group.facts("subjects"), tuple(told.values()))
            rest = {key: fact for key, fact in rest.items() if key not in told}
        yield from listed(draft, "data-rest", (), tuple(rest.values()))
        return
    subjects = _by_value(whose)
    for group in groups:
        _add(subjects, group.facts("subjects"))
        _add(general, group.facts("data"))
    yield from listed(draft, "data", tuple(subjects.values()), tuple(general.values()))


def everything(activity: Place[Activity], name: str) -> tuple[Fact, ...]:
    """All `data` or `subjects` of an activity, those told in its groups too, each once."""
    found = _by_value(activity.facts(name))
    for group in activity.below("data_groups", DataGroup):
        _add(found, group.facts(name))
    return tuple(found.values())


def _by_value(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {str(fact.value): fact for fact in facts}


def _add(found: dict[str, Fact], facts: Iterable[Fact]) -> None:
    """The same value said at two places of the record is said once, with the triples of both."""
    for fact in facts:
        former = found.get(str(fact.value))
        found[str(fact.value)] = Fact(fact.value, Statements(former.triples, fact.triples)) if former else fact


def listed(draft: Draft, key: str, subjects: tuple[Fact, ...], data: tuple[Fact, ...]) -> Iterable[Block]:
    """Data of people as a sentence that enumerates them, or as bullets where they are many."""
    subjects, anybody = people(subjects)
    cited, slots = draft.cite(*_DATA), {"subjects": subjects, "data": data}
    if not data:
        if subjects:
            yield Paragraph((draft.writer.sentence("subjects", slots),))
        return
    pattern = f"{key}-about" if subjects else key
    if len(data) <= _LONG:
        yield Paragraph((draft.writer.sentence(pattern, slots, articles=cited, also=anybody),))
        return
    words = [draft.writer.words(fact, articles=cited, key="item", capital=False) for fact in by_meaning(data)]
    yield Bullets(tuple(words), draft.writer.sentence(f"{pattern}-lead", slots, articles=cited, also=anybody))


def sources(draft: Draft) -> Section | None:
    """Where the data come from."""
    return draft.section("sources", *draft.per_activity(lambda activity: sources_blocks(draft, activity)))


def sources_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """Where the data of an activity come from."""
    told = tuple(sources_of(draft, activity))
    if told:
        yield Paragraph(told)


def sources_of(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    """The sources of an activity in sentences, one for those of the same kind."""
    groups: dict[tuple[object, ...], list[Place[Source]]] = {}
    for place in activity.below("sources", Source):
        node = place.node
        kinds = () if node.conditions else node.kinds
        groups.setdefault((kinds, node.registers, node.parties, node.data, node.conditions), []).append(place)
    told: dict[str, Sentence] = {}
    for places in sorted(groups.values(), key=lambda places: _SUBJECT not in places[0].node.kinds):
        for said in _limited(draft, places) or _source(draft, places):
            former = told.get(said.text)
            told[said.text] = replace(said, triples=Statements(former.triples, said.triples)) if former else said
    yield from told.values()


def _limited(draft: Draft, places: list[Place[Source]]) -> list[Sentence]:
    """Sources whose limits are told in sentences of the language that name them: those sentences say it all."""
    told = _conditions(draft, places)
    names = [fact for place in places for fact in draft.texts(place, "descriptions")]
    if not told or not names or any(place.node.parties or place.node.registers for place in places):
        return []
    if not all(draft.is_own(fact) and is_sentence(fact) for fact in told) or not all(_within(f, told) for f in names):
        return []
    also = (*_together(places, "kinds"), *_together(places, "data"), *names)
    return [
        draft.writer.sentence("own-words", {"text": fact}, articles=draft.cite(*_SOURCES), also=() if number else also)
        for number, fact in enumerate(told)
    ]


def _conditions(draft: Draft, places: list[Place[Source]]) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for place in places:
        _add(found, draft.texts(place, "conditions"))
    return tuple(found.values())


def _within(name: Fact, told: tuple[Fact, ...]) -> bool:
    return any(str(name.value).casefold().rstrip(".") in str(fact.value).casefold() for fact in told)


def _source(draft: Draft, places: list[Place[Source]]) -> Iterable[Sentence]:
    cited = draft.cite(*_SOURCES)
    kinds, data = _together(places, "kinds"), _together(places, "data")
    limits = _conditions(draft, places)
    described = [fact for place in places for fact in draft.texts(place, "descriptions")]
    named_in_limit = tuple(fact for fact in described if kinds and _within(fact, limits))
    words = [fact for fact in described if fact not in named_in_limit]
    person = tuple(fact for fact in kinds if fact.value == _SUBJECT)
    repeated = tuple(fact for fact in words if person and _says_self(draft, fact))
    phrases = tuple(fact for fact in words if not is_sentence(fact) and fact not in repeated)
    own = tuple(fact for fact in kinds if fact.value == _CONTROLLER)
    others = tuple(fact for fact in kinds if fact.value not in {_SUBJECT, _PUBLIC, _CONTROLLER})
    public = tuple(fact for fact in kinds if fact.value == _PUBLIC)
    named = (*draft.names(_together(places, "parties")), *_together(places, "registers"))
    slots = {"data": data, "names": named, "kinds": others, "text": phrases}
    keys = [("source-person", person), ("source-own", own), ("source-named", named), ("source-kind", others)]
    keys += [("source-public", public)]
    opened = [key for key, facts in keys if facts]
    whole = opened == ["source-person"] or (len(opened) == 1 and not named)
    for number, key in enumerate(opened):
        also = {"source-person": (*person, *repeated), "source-own": own, "source-public": public}.get(key, ())
        said = {**slots, "text": () if number else phrases, "data": data if whole or key == "source-person" else ()}
        pattern = "source-is-public" if number and key == "source-public" else key
        if key == "source-kind" and said["text"]:
            pattern = _kind_in_words(draft, said["text"])
            also = others if pattern == "source-words" else also
        yield draft.writer.sentence(pattern, said, articles=cited, also=also)
    if not opened and phrases:
        yield draft.writer.sentence("source-text", slots, articles=cited)
    for fact in words:
        if is_sentence(fact) and fact not in repeated:
            yield draft.writer.sentence("own-words", {"text": fact}, articles=cited)
    if data and not whole and not person:
        yield draft.writer.sentence("source-data", slots, articles=cited)
    for number, fact in enumerate(limits):
        key = "own-words" if draft.is_own(fact) and is_sentence(fact) else "source-condition"
        yield draft.writer.sentence(key, {"text": fact}, articles=cited, also=() if number else named_in_limit)


def _kind_in_words(draft: Draft, words: tuple[Fact, ...]) -> str:
    """The record's own words tell a kind where they stand as in a sentence; those that name more add to it."""
    if ends_in(draft, words, "abl"):
        return "source-words"
    several = set(draft.writer.phrase("source-several-words").split())
    more = any("," in str(fact.value) or several & set(str(fact.value).lower().split()) for fact in words)
    return "source-kind-among" if more else "source-kind"


def _says_self(draft: Draft, fact: Fact) -> bool:
    """Whether words name the person once more ("the member herself"), and nothing else."""
    words = str(fact.value).lower().rstrip(".").split()
    return (
        len(words) <= _SHORT
        and not any(word.endswith(",") for word in words)
        and bool(set(words) & set(draft.writer.phrase("source-self-words").split()))
    )


def _together(places: list[Place[Source]], name: str) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for place in places:
        _add(found, place.facts(name))
    return tuple(found.values())
