"""Sheets on which something is assessed: a table for each thing, and the points that no register can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ropa.documents.parts import sheet
from ropa.documents.parts.sheet import Row
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, Node
from ropa.rendering.document import Document, Missing

N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Questions(Generic[N]):
    """What a sheet asks of each thing it is about."""

    kind: str
    about: str
    """What its sections are called, with a number: `activity-1`."""
    rows: Callable[[Draft, Place[N]], Iterable[Row]]
    heading: Callable[[Draft, Place[N]], str]
    asked: frozenset[str]
    """Items that the author is asked to find out where the record does not tell them."""
    points: tuple[str, ...]
    """The articles of the points that the author has to write."""


def write(draft: Draft, questions: Questions[N], places: Sequence[Place[N]], variant: str) -> Document:
    """A section for each place, and for the author what is open; nothing to write where there is no place."""
    sections = [
        sheet.section(
            draft, f"{questions.about}-{number}", questions.heading(draft, place), questions.rows(draft, place)
        )
        for number, place in enumerate(places, 1)
    ]
    points = sheet.points(draft, *questions.points) if places else ()
    missing = (*_open(draft, questions, places), *points)
    return begin.finished(draft, questions.kind, variant, sheet.whole(draft, sections), missing)


def name_of(draft: Draft, activity: Place[Activity]) -> str:
    """The heading of a section about an activity."""
    return draft.name_of(activity).text


def _open(draft: Draft, questions: Questions[N], places: Iterable[Place[N]]) -> Iterable[Missing]:
    for place in places:
        rows = [row for row in questions.rows(draft, place) if row[0] in questions.asked]
        yield from sheet.unanswered(draft, place, questions.heading(draft, place), rows)
