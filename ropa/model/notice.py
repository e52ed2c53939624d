"""A published notice: its sections as found in the document, and what a reader understood of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ropa.model.base import Iri, Node, Text, many, one
from ropa.model.party import Party
from ropa.model.record import Record


@dataclass(frozen=True, kw_only=True)
class Section(Node):
    """One section of a notice, verbatim, with offsets into the decoded text of the source file."""

    types = ("ropa:NoticeSection",)
    segment = "section"
    key: Text | None = one("ropa:sectionKey")  # controller, contact, purpose, retention, transfers ...
    state: Iri | None = one("ropa:sectionState")  # ropa:Stated, Empty, Absent, Unanswered, Placeholder
    heading: Text | None = one("dct:title")  # the label as written
    text: Text | None = one("ropa:rawText")
    start: int | None = one("ropa:startOffset")
    end: int | None = one("ropa:endOffset")
    rights_described: tuple[Iri, ...] = many("dpv:hasRight")  # what the text is about, whatever the label says
    is_misfiled: bool | None = one("ropa:misfiled")  # the text answers another label
    placeholders: tuple[Text, ...] = many("ropa:placeholderText")


@dataclass(frozen=True, kw_only=True)
class Notice(Node):
    """A notice in a graph of its own; `says` leads to the twin of the record, `notice_of` to the record."""

    types = ("ropa:Notice", "dpv:PrivacyNotice")
    segment = "notice"
    kinds: tuple[Iri, ...] = many("dct:type")  # eu-gdpr:DirectDataCollectionNotice, IndirectDataCollectionNotice
    titles: tuple[Text, ...] = many("dct:title")
    language: Text | None = one("dct:language")
    created: date | None = one("dct:created")
    raw_date: Text | None = one("ropa:rawDate")  # as written, also where no calendar has that day
    sections: tuple[Section, ...] = many("ropa:hasSection")
    says: tuple[Iri, ...] = many("ropa:says")
    notice_of: tuple[Iri, ...] = many("ropa:noticeOf")
    source_name: Text | None = one("ropa:sourceFile")
    source_hashes: tuple[Text, ...] = many("ropa:sourceHash")  # sha256 in hex; of ours one a file
    superseded_hashes: tuple[Text, ...] = many("ropa:supersededHash")  # of files published before, replaced since
    encoding: Text | None = one("ropa:sourceEncoding")
    reader: Text | None = one("ropa:readBy")  # format and version of the reader; none of a notice that we wrote


@dataclass(frozen=True)
class Evidence:
    """Where the document says a fact, and how sure the reader is. Stored as an rdf:Statement."""

    subject: str
    """IRI of the node, relative to the twin (`activity/main`, "" for the register itself)."""
    term: str
    """The property, as in the model: `dpv:hasPersonalData`."""
    value: str
    """The value as in the model: an IRI, a literal's text, or a nested node's relative IRI."""
    text: str
    """The words, verbatim."""
    start: int
    end: int
    section: str
    """Key of the section."""
    sureness: str
    """`verbatim`, `inferred` or `unplaced`."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One register as one document tells it. IRIs are relative: `party/fi-2083762-5`, `activity/main`."""

    slug: str
    """Proposed last part of the record's IRI, and of the notice's but for `notice_slug`."""
    notice: Notice | None
    record: Record
    parties: tuple[Party, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    concepts: tuple[Concept, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    """What a person should settle: unplaced phrases, doubtful matches."""
    notice_slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Concept(Node):
    """A phrase that no vocabulary term fits: kept as a concept of this register for a person to place."""

    types = ("ropa:RegisterConcept", "skos:Concept")
    segment = "concept"
    labels: tuple[Text, ...] = many("skos:prefLabel")
    broader: tuple[Iri, ...] = many("skos:broader")
    kind: Iri | None = one("dct:type")  # dpv:PersonalData, dpv:Purpose, dpv:HumanSubject ...


@dataclass(frozen=True)
class Dossier:
    """A record with all it points to: what documents, reports and pictures are made from."""

    record: Record
    parties: dict[str, Party]
    """By IRI; every party that any node of the record names."""
    notices: tuple[Notice, ...] = ()
    concepts: tuple[Concept, ...] = ()
    """The concepts that this record or one of its notices brought along: phrases no vocabulary has."""
