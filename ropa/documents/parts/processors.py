"""Who processes on the controller's behalf: processors and their processors."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, ends_in, engagements
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Engagement, Iri
from ropa.rendering.document import Block, Paragraph, Section, Sentence, Statements, Table

_RECIPIENTS = ("13(1)(e)", "14(1)(e)")


def processors(draft: Draft) -> Section | None:
    """Who processes on the controller's behalf, with every sub-processor under its own."""
    return draft.section("processors", *blocks(draft))


def blocks(draft: Draft) -> Iterable[Block]:
    """One processor in sentences, more as a table."""
    chain = _chain(draft)
    if len(chain) == 1:
        yield Paragraph(tuple(_alone(draft, *chain[0])))
    elif chain:
        yield Paragraph((draft.writer.sentence("processors-lead"),))
        yield _table(draft, chain)


def _chain(draft: Draft) -> list[tuple[Place[Engagement], Place[Engagement] | None]]:
    """Every engagement once, with the one it hangs on."""
    found: dict[str, tuple[Place[Engagement], Place[Engagement] | None]] = {}
    for activity in draft.activities:
        places = engagements(activity)
        above = {child.iri: place for place in places for child in place.node.sub_engagements}
        for place in places:
            former = found.get(place.node.iri)
            trail = Statements(former[0].trail, place.trail) if former else place.trail
            found[place.node.iri] = (Place(place.node, trail), above.get(place.node.iri))
    return list(found.values())


def _alone(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> Iterable[Sentence]:
    cited = draft.cite(*_RECIPIENTS)
    who = names(draft, place)
    slots = {"names": who, "categories": who, "services": draft.texts(place, "services")}
    usual = "processor-some" if ends_in(draft, who, "par") else "processor-category"
    yield draft.writer.sentence("processor" if place.node.processors else usual, slots, articles=cited)
    for name in ("data", "countries"):
        facts = place.facts(name)
        if facts:
            yield draft.writer.sentence(f"processor-{name}", {name: facts}, articles=cited)


def names(draft: Draft, place: Place[Engagement]) -> tuple[Fact, ...]:
    """Who is engaged, by name or category."""
    named = (*draft.names(place.facts("processors")), *draft.texts(place, "processor_categories"))
    return named or (Fact(Iri(place.node.iri), place.trail),)


def _table(draft: Draft, chain: list[tuple[Place[Engagement], Place[Engagement] | None]]) -> Table:
    columns = tuple(draft.writer.phrase(f"column-{key}") for key in ("processor", "task", "behalf", "data", "place"))
    rows = tuple(_row(draft, *pair) for pair in chain)
    return Table(draft.writer.phrase("heading-processors"), columns, rows, (19, 17, 25, 23, 16))


def _row(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> tuple[Sentence, ...]:
    cited, writer = draft.cite(*_RECIPIENTS), draft.writer
    behalf = (
        writer.words(names(draft, above), articles=cited, key="behalf", told=not above.node.processors)
        if above
        else writer.sentence("behalf-of-us", articles=cited, also=(Fact(Iri(place.node.iri), place.trail),))
    )
    return (
        writer.words(names(draft, place), articles=cited, key="processor-name", told=not place.node.processors),
        writer.words(draft.texts(place, "services"), articles=cited, key="processor-task", told=True),
        behalf,
        writer.words(place.facts("data"), articles=cited, key="processor-data-cell"),
        writer.words(place.facts("countries"), articles=cited, key="processor-place"),
    )
