"""Rules and what they found. Rules stand in `shapes/`; this is only their form in Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ropa.model.base import Iri, Node, Text, many, one
from ropa.rdf import Triple


class Severity(StrEnum):
    """`sh:Violation`: the law demands it and the graph shows it is missing; see design.md."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Rule:
    """One rule file. Messages and labels by language; `source` is the IRI of article, paragraph, point."""

    iri: str
    code: str
    severity: Severity
    labels: dict[str, str]
    messages: dict[str, str]
    sources: tuple[str, ...]
    articles: tuple[str, ...]
    """As people cite it: `GDPR Art. 30(1)(f)`."""
    valid_from: date | None
    last_valid_day: date | None
    whole_register: bool
    """True where findings depend on more than one record (`ropa:scope ropa:AllRecords`)."""
    comment: str
    """Which reading was chosen and why, in English."""
    readings: dict[str, str]
    """The same in the other languages that have it."""
    file: str
    shape: tuple[Triple, ...]
    good: tuple[Triple, ...]
    bad: tuple[Triple, ...]


@dataclass(frozen=True, order=True)
class Finding:
    """One validation result, as SHACL has it, with the words that go with it."""

    focus: str
    path: str
    """The property path in SPARQL notation; "" where the rule has none."""
    value: str
    """The offending value in N-Triples notation; "" where it is an absence."""
    shape: str
    component: str
    severity: Severity
    code: str
    record: str = ""
    """IRI of the record, notice or party whose graph the focus node lies in; "" where none."""
    bindings: tuple[tuple[str, str], ...] = ()
    """What the `{?slots}` of the message stand for: variable and N-Triples term."""
    waived_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Waiver(Node):
    """A finding that a person has accepted, with reason, role and last day: a fact, shown and reported.

    It lies in `<thing>/waivers`, is journaled, and lapses after its last day: the finding is back then.
    """

    types = ("ropa:Waiver",)
    segment = "waiver"
    rule: Iri | None = one("ropa:waivesRule")
    focus: Iri | None = one("sh:focusNode")
    value: Text | None = one("ropa:waivedValue")  # N-Triples of the finding's value; absent where it has none
    reasons: tuple[Text, ...] = many("dct:description")
    roles: tuple[Text, ...] = many("vcard:role")
    last_valid_day: date | None = one("ropa:lastValidDay")
