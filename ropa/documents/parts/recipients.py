"""Who else receives the data: disclosures, own staff, processors and their processors."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, engagements
from ropa.documents.writing.facts import Fact, Place, unique
from ropa.model import Activity, Disclosure, Engagement, Iri
from ropa.rendering.document import Block, Paragraph, Section, Sentence, Table

_RECIPIENTS = ("13(1)(e)", "14(1)(e)")


def recipients(draft: Draft) -> Section | None:
    """To whom data are disclosed, or that they are not."""
    blocks = list(draft.per_activity(lambda activity: _recipients(draft, activity)))
    if draft.record.node.disclosure_denied:
        denied = draft.writer.sentence(
            "no-disclosure", articles=draft.cite(*_RECIPIENTS), also=draft.record.facts("disclosure_denied")
        )
        blocks.insert(0, Paragraph((denied,)))
    return draft.section("recipients", *blocks)


def _recipients(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    cited = draft.cite(*_RECIPIENTS)
    told = [s for place in activity.below("disclosures", Disclosure) for s in disclosure(draft, place)]
    if activity.node.no_recipients:
        told.append(draft.writer.sentence("no-recipients", articles=cited, also=activity.facts("no_recipients")))
    units = draft.texts(activity, "internal_access")
    if units:
        told.append(draft.writer.sentence("internal-access", {"units": units}))
    if told:
        yield Paragraph(tuple(told))


def disclosure(draft: Draft, place: Place[Disclosure]) -> Iterable[Sentence]:
    """One disclosure: to whom, what, what for, on what ground, when."""
    cited = draft.cite(*_RECIPIENTS)
    who = (*draft.names(place.facts("recipients")), *draft.texts(place, "recipient_categories"))
    kinds, data, aims = place.facts("recipient_kinds"), place.facts("data"), place.facts("purposes")
    slots = {"recipients": who, "kinds": kinds, "data": data, "purposes": aims, "subjects": place.facts("subjects")}
    if who:
        yield draft.writer.sentence("disclosure-named-data" if data else "disclosure-named", slots, articles=cited)
    elif kinds:
        yield draft.writer.sentence("disclosure-of" if data else "disclosure", slots, articles=cited)
    elif data:
        yield draft.writer.sentence("disclosure-data", slots, articles=cited)
    if slots["subjects"]:
        yield draft.writer.sentence("disclosure-subjects", slots, articles=cited)
    if aims:
        yield draft.writer.sentence("disclosure-purpose", slots, articles=cited)
    for fact in place.facts("legal_bases"):
        yield draft.writer.sentence("disclosure-basis", {"basis": fact}, articles=cited)
    laws = place.facts("laws")
    if laws:
        yield draft.writer.sentence("basis-law", {"laws": laws}, articles=cited)
    for fact in draft.texts(place, "conditions"):
        yield draft.writer.sentence("own-words", {"text": fact}, articles=cited)


def processors(draft: Draft) -> Section | None:
    """Who processes on the controller's behalf, with every sub-processor under its own."""
    chain = _chain(draft)
    if not chain:
        return None
    if len(chain) == 1:
        return draft.section("processors", Paragraph(tuple(_alone(draft, *chain[0]))))
    lead = draft.writer.sentence("processors-lead")
    return draft.section("processors", Paragraph((lead,)), _table(draft, chain))


def _chain(draft: Draft) -> list[tuple[Place[Engagement], Place[Engagement] | None]]:
    """Every engagement once, with the one it hangs on."""
    found: dict[str, tuple[Place[Engagement], Place[Engagement] | None]] = {}
    for activity in draft.activities:
        places = engagements(activity)
        above = {child.iri: place for place in places for child in place.node.sub_engagements}
        for place in places:
            former = found.get(place.node.iri)
            trail = unique((*former[0].trail, *place.trail)) if former else place.trail
            found[place.node.iri] = (Place(place.node, trail), above.get(place.node.iri))
    return list(found.values())


def _alone(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> Iterable[Sentence]:
    cited = draft.cite(*_RECIPIENTS)
    yield draft.writer.sentence("processor", _slots(draft, place), articles=cited)
    for name in ("data", "countries"):
        facts = place.facts(name)
        if facts:
            yield draft.writer.sentence(f"processor-{name}", {name: facts}, articles=cited)


def _slots(draft: Draft, place: Place[Engagement]) -> dict[str, tuple[Fact, ...]]:
    return {"names": _names(draft, place), "services": draft.texts(place, "services")}


def _names(draft: Draft, place: Place[Engagement]) -> tuple[Fact, ...]:
    named = (*draft.names(place.facts("processors")), *draft.texts(place, "processor_categories"))
    return named or (Fact(Iri(place.node.iri), place.trail),)


def _table(draft: Draft, chain: list[tuple[Place[Engagement], Place[Engagement] | None]]) -> Table:
    columns = tuple(draft.writer.phrase(f"column-{key}") for key in ("processor", "task", "behalf", "data", "place"))
    return Table(draft.writer.phrase("heading-processors"), columns, tuple(_row(draft, *pair) for pair in chain))


def _row(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> tuple[Sentence, ...]:
    cited, writer = draft.cite(*_RECIPIENTS), draft.writer
    behalf = (
        writer.words(_names(draft, above), articles=cited, key="behalf")
        if above
        else writer.sentence("behalf-of-us", articles=cited, also=(Fact(Iri(place.node.iri), place.trail),))
    )
    return (
        writer.words(_names(draft, place), articles=cited, key="processor-name"),
        writer.words(draft.texts(place, "services"), articles=cited, key="processor-task"),
        behalf,
        writer.words(place.facts("data"), articles=cited, key="processor-data-cell"),
        writer.words(place.facts("countries"), articles=cited, key="processor-place"),
    )
