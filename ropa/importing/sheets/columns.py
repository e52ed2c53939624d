"""Which column of a sheet is which field of the model: taken from the model, with headings in every language.

Other people's headings are data, in `headings.yaml`. Holds no values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml

from ropa import texts
from ropa.model import Activity, Node, ProcessorRecord
from ropa.namespaces import expand

REGISTER, ACTIVITY = "register", "activity"
_LEFT_OUT = {"activities", "notices"}
_CORE = (
    "register", "record.titles", "record.controllers", "record.processors", "record.contacts", "activity",
    "activity.titles", "activity.purposes", "activity.legal_bases", "activity.interests", "activity.subjects",
    "activity.data", "activity.sources", "activity.disclosures", "activity.engagements", "activity.transfers",
    "activity.retention", "activity.measures", "activity.automated_decisions", "activity.assessments",
    "activity.child_consent_age", "record.breaches",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field of a model class: name, property, kind of value, whether it holds many."""

    name: str
    term: str
    kind: type
    many: bool


_FIELDS: dict[type[Node], tuple[Field, ...]] = {}


def fields_of(kind: type[Node]) -> tuple[Field, ...]:
    """The fields that stand for RDF properties, in the order of the class."""
    if kind not in _FIELDS:
        hints = get_type_hints(kind)
        found = (_field(f.name, f.metadata["term"], hints[f.name]) for f in fields(kind) if "term" in f.metadata)
        _FIELDS[kind] = tuple(found)
    return _FIELDS[kind]


def _field(name: str, term: str, hint: Any) -> Field:
    kinds = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    return Field(name, term, kinds[0], getattr(hint, "__origin__", None) is tuple)


@dataclass(frozen=True)
class Column:
    """`key` is `register`, `activity`, `record.<field>` or `activity.<field>`; `part` a field of its nodes.

    Columns with a part are other people's: their rows give one node of several columns.
    """

    key: str
    field: Field | None = None
    part: str = ""

    @property
    def of_record(self) -> bool:
        """Whether its values belong to the register, not to the row's activity."""
        return self.key.startswith("record.")


@cache
def every() -> tuple[Column, ...]:
    """All columns there can be: those of the template first, then the rest of the model."""
    found = {REGISTER: Column(REGISTER), ACTIVITY: Column(ACTIVITY)}
    for level, kind in (("record", ProcessorRecord), ("activity", Activity)):
        for each in fields_of(kind):
            if each.name not in _LEFT_OUT:
                found[f"{level}.{each.name}"] = Column(f"{level}.{each.name}", each)
    return tuple(found[key] for key in (*_CORE, *(key for key in found if key not in _CORE)))


def core() -> tuple[Column, ...]:
    """The columns of the empty template: what Art. 30 and 33(5) ask, and what a notice needs besides."""
    return every()[: len(_CORE)]


def heading(column: Column, language: str) -> str:
    """What a person reads above the column."""
    if column.field is None:
        return texts.say(f"sheets-{column.key}", language)
    label = texts.label(column.field.term, language)
    return texts.say("sheets-of-register", language, field=label) if column.of_record else label


def part_heading(field: Field, language: str) -> str:
    """What stands before the values of a field inside a line."""
    return texts.label(field.term, language).replace(":", " ").replace(";", " ")


def part_headings(kind: type[Node], language: str) -> Mapping[str, Field]:
    """The fields that may stand inside a line about such a thing, by their headings as they are compared."""
    return {plain(part_heading(each, language)): each for each in fields_of(kind)}


@cache
def headings(language: str) -> Mapping[str, Column]:
    """Our own headings in a language, as they are compared."""
    return {plain(heading(column, language)): column for column in reversed(every())}


@cache
def foreign() -> Mapping[str, Column]:
    """Other people's headings, as they are compared."""
    known = {column.key: column for column in every()}
    raw: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "headings.yaml").read_text("utf-8"))
    found = {}
    for name, written in raw.items():
        key, _, part = name.partition("/")
        for each in written:
            found[plain(each)] = Column(key, known[key].field, part)
    return found


def plain(words: str) -> str:
    """A heading without case, punctuation and articles."""
    return " ".join(w for w in re.sub(r"[^\w]+", " ", words.casefold()).split() if w not in {"the", "a", "an", "of"})


PARTY_TERMS = frozenset(
    map(
        expand,
        (
            "dpv:hasDataController", "dpv:hasJointDataControllers", "dpv:hasDataProcessor", "ropa:actsOnBehalfOf",
            "ropa:engages", "dpv:hasRecipient", "dpv:hasDataExporter", "dpv:hasDataImporter",
            "prov:wasAttributedTo", "org:memberOf",
        ),
    )
)  # fmt: skip
"""Properties whose values are organisations."""
