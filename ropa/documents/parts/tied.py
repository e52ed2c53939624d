"""Which legal basis carries which purpose of an activity, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, PurposeBasis, Text
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Sentence, Statements

_CITED = re.compile(r"\b6\s?[.(]\s?1\b(?!\.?\d)|\bart\w*\.?\s?6\b|\b6\s?art", re.IGNORECASE)
"""Words that name the article themselves; a day (6.12.2024, 6.1.2025) does not."""
_PERSONAL = {expand("eu-gdpr:A6-1-a"), expand("eu-gdpr:A6-1-b")}
"""Bases that are told to whom they bind."""


@dataclass(frozen=True)
class Tied:
    """The lines, the bases they tell, whether they tell every purpose, and whether other bases carry the rest."""

    lines: tuple[Sentence, ...] = ()
    bases: frozenset[object] = frozenset()
    is_whole: bool = False
    is_rest: bool = False


def tied(draft: Draft, activity: Place[Activity], cited: tuple[str, ...]) -> Tied:
    """What the bases carry, each in the record's own words in their language, by its purposes in another."""
    said = [(place, line) for places in _by_words(activity) for place, line in _lines(draft, activity, places, cited)]
    named = {fact.value for place, _ in said for fact in place.facts("purposes")}
    bases = frozenset(fact.value for place, _ in said for fact in place.facts("legal_bases"))
    every = named >= {fact.value for fact in activity.facts("purposes")}
    lines: dict[str, Sentence] = {}
    for _, line in said:
        former = lines.get(line.text)
        lines[line.text] = replace(line, triples=Statements(former.triples, line.triples)) if former else line
    rest = not bases >= _ordinary(activity)
    return Tied(tuple(lines.values()), bases, every and not rest, rest)


def _ordinary(activity: Place[Activity]) -> set[object]:
    return {fact.value for fact in activity.facts("legal_bases") if "#A6-" in str(fact.value)}


def _by_words(activity: Place[Activity]) -> Iterable[list[Place[PurposeBasis]]]:
    """Those that one sentence tells together."""
    groups: dict[object, list[Place[PurposeBasis]]] = {}
    for place in (each for each in activity.below("purpose_bases", PurposeBasis) if each.has("legal_bases")):
        groups.setdefault(place.node.as_written or place.node.iri, []).append(place)
    return groups.values()


def _lines(
    draft: Draft, activity: Place[Activity], places: list[Place[PurposeBasis]], cited: tuple[str, ...]
) -> Iterable[tuple[Place[PurposeBasis], Sentence]]:
    words = draft.texts(places[0], "as_written")[:1]
    bases = tuple(fact for place in places for fact in place.facts("legal_bases"))
    told = {fact.value for fact in bases}
    also = [fact for place in places for fact in place.facts("purposes", "data")]
    also += [fact for fact in activity.facts("legal_bases", "purposes") if fact.value in told | {f.value for f in also}]
    own = words[0].value if words and isinstance(words[0].value, Text) else Text("")
    known = any(place.has("purposes") or place.has("data") for place in places)
    if own.value and (own.language.partition("-")[0] in {draft.language, ""} or not known):
        line = draft.writer.sentence(*_own(own, words[0], bases), articles=cited, also=(*also, *bases))
        yield from ((place, line) for place in places)
        return
    for place in places:
        what, basis = place.facts("purposes") or place.facts("data"), place.facts("legal_bases")
        if what and draft.writer.words(what).text:
            alone = f"-{local_name(str(basis[0].value))}" if len(basis) == 1 and basis[0].value in _PERSONAL else ""
            slots = {"what": what, "basis": basis}
            yield place, draft.writer.sentence(f"basis-of{alone}", slots, articles=cited, also=(*also, *basis))


def _own(own: Text, fact: Fact, bases: tuple[Fact, ...]) -> tuple[str, dict[str, tuple[Fact, ...]]]:
    """The words with a capital, and the article where they do not name it; behind a bracket of theirs by a dash."""
    bare = own.value.strip().rstrip(".")
    said = (Fact(Text(bare[:1].upper() + bare[1:], own.language), fact.triples),)
    if _CITED.search(bare):
        return "own-words", {"text": said}
    return "basis-own-bracketed" if bare.endswith(")") else "basis-own", {"text": said, "basis": bases}
