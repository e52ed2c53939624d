"""A record as a sheet of every fact, to be edited by a person without a programmer, and read back.

One row per fact. People read and change the columns of words; the last three say exactly which node, property
and value a row stands for. On the way back the exact value counts as long as its words are unchanged; changed
words are looked up. Nothing is guessed: a word that names no concept is an error with its row.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa import model, texts
from ropa.errors import UnreadableFile, said
from ropa.mapping import slots
from ropa.model import Text
from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.register.mending_values import LITERALS, closest, exact, in_words, literal_of, named

COLUMNS = ("place", "field", "value", "language", "node", "property", "term")
_EXACT = ("node", "property", "term", "language", "value")
"""The cells that say what a fact is; place and field only help to find it."""
_TITLES = tuple(expand(name) for name in ("dct:title", "dpv:hasName", "vcard:role", "skos:prefLabel"))
KINDS = {
    slot.term.value: slot.kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Node)
    for slot in slots(kind)
}
_CLASSES = {
    kind.segment: kind.types[0]
    for kind in vars(model).values()
    if isinstance(kind, type)
    and issubclass(kind, model.Node)
    and kind is not model.Service
    and kind.segment
    and kind.types
}
"""The folder of a node below its graph to its class; that of a processor's services is `_SPECIAL`."""
_SPECIAL = {expand(model.Service.types[0])}
_TYPE = expand("rdf:type")
_OF_NODES = {
    expand(name)
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Node)
    for name in kind.types
}
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
Find = Callable[[str, str], Sequence[str]]


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
        for subject, predicate, value in sorted(named, key=str):
            own = isinstance(value, Literal) and value.language == language
            if predicate == title and (own or subject not in found):
                found[subject] = value.value
    return found


def _places(told: Sequence[Fact], graph: str, language: str, words: Callable[[str], str]) -> dict[str, str]:
    """What each node is and is called, in the reader's language; told apart by number where two are called the same."""
    own = {s: value.value for s, p, value in told if p == _TYPE and value.value in _SPECIAL}
    found: dict[str, str] = {}
    for node in sorted({subject for subject, _, _ in told}):
        inside = _inside(node, graph)
        segment = inside.split("/")[-2] if "/" in inside else inside
        of = own.get(node) or _CLASSES.get(segment)
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


def facts(
    given: Sheet, before: Iterable[Triple], find: Find, name_of: Callable[[str], str], party: Find = lambda *_: ()
) -> list[Triple]:
    """The graph that an edited sheet stands for. `find(words, language)` gives the IRIs that words may mean, and
    `party(words, property)` the organisation, new ones too.

    Raises UnreadableFile naming the row where words cannot be placed or a value is no value of its kind.
    """
    written = _rows(given.graph, before, given.language, name_of)
    shown = {(row[4], row[5], row[6]): row[2] for row, _ in written}
    places = {row[0]: row[4] for row, _ in written}
    as_before = _untouched(written, given.language)
    found: list[Triple] = []
    for index, cells in enumerate(given.rows):
        row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()) or (row.get("term") and not row.get("value")):
            continue
        same = as_before.get(tuple(row.get(name, "") for name in _EXACT))
        where = given.place(index)
        found += same or [_fact(row, _node(row, places, where), given, shown, (find, party), where)]
    return sorted(set(found), key=str)


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
    node: str,
    given: Sheet,
    shown: Mapping[tuple[str, str, str], str],
    finds: tuple[Find, Find],
    where: str,
) -> Triple:
    find, party = finds
    subject = named(_outside(node, given.graph), "node", where)
    carried = {expand(name) for place, name, _ in shown if place == node}
    predicate = named(_property(row, find, given.language, carried, where), "property", where)
    term, value = row.get("term", ""), row.get("value", "")
    kind, language = KINDS.get(predicate.value), row.get("language", "")
    if term.startswith("literal") or (not term and (language or kind in LITERALS)):
        datatype = term[7:].strip() if term else "" if language else LITERALS.get(kind or Text, "")
        return Triple(subject, predicate, literal_of(exact(value, datatype, given.language), language, datatype, where))
    if term and shown.get((node, row.get("property", ""), term), value) == value:
        return Triple(subject, predicate, named(_outside(term.strip("<>"), given.graph), "term", where))
    meant = next(iter(party(value, predicate.value)), "") or _concept(value, _no_property(find), given.language, where)
    return Triple(subject, predicate, named(meant, "value", where))


def _property(row: Mapping[str, str], find: Find, language: str, carried: Container[str], where: str) -> str:
    """What a row's field means: of several of one name that which its node already has, as in another language."""
    if row.get("property"):
        return expand(row["property"])
    words = row.get("field", "")
    named_so = [meant for meant in find(words, language) if meant in KINDS]
    own = [meant for meant in named_so if meant in carried] if len(named_so) > 1 else named_so
    return own[0] if len(own) == 1 else _concept(words, find, language, where)


def _no_property(find: Find) -> Find:
    """What words may mean as a value: `nimi` is a category of data then, not the property of having a name, and
    `postiosoite` is one, not the class of addresses."""
    return lambda words, language: [
        meant for meant in find(words, language) if meant not in KINDS and meant not in _OF_NODES
    ]


def _concept(words: str, find: Find, language: str, where: str) -> str:
    if ":" in words and expand(words) != words:
        return expand(words)
    if words.startswith(("https://", "http://", "mailto:", "tel:")):
        return words
    meant = find(words, language)
    if len(meant) == 1:
        return meant[0]
    choices = ", ".join(shorten(m) for m in meant)
    advice = said("It may mean {choices}: write one of these.", choices=choices) if meant else closest(words, language)
    raise UnreadableFile(said("'{words}' names no single concept.", words=words), where=where, mend=advice)


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
