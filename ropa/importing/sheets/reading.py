"""Rows to readings: finds the row of headings, tells our own sheet from other people's, reads row by row.

Nothing is dropped: a column that no field has goes into the description with its heading, a word that no
vocabulary has becomes a concept of the register. Knows neither files nor the register it is read into.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ropa import texts
from ropa.errors import said
from ropa.importing.phrases import language_of
from ropa.importing.sheets import freehand, loose
from ropa.importing.sheets.answers import is_nil
from ropa.importing.sheets.cells import split, unquoted
from ropa.importing.sheets.columns import (
    ACTIVITY,
    REGISTER,
    Column,
    Field,
    fields_of,
    foreign,
    headings,
    part_headings,
    plain,
)
from ropa.importing.sheets.leads import LEADS
from ropa.importing.sheets.values import Words
from ropa.model import Activity, Iri, Node, Party, ProcessorRecord, Reading, Record, Service, Text
from ropa.namespaces import slug

NO_CONTROLLER = "no controller is named in the sheet."
_DEEPEST_HEAD = 25
_LABEL = re.compile(r"[^\W\d_][^\d:;|\"@\[]{2,40}")
_NAMES_OF_TERMS = re.compile(r"(\w+:\s?\w+|use\s+http\S*)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class ActivitySheet:
    """The rows of a sheet of activities below its headings. `columns` has None where no field has the heading."""

    stem: str
    language: str
    columns: tuple[Column | None, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int
    own: bool
    """Whether it has our headings, and so our way of writing values."""
    place: str = ""
    """What a message calls its row, where that is not the row's number."""

    @property
    def known_columns(self) -> tuple[Column, ...]:
        """The columns whose field is known."""
        return tuple(column for column in self.columns if column)


@dataclass(frozen=True)
class Known:
    """What the register knows already. With nothing known every organisation and node is new."""

    party: Callable[[str, str], str] = lambda name, number: ""
    """Relative IRI (`party/x`) of an organisation by name and business id, "" if new."""
    nodes: Callable[[str, str, str], Sequence[tuple[str, str]]] = lambda register, activity, column: ()
    """Lines and relative IRIs that a cell has now, by slug of the register, IRI of the activity, column."""


def recognised(rows: Sequence[Sequence[str]], stem: str, default: str) -> ActivitySheet | None:
    """The sheet, or None where its first rows hold no headings that are known."""
    for number, row in enumerate(rows[:_DEEPEST_HEAD]):
        cells = [plain(cell) for cell in row]
        ours = {tag: [headings(tag).get(cell) for cell in cells] for tag in texts.languages()}
        language = max(ours, key=lambda tag: sum(column is not None for column in ours[tag]))
        own = REGISTER in {c.key for c in ours[language] if c} and _enough(ours[language], cells)
        columns = ours[language] if own else [foreign().get(cell) for cell in cells]
        if own or _enough(columns, cells):
            below = tuple(tuple(each) for each in rows[number + 1 :])
            words = " ".join(cell for each in (row, *below[:200]) for cell in each)
            tag = language if own else language_of(words) or default
            return ActivitySheet(stem, tag, tuple(_once(columns)), tuple(row), below, number + 2, own)
    return None


def _enough(columns: Sequence[Column | None], cells: Sequence[str]) -> bool:
    known = [column.key for column in columns if column]
    filled = sum(bool(cell) for cell in cells)
    return len(set(known)) >= 3 and 2 * len(known) >= filled and any(key.startswith("activity") for key in known)


def _once(columns: Sequence[Column | None]) -> Iterator[Column | None]:
    seen: set[tuple[str, str]] = set()
    for column in columns:
        place = (column.key, column.part) if column else ("", "")
        yield column if column and place not in seen else None
        seen.add(place)


def readings(sheet: ActivitySheet, known: Known | None = None) -> tuple[Reading, ...]:
    """One reading per register of the sheet. Raises UnreadableFile naming row and column of a value that is none."""
    registers: dict[str, _Register] = {}
    current = ""
    for number, cells in enumerate(sheet.rows, sheet.first_row):
        row = {place: cell.strip() for place, cell in enumerate(cells[: len(sheet.columns)]) if cell.strip()}
        if not row or _is_names_of_terms(row.values()):
            continue
        named = next((cell for place, cell in row.items() if _key(sheet, place) == REGISTER), "")
        titled = next((cell for place, cell in row.items() if _key(sheet, place) == "record.titles"), "")
        current = slug(named or titled) if named or titled else current or slug(sheet.stem)
        register = registers.setdefault(current, _Register(sheet, current, known or Known()))
        register.row(row, sheet.place or said("row {number}", number=number))
    return tuple(register.reading() for register in registers.values())


def _key(sheet: ActivitySheet, place: int) -> str:
    column = sheet.columns[place]
    return column.key if column else ""


def _is_names_of_terms(cells: Any) -> bool:
    each = list(cells)
    return len(each) > 2 and all(_NAMES_OF_TERMS.match(cell) for cell in each)


@dataclass
class _Register:
    sheet: ActivitySheet
    slug: str
    known: Known
    values: dict[str, list[Any]] = field(default_factory=dict)
    activities: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = Words(self.sheet.language, self.known.party)

    def row(self, row: dict[int, str], where: str) -> None:
        own = self._activity(row)
        parts: dict[str, dict[str, str]] = {}
        for place, cell in row.items():
            column = self.sheet.columns[place]
            here = said("{where}, {column}", where=where, column=self.sheet.titles[place].strip())
            if column is None:
                self._unknown(own, place, cell)
            elif column.part:
                parts.setdefault(column.key, {})[column.part] = cell
            elif column.field is not None:
                values = self.values if column.of_record else self.activities[own]
                held = values.setdefault(column.field.name, [])
                held += [each for each in self._cell(column, cell, own, values, here) if each not in held]
        for key, cells in parts.items():
            values = self.activities[own]
            loose.transfers(values, cells, self.words, f"{where}, {key}", slug(own.removeprefix("activity/")))
        if not self.sheet.own:
            loose.titled(self.activities[own], row, self.sheet.columns, self.sheet.language)

    def _activity(self, row: dict[int, str]) -> str:
        cells = {_key(self.sheet, place): cell for place, cell in row.items()}
        given = cells.get(ACTIVITY, "")
        name = given if re.fullmatch(r"[\w./~-]+", given) else ""
        words = given or cells.get("activity.titles") or cells.get("activity.purposes") or "main"
        key = f"activity/{name or slug(unquoted(words.splitlines()[0])[0][:80])}"
        number, iri = 1, key
        while iri in self.activities:
            number += 1
            iri = f"{key}-{number}"
        self.activities[iri] = {}
        return iri

    def _unknown(self, own: str, place: int, cell: str) -> None:
        title = self.sheet.titles[place].strip() if place < len(self.sheet.titles) else ""
        text = Text(f"{title}: {cell}" if title else cell, self.sheet.language)
        self.activities[own].setdefault("descriptions", []).append(text)
        remark = said("column '{title}' is not known; its cells are kept in the descriptions.", title=title)
        if remark not in self.words.remarks:
            self.words.remarks.append(remark)

    def _cell(self, column: Column, cell: str, own: str, values: dict[str, list[Any]], where: str) -> list[Any]:
        slot = column.field
        if slot is None:
            return []
        if not self.sheet.own:
            owner = slug("register" if column.of_record else own.removeprefix("activity/"))
            found = loose.cell(slot, cell, values, self.words, where, owner)
            if found is not None:
                return found
        if issubclass(slot.kind, Node):
            lines = freehand.lines(slot.kind, cell, self.words)
            activity = "" if column.of_record else own
            iris = self._iris(slot.kind, lines, self.known.nodes(self.slug, activity, column.key), own + column.key)
            found_nodes = []
            for line, iri in zip(lines, iris, strict=True):
                told = freehand.denied(slot.kind, line, values, self.words, where)
                nodes = [self._node(slot.kind, line, where)] if told is None else told
                found_nodes += [replace(n, iri=iri) for n in nodes if told is not None or n != type(n)()]
            return found_nodes
        pieces = split(cell, "\n;" if slot.kind is Iri else "\n")
        if slot.kind in (Iri, Text) and slot.name != "titles":
            for each in filter(is_nil, pieces):
                self.words.remarks.append(said("{where}: '{words}' is read as none.", where=where, words=each))
            pieces = [each for each in pieces if not is_nil(each)]
        return [value for each in pieces for value in self.words.given(each, slot, where)]

    def _iris(self, kind: type[Node], lines: list[str], now: Sequence[tuple[str, str]], place: str) -> list[str]:
        """An unchanged line keeps its node, a changed one takes the next node whose line is gone, others are new."""
        free = list(now)
        found = [""] * len(lines)
        for number, line in enumerate(lines):
            same = next((each for each in free if each[0].strip() == line), None)
            if same:
                found[number] = same[1]
                free.remove(same)
        for number, line in enumerate(lines):
            if not found[number] and free:
                found[number] = free.pop(0)[1]
            elif not found[number]:
                digest = hashlib.sha256(f"{place}\n{number}\n{line}".encode()).hexdigest()[:10]
                found[number] = f"{kind.segment}/{digest}"
        return found

    def _node(self, kind: type[Node], line: str, where: str) -> Node:
        slots = part_headings(kind, self.sheet.language)
        values: dict[str, list[Any]] = {}
        for part in split(line, ";"):
            label, colon, rest = part.partition(":")
            slot = slots.get(plain(label)) if colon and not part.startswith('"') else None
            if slot is None and self.sheet.own and freehand.taken(kind, part, values, self.words, where):
                continue
            if colon and slot is None and _LABEL.fullmatch(label) and not rest.startswith("//"):
                self.words.remarks.append(
                    said(
                        "{where}: '{label}' is no field of this column; read as part of the value.",
                        where=where,
                        label=label,
                    )
                )
            if slot and not issubclass(slot.kind, Node):
                found = [v for each in self._several(rest, slot) for v in self.words.given(each, slot, where)]
                values.setdefault(slot.name, []).extend(found)
            else:
                for each in split(part, "|"):
                    self._lead(kind, each, values, where)
        made: Node = built(kind, values)
        return made

    def _several(self, text: str, slot: Field) -> list[str]:
        pieces = split(text, "|")
        if slot.kind is not Iri:
            return pieces
        return [
            each for piece in pieces for each in ([piece] if self.words.known(piece, slot.term) else split(piece, ","))
        ]

    def _lead(self, kind: type[Node], piece: str, values: dict[str, list[Any]], where: str) -> None:
        lead, other = LEADS[kind]
        by_name = {each.name: each for each in fields_of(kind)}
        slot = by_name[lead]
        body, after, _ = unquoted(piece)
        is_iri = slot.kind is Iri and (bool(after) or piece.endswith("]") or ":" in body)
        if other and not is_iri and not loose.means(body, slot, self.words):
            values.setdefault(other, []).append(self.words.value(piece, by_name[other], where))
        else:
            values.setdefault(lead, []).extend(self.words.given(piece, slot, where))

    def reading(self) -> Reading:
        """The register with its activities."""
        of_processor = bool(self.values.get("processors"))
        if not self.sheet.own and not self.values.get("titles"):
            self.values["titles"] = [Text(self.sheet.stem.strip(), self.sheet.language)]
        kind: type[Activity] = Service if of_processor else Activity
        activities = [built(kind, values, iri) for iri, values in self.activities.items()]
        record = built(ProcessorRecord if of_processor else Record, {**self.values, "activities": activities})
        if not self.values.get("controllers") and not of_processor:
            self.words.remarks.append(NO_CONTROLLER)
        return Reading(
            slug=self.slug,
            notice=None,
            record=record,
            parties=tuple(
                Party(iri=iri, names=(Text(name, self.sheet.language),), business_ids=(Text(number),) if number else ())
                for iri, (name, number) in sorted(self.words.parties.items())
            ),
            concepts=tuple(self.words.concepts[iri] for iri in sorted(self.words.concepts)),
            remarks=tuple(self.words.remarks),
        )


def built(kind: type[Any], values: dict[str, list[Any]], iri: str = "") -> Any:
    """A node of the model from lists of values; of several for a field that holds one, the first."""
    ready: dict[str, Any] = {"iri": iri}
    for each in fields_of(kind):
        if values.get(each.name):
            ready[each.name] = tuple(values[each.name]) if each.many else values[each.name][0]
    return kind(**ready)
