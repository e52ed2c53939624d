"""A record as a sheet of every fact, to be edited by a person without a programmer, and read back.

One row per fact. People read and change the columns of words; the last three say exactly which node, property
and value a row stands for. On the way back the exact value counts as long as its words are unchanged; changed
words are looked up (`mending_facts`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ropa import texts
from ropa.errors import UnreadableFile, said
from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.register.mending_terms import CLASSES, SPECIAL

COLUMNS = ("place", "field", "value", "language", "node", "property", "term")
_TITLES = tuple(expand(name) for name in ("dct:title", "dpv:hasName", "vcard:role", "skos:prefLabel"))
_TYPE = expand("rdf:type")
_STRING = expand("xsd:string")
_LANGUAGE_STRING = expand("rdf:langString")


@dataclass(frozen=True)
class Sheet:
    """The facts of one graph in one language of labels."""

    graph: str
    language: str
    rows: tuple[tuple[str, ...], ...]
    version: int = 0
    """Which version of the graph it was written from; 0 where it does not say."""
    first_row: int = 2
    """Number of the first fact's row in the file, for messages."""
    form: str = "sheet"
    """`workbook` or `json` where it was read from one: what a row is called there."""

    def place(self, index: int) -> str:
        """Where in its file a row stands, as a person finds it."""
        number = self.first_row + index
        match self.form:
            case "workbook":
                return said("first sheet, row {number}", number=number)
            case "json":
                return said("fact {number}", number=number)
        return said("row {number}", number=number)

    def as_json(self) -> bytes:
        """The same facts for a text editor: one object a row, columns as names."""
        facts = [{name: cell for name, cell in zip(COLUMNS, row, strict=True) if cell} for row in self.rows]
        document = {"record": self.graph, "version": self.version, "language": self.language, "facts": facts}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


Fact = tuple[str, str, Term]
"""Subject IRI, property IRI, value."""


def sheet(graph: str, content: Iterable[Triple], language: str, name_of: Callable[[str], str]) -> Sheet:
    """All facts of a graph, node by node, the record's own first. `name_of` knows parties and records."""
    rows = [row for row, _ in rows_of(graph, content, language, name_of)]
    return Sheet(graph, language, tuple(sorted(rows, key=lambda row: (row[4] != ".", row[4:]))))


def rows_of(
    graph: str, content: Iterable[Triple], language: str, name_of: Callable[[str], str]
) -> list[tuple[tuple[str, ...], Triple]]:
    facts: list[Triple] = []
    told: list[Fact] = []
    for t in content:
        if isinstance(t.subject, NamedNode) and not isinstance(t.object, Triple):
            facts.append(t)
            told.append((t.subject.value, t.predicate.value, t.object))
    titles = _titles(told, language)

    def words(node: str) -> str:
        return titles.get(node) or name_of(node) or texts.label(node, language)

    places = _places(told, graph, language, words)
    rows = [_row(fact, graph, places[fact[0]], language, words) for fact in told]
    return list(zip(rows, facts, strict=True))


def _titles(named: Sequence[Fact], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for title in reversed(_TITLES):
        own: dict[str, dict[str, str]] = {}
        for subject, predicate, value in sorted(named, key=str):
            if predicate == title and isinstance(value, Literal):
                own.setdefault(subject, {}).setdefault(value.language or "", value.value)
        found |= {subject: words[texts.preferred(words, language)] for subject, words in own.items()}
    return found


def _places(told: Sequence[Fact], graph: str, language: str, words: Callable[[str], str]) -> dict[str, str]:
    """What each node is and is called, in the reader's language; told apart by number where two are called the same."""
    own = {s: value.value for s, p, value in told if p == _TYPE and value.value in SPECIAL}
    found: dict[str, str] = {}
    for node in sorted({subject for subject, _, _ in told}):
        name = inside(node, graph)
        segment = name.split("/")[-2] if "/" in name else name
        of = own.get(node) or CLASSES.get(segment)
        kind = texts.label(of, language) if of else segment.replace("-", " ")
        called = words(node)
        place = "" if node == graph else called if called.startswith(kind) else f"{kind}: {called}"
        alike = sum(each == place or each.startswith(f"{place} (") for each in found.values())
        found[node] = f"{place} ({alike + 1})" if alike else place
    return found


def _row(fact: Fact, graph: str, place: str, language: str, words: Callable[[str], str]) -> tuple[str, ...]:
    subject, predicate, value = fact
    node = inside(subject, graph)
    field, short = texts.label(predicate, language), shorten(predicate)
    if isinstance(value, Literal):
        kind = "" if value.datatype.value in {_STRING, _LANGUAGE_STRING} else shorten(value.datatype.value)
        return (place, field, value.value, value.language or "", node, short, f"literal {kind}".strip())
    known = shorten(value.value)
    term = known if known != value.value else f"<{inside(value.value, graph)}>"
    return (place, field, words(value.value), "", node, short, term)


def inside(node: str, graph: str) -> str:
    if node == graph:
        return "."
    return node[len(graph) + 1 :] if node.startswith(f"{graph}/") else node


def from_json(data: bytes, where: str) -> Sheet | None:
    """A sheet from its JSON form; None where the document is something else."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not {"record", "facts"} <= document.keys():
        return None
    rows = document["facts"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile("'facts' is no list of rows.", where=where, mend="Export the record again and edit that.")
    cells = tuple(tuple(str(row.get(name, "")) for name in COLUMNS) for row in rows)
    about = (str(document["record"]), str(document.get("language", "en")))
    return Sheet(*about, cells, number(document.get("version")), first_row=1, form="json")


def number(written: object) -> int:
    """A version as a file tells it; 0 where it tells none."""
    return int(str(written)) if re.fullmatch("[0-9]{1,18}", str(written)) else 0
