"""The first layer of a notice: who, what for, where to, how long, your main rights. Leaves out, never contradicts."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.parts.retention import is_scoped_by_words
from ropa.documents.parts.who import officers
from ropa.documents.writing import reach
from ropa.documents.writing.draft import Draft, paragraph
from ropa.documents.writing.draft import transfers as all_transfers
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Contact, Party, Retention
from ropa.namespaces import expand
from ropa.rendering.document import Contacts, Line, Section, Sentence

_MAIN = ("A15", "A16", "A17")
_OBJECT = "A21"
_OTHERS = ("A7-3", "A77")
_PERIODS = 2
_HEDGES = {expand("dpv:NotApplicable"), expand("dpv:UnknownApplicability")}


def why(draft: Draft) -> Section | None:
    """Who processes the data, and what for."""
    names = draft.names(draft.record.facts("controllers", "joint_controllers"))
    told = [activity for activity in draft.activities if activity.node.iri not in draft.apart]
    purposes = tuple(fact for activity in told for fact in activity.facts("purposes"))
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
    moved, kept = _said(draft, "transfers", countries, "13(1)(f)", "14(1)(f)"), _kept(draft)
    key = "where" if moved and kept else "transfers" if moved else "retention"
    return draft.section(key, paragraph(moved, *kept))


def _kept(draft: Draft) -> tuple[Sentence, ...]:
    places = [p for activity in draft.activities for p in activity.below("retention", Retention)]
    general = [p for p in places if p.node.durations and p.node.start_events and not p.node.data]
    if any(is_scoped_by_words(draft, place, among=len(places)) for place in general):
        return ()
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
    main = tuple(stated[right] for right in map(_right, _MAIN) if right in stated)
    if len(main) == len(_MAIN):
        told.append(draft.writer.sentence("main-rights", articles=cited, also=main))
    for name in (*(() if told else _MAIN), *_OTHERS):
        fact = stated.get(_right(name))
        if fact:
            told.append(_main(draft, name, fact, cited))
    return draft.section("rights", paragraph(*told, *(_officers(draft) if officers(draft) else _contacts(draft))))


def objection(draft: Draft) -> Section | None:
    """The right to object, apart from all else (Art. 21(4))."""
    stated = tuple(fact for fact in draft.record.facts("rights") if fact.value == _right(_OBJECT))
    cited = (*draft.cite("13(2)(b)", "14(2)(c)"), "21(4)")
    return draft.section("objection", *(paragraph(_main(draft, _OBJECT, fact, cited)) for fact in stated))


def _right(name: str) -> str:
    return expand(f"eu-gdpr:{name}")


def _contacts(draft: Draft) -> Iterable[Sentence | None]:
    """Whom to ask where there is no data protection officer: the contact points, else the controllers."""
    points = draft.record.below("contacts", Contact)
    places: tuple[Place[Contact] | Place[Party], ...] = points or draft.parties(
        draft.record.facts("controllers", "joint_controllers")
    )
    channels = tuple(fact for place in places for fact in place.facts("emails") or place.facts("telephones"))
    yield _said(draft, "contact", channels, "13(1)(a)", "14(1)(a)")


def _main(draft: Draft, name: str, fact: Fact, cited: tuple[str, ...]) -> Sentence:
    """The right to object is told as wide as it reaches; which bases give it the full notice says."""
    end = reach.objection(draft) if name == _OBJECT else ""
    if end == reach.MARKETING and (people := reach.addressed(draft, draft.apart)):
        return draft.writer.sentence(f"main-{name}{end}-of", {"subjects": people}, articles=cited, also=(fact,))
    key = f"main-{name}{'-some' if end not in {'', *reach.NAMED} else end}"
    return draft.writer.sentence(key, articles=cited, also=(fact,))


def _officers(draft: Draft) -> Iterable[Sentence | None]:
    found = officers(draft)
    ours = tuple(fact for place, whose in found if not whose for fact in place.facts("emails"))
    yield _said(draft, "officer", ours, "13(1)(b)", "14(1)(b)")
    for place, whose in found:
        slots = {"facts": place.facts("emails"), "party": whose}
        if whose and slots["facts"]:
            yield draft.writer.sentence("main-officers", slots, articles=draft.cite("13(1)(b)", "14(1)(b)"))


def full(draft: Draft) -> Section | None:
    """That this is a summary, and where the full notice is published, where that is known."""
    summary = draft.writer.sentence("main-full")
    link = Sentence(draft.full_at, key="full-at", target=draft.full_at)
    lines = (Line(draft.writer.phrase("line-full"), link),)
    return draft.section("full", paragraph(summary), Contacts(None, lines) if draft.full_at else None)


def _said(draft: Draft, key: str, facts: tuple[Fact, ...], *articles: str) -> Sentence | None:
    unique = tuple({str(fact.value): fact for fact in facts}.values())
    return draft.writer.sentence(f"main-{key}", {"facts": unique}, articles=draft.cite(*articles)) if unique else None


PARTS = (why, where, rights, objection, full)
