"""Automated decisions and profiling: none, or their logic and consequences."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft
from ropa.documents.writing.facts import Place
from ropa.model import Activity, AutomatedDecision
from ropa.namespaces import expand
from ropa.rendering.document import Block, Paragraph, Section, Sentence

_DECISION = ("13(2)(f)", "14(2)(g)")
_NONE = expand("dpv:NotApplicable")
_PROFILING = expand("dpv:Profiling")


def decisions(draft: Draft) -> Section | None:
    """What is decided about a person by automated means."""
    return draft.section("adm", *draft.per_activity(lambda activity: decisions_blocks(draft, activity)))


def decisions_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """The automated decisions of an activity."""
    places = activity.below("automated_decisions", AutomatedDecision)
    sentences = [sentence for place in places for sentence in told(draft, place)]
    if sentences:
        yield Paragraph(tuple(sentences))


def told(draft: Draft, place: Place[AutomatedDecision]) -> Iterable[Sentence]:
    """One decision, or the denial of it, in sentences."""
    cited = draft.cite(*_DECISION)
    if place.node.applicability == _NONE:
        denied = {str(fact.value) for fact in place.facts("kinds")}
        key = (
            "no-decision"
            if _PROFILING not in denied
            else "no-profiling"
            if len(denied) == 1
            else "no-decision-profiling"
        )
        yield draft.writer.sentence(key, articles=cited, also=place.facts("applicability", "kinds"))
        return
    kinds = place.facts("kinds")
    if kinds:
        yield draft.writer.sentence("decision-kinds", {"kinds": kinds}, articles=cited)
    yield from _logic(draft, place, cited)
    for fact in place.facts("legal_bases"):
        yield draft.writer.sentence("decision-basis", {"basis": fact}, articles=cited)
    people = place.facts("human_involvement")
    if people:
        yield draft.writer.sentence("decision-people", {"people": people}, articles=cited)


def _logic(draft: Draft, place: Place[AutomatedDecision], cited: tuple[str, ...]) -> Iterable[Sentence]:
    """What the decision rests on and what it leads to; once where the same words tell both."""
    logic, consequences = draft.texts(place, "logic"), draft.texts(place, "consequences")
    both = {fact.value: fact for fact in consequences if any(fact.value == other.value for other in logic)}
    for fact in logic:
        also = both.get(fact.value)
        key = "decision-logic-consequence" if also else "decision-logic"
        yield draft.writer.sentence(key, {"text": fact}, articles=cited, also=(also,) if also else ())
    for fact in consequences:
        if fact.value not in both:
            yield draft.writer.sentence("decision-consequence", {"text": fact}, articles=cited)
