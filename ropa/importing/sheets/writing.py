"""Records as rows of a sheet of activities. Knows nothing of files; the names of other graphs' nodes are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ropa import texts
from ropa.importing.sheets.columns import ACTIVITY, REGISTER, Column, Field, fields_of, part_heading
from ropa.importing.sheets.leads import LEADS
from ropa.importing.sheets.values import plain_iri, written_duration, written_iri, written_text
from ropa.model import Activity, Concept, Duration, Iri, Node, Record, Text


@dataclass(frozen=True)
class Names:
    """How the nodes that a record points to are called."""

    base: str
    language: str
    party: Callable[[str], tuple[str, str] | None]
    """Name and business id of an organisation, None for what is none."""
    concepts: tuple[Concept, ...] = ()

    def concept(self, iri: str) -> str:
        """The words of a concept of the register."""
        labels = next((each.labels for each in self.concepts if each.iri == iri), ())
        own = [label.value for label in labels if label.language == self.language]
        return next(iter([*own, *(label.value for label in labels)]), "")


def row(record: Record, activity: Activity, columns: Sequence[Column], names: Names) -> tuple[str, ...]:
    """The cells of one activity."""
    return tuple(_cell(record, activity, column, names) for column in columns)


def _cell(record: Record, activity: Activity, column: Column, names: Names) -> str:
    if column.key == REGISTER:
        return record.iri.rsplit("/", 1)[-1]
    if column.key == ACTIVITY:
        return activity.iri.removeprefix(f"{record.iri}/").removeprefix("activity/")
    return "\n".join(words for words, _ in items(record, activity, column, names))


def items(record: Record, activity: Activity, column: Column, names: Names) -> list[tuple[str, str]]:
    """The lines of a cell, each with the IRI of the node it stands for ("" for plain values)."""
    if column.field is None:
        return []
    node: Node = record if column.of_record else activity
    writer = _Writer(names, record.iri)
    values = _values(getattr(node, column.field.name, ()))
    found = []
    for value in values:
        if isinstance(value, Node):
            found.append((writer.node(value), value.iri))
        else:
            found.append((writer.value(value, column.field, ";" if column.field.kind is Iri else ""), ""))
    return [each for each in found if each[0]]


def _values(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, tuple) else [value]


@dataclass(frozen=True)
class _Writer:
    names: Names
    record: str

    def value(self, value: Any, field: Field, signs: str) -> str:
        if isinstance(value, Text):
            return written_text(value, self.names.language, signs)
        if isinstance(value, Duration):
            return written_duration(value, self.names.language)
        if isinstance(value, bool):
            return texts.say("sheets-yes" if value else "sheets-no", self.names.language)
        if isinstance(value, Iri):
            return self._iri(value, field.term, signs)
        return str(value)

    def _iri(self, iri: str, term: str, signs: str) -> str:
        inside = plain_iri(iri, self.names.base, self.record)
        words = self.names.concept(iri) if "/concept/" in iri else ""
        if words:
            return f"{words} [{inside}]" if "[" not in words and '"' not in words else f"[{inside}]"
        party = self.names.party(iri) if inside.startswith("party/") else None
        return written_iri(iri, term, self.names.language, inside, party, signs + ",")

    def node(self, node: Node) -> str:
        """One line: the leading value bare, the others after their names; nodes below a node are left out."""
        lead = LEADS.get(type(node), ("", ""))[0]
        parts = []
        for field in fields_of(type(node)):
            values = _values(getattr(node, field.name))
            if not values or isinstance(values[0], Node):
                continue
            written = " | ".join(self.value(value, field, ";|:") for value in values)
            bare = field.name == lead
            parts.append((not bare, written if bare else f"{part_heading(field, self.names.language)}: {written}"))
        return "; ".join(words for _, words in sorted(parts, key=lambda part: part[0]))
