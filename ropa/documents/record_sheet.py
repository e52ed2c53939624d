"""The sheet of one record: what Art. 30 asks for and what the house notes beside it, of a controller or a processor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.parts import sheet, who
from ropa.documents.parts.sheet import Row, said, words
from ropa.documents.writing import begin
from ropa.documents.writing.draft import Draft, joined
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Assessment, Contact, Dossier, Iri, Measure, Party, ProcessorRecord
from ropa.rendering.document import Document, Section, Sentence

VARIANTS = ("full",)


def write(dossier: Dossier, language: str, as_of: date, variant: str) -> Document:
    """The sheet of one record."""
    draft = begin.draft(dossier, language, as_of, "sheet", articles=())
    common = sheet.section(draft, "register", draft.writer.phrase("heading-record"), _record(draft))
    sections = [common, *(_activity(draft, number, place) for number, place in enumerate(draft.activities, 1))]
    return Document(
        kind="record-sheet",
        title=begin.title(draft, "title"),
        language=language,
        date=begin.day(draft),
        sections=sheet.whole(draft, sections),
        metadata=begin.metadata(draft, variant),
    )


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
    yield "measures", sheet.measures_of(draft, record.below("measures", Measure), "30(1)(g)")


def _parties(draft: Draft, facts: Iterable[Fact]) -> Sentence | None:
    places = {place.node.iri: place for place in draft.parties(facts)}
    return joined(sentence for place in places.values() for sentence in _party(draft, place))


def _party(draft: Draft, place: Place[Party]) -> Iterable[Sentence]:
    slots = {
        "name": draft.names((Fact(Iri(place.node.iri), place.trail),)),
        "id": place.facts("business_ids"),
        "channels": (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails")),
    }
    yield draft.writer.sentence(_cell(slots), slots, articles=("30(1)(a)",))


def _officers(draft: Draft) -> Sentence | None:
    parties = draft.parties(draft.record.facts("controllers", "joint_controllers"))
    places = {p.node.iri: p for party in parties for p in party.below("data_protection_officers", Contact)}
    return joined(sentence for place in places.values() for sentence in _officer(draft, place))


def _officer(draft: Draft, place: Place[Contact]) -> Iterable[Sentence]:
    channels = (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails"))
    role = (Fact(Iri(place.node.iri), place.trail), *draft.texts(place, "roles"))
    names = draft.texts(place, "person_names")
    slots = {"name": names, "channels": channels, "id": ()}
    if names or channels:
        yield draft.writer.sentence(_cell(slots), slots, articles=("30(1)(a)",), also=role)


def _contact(draft: Draft, place: Place[Contact]) -> Iterable[Sentence]:
    named = (*draft.texts(place, "person_names"), *draft.texts(place, "roles"))
    channels = (*who.address(draft, place), *place.facts("telephones"), *place.facts("emails"))
    if named or channels:
        slots = {"name": named, "channels": channels, "id": ()}
        yield draft.writer.sentence(_cell(slots), slots, articles=("30(1)(a)",))


def _cell(slots: dict[str, tuple[Fact, ...]]) -> str:
    if not slots["name"]:
        return "channels-cell"
    return "party-cell" if slots["channels"] else "party-cell-unreachable"


def _activity(draft: Draft, number: int, place: Place[Activity]) -> Section | None:
    heading = draft.writer.words(draft.title_of(place)).text or draft.writer.phrase("activity-untitled")
    return sheet.section(draft, f"activity-{number}", heading, _rows(draft, place))


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
    yield "behalf", said(draft, draft.names(place.facts("controllers_served")), "30(2)(a)")
    yield "processing", said(draft, place.facts("processing"), "30(2)(b)")
    yield "purposes", said(draft, place.facts("purposes"), "30(1)(b)")
    yield "bases", sheet.bases(draft, place.facts("legal_bases"))
    yield "laws", said(draft, place.facts("laws"))
    yield "interests", words(draft, place, "interests")
    yield "subjects", sheet.subjects(draft, place.facts("subjects"), "30(1)(c)")
    yield "data", said(draft, place.facts("data"), "30(1)(c)")
    yield "sources", sheet.sources_of(draft, place)
    yield "recipients", sheet.disclosures_of(draft, place)
    yield "access", words(draft, place, "internal_access")
    yield "processors", sheet.processors_of(draft, place)
    yield "transfers", sheet.transfers_of(draft, place)
    yield "retention", sheet.retention_of(draft, place)
    yield "decisions", sheet.decisions_of(draft, place)
    yield "tools", said(draft, place.facts("tools"))
    yield "location", said(draft, place.facts("storage_locations"))
    yield "consent-record", words(draft, place, "consent_records")
    yield "assessments", sheet.assessments_of(draft, place.below("assessments", Assessment))
    yield "measures", sheet.measures_of(draft, place.below("measures", Measure), "30(1)(g)")
