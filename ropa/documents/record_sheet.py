"""The sheet of one record: what Art. 30 asks for and what the house notes beside it, of a controller or a processor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import data, sheet, who
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft, joined
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Assessment, Breach, Contact, Dossier, Iri, Measure, Party, ProcessorRecord
from ropa.rendering.document import Document, Section, Sentence

VARIANTS = ("full",)
CONCERNS = ("",)


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The sheet of one record."""
    draft = begin.draft(dossier, language, as_of, "sheet formal", articles=())
    common = sheet.section(draft, "register", draft.writer.phrase("heading-record"), _record(draft))
    activities = (_activity(draft, number, place) for number, place in enumerate(draft.activities, 1))
    breaches = (_breach(draft, n, place) for n, place in enumerate(draft.record.below("breaches", Breach), 1))
    sections = [common, *activities, *breaches]
    return begin.finished(draft, "record-sheet", variant, sheet.whole(draft, sections))


def _cite(draft: Draft, letter: str) -> tuple[str, ...]:
    """What Art. 30(1) asks under a letter, or 30(2) of a processor where it asks the same."""
    if isinstance(draft.dossier.record, ProcessorRecord):
        return (f"30(2)({_OF_PROCESSORS[letter]})",) if letter in _OF_PROCESSORS else ()
    return (f"30(1)({letter})",)


def _of_service(draft: Draft, letter: str) -> tuple[str, ...]:
    """What Art. 30(2) asks of a processor alone."""
    return (f"30(2)({letter})",) if isinstance(draft.dossier.record, ProcessorRecord) else ()


_OF_PROCESSORS = {"a": "a", "e": "c", "g": "d"}


def _record(draft: Draft) -> Iterable[Row]:
    record = draft.record
    yield "register", words(draft, record, "titles")
    yield "identifier", words(draft, record, "identifiers")
    yield "description", words(draft, record, "descriptions")
    yield "controller", _parties(draft, record.facts("controllers", "joint_controllers"))
    if isinstance(draft.dossier.record, ProcessorRecord):
        yield "processor", _parties(draft, record.facts("processors"))
    yield "officer", _officers(draft)
    yield "contact", joined(s for place in record.below("contacts", Contact) for s in _contact(draft, place))
    yield "status", said(draft, record.facts("status"))
    yield "created", said(draft, record.facts("created"))
    yield "modified", said(draft, record.facts("modified"))
    yield "reviewed", said(draft, record.facts("reviewed_on"))
    yield "next-review", said(draft, record.facts("next_review"))
    yield "measures", sheet.measures_of(draft, record.below("measures", Measure), *_cite(draft, "g"))


def _parties(draft: Draft, facts: Iterable[Fact]) -> Sentence | None:
    places = {place.node.iri: place for place in draft.parties(facts)}
    return joined(sentence for place in places.values() for sentence in _party(draft, place))


def _party(draft: Draft, place: Place[Party]) -> Iterable[Sentence]:
    slots = {
        "name": draft.names((Fact(Iri(place.node.iri), place.trail),)),
        "id": place.facts("business_ids"),
        "channels": (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails")),
    }
    yield draft.writer.sentence(_cell(slots), slots, articles=_cite(draft, "a"))


def _officers(draft: Draft) -> Sentence | None:
    return joined(s for place, whose in who.officers(draft) for s in _officer(draft, place, whose))


def _officer(draft: Draft, place: Place[Contact], whose: tuple[Fact, ...]) -> Iterable[Sentence]:
    channels = (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails"))
    role = (Fact(Iri(place.node.iri), place.trail), *draft.texts(place, "roles"))
    slots = {"name": draft.texts(place, "person_names"), "channels": channels, "id": ()}
    if whose and channels:
        yield draft.writer.sentence("officer-cell", {**slots, "party": whose}, articles=_cite(draft, "a"), also=role)
    elif slots["name"] or channels:
        yield draft.writer.sentence(_cell(slots), slots, articles=_cite(draft, "a"), also=role)


def _contact(draft: Draft, place: Place[Contact]) -> Iterable[Sentence]:
    named = (*draft.texts(place, "person_names"), *draft.texts(place, "roles"))
    channels = (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails"))
    if named or channels:
        slots = {"name": named, "channels": channels, "id": ()}
        yield draft.writer.sentence(_cell(slots), slots, articles=_cite(draft, "a"))


def _cell(slots: dict[str, tuple[Fact, ...]]) -> str:
    if not slots["name"]:
        return "channels-cell"
    return "party-cell" if slots["channels"] else "party-cell-unreachable"


def _activity(draft: Draft, number: int, place: Place[Activity]) -> Section | None:
    return sheet.section(draft, f"activity-{number}", draft.name_of(place).text, _rows(draft, place))


def _rows(draft: Draft, place: Place[Activity]) -> Iterable[Row]:
    yield "activity", words(draft, place, "titles")
    yield "identifier", words(draft, place, "identifiers")
    yield "description", words(draft, place, "descriptions")
    yield "unit", words(draft, place, "units")
    yield "owner", words(draft, place, "owners")
    yield "status", said(draft, place.facts("status"))
    yield "importance", said(draft, place.facts("importance"))
    yield "from", said(draft, place.facts("valid_from"))
    yield "until", said(draft, place.facts("last_valid_day"))
    yield "behalf", said(draft, draft.names(place.facts("controllers_served")), *_of_service(draft, "a"))
    yield "processing", said(draft, place.facts("processing"), *_of_service(draft, "b"))
    yield "purposes", said(draft, place.facts("purposes"), *_cite(draft, "b"))
    yield "bases", sheet.bases(draft, place.facts("legal_bases"))
    yield "laws", said(draft, place.facts("laws"))
    yield "interests", words(draft, place, "interests")
    yield "subjects", sheet.subjects(draft, data.everything(place, "subjects"), *_cite(draft, "c"))
    yield "data", said(draft, data.everything(place, "data"), *_cite(draft, "c"))
    yield "sources", sheet.sources_of(draft, place)
    yield "recipients", sheet.disclosures_of(draft, place, *_cite(draft, "d"))
    yield "access", words(draft, place, "internal_access")
    yield "processors", sheet.processors_of(draft, place, *_cite(draft, "d"))
    yield "guarantees", sheet.guarantees_of(draft, place, "28(1)")
    yield "transfers", sheet.transfers_of(draft, place, *_cite(draft, "e"))
    yield "retention", sheet.retention_of(draft, place, *_cite(draft, "f"))
    yield "decisions", sheet.decisions_of(draft, place)
    yield "tools", said(draft, place.facts("tools"))
    yield "location", said(draft, place.facts("storage_locations"))
    yield "consent-record", words(draft, place, "consent_records")
    yield "child-age", sheet.child_age(draft, place.facts("child_consent_age"), "8(1)")
    yield "assessments", sheet.assessments_of(draft, place.below("assessments", Assessment))
    yield "measures", sheet.measures_of(draft, place.below("measures", Measure), *_cite(draft, "g"))


def _breach(draft: Draft, number: int, place: Place[Breach]) -> Section | None:
    named = {"title": draft.texts(place, "titles")}
    heading = draft.writer.sentence("breach" if named["title"] else "breach-untitled", named).text
    return sheet.section(draft, f"breach-{number}", heading, _breach_rows(draft, place))


def _breach_rows(draft: Draft, place: Place[Breach]) -> Iterable[Row]:
    """What Art. 33(5) wants documented, then who was told and when."""
    yield "breach-aware", said(draft, place.facts("aware_on"), "33(1)")
    yield "breach-facts", words(draft, place, "facts", "33(5)")
    yield "breach-data", said(draft, place.facts("data"), "33(5)")
    yield "breach-subjects", sheet.subjects(draft, place.facts("subjects"), "33(5)")
    yield "breach-effects", words(draft, place, "effects", "33(5)")
    yield "breach-remedies", words(draft, place, "remedies", "33(5)")
    yield "breach-risk", said(draft, place.facts("risk"), "33(1)")
    yield "breach-notified", said(draft, place.facts("notified_on"), "33(1)")
    yield "breach-delay", words(draft, place, "delay_reasons", "33(1)")
    yield "breach-told", said(draft, place.facts("subjects_told_on"), "34(1)")
    yield "breach-untold", words(draft, place, "not_told_because", "34(3)")
    if place.node.is_open:
        yield "breach-open", draft.writer.sentence("breach-open", also=place.facts("is_open"))
