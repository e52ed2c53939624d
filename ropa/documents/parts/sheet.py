"""Sheets: an item and what the record says of it, row by row. An item without an answer has no row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ropa.documents.parts import data, decisions, processors, recipients, retention, transfers
from ropa.documents.writing.draft import Draft, engagements, joined
from ropa.documents.writing.draft import transfers as all_transfers
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Assessment, AutomatedDecision, Engagement, Measure, Node, Retention
from ropa.rendering.citation import cited
from ropa.rendering.document import Missing, Paragraph, Section, Sentence, Table

_WIDTHS = (30, 52, 18)
Row = tuple[str, Sentence | None]
"""The key of the item's label, and the answer."""


def section(draft: Draft, key: str, heading: str, rows: Iterable[Row]) -> Section | None:
    """A section of one table; None where no item is answered."""
    given = [(label, answer) for label, answer in rows if answer is not None and answer.text]
    if not given:
        return None
    shown = ("item", "content", "article") if any(answer.articles for _, answer in given) else ("item", "content")
    columns = tuple(draft.writer.phrase(f"column-{key}") for key in shown)
    cells = tuple((_label(draft, label), answer, _articles(draft, answer)) for label, answer in given)
    lines = tuple(line[: len(shown)] for line in cells)
    return Section(key, heading, (Table(heading, columns, lines, _WIDTHS[-len(shown) :]),))


def whole(draft: Draft, sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that there are; where there is none, one that says so."""
    told = tuple(section for section in sections if section)
    nothing = Section(
        "nothing", draft.writer.phrase("heading-nothing"), (Paragraph((draft.writer.sentence("nothing"),)),)
    )
    return told or (nothing,)


def points(draft: Draft, *articles: str) -> tuple[Missing, ...]:
    """What the author has to write because no register holds it: the points of the document's wording, by article."""
    keys = [f"point-{number}" for number in range(1, len(articles) + 1)]
    record = draft.dossier.record.iri
    return tuple(
        Missing(key, draft.writer.phrase(key), (article,), record) for key, article in zip(keys, articles, strict=True)
    )


def unanswered(draft: Draft, place: Place[Node], heading: str, rows: Iterable[Row]) -> Iterable[Missing]:
    """Items without an answer, for the author to find out."""
    for key, answer in rows:
        if answer is None:
            slots = {"item": draft.writer.phrase(f"row-{key}"), "where": heading}
            yield Missing(key, draft.writer.sentence("open-row", slots).text, (), place.node.iri)


def _label(draft: Draft, key: str) -> Sentence:
    return Sentence(draft.writer.phrase(f"row-{key}"), key="row")


def _articles(draft: Draft, answer: Sentence) -> Sentence:
    return Sentence(cited(answer.articles, draft.language).replace("\u00a0", " "), key="article")


def said(draft: Draft, facts: Iterable[Fact], *articles: str) -> Sentence | None:
    """Facts enumerated, with a capital."""
    chosen = tuple(facts)
    return draft.writer.words(chosen, articles=articles, key="answer") if chosen else None


def words(draft: Draft, place: Place[Node], name: str, *articles: str) -> Sentence | None:
    """The words of a field in the document's language, with a capital where they are no names or numbers."""
    answer = said(draft, draft.texts(place, name), *articles)
    if answer and name not in _AS_WRITTEN:
        return replace(answer, text=answer.text[:1].upper() + answer.text[1:])
    return answer


_AS_WRITTEN = {"titles", "identifiers", "safeguard_copies"}


def bases(draft: Draft, facts: Iterable[Fact], *articles: str) -> Sentence | None:
    """Legal bases with their citations."""
    return joined(draft.writer.sentence("basis-cell", {"basis": fact}, articles=articles) for fact in facts)


def sources_of(draft: Draft, activity: Place[Activity]) -> Sentence | None:
    """Where the data of an activity come from."""
    return joined(data.sources_of(draft, activity))


def disclosures_of(draft: Draft, activity: Place[Activity], *articles: str) -> Sentence | None:
    """To whom an activity discloses, or that it does not."""
    return _citing(joined(recipients.told(draft, activity)), articles)


def processors_of(draft: Draft, activity: Place[Activity], *articles: str) -> Sentence | None:
    """Who processes for an activity, sub-processors after their own."""
    told = joined(s for place in engagements(activity) for s in _processor(draft, activity, place))
    return _citing(told, articles)


def _processor(draft: Draft, activity: Place[Activity], place: Place[Engagement]) -> Iterable[Sentence]:
    above = [p for p in engagements(activity) if place.node.iri in {child.iri for child in p.node.sub_engagements}]
    slots = {
        "names": processors.names(draft, place),
        "services": draft.texts(place, "services"),
        "above": processors.names(draft, above[0]) if above else (),
        "countries": place.facts("countries"),
    }
    yield draft.writer.sentence("processor-cell", slots)


def guarantees_of(draft: Draft, activity: Place[Activity], *articles: str) -> Sentence | None:
    """What shows that each processor gives sufficient guarantees, and when that was judged."""
    return joined(s for place in engagements(activity) for s in _guarantees(draft, place, articles))


def _guarantees(draft: Draft, place: Place[Engagement], articles: tuple[str, ...]) -> Iterable[Sentence]:
    slots = {
        "names": processors.names(draft, place),
        "evidence": draft.texts(place, "guarantees"),
        "day": place.facts("guarantees_assessed_on"),
    }
    if slots["evidence"] or slots["day"]:
        yield draft.writer.sentence("guarantees-cell", slots, articles=articles)


def child_age(draft: Draft, facts: tuple[Fact, ...], *articles: str) -> Sentence | None:
    """From which age a child consents alone."""
    return draft.writer.sentence("child-age-cell", {"age": facts}, articles=articles) if facts else None


def transfers_of(draft: Draft, activity: Place[Activity], *articles: str) -> Sentence | None:
    """The transfers of an activity, or that there are none."""
    return _citing(joined(s for place in all_transfers(activity) for s in transfers.told(draft, place)), articles)


def retention_of(draft: Draft, activity: Place[Activity], *articles: str) -> Sentence | None:
    """How long the data of an activity are kept."""
    return _citing(joined(retention.periods(draft, activity.below("retention", Retention))), articles)


def _citing(answer: Sentence | None, articles: tuple[str, ...]) -> Sentence | None:
    return replace(answer, articles=articles) if answer and articles else answer


def decisions_of(draft: Draft, activity: Place[Activity]) -> Sentence | None:
    """The automated decisions of an activity, or that there are none."""
    return joined(
        s for place in activity.below("automated_decisions", AutomatedDecision) for s in decisions.told(draft, place)
    )


def measures_of(draft: Draft, places: Iterable[Place[Measure]], *articles: str) -> Sentence | None:
    """Measures by their names and in their own words."""
    return joined(sentence for place in places for sentence in _measure(draft, place, articles))


def _measure(draft: Draft, place: Place[Measure], articles: tuple[str, ...]) -> Iterable[Sentence]:
    slots = {"concepts": place.facts("concepts"), "media": place.facts("media")}
    if slots["concepts"]:
        yield draft.writer.sentence("measure-cell", slots, articles=articles)
    for fact in draft.texts(place, "descriptions"):
        yield draft.writer.sentence("own-words", {"text": fact}, articles=articles)


def subjects(draft: Draft, facts: tuple[Fact, ...], *articles: str) -> Sentence | None:
    """Groups of people, in the plural."""
    return draft.writer.sentence("subjects-cell", {"subjects": facts}, articles=articles) if facts else None


def assessments_of(draft: Draft, places: Iterable[Place[Assessment]], *articles: str) -> Sentence | None:
    """Assessments with their state, day, outcome and place."""
    return joined(s for place in places for s in assessment(draft, place, *articles))


def assessment(draft: Draft, place: Place[Assessment], *articles: str) -> Iterable[Sentence]:
    """One assessment: which, its state and day, what came out of it, where it is kept."""
    slots = {"kinds": place.facts("kinds"), "state": place.facts("state"), "day": place.facts("done_on")}
    if slots["kinds"]:
        yield draft.writer.sentence("assessment", slots, articles=articles, also=(Fact(True, place.trail),))
    for fact in draft.texts(place, "outcomes"):
        yield draft.writer.sentence("own-words", {"text": fact}, articles=articles)
    risks = place.facts("residual_risk")
    if risks:
        yield draft.writer.sentence("assessment-risk", {"risk": risks}, articles=articles)
    kept = draft.texts(place, "kept_at")
    if kept:
        yield draft.writer.sentence("assessment-kept", {"text": kept}, articles=articles)
