"""The first layer of a notice: who, what for, where to, how long, your main rights. Leaves out, never contradicts."""

from __future__ import annotations

from ropa.documents.writing.draft import Draft, paragraph
from ropa.documents.writing.draft import transfers as all_transfers
from ropa.documents.writing.facts import Fact
from ropa.model import Contact, Retention
from ropa.namespaces import expand
from ropa.rendering.document import Section, Sentence

_MAIN = tuple(expand(f"eu-gdpr:{name}") for name in ("A15", "A16", "A17"))
_OTHERS = ("A7-3", "A21", "A77")
_PERIODS = 2
_HEDGES = {expand("dpv:NotApplicable"), expand("dpv:UnknownApplicability")}


def why(draft: Draft) -> Section | None:
    """Who processes the data, and what for."""
    names = draft.names(draft.record.facts("controllers"))
    purposes = tuple(fact for activity in draft.activities for fact in activity.facts("purposes"))
    return draft.section(
        "why",
        paragraph(
            _said(draft, "controllers", names, "13(1)(a)", "14(1)(a)"),
            _said(draft, "purposes", purposes, "13(1)(c)", "14(1)(c)"),
        ),
    )


def where(draft: Draft) -> Section | None:
    """To which countries data go, and how long they are kept, where that can be said briefly."""
    countries = tuple(
        fact
        for activity in draft.activities
        for place in all_transfers(activity)
        if place.node.applicability not in _HEDGES
        for fact in place.facts("countries")
    )
    return draft.section(
        "where", paragraph(_said(draft, "transfers", countries, "13(1)(f)", "14(1)(f)"), *_kept(draft))
    )


def _kept(draft: Draft) -> tuple[Sentence, ...]:
    places = [p for activity in draft.activities for p in activity.below("retention", Retention)]
    general = [p for p in places if p.node.durations and p.node.start_events and not p.node.data]
    if len(draft.activities) != 1 or not 0 < len(general) <= _PERIODS:
        return ()
    cited = draft.cite("13(2)(a)", "14(2)(a)")
    return tuple(
        draft.writer.sentence(
            "retention-after", {"duration": p.facts("durations"), "events": p.facts("start_events")}, articles=cited
        )
        for p in general
    )


def rights(draft: Draft) -> Section | None:
    """The main rights, and whom to ask."""
    stated = {str(fact.value): fact for fact in draft.record.facts("rights")}
    told: list[Sentence | None] = []
    cited = draft.cite("13(2)(b)", "14(2)(c)")
    if all(right in stated for right in _MAIN):
        main = tuple(stated[right] for right in _MAIN)
        told.append(draft.writer.sentence("main-rights", articles=cited, also=main))
    for name in _OTHERS:
        fact = stated.get(expand(f"eu-gdpr:{name}"))
        if fact:
            told.append(draft.writer.sentence(f"main-{name}", articles=cited, also=(fact,)))
    told.append(_said(draft, "officer", _officers(draft), "13(1)(b)", "14(1)(b)"))
    return draft.section("rights", paragraph(*told))


def _officers(draft: Draft) -> tuple[Fact, ...]:
    parties = draft.parties(draft.record.facts("controllers"))
    return tuple(
        fact
        for party in parties
        for place in party.below("data_protection_officers", Contact)
        for fact in place.facts("emails")
    )


def _said(draft: Draft, key: str, facts: tuple[Fact, ...], *articles: str) -> Sentence | None:
    unique = tuple({str(fact.value): fact for fact in facts}.values())
    return draft.writer.sentence(f"main-{key}", {"facts": unique}, articles=draft.cite(*articles)) if unique else None


PARTS = (why, where, rights)
