"""A record as a sheet of every fact, to be edited by a person without a programmer, and read back.

One row per fact. People read and change the columns of words; the last three say exactly which node, property
and value a row stands for. On the way back the exact value counts as long as its words are unchanged; changed
words are looked up. Nothing is guessed: a word that names no concept is an error with its row.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa import model, texts
from ropa.errors import UnreadableFile, said
from ropa.importing.sheets.values import SCHEMES, with_scheme
from ropa.model import Text
from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.register.mending_nodes import Maker, reached, typed
from ropa.register.mending_terms import CLASSES, KINDS, SPECIAL, Find, concept, no_property, property_of
from ropa.register.mending_values import LITERALS, exact, in_words, literal_of, named

COLUMNS = ("place", "field", "value", "language", "node", "property", "term")
_EXACT = ("node", "property", "term", "language", "value")
"""The cells that say what a fact is; place and field only help to find it."""
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
    rows = [row for row, _ in _rows(graph, content, language, name_of)]
    return Sheet(graph, language, tuple(sorted(rows, key=lambda row: (row[4] != ".", row[4:]))))


def _rows(
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
        inside = _inside(node, graph)
        segment = inside.split("/")[-2] if "/" in inside else inside
        of = own.get(node) or CLASSES.get(segment)
        kind = texts.label(of, language) if of else segment.replace("-", " ")
        called = words(node)
        place = "" if node == graph else called if called.startswith(kind) else f"{kind}: {called}"
        alike = sum(each == place or each.startswith(f"{place} (") for each in found.values())
        found[node] = f"{place} ({alike + 1})" if alike else place
    return found


def _row(fact: Fact, graph: str, place: str, language: str, words: Callable[[str], str]) -> tuple[str, ...]:
    subject, predicate, value = fact
    node = _inside(subject, graph)
    field, short = texts.label(predicate, language), shorten(predicate)
    if isinstance(value, Literal):
        kind = "" if value.datatype.value in {_STRING, _LANGUAGE_STRING} else shorten(value.datatype.value)
        return (place, field, value.value, value.language or "", node, short, f"literal {kind}".strip())
    known = shorten(value.value)
    term = known if known != value.value else f"<{_inside(value.value, graph)}>"
    return (place, field, words(value.value), "", node, short, term)


def _inside(node: str, graph: str) -> str:
    if node == graph:
        return "."
    return node[len(graph) + 1 :] if node.startswith(f"{graph}/") else node


@dataclass(frozen=True)
class _Known:
    """What a sheet shows of a record as it is, and what is made of new things."""

    shown: Mapping[tuple[str, str, str], str]
    """The words of a value by node, property and term."""
    places: dict[str, str]
    """The node of a place by what it is called, those of new things too."""
    maker: Maker


def facts(
    given: Sheet,
    before: Sequence[Triple],
    find: Find,
    name_of: Callable[[str], str],
    party: Find = lambda *_: (),
    remarks: list[str] | None = None,
) -> list[Triple]:
    """The graph that an edited sheet stands for. `find(words, language)` gives the IRIs that words may mean, and
    `party(words, property)` the organisation, new ones too; `remarks` takes what was not understood of new things.

    Raises UnreadableFile naming the row where words cannot be placed or a value is no value of its kind.
    """
    written = _rows(given.graph, before, given.language, name_of)
    shown = {(row[4], row[5], row[6]): row[2] for row, _ in written}
    places = {row[0]: row[4] for row, _ in written}
    as_before = _untouched(written, given.language)
    maker = Maker(given.graph, given.language, party, before, [] if remarks is None else remarks)
    known = _Known(shown, places, maker)
    found: list[Triple] = []
    for index, cells in enumerate(given.rows):
        row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()) or (row.get("term") and not row.get("value")):
            continue
        same = as_before.get(tuple(row.get(name, "") for name in _EXACT))
        where = given.place(index)
        found += same or _told(row, given, known, (find, party), where)
    whole = typed(set(found), before) if given.form == "workbook" else set(found)
    return sorted(reached(whole, before, given.graph), key=str)


def _told(row: Mapping[str, str], given: Sheet, known: _Known, finds: tuple[Find, Find], where: str) -> list[Triple]:
    """The fact of a row that was changed or added, or all facts of the new thing it tells of."""
    node, places = _node(row, known.places, where), known.places
    carried = {expand(name) for place, name, _ in known.shown if place == node}
    predicate = named(property_of(row, finds[0], given.language, carried, where), "property", where)
    kind, value = KINDS.get(predicate.value, Text), row.get("value", "")
    subject = named(_outside(node, given.graph), "node", where)
    if row.get("term") or not issubclass(kind, model.Node):
        return [_fact(row, (subject, predicate), given, known.shown, finds, where)]
    if value in places:
        return [Triple(subject, predicate, named(_outside(places[value], given.graph), "value", where))]
    new = known.maker.made(kind, value, subject.value, where)
    for called in new.called:
        places.setdefault(called, _inside(new.node, given.graph))
    return [Triple(subject, predicate, NamedNode(new.node)), *new.triples]


def _untouched(written: Iterable[tuple[tuple[str, ...], Triple]], language: str) -> dict[tuple[str, ...], list[Triple]]:
    """The facts that a row stands for whose cells are as they were written: such a row is never judged."""
    found: dict[tuple[str, ...], list[Triple]] = {}
    for cells, fact in written:
        row = dict(zip(COLUMNS, cells, strict=True))
        kind, _, datatype = row["term"].partition(" ")
        spoken = in_words(row["value"], datatype, language) if kind == "literal" else row["value"]
        for value in {row["value"].strip(), spoken.strip()}:
            key = tuple((row | {"value": value})[name] for name in _EXACT)
            found.setdefault(key, []).append(fact)
    return found


def _node(row: Mapping[str, str], places: Mapping[str, str], where: str) -> str:
    """The node a row is about: as given exactly, else by the words of its place."""
    if row.get("node"):
        return row["node"]
    if row.get("place", "") in places:
        return places[row.get("place", "")]
    close = difflib.get_close_matches(row.get("place", ""), places, n=3, cutoff=0.5)
    advice = (
        said("Did you mean {choices}?", choices=close[0])
        if close
        else "Copy the place from another row about the same thing."
    )
    raise UnreadableFile(
        said("'{place}' is no place of this record.", place=row.get("place", "")), where=where, mend=advice
    )


def _fact(
    row: Mapping[str, str],
    about: tuple[NamedNode, NamedNode],
    given: Sheet,
    shown: Mapping[tuple[str, str, str], str],
    finds: tuple[Find, Find],
    where: str,
) -> Triple:
    (find, party), (subject, predicate) = finds, about
    node, term, value = _inside(subject.value, given.graph), row.get("term", ""), row.get("value", "")
    kind, language = KINDS.get(predicate.value), row.get("language", "")
    if term.startswith("literal") or (not term and (language or kind in LITERALS)):
        datatype = term[7:].strip() if term else "" if language else LITERALS.get(kind or Text, "")
        return Triple(subject, predicate, literal_of(exact(value, datatype, given.language), language, datatype, where))
    if term and shown.get((node, row.get("property", ""), term), value) == value:
        return Triple(subject, predicate, named(_outside(term.strip("<>"), given.graph), "term", where))
    if predicate.value in SCHEMES:
        return Triple(subject, predicate, named(with_scheme(value, predicate.value), "value", where))
    meant = next(iter(party(value, predicate.value)), "") or concept(value, no_property(find), given.language, where)
    return Triple(subject, predicate, named(meant, "value", where))


def _outside(node: str, graph: str) -> str:
    if node in {".", ""}:
        return graph
    return expand(node) if ":" in node else f"{graph}/{node}"


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
