"""What every part of a document is written from: the record's places, the writer of its language, the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from ropa.documents.writing.facts import Fact, N, Place, in_language
from ropa.documents.writing.order import by_meaning
from ropa.documents.writing.writer import Writer
from ropa.model import Activity, Concept, Disclosure, Dossier, Engagement, Iri, Party, Record, Text, Transfer
from ropa.namespaces import expand
from ropa.rendering.document import (
    Block,
    Bullets,
    Paragraph,
    Passage,
    Section,
    Sentence,
    Statements,
    Table,
    sentences_of,
)


@dataclass(frozen=True)
class Draft:
    """A record on its way to a document in one language."""

    dossier: Dossier
    writer: Writer
    as_of: date
    articles: tuple[str, ...]
    """Which of `13` and `14` the document answers."""
    apart: frozenset[str] = frozenset()
    """Activities that have a section of their own and are not told in the others."""
    full_at: str = ""
    """Where on the web the full notice is, for a summary of it."""

    @property
    def language(self) -> str:
        return self.writer.language

    @cached_property
    def record(self) -> Place[Record]:
        return Place(self.dossier.record)

    @cached_property
    def activities(self) -> tuple[Place[Activity], ...]:
        """The activities, those that matter most first, else as the record numbers them."""
        return tuple(sorted(self.record.below("activities", Activity), key=_rank))

    def cite(self, *items: str) -> tuple[str, ...]:
        """Those of the items that belong to an article this document answers: `13(1)(a)`."""
        return _cited(items, self.articles)

    def texts(self, place: Place[N], *names: str) -> tuple[Fact, ...]:
        """The words of fields in the document's language."""
        facts = place.facts(*names)
        return in_language(facts, self.language) if facts else ()

    def parties(self, facts: Iterable[Fact]) -> tuple[Place[Party], ...]:
        """The parties that facts point to, with the way there; a party without a graph has its name of last resort."""
        found = []
        for fact in facts:
            if isinstance(fact.value, Iri):
                party = self.dossier.parties.get(fact.value) or Party(iri=fact.value)
                found.append(Place(party, fact.triples))
        return tuple(found)

    def names(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Parties by name: one fact for each, with the triple that leads there and the one that names it."""
        named: list[Fact] = []
        for party in self.parties(facts):
            names = self.texts(party, "names")
            named.extend(names[:1] or [Fact(Iri(party.node.iri), party.trail)])
        return tuple(named)

    def quoted(self, key: str, fact: Fact, articles: tuple[str, ...], **slots: tuple[Fact, ...]) -> Sentence:
        """The record's own words: as they are where they are a sentence of the language, else within the pattern."""
        pattern = "own-words" if self.is_own(fact) and is_sentence(fact) else key
        return self.writer.sentence(pattern, {"text": fact, **slots}, articles=articles)

    def is_own(self, fact: Fact) -> bool:
        """Whether words are in the document's language, or in none that is told."""
        tag = fact.value.language if isinstance(fact.value, Text) else ""
        return tag.partition("-")[0] in {"", self.language}

    def section(self, key: str, *blocks: Block | None) -> Section | None:
        """A section under its heading; None where there is nothing to say."""
        told = tuple(block for block in blocks if block is not None)
        return Section(key, self.writer.phrase(f"heading-{key}"), told) if told else None

    def name_of(self, activity: Place[Activity]) -> Sentence:
        """What an activity is called: its title, else its purposes, the first of many, else its number."""
        named = self.texts(activity, "titles")
        purposes = by_meaning(activity.facts("purposes"))
        if not named and len(purposes) > _FEW:
            return self.writer.sentence("activity-purposes", {"purpose": purposes[0]}, also=purposes)
        named = named or purposes or self.texts(activity, "identifiers")
        if named:
            return self.writer.words(named, key="activity")
        return self.writer.sentence("activity-untitled", also=(Fact(Iri(activity.node.iri), activity.trail),))

    def per_activity(self, tell: Callable[[Place[Activity]], Iterable[Block]]) -> tuple[Block, ...]:
        """What each activity has to say, once for those that say the same, named where they differ."""
        told: dict[tuple[str, ...], tuple[list[Place[Activity]], tuple[Block, ...]]] = {}
        among = [activity for activity in self.activities if activity.node.iri not in self.apart]
        if len(among) == 1:
            return tuple(tell(among[0]))
        for activity in among:
            blocks = tuple(tell(activity))
            words = tuple(sentence.text for block in blocks for sentence in sentences_of(block))
            if not words:
                continue
            if words in told:
                activities, former = told[words]
                blocks = tuple(_merge(a, b) for a, b in zip(former, blocks, strict=True))
                told[words] = ([*activities, activity], blocks)
            else:
                told[words] = ([activity], blocks)
        everyone = len(told) == 1 and len(next(iter(told.values()))[0]) == len(among)
        if everyone:
            return next(iter(told.values()))[1]
        return tuple(block for activities, blocks in told.values() for block in self._named(activities, blocks))

    def _named(self, activities: list[Place[Activity]], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        lead = joined((self.name_of(activity) for activity in activities), "; ", "activities")
        first, *rest = blocks
        if isinstance(first, Paragraph):
            return (replace(first, lead=lead), *rest)
        if isinstance(first, Bullets):
            return (replace(first, topic=lead), *rest)
        return (Paragraph((), lead), first, *rest)


@cache
def _cited(items: tuple[str, ...], articles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in items if item.partition("(")[0] in articles)


_ANYBODY = expand("dpv:HumanSubject")


def people(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Groups of people, and what names none: that personal data concern persons goes without saying."""
    return tuple(f for f in facts if f.value != _ANYBODY), tuple(f for f in facts if f.value == _ANYBODY)


_PRIMARY, _SECONDARY = expand("dpv:PrimaryImportance"), expand("dpv:SecondaryImportance")
_FEW = 2


def _rank(activity: Place[Activity]) -> tuple[int, str]:
    importance = activity.node.importance
    place = 0 if importance == _PRIMARY else 2 if importance == _SECONDARY else 1
    return place, min((str(number) for number in activity.node.identifiers), default="")


def is_sentence(fact: Fact) -> bool:
    """Whether a record's own words are a sentence, or a phrase that needs one around it."""
    return str(fact.value).rstrip().endswith((".", "!", "?"))


def ends_in(draft: Draft, facts: tuple[Fact, ...], case: str) -> bool:
    """Whether the record's own words stand in a case of the language, as they stood in a sentence of its notice."""
    ending = re.compile(draft.writer.phrase(f"ending-{case}"))
    return all(isinstance(fact.value, Text) and ending.search(str(fact.value)) for fact in facts)


def paragraph(*sentences: Sentence | None) -> Paragraph | None:
    """The sentences that there are; None where there is none."""
    told = tuple(sentence for sentence in sentences if sentence is not None)
    return Paragraph(told) if told else None


def joined(sentences: Iterable[Sentence], between: str = " ", key: str = "answer") -> Sentence | None:
    """Several sentences as one answer, with the triples of all; what is the same is said once."""
    found = tuple(sentences)
    told = tuple({sentence.text: sentence for sentence in found}.values())
    if len(told) < 2:
        return replace(told[0], key=key, triples=Statements(*(s.triples for s in found))) if told else None
    text, foreign = "", []
    for sentence in told:
        start = len(text) + (len(between) if text else 0)
        foreign += [Passage(p.start + start, p.end + start, p.language) for p in sentence.foreign]
        text = f"{text}{between}{sentence.text}" if text else sentence.text
    triples = Statements(*(sentence.triples for sentence in found))
    articles = tuple(dict.fromkeys(article for sentence in found for article in sentence.articles))
    return Sentence(text, triples, articles, key, tuple(foreign))


def transfers(activity: Place[Activity]) -> tuple[Place[Transfer], ...]:
    """All transfers of an activity: its own, its disclosures' and those of its processors, to any depth."""
    found = [*activity.below("transfers", Transfer)]
    for engagement in engagements(activity):
        found.extend(engagement.below("transfers", Transfer))
    for disclosure in activity.below("disclosures", Disclosure):
        found.extend(disclosure.below("transfers", Transfer))
    return tuple(found)


def engagements(activity: Place[Activity]) -> tuple[Place[Engagement], ...]:
    """All engagements of an activity, each before its sub-engagements."""
    found: list[Place[Engagement]] = []
    waiting = list(activity.below("engagements", Engagement))
    while waiting:
        first = waiting.pop(0)
        found.append(first)
        waiting = [*first.below("sub_engagements", Engagement), *waiting]
    return tuple(found)


def names_of(concepts: Iterable[Concept], language: str) -> dict[str, Text]:
    """Labels of the concepts that only this record has."""
    named = {}
    for concept in concepts:
        facts = in_language(Place(concept).facts("labels"), language)
        if facts and isinstance(facts[0].value, Text):
            named[concept.iri] = facts[0].value
    return named


def _merge(one: Block, other: Block) -> Block:
    if isinstance(one, Paragraph) and isinstance(other, Paragraph):
        return replace(one, sentences=_merged(one.sentences, other.sentences))
    if isinstance(one, Table) and isinstance(other, Table):
        return replace(one, rows=tuple(_merged(a, b) for a, b in zip(one.rows, other.rows, strict=True)))
    if isinstance(one, Bullets) and isinstance(other, Bullets):
        lead = _merged((one.lead,), (other.lead,))[0] if one.lead and other.lead else one.lead
        return replace(one, lead=lead, items=_merged(one.items, other.items))
    return one


def _merged(one: tuple[Sentence, ...], other: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(replace(a, triples=Statements(a.triples, b.triples)) for a, b in zip(one, other, strict=True))
