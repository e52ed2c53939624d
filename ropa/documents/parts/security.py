"""How the data are protected, in general terms."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, paragraph
from ropa.documents.writing.facts import Place
from ropa.model import Measure
from ropa.namespaces import expand
from ropa.rendering.document import Block, Section, Sentence, Statements

_MANUAL = expand("ropa:ManualMaterial")
_ELECTRONIC = expand("ropa:ElectronicMaterial")


def security(draft: Draft) -> Section | None:
    """Measures of the record and of its activities: on paper, electronic, and for both."""
    return draft.section("security", *_groups(draft, "manual", "electronic", "general"))


def manual(draft: Draft) -> Section | None:
    """How material on paper is protected."""
    return draft.section("security-manual", *_groups(draft, "manual"))


def electronic(draft: Draft) -> Section | None:
    """How electronic material is protected, with what protects both."""
    return draft.section("security-electronic", *_groups(draft, "electronic", "general"))


def _groups(draft: Draft, *media: str) -> Iterable[Block | None]:
    found: dict[str, Place[Measure]] = {}
    for place in _measures(draft):
        former = found.get(place.node.iri)
        trail = Statements(former.trail, place.trail) if former else place.trail
        found[place.node.iri] = Place(place.node, trail)
    for medium in media:
        yield _group(draft, medium, [place for place in found.values() if _medium(place) == medium])


def _measures(draft: Draft) -> Iterable[Place[Measure]]:
    yield from draft.record.below("measures", Measure)
    for activity in draft.activities:
        yield from activity.below("measures", Measure)


def _medium(place: Place[Measure]) -> str:
    media = set(place.node.media)
    if media == {_MANUAL}:
        return "manual"
    return "electronic" if media == {_ELECTRONIC} else "general"


def _group(draft: Draft, medium: str, places: list[Place[Measure]]) -> Block | None:
    concepts = tuple(fact for place in places for fact in place.facts("concepts"))
    media = tuple(fact for place in places for fact in place.facts("media"))
    words = [fact for place in places for fact in draft.texts(place, "descriptions")]
    told: list[Sentence] = []
    if concepts:
        told.append(draft.writer.sentence(f"measures-{medium}", {"measures": concepts}, also=media))
    elif words and medium != "general":
        told.append(draft.writer.sentence(f"measures-{medium}-lead", also=media))
    told += [draft.writer.sentence("own-words", {"text": fact}) for fact in words]
    return paragraph(*told)
