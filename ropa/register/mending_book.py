"""A record's sheet of facts as a workbook for people: words first, what the program needs hidden, lists to choose from.

What a row means is `mending`'s matter; the words of headings and guide are texts (`sheets-mend-...`). Read back,
headings in any language are taken, and so are the plain names of older files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ropa import texts
from ropa.errors import UnreadableFile
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, iri
from ropa.register.mending import COLUMNS, Sheet, number
from ropa.register.mending_terms import KINDS
from ropa.register.mending_values import in_words
from ropa.rendering import tables
from ropa.rendering.table import Block, Column, Form, Table

_WIDTHS = (36, 30, 60, 9, 28, 30, 34)
_ABOUT = ("record", "version", "language")
_TECHNICAL = frozenset({"node", "property", "term"})
_GUIDE = ("change", "add", "clear", "place", "concept", "period", "language", "thing", "new", "back", "stale")
_NAMED = {
    "activities": "ropa:hasActivity",
    "engagements": "ropa:hasEngagement",
    "disclosures": "ropa:hasDisclosure",
    "transfers": "ropa:hasTransfer",
    "retention": "dpv:hasStorageCondition",
    "measures": "dpv:hasTechnicalOrganisationalMeasure",
    "country": "ropa:processingCountry",
    "service": "ropa:purposeOfEngagement",
}
"""Fields that the guide names."""
_BLANK = 25
_TYPE, _CONCEPT = iri("rdf:type"), expand("skos:Concept")
_OPTIONS = 400


class Choices:
    """Which words fit a value: the terms of the same class, in the reader's language."""

    def __init__(self, vocabulary: Iterable[Triple], language: str) -> None:
        self._language = language
        self._classes: dict[str, list[str]] = {}
        self._members: dict[str, list[str]] = {}
        for t in vocabulary:
            if t.predicate == _TYPE and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode):
                self._classes.setdefault(t.subject.value, []).append(t.object.value)
                self._members.setdefault(t.object.value, []).append(t.subject.value)

    def like(self, term: str) -> tuple[str, ...]:
        """Labels of the terms that may stand in its place, sorted; none where it is of no class."""
        own = [kind for kind in self._classes.get(term, ()) if kind != _CONCEPT]
        others = {member for kind in own for member in self._members[kind]}
        return tuple(sorted({texts.label(each, self._language) for each in others}))[:_OPTIONS]


def written(sheet: Sheet, title: str, choices: Choices) -> bytes:
    """The workbook: the sheet to edit, and a guide. The classes of things are no person's matter: left out."""
    sheet = replace(sheet, rows=tuple(row for row in sheet.rows if row[5] != "rdf:type"))
    rows = [tuple(_shown(dict(zip(COLUMNS, row, strict=True)), sheet.language).values()) for row in sheet.rows]
    about = (sheet.graph, str(sheet.version), sheet.language)
    table = Table(
        name="record",
        title=title,
        language=sheet.language,
        date="1980-01-01",
        facts=tuple((_say(f"about-{key}", sheet.language), value) for key, value in zip(_ABOUT, about, strict=True)),
        blocks=(),
        columns=tuple(
            Column(name, _say(name, sheet.language), width, quiet=True)
            for name, width in zip(COLUMNS, _WIDTHS, strict=True)
        ),
        rows=tuple(tuple((cell,) if cell else () for cell in row) for row in rows),
        untold="",
        empty="",
        form=_form(sheet, choices),
    )
    return tables.render(table, "xlsx")


def _shown(row: dict[str, str], language: str) -> dict[str, str]:
    kind, _, datatype = row["term"].partition(" ")
    return row | {"value": in_words(row["value"], datatype, language)} if kind == "literal" else row


def _form(sheet: Sheet, choices: Choices) -> Form:
    lists: dict[tuple[str, ...], int] = {}
    chosen: dict[tuple[int, str], int] = {}

    def offer(number: int, key: str, words: tuple[str, ...]) -> None:
        if words:
            chosen[number, key] = lists.setdefault(words, len(lists))

    yes_no = tuple(texts.say(f"sheets-{word}", sheet.language) for word in ("yes", "no"))
    tongues = texts.languages()
    for n, row in enumerate(sheet.rows):
        term = row[6]
        if term == "literal xsd:boolean":
            offer(n, "value", yes_no)
        elif not term.startswith(("literal", "<")):
            offer(n, "value", choices.like(expand(term)))
        if row[3]:
            offer(n, "language", tongues)
    places = tuple(dict.fromkeys(row[0] for row in sheet.rows if row[0]))
    fields = tuple(sorted({texts.label(term, sheet.language) for term in KINDS}))
    for n in range(len(sheet.rows), len(sheet.rows) + _BLANK):
        offer(n, "place", places)
        offer(n, "field", fields)
        offer(n, "language", tongues)
    named = {name: texts.label(expand(term), sheet.language) for name, term in _NAMED.items()}
    guide = tuple(
        (_say(f"guide-{key}", sheet.language), (_say(f"guide-{key}-how", sheet.language, **named),)) for key in _GUIDE
    )
    heading = _say("guide", sheet.language)
    hint = _say("hint", sheet.language, guide=heading)
    return Form(hint, Block(heading, guide), _TECHNICAL, frozenset(), tuple(lists), chosen, _BLANK)


def from_rows(rows: Sequence[Sequence[str]], where: str) -> Sheet | None:
    """A sheet from the rows of a workbook; None where they are something else.

    The row of column names may stand anywhere; above it, a row names the graph and one the language of the words.
    """
    known = {COLUMNS, *(tuple(_say(name, tag) for name in COLUMNS) for tag in texts.languages())}
    head = next((n for n, row in enumerate(rows) if tuple(cell.strip() for cell in row[: len(COLUMNS)]) in known), -1)
    if head < 0:
        return None
    names = {_say(f"about-{key}", tag): key for key in _ABOUT for tag in texts.languages()} | {k: k for k in _ABOUT}
    given = {row[0].strip(): row[1].strip() for row in rows[:head] if len(row) > 1}
    about = {names[name]: value for name, value in given.items() if name in names}
    if "record" not in about:
        raise UnreadableFile("the row 'record' is missing.", where=where, mend="Export the record again and edit that.")
    cells = tuple(tuple(row[: len(COLUMNS)]) for row in rows[head + 1 :])
    version, given_in = number(about.get("version")), about.get("language", "en")
    return Sheet(about["record"], given_in, cells, version, first_row=head + 2, form="workbook")


def _say(key: str, language: str, **slots: object) -> str:
    return texts.say(f"sheets-mend-{key}", language, **slots)
