"""Answers to questions, for people and for machines: a readable table, CSV, SPARQL JSON and XML, Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from ropa import days, texts
from ropa.errors import BadParameter, NotFound
from ropa.importing.sheets.values import written_duration
from ropa.namespaces import PREFIXES, TEXT, expand, shorten
from ropa.rdf import BlankNode, Literal, NamedNode, Term, iri, serialize
from ropa.register import entries
from ropa.rendering import tables
from ropa.rendering.citation import cited
from ropa.rendering.table import Cell, Column, Table
from ropa.store import Answer, Solutions

Row = tuple[Term | None, ...]
T = TypeVar("T", bound=Term)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN = expand("xsd:boolean")
_DURATION, _DATE = iri("xsd:duration"), iri("xsd:date")
_YES_NO = {"true": "screens-yes", "1": "screens-yes", "false": "screens-no", "0": "screens-no"}
_ARTICLE = re.compile(re.escape(PREFIXES["gdprtext"]) + r"article(\d+)(?:-(\d+))?(?:-([a-z]))?")


NameOf = Callable[[str, str], str]


def readable(
    answer: Answer, language: str, name_of: NameOf, entry: Sequence[str] = ()
) -> tuple[list[str], list[list[str]]]:
    """Columns and rows in the reader's words; `name_of` knows parties and records.

    `entry` names the variables that make one entry: rows that share them are told as one, values joined.
    """
    if isinstance(answer, Solutions):
        groups = _groups(answer, entry) if entry else [[row] for row in answer.rows]
        return list(answer.variables), [_joined(group, language, name_of) for group in groups]
    if isinstance(answer, list):
        found = sorted(answer, key=str)
        return ["node", "property", "value"], [
            [_words(part, language, name_of) for part in (t.subject, t.predicate, t.object)] for t in found
        ]
    return ["answer"], [[str(answer).lower()]]


def heading(name: str, language: str) -> str:
    """What a variable or parameter of our questions is called; its name where it has no words."""
    try:
        return texts.say(f"screens-column-{name}", language)
    except NotFound:
        return name


def spreadsheet(answer: Answer, language: str, name_of: NameOf, entry: Sequence[str] = ()) -> bytes:
    """As `readable`, as CSV for a spreadsheet: beside each column that names things, one with their IRIs."""
    names, rows = readable(answer, language, name_of, entry)
    iris = _iris(answer, entry)
    pointing = [any(row[n] for row in iris) for n in range(len(names))]
    columns: list[Column] = []
    cells: list[list[Cell]] = [[] for _ in rows]
    for n, name in enumerate(names):
        title = heading(name, language)
        columns.append(Column(name, title, quiet=True))
        for row, shown in zip(cells, rows, strict=True):
            row.append((shown[n],))
        if pointing[n]:
            columns.append(Column(f"{name}-iri", f"{title} (IRI)", quiet=True))
            for row, found in zip(cells, iris, strict=True):
                row.append(found[n])
    table = Table("answer", "", language, "", (), (), tuple(columns), tuple(map(tuple, cells)), "", "")
    return tables.render(table, "csv")


def _iris(answer: Answer, entry: Sequence[str]) -> list[list[tuple[str, ...]]]:
    """The IRIs behind each cell of `readable`, joined as there."""
    if isinstance(answer, bool):
        return [[()]]
    groups: Sequence[Sequence[Sequence[object]]]
    if isinstance(answer, Solutions):
        groups = _groups(answer, entry) if entry else [[row] for row in answer.rows]
    else:
        groups = [[(t.subject, t.predicate, t.object)] for t in sorted(answer, key=str)]
    return [
        [
            tuple(dict.fromkeys(t.value for t in column if isinstance(t, NamedNode) and not t.value.startswith(TEXT)))
            for column in zip(*group, strict=True)
        ]
        for group in groups
    ]


def _groups(answer: Solutions, entry: Sequence[str]) -> list[list[Row]]:
    at = [answer.variables.index(name) for name in entry if name in answer.variables]
    groups: dict[tuple[Term | None, ...], list[Row]] = {}
    for row in answer.rows:
        groups.setdefault(tuple(row[i] for i in at), []).append(row)
    return list(groups.values())


def _joined(rows: list[Row], language: str, name_of: NameOf) -> list[str]:
    cells = []
    for column in zip(*rows, strict=True):
        terms = list(dict.fromkeys(term for term in column if term is not None))
        spoken = in_language(terms, language)
        cells.append("; ".join(dict.fromkeys(_words(term, language, name_of) for term in spoken)))
    return cells


def in_language(terms: Sequence[T], language: str) -> list[T]:
    """Of words in several languages those in one, the reader's where there are some; all else as it is."""
    tags = [term.language for term in terms if isinstance(term, Literal) and term.language]
    chosen = texts.preferred(tags, language)
    return [t for t in terms if not isinstance(t, Literal) or t.language in {None, chosen}]


def _words(term: object, language: str, name_of: Callable[[str, str], str]) -> str:
    if isinstance(term, NamedNode) and term.value.startswith(TEXT):
        return texts.say(term.value.removeprefix(TEXT), language)
    if isinstance(term, NamedNode) and (article := _ARTICLE.fullmatch(term.value)):
        number, *parts = article.groups()
        return cited([number + "".join(f"({part})" for part in parts if part)], language)
    if isinstance(term, Literal) and term.datatype.value == _BOOLEAN and term.value in _YES_NO:
        return texts.say(_YES_NO[term.value], language)
    if isinstance(term, NamedNode):
        return name_of(term.value, language) or (
            texts.label(term.value, language) if texts.default().known(term.value) else shorten(term.value)
        )
    return (
        literal_words(term, language)
        if isinstance(term, Literal)
        else term.value
        if isinstance(term, BlankNode)
        else ""
    )


def literal_words(term: Literal, language: str) -> str:
    """A value as people of the language write it: days and whole periods in words, all else as it is."""
    if term.datatype == _DURATION:
        return written_duration(term.value, language)
    if term.datatype == _DATE:
        return entries.day(days.day(term.value), language) or term.value
    return term.value


def serialize_answer(answer: Answer, format: str) -> bytes:
    """SPARQL 1.1 results as csv, tsv, json or xml; triples as turtle. Raises BadParameter where they do not fit."""
    if isinstance(answer, list):
        if format not in {"turtle", "trig", "json-ld", "n-triples", "xml"}:
            raise BadParameter("this query makes triples.", mend="Ask for the format turtle.")
        return serialize(answer, format)
    if format == "json":
        return _json(answer)
    if format == "xml":
        return _xml(answer)
    if format in {"csv", "tsv"} and isinstance(answer, Solutions):
        return _separated(answer, "," if format == "csv" else "\t")
    if format in {"csv", "tsv"}:
        return f"{str(answer).lower()}\r\n".encode()
    raise BadParameter("this query makes a table.", mend="Ask for the format table, csv, json or xml.")


def _json(answer: Solutions | bool) -> bytes:
    if isinstance(answer, bool):
        document: dict[str, object] = {"head": {}, "boolean": answer}
    else:
        bindings = [{name: _json_term(term) for name, term in row.items()} for row in answer]
        document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml(answer: Solutions | bool) -> bytes:
    if isinstance(answer, bool):
        head, body = "", f"<boolean>{str(answer).lower()}</boolean>"
    else:
        head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.variables)
        rows = (
            "".join(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in row.items())
            for row in answer
        )
        body = "<results>" + "".join(f"<result>{row}</result>" for row in rows) + "</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head>{body}</sparql>\n'
    ).encode()


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
    if term.datatype.value == _XSD_STRING:
        return f"<literal>{_xml_text(term.value)}</literal>"
    return f"<literal datatype={quoteattr(term.datatype.value)}>{_xml_text(term.value)}</literal>"


def _xml_text(words: str) -> str:
    """XML 1.0 has no place for control characters: each is told as the sign for what cannot be shown."""
    return escape(_NO_XML.sub("\ufffd", words), {"\r": "&#13;"})


def _separated(solutions: Solutions, separator: str) -> bytes:
    text = io.StringIO()
    if separator == "\t":
        lines = ["\t".join(f"?{name}" for name in solutions.variables)]
        lines += ["\t".join("" if term is None else str(term) for term in row) for row in solutions.rows]
        return ("\n".join(lines) + "\n").encode()
    writer = csv.writer(text)
    writer.writerow(solutions.variables)
    writer.writerows(["" if term is None else term.value for term in row] for row in solutions.rows)
    return text.getvalue().encode()
