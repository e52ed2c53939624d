"""Which items that Art. 13 and 14 name the record does not answer. Judges no duty: rules do, in `shapes/`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.writing import entitled, reach, reference
from ropa.documents.writing.begin import title
from ropa.documents.writing.draft import Draft, transfers
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, AutomatedDecision, Contact, Iri, Node, Party, Transfer
from ropa.namespaces import expand
from ropa.rdf import Literal
from ropa.rendering import leftovers
from ropa.rendering.document import Missing, Section, sentences_of

_NOT_APPLICABLE = expand("dpv:NotApplicable")
_HEDGED = expand("dpv:UnknownApplicability")
_INTEREST = expand("eu-gdpr:A6-1-f")
_CONSENT = {expand("eu-gdpr:A6-1-a"), expand("eu-gdpr:A9-2-a")}
_WITHDRAW, _COMPLAIN = expand("eu-gdpr:A7-3"), expand("eu-gdpr:A77")
_LISTED = tuple(expand(f"eu-gdpr:{name}") for name in ("A15", "A16", "A17", "A18", "A20", "A21"))
"""The rights that Art. 13(2)(b) and 14(2)(c) name."""
_FREE = expand("ropa:NoRequirement")
_ADEQUACY = expand("eu-gdpr:A45-3")

CONCERNS = (*(str(article) for article in (*range(5, 11), *range(12, 23), *range(44, 50))),)
"""Articles on what a notice tells: principles, grounds, information and rights, transfers."""

_Gap = tuple[str, bool, tuple[str, ...]]
"""Item, whether it is unanswered, and the articles that name it."""


def of(draft: Draft, sections: Iterable[Section] = ()) -> tuple[Missing, ...]:
    """Every unanswered item, in the order of the notice, then words that the sections quote in another language."""
    record = draft.record
    found = [*_list(draft, record, _of_record(draft)), *_due(draft)]
    for activity in draft.activities:
        found.extend(_list(draft, activity, _of_activity(activity)))
        for place in transfers(activity):
            found.extend(_list(draft, place, _of_transfer(place), activity))
            found.extend(_ended(draft, place))
    found.extend(_untranslated(draft, sections))
    found.extend(_left_behind(draft, sections))
    return tuple(
        {(item.key, item.focus, item.text if item.key == "transfer-ended" else ""): item for item in found}.values()
    )


def _due(draft: Draft) -> Iterable[Missing]:
    """The rights that follow from the record's bases and purposes and that it does not tell, where it tells others."""
    told = {str(right) for right in draft.dossier.record.rights}
    given = {str(fact.value) for activity in draft.activities for fact in activity.facts("legal_bases", "purposes")}
    due = entitled.due(given)
    lacking = tuple(Fact(Iri(right), ()) for right in _LISTED if right in due - told)
    cited = draft.cite("13(2)(b)", "14(2)(c)")
    if lacking and cited and told.intersection(_LISTED):
        text = draft.writer.sentence("missing-rights-due", {"rights": lacking}).text
        yield Missing("rights-due", text, cited, draft.record.node.iri)


def _ended(draft: Draft, place: Place[Transfer]) -> Iterable[Missing]:
    """Instruments that a transfer relies on and that the reference data say had ended by the document's day."""
    if place.node.applicability == _NOT_APPLICABLE:
        return
    for fact in place.facts("relies_on"):
        for last in reference.default().facts(str(fact.value), "ropa:lastValidDay")[:1]:
            ended = date.fromisoformat(str(last.value))
            if ended < draft.as_of:
                slots = {"tools": (fact,), "date": (Fact(ended, ()),)}
                text = draft.writer.sentence("missing-transfer-ended", slots).text
                yield Missing("transfer-ended", text, draft.cite("13(1)(f)", "14(1)(f)"), place.node.iri)


def _untranslated(draft: Draft, sections: Iterable[Section]) -> Iterable[Missing]:
    named = {str(name) for party in draft.dossier.parties.values() for name in party.names}
    told = (s for section in sections for block in section.blocks for s in sentences_of(block))
    for sentence in (title(draft, "title"), *told):
        for passage in sentence.foreign:
            quoted = sentence.text[passage.start : passage.end]
            if quoted in named:
                continue
            whole = f"{quoted})" if quoted.count("(") > quoted.count(")") else quoted
            text = draft.writer.sentence("missing-translation", {"text": whole}).text
            yield Missing("translation", text, (), quoted)


def _left_behind(draft: Draft, sections: Iterable[Section]) -> Iterable[Missing]:
    """What a template left in the record's words, which the sections do not print."""
    told = (s for section in sections for block in section.blocks for s in sentences_of(block))
    words = {
        (t.object.value, t.object.language or draft.language): None
        for sentence in told
        for t in sentence.triples
        if isinstance(t.object, Literal)
    }
    for value, language in words:
        for left in leftovers.found(value, language):
            text = draft.writer.sentence("missing-leftover", {"text": left}).text
            yield Missing("leftover", text, (), left)


def _list(
    draft: Draft, place: Place[Node], gaps: Iterable[_Gap], within: Place[Activity] | None = None
) -> Iterable[Missing]:
    for key, open_, articles in gaps:
        cited = draft.cite(*articles)
        if open_ and cited:
            yield Missing(key, _named(draft, key, within or place), cited, place.node.iri)


def _named(draft: Draft, key: str, place: Place[Node]) -> str:
    item = draft.writer.phrase(f"missing-{key}")
    if not isinstance(place.node, Activity) or len(draft.activities) < 2:
        return item
    where = draft.name_of(Place(place.node, place.trail)).text
    return draft.writer.sentence("missing-of", {"item": item, "where": where}).text


def _of_record(draft: Draft) -> Iterable[_Gap]:
    parties = draft.parties(draft.record.facts("controllers", "joint_controllers"))
    rights = {str(right) for right in draft.dossier.record.rights}
    officers = [place for party in parties for place in party.below("data_protection_officers", Contact)]
    yield "controller", not any(party.has("names") for party in parties), ("13(1)(a)", "14(1)(a)")
    yield "controller-contact", not any(map(_reachable, parties)), ("13(1)(a)", "14(1)(a)")
    reached = [contact for contact in draft.dossier.record.contacts if _by_any_channel(contact)]
    yield "contact", bool(draft.dossier.record.contacts) and not reached, ("13(1)(a)", "14(1)(a)")
    yield "dpo", not any(p.has("emails") or p.has("telephones") for p in officers), ("13(1)(b)", "14(1)(b)")
    owners: list[Party | Contact] = [party.node for party in parties]
    owners += [*(place.node for place in officers), *draft.dossier.record.contacts]
    kept_back = any(node.withholds_channel and not (node.emails or node.telephones) for node in owners)
    yield "withheld", kept_back, ("13(1)(a)", "14(1)(a)")
    yield "rights", not rights - {_WITHDRAW, _COMPLAIN}, ("13(2)(b)", "14(2)(c)")
    yield "objection", reach.OBJECT in rights and reach.is_open(draft), ("13(2)(b)", "14(2)(c)")
    yield "complaint", _COMPLAIN not in rights, ("13(2)(d)", "14(2)(e)")
    asks = any(_CONSENT & set(activity.node.legal_bases) for activity in draft.activities)
    yield "withdrawal", asks and _WITHDRAW not in rights, ("13(2)(c)", "14(2)(d)")
    if not draft.activities:
        yield "purposes", True, ("13(1)(c)", "14(1)(c)")


def _by_any_channel(contact: Contact) -> bool:
    return bool(contact.emails or contact.telephones or contact.addresses)


def _reachable(party: Place[Party]) -> bool:
    return any(party.has(name) for name in ("addresses", "emails", "telephones", "websites"))


def _of_activity(activity: Place[Activity]) -> Iterable[_Gap]:
    node = activity.node
    yield "purposes", not node.purposes, ("13(1)(c)", "14(1)(c)")
    yield "basis", not node.legal_bases, ("13(1)(c)", "14(1)(c)")
    yield "interest", _INTEREST in node.legal_bases and not node.interests, ("13(1)(d)", "14(2)(b)")
    yield "data", not (node.data or node.data_groups), ("14(1)(d)",)
    yield "sources", not node.sources, ("14(2)(f)",)
    told = node.disclosures or node.engagements or node.no_recipients
    yield "recipients", not told, ("13(1)(e)", "14(1)(e)")
    yield "transfers", not transfers(activity), ("13(1)(f)", "14(1)(f)")
    kept = [r for r in node.retention if r.durations or r.start_events or r.start_event_texts or r.criteria]
    yield "retention", not kept, ("13(2)(a)", "14(2)(a)")
    yield "provision", not node.provision, ("13(2)(e)",)
    required = any(requirement != _FREE for requirement in node.provision)
    yield "consequence", required and not node.consequences, ("13(2)(e)",)
    decisions = activity.below("automated_decisions", AutomatedDecision)
    yield "decisions", not decisions, ("13(2)(f)", "14(2)(g)")
    unexplained = [d for d in decisions if d.node.applicability != _NOT_APPLICABLE and not d.node.logic]
    yield "logic", bool(unexplained), ("13(2)(f)", "14(2)(g)")


def _of_transfer(place: Place[Transfer]) -> Iterable[_Gap]:
    node, articles = place.node, ("13(1)(f)", "14(1)(f)")
    if node.applicability == _NOT_APPLICABLE:
        return
    ground = bool(node.legal_bases or node.relies_on)
    yield "transfer-country", not node.countries, articles
    yield "transfer-ground", not ground, articles
    if node.applicability == _HEDGED:
        return
    yield "transfer-copy", ground and _ADEQUACY not in node.legal_bases and not node.safeguard_copies, articles
