"""How a sheet of activities is filled in: the guide beside it, with each column's example from a register that comes
along. Its words are texts (`sheets-fill-...`); what the cells mean is `ropa.importing.sheets`' matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ropa import mapping, resources, texts
from ropa.importing import sheets
from ropa.importing.sheets import Column
from ropa.model import Concept, Party, Record
from ropa.rdf import NamedNode, Quad, iri, parse
from ropa.rendering.table import Block, Form
from ropa.settings import Settings

_EXAMPLES = ("kaarna-customers", "kipina-staff")
"""The first of them that fills in a column shows it."""
_POINTS = ("row", "several", "fields", "organisation", "concept", "name", "language", "back")
_LINES = 3
_OTHER_LANGUAGE = re.compile(r"@[a-z]{2}$")


def form(language: str, blank: int) -> Form:
    """The guide and rows ready to be filled in."""
    heading = texts.say("sheets-mend-guide", language)
    told = tuple((_say(point, language), (_say(f"{point}-how", language),)) for point in _POINTS)
    columns = tuple((sheets.heading(c, language), _example(c, language)) for c in sheets.core())
    entries = (*told, ("", ("",)), (_say("examples", language), ("",)), *((name, e) for name, e in columns if e))
    return Form(_say("hint", language, guide=heading), Block(heading, entries), frozenset(), frozenset(), (), {}, blank)


def _say(key: str, language: str, **slots: object) -> str:
    return texts.say(f"sheets-fill-{key}", language, **slots)


def _example(column: Column, language: str) -> tuple[str, ...]:
    """Lines of the example's cell, those in other languages left out, without the names of nodes."""
    told = (_lines(column, language, *_register(name, language)) for name in _EXAMPLES)
    return next((lines for lines in told if lines), ())


def _lines(column: Column, language: str, record: Record, names: sheets.Names) -> tuple[str, ...]:
    activity = record.activities[0]
    if column.field is None:
        return sheets.row(record, activity, [column], names)
    lines = [words for words, _ in sheets.items(record, activity, column, names)]
    own = ["; ".join(filter(None, map(_in_one_language, line.split("; ")))) for line in lines]
    return tuple(line for line in own if line)[:_LINES]


def _in_one_language(part: str) -> str:
    """`task: payroll | palkanlaskenta@fi` without its Finnish words."""
    name, colon, values = part.rpartition(": ")
    own = " | ".join(value for value in values.split(" | ") if not _OTHER_LANGUAGE.search(value))
    return name + colon + own if own else ""


@cache
def _register(name: str, language: str) -> tuple[Record, sheets.Names]:
    base = Settings().base
    graph = f"{base}/record/{name}"
    quads = list(parse((resources.data() / "registers" / f"{name}.trig").read_bytes(), "trig"))
    source = mapping.index([q.triple for q in quads])
    parties = {node: mapping.read(Party, node, source) for node in _of_type(quads, "ropa:Party")}
    concepts = tuple(mapping.read(Concept, node, source) for node in _of_type(quads, "ropa:RegisterConcept"))

    def party(node: str) -> tuple[str, str] | None:
        found = parties.get(node)
        numbers = [number.value for number in found.business_ids] if found else []
        return (found.names[0].value, next(iter(numbers), "")) if found and found.names else None

    return mapping.read(Record, graph, source), sheets.Names(base, language, party, concepts)


def _of_type(quads: Iterable[Quad], kind: str) -> list[str]:
    found = (q.subject for q in quads if q.predicate == iri("rdf:type") and q.object == iri(kind))
    return [node.value for node in found if isinstance(node, NamedNode)]
