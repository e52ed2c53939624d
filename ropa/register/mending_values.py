"""The literals of a sheet of facts: as people write them, and as the graph has them."""

from __future__ import annotations

import difflib
import re
from datetime import date

from ropa import texts
from ropa.days import day
from ropa.errors import UnreadableFile, said
from ropa.importing.sheets.values import read_duration, written_duration
from ropa.model import Duration, Text
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Term

_FORMS = {
    "xsd:duration": (
        r"P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?",
        said("duration"),
        said("P5Y for five years, P6M for six months, P30D for thirty days"),
    ),
    "xsd:boolean": (r"true|false", said("yes or no"), said("true or false")),
    "xsd:integer": (r"[+-]?\d+", said("whole number"), said("250")),
}
_YES_NO = {"true": "yes", "false": "no"}
LITERALS: dict[type, str] = {
    Text: "",
    Duration: "xsd:duration",
    bool: "xsd:boolean",
    int: "xsd:integer",
    date: "xsd:date",
}
"""The kind of a field to the datatype of its literals."""


def in_words(value: str, datatype: str, language: str) -> str:
    """A literal as people write it: `3 years`, `yes`."""
    if datatype == "xsd:duration":
        return written_duration(value, language).replace("\xa0", " ")
    if datatype == "xsd:boolean" and value in _YES_NO:
        return texts.say(f"sheets-{_YES_NO[value]}", language)
    return value


def exact(words: str, datatype: str, language: str) -> str:
    """The literal that words stand for; what is no such words stays, to be judged."""
    if datatype == "xsd:duration":
        return read_duration(words, language) or words
    if datatype == "xsd:boolean":
        told = {texts.say(f"sheets-{word}", language): value for value, word in _YES_NO.items()}
        return told.get(words.casefold(), words)
    return words


_MENDS = {
    "node": "Copy the node from another row about the same thing, or clear that cell and write the place.",
    "property": "Write it as in another row, such as dct:title, or clear that cell and write the field in words.",
    "term": "Clear that cell and write the value in words, or copy it from another row.",
    "value": "Write a label of the vocabulary, its prefixed name, or an address without spaces.",
}


def named(name: str, column: str, where: str) -> NamedNode:
    """Raises UnreadableFile naming the place where what a column gives can be no name of anything."""
    try:
        return NamedNode(expand(name))
    except ValueError as error:
        what = said("'{name}' cannot name anything: {reason}.", name=name, reason=error)
        raise UnreadableFile(what, where=where, mend=_MENDS[column]) from error


def literal_of(value: str, language: str, datatype: str, where: str) -> Term:
    """Raises UnreadableFile naming the place where a value is none of its kind."""
    if language:
        return _tagged(value, language, where)
    if datatype == "xsd:date":
        value = _day(value, where)
    elif datatype in _FORMS:
        pattern, what, example = _FORMS[datatype]
        if not re.fullmatch(pattern, value):
            raise UnreadableFile(
                said("'{value}' is no {what}.", value=value, what=what),
                where=where,
                mend=said("Write it as {example}.", example=example),
            )
    return Literal(value, datatype=named(datatype, "term", where)) if datatype else Literal(value)


def _tagged(value: str, language: str, where: str) -> Literal:
    try:
        return Literal(value, language=language)
    except ValueError as error:
        raise UnreadableFile(
            said("'{language}' is no language.", language=language),
            where=where,
            mend=said("Use one of: {choices}.", choices=", ".join(texts.languages())),
        ) from error


def _day(value: str, where: str) -> str:
    """`2026-11-21`, also as people write it (`21.11.2026`) and as a workbook gives it."""
    found = day(value)
    if found is None:
        raise UnreadableFile(said("'{value}' is no day.", value=value), where=where, mend="Write it as 2026-11-21.")
    return found.isoformat()


def closest(words: str, language: str) -> str:
    """What a person may have meant; a period is no concept, and a number in words is none that was misspelt."""
    if read_duration(words, language):
        length, start = (texts.label(expand(name), language) for name in ("rdf:value", "dpv:isAfter"))
        return said(
            "A period is written in the fields '{length}' and '{start}' of a storage rule.", length=length, start=start
        )
    known = () if any(map(str.isdigit, words)) else texts.default().labels(language)
    close = difflib.get_close_matches(words, known, n=3, cutoff=0.6)
    return (
        said("Did you mean {choices}?", choices=", ".join(close))
        if close
        else said("Write a label of the vocabulary; a new organisation with its business id or country in brackets.")
    )
