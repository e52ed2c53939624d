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
    for name, key in (("logic", "decision-logic"), ("consequences", "decision-consequence")):
        for fact in draft.texts(place, name):
            yield draft.writer.sentence(key, {"text": fact}, articles=cited)
    for fact in place.facts("legal_bases"):
        yield draft.writer.sentence("decision-basis", {"basis": fact}, articles=cited)
    people = place.facts("human_involvement")
    if people:
        yield draft.writer.sentence("decision-people", {"people": people}, articles=cited)
