"""Cookies and the tools of a website: what they are used for, which data they gather, and with whose consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ropa.documents.parts import data, decisions, recipients, retention, rights, transfers, why
from ropa.documents.writing.draft import Draft, is_sentence
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Block, Paragraph, Section, Sentence

_COOKIE, _COMBINE = expand("tech:Cookie"), expand("dpv:Combine")


def apart(draft: Draft) -> Draft:
    """The draft with what a website does on a visitor's device set apart, where the record has more than that."""
    found = frozenset(activity.node.iri for activity in draft.activities if on_device(activity.node))
    return replace(draft, apart=found) if len(found) < len(draft.activities) else draft


def on_device(activity: Activity) -> bool:
    """Whether an activity is what a website does on a visitor's device."""
    return bool(activity.cookie_consent or activity.cookie_lifetimes) or _COOKIE in activity.tools


def cookies(draft: Draft) -> Section | None:
    """The tools of a website that store or read data on a device; activities set apart are told whole."""
    others = frozenset(activity.node.iri for activity in draft.activities) - draft.apart
    alone = replace(draft, apart=others)
    whole = alone.per_activity(lambda activity: _whole(alone, activity)) if draft.apart else ()
    return draft.section("cookies", *draft.per_activity(lambda activity: _cookies(draft, activity)), *whole)


def _whole(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    yield from why.purposes_blocks(draft, activity, bullets=False)
    yield from why.interests_blocks(draft, activity)
    yield from data.categories_blocks(draft, activity)
    yield from data.sources_blocks(draft, activity)
    yield from _cookies(draft, activity)
    yield from rights.consent_blocks(draft, activity)
    yield from why.provision_blocks(draft, activity)
    yield from recipients.disclosure_blocks(draft, activity, *recipients.inside(draft, activity))
    yield from transfers.transfers_blocks(draft, activity)
    yield from retention.retention_blocks(draft, activity)
    yield from decisions.decisions_blocks(draft, activity)


def _cookies(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    told: list[Sentence] = []
    tools = activity.facts("tools")
    if tools:
        told.append(draft.writer.sentence("tools", {"tools": tools}))
    for fact in activity.facts("cookie_consent"):
        told.append(_consent(draft, fact))
    for fact in draft.texts(activity, "cookie_lifetimes"):
        told.append(draft.writer.sentence("cookie-lifetime", {"text": fact}))
    joined = tuple(fact for fact in activity.facts("processing") if fact.value == _COMBINE)
    if joined and on_device(activity.node):
        told.append(draft.writer.sentence("cookies-combined", also=joined))
    ways = draft.texts(activity, "opt_outs")
    whole = tuple(fact for fact in ways if draft.is_own(fact) and is_sentence(fact))
    told += [draft.writer.sentence("own-words", {"text": fact}) for fact in whole]
    if rest := tuple(fact for fact in ways if fact not in whole):
        told.append(draft.writer.sentence("opt-out", {"text": rest}))
    if told:
        yield Paragraph(tuple(told))


def _consent(draft: Draft, fact: Fact) -> Sentence:
    key = f"cookies-{local_name(str(fact.value))}"
    if draft.writer.has(key):
        return draft.writer.sentence(key, also=(fact,))
    return draft.writer.sentence("cookies-other", {"consent": fact})
