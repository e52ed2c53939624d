"""Transfers to countries outside the EU and the EEA: where, to whom, on what ground; or that there are none."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, is_sentence
from ropa.documents.writing.draft import transfers as all_transfers
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Iri, Transfer
from ropa.namespaces import expand
from ropa.rendering.document import Block, Paragraph, Section, Sentence

_TRANSFER = ("13(1)(f)", "14(1)(f)")
_NONE = expand("dpv:NotApplicable")
_HEDGED = expand("dpv:UnknownApplicability")
_ADEQUACY = expand("eu-gdpr:A45-3")


def transfers(draft: Draft) -> Section | None:
    """Every transfer that an activity, its processors or its recipients make."""
    return draft.section("transfers", *draft.per_activity(lambda activity: transfers_blocks(draft, activity)))


def transfers_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """The transfers of an activity, a paragraph each."""
    for place in all_transfers(activity):
        sentences = tuple(told(draft, place))
        if sentences:
            yield Paragraph(sentences)


def told(draft: Draft, place: Place[Transfer]) -> Iterable[Sentence]:
    """One transfer, or the denial of it, in sentences."""
    cited = draft.cite(*_TRANSFER)
    applicability = place.facts("applicability")
    conditions = draft.texts(place, "conditions")
    if place.node.applicability == _NONE:
        yield draft.writer.sentence("no-transfer", articles=cited, also=applicability)
        return
    if place.node.applicability == _HEDGED:
        yield possible(draft, place)
        slots = {"countries": place.facts("countries"), "data": place.facts("data")}
        for name, facts in slots.items():
            if facts:
                yield draft.writer.sentence(f"transfer-possible-{name}", slots, articles=cited)
    else:
        yield _where(draft, place, cited)
        for fact in conditions:
            yield draft.writer.sentence("transfer-condition", {"text": fact}, articles=cited)
    people = place.facts("subjects")
    if people:
        yield draft.writer.sentence("transfer-subjects", {"subjects": people}, articles=cited)
    yield from _who(draft, place, cited)
    yield from _ground(draft, place, cited)


def possible(draft: Draft, place: Place[Transfer]) -> Sentence:
    """That a transfer may take place, on its conditions where they are told."""
    conditions = draft.texts(place, "conditions")
    slots, cited = {"text": conditions}, draft.cite(*_TRANSFER)
    also = place.facts("applicability")
    whole = all(is_sentence(fact) and str(fact.value)[:1].isupper() for fact in conditions)
    if conditions and whole and all(getattr(fact.value, "language", "") == draft.language for fact in conditions):
        return draft.writer.sentence("own-sentences", slots, articles=cited, also=also)
    return draft.writer.sentence(_hedge(draft, conditions), slots, articles=cited, also=also)


def _hedge(draft: Draft, conditions: tuple[Fact, ...]) -> str:
    """An exception in the record's own words completes the sentence where it is a clause ("unless ...")."""
    if not conditions:
        return "transfer-possible"
    unless = draft.writer.phrase("transfer-unless-words").split()
    clauses = all(str(fact.value).split()[0].lower() in unless for fact in conditions)
    return "transfer-unless" if clauses else "transfer-possible-if"


def _where(draft: Draft, place: Place[Transfer], cited: tuple[str, ...]) -> Sentence:
    countries, data = place.facts("countries"), place.facts("data")
    slots = {"countries": countries, "data": data}
    link = (Fact(Iri(place.node.iri), place.trail), *place.facts("applicability"))
    if countries and data:
        return draft.writer.sentence("transfer-data", slots, articles=cited, also=link)
    if countries:
        return draft.writer.sentence("transfer", slots, articles=cited, also=link)
    key = "transfer-somewhere-data" if data else "transfer-somewhere"
    return draft.writer.sentence(key, slots, articles=cited, also=link)


def _who(draft: Draft, place: Place[Transfer], cited: tuple[str, ...]) -> Iterable[Sentence]:
    exporters, importers = draft.names(place.facts("exporters")), draft.names(place.facts("importers"))
    if exporters and importers:
        yield draft.writer.sentence(
            "transfer-between", {"exporters": exporters, "importers": importers}, articles=cited
        )
    elif importers:
        yield draft.writer.sentence("transfer-importer", {"importers": importers}, articles=cited)
    elif exporters:
        yield draft.writer.sentence("transfer-exporter", {"exporters": exporters}, articles=cited)


def _ground(draft: Draft, place: Place[Transfer], cited: tuple[str, ...]) -> Iterable[Sentence]:
    bases, tools = place.facts("legal_bases"), place.facts("relies_on")
    for fact in bases:
        adequate = fact.value == _ADEQUACY
        slots = {"basis": (fact,), "tools": tools}
        yield draft.writer.sentence("transfer-adequacy" if adequate else "transfer-basis", slots, articles=cited)
    if tools and not bases:
        yield draft.writer.sentence("transfer-tool", {"tools": tools}, articles=cited)
    for fact in draft.texts(place, "supplementary_measures"):
        yield draft.writer.sentence("transfer-supplement", {"text": fact}, articles=cited)
    for fact in draft.texts(place, "safeguard_copies"):
        yield draft.quoted(_copy(str(fact.value)), fact, cited)


def _copy(where: str) -> str:
    if " " in where.strip():
        return "transfer-copy"
    return "transfer-copy-email" if "@" in where else "transfer-copy-address"
