"""The annex on processing for a contract under Art. 28(3): one section for each processor the record engages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import processors, retention, sheet, transfers
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft, joined
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Contract, Dossier, Engagement, Measure, Retention, Transfer
from ropa.rendering.document import Document, Missing, Section, Sentence

VARIANTS = ("full",)
CONCERNS = ("28", "29")
_LETTERS = "abcdefgh"
_CONTRACT = "28(3)"


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The annexes of one record, in the order of its activities."""
    draft = begin.draft(dossier, language, as_of, "annex formal", articles=())
    places = [(activity, place) for activity in draft.activities for place in activity.below("engagements", Engagement)]
    sections = [_section(draft, number, *pair) for number, pair in enumerate(places, 1)]
    clauses = _clauses(draft, [place for _, place in places])
    return begin.finished(draft, "processing-annex", variant, sheet.whole(draft, sections), clauses)


def _section(draft: Draft, number: int, activity: Place[Activity], place: Place[Engagement]) -> Section | None:
    name = draft.writer.words(processors.names(draft, place))
    several = len([p for a in draft.activities for p in a.below("engagements", Engagement)]) > 1
    about = {"name": name.text, "activity": draft.name_of(activity).text}
    heading = draft.writer.sentence("of-activity", about).text if several else name.text
    return sheet.section(draft, f"engagement-{number}", heading, _rows(draft, activity, place))


def _rows(draft: Draft, activity: Place[Activity], place: Place[Engagement]) -> Iterable[Row]:
    contracts = place.below("contracts", Contract)
    yield "activity", draft.name_of(activity)
    yield "controller", said(draft, draft.names(draft.record.facts("controllers", "joint_controllers")), _CONTRACT)
    yield "processor", said(draft, processors.names(draft, place), _CONTRACT)
    yield "contract", joined(s for c in contracts if (s := words(draft, c, "titles", _CONTRACT)))
    yield "subject-matter", words(draft, place, "services", _CONTRACT)
    yield "from", said(draft, (f for c in contracts for f in c.facts("valid_from")), _CONTRACT)
    yield "until", said(draft, (f for c in contracts for f in c.facts("last_valid_day")), _CONTRACT)
    yield "processing", said(draft, place.facts("processing"), _CONTRACT)
    yield "purposes", said(draft, activity.facts("purposes"), _CONTRACT)
    yield "data", said(draft, place.facts("data"), _CONTRACT)
    yield "subjects", sheet.subjects(draft, place.facts("subjects"), _CONTRACT)
    yield "location", said(draft, place.facts("countries"))
    yield "authorisation", said(draft, place.facts("authorisation"), "28(2)")
    yield "sub-processors", _below(draft, place)
    yield "retention", joined(retention.periods(draft, place.below("retention", Retention)))
    moved = place.below("transfers", Transfer)
    yield "transfers", joined(s for p in moved for s in transfers.told(draft, p))
    measures = (*draft.record.below("measures", Measure), *activity.below("measures", Measure))
    yield "measures", sheet.measures_of(draft, measures, "32(1)")


def _below(draft: Draft, place: Place[Engagement]) -> Sentence | None:
    below = place.below("sub_engagements", Engagement)
    return joined(s for sub in below for s in _named(draft, place, sub))


def _named(draft: Draft, above: Place[Engagement], place: Place[Engagement]) -> Iterable[Sentence]:
    slots = {
        "names": processors.names(draft, place),
        "services": draft.texts(place, "services"),
        "above": processors.names(draft, above),
        "countries": place.facts("countries"),
    }
    yield draft.writer.sentence("processor-cell", slots, articles=("28(2)", "28(4)"))
    for sub in place.below("sub_engagements", Engagement):
        yield from _named(draft, place, sub)


def _clauses(draft: Draft, places: list[Place[Engagement]]) -> tuple[Missing, ...]:
    """The clauses of Art. 28(3) that some contract is not known to cover."""
    contracts = [c.node for place in places for c in place.below("contracts", Contract)]
    known = [{clause.rpartition("-")[2] for clause in contract.clauses} for contract in contracts]
    covered = set.intersection(*known) if known and len(contracts) >= len(places) else set()
    points = sheet.points(draft, *(f"28(3)({letter})" for letter in _LETTERS))
    wanted = zip(_LETTERS, points, strict=True) if places else ()
    return tuple(point for letter, point in wanted if letter not in covered)
