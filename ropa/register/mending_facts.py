"""An edited sheet of facts as the facts it stands for, new things too. Nothing is guessed: a word that names no
concept is an error with its row, and every such row is told at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ropa import model
from ropa.errors import InputError, UnreadableFile, said
from ropa.importing.sheets.terms import known_term
from ropa.importing.sheets.values import SCHEMES, with_scheme
from ropa.model import Text
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, iri
from ropa.register.mending import COLUMNS, Sheet, inside, rows_of
from ropa.register.mending_nodes import Maker, reached, typed
from ropa.register.mending_terms import KINDS, Find, concept, no_property, property_of, refuse_stray
from ropa.register.mending_values import LITERALS, exact, in_words, literal_of, named

_DEEPEST, _MOST_TOLD = 8, 20
"""How many things may each hang on the next in rows of one sheet, and how many faulty rows are told."""
_TYPE, _WRITE = iri("rdf:type"), "Write one, or clear the whole row."
_EXACT = ("node", "property", "term", "language", "value")
"""The cells that say what a fact is; place and field only help to find it."""


@dataclass(frozen=True)
class _Known:
    """What a sheet shows of a record as it is, and what is made of new things."""

    shown: Mapping[tuple[str, str, str], str]
    """The words of a value by node, property and term."""
    places: dict[str, str]
    """The node of a place of the record by what it is called."""
    maker: Maker
    made: dict[str, str] = field(default_factory=dict)
    """The node of a new thing by what it may be called as a place; "" where two are called so."""
    titles: dict[str, str] = field(default_factory=dict)
    """The node of a new thing by what it is and is called: its mere words in a value make another."""
    classes: dict[NamedNode, set[str]] = field(default_factory=dict)

    def learn(self, content: Iterable[Triple]) -> None:
        """The classes of what is told of."""
        for t in content:
            if t.predicate == _TYPE and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode):
                self.classes.setdefault(t.subject, set()).add(t.object.value)


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
    written = rows_of(given.graph, before, given.language, name_of)
    shown = {(row[4], row[5], row[6]): row[2] for row, _ in written}
    places = {row[0]: row[4] for row, _ in written}
    as_before = _untouched(written, given.language)
    maker = Maker(given.graph, given.language, party, before, [] if remarks is None else remarks)
    known = _Known(shown, places, maker)
    known.learn(before)
    found: list[Triple] = []
    changed: list[tuple[Mapping[str, str], str]] = []
    empty: list[InputError] = []
    for index, cells in enumerate(given.rows):
        row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()) or (row.get("term") and not row.get("value")):
            continue
        same = as_before.get(tuple(row.get(name, "") for name in _EXACT))
        if same:
            found += same
        elif not row.get("value"):
            empty.append(UnreadableFile("the row has no value.", where=given.place(index), mend=_WRITE))
        else:
            changed.append((row, given.place(index)))
    found += _all_told(changed, given, known, (find, party), empty)
    whole = typed(set(found), before) if given.form == "workbook" else set(found)
    return sorted(reached(whole, before, given.graph), key=str)


def _all_told(
    rows: Sequence[tuple[Mapping[str, str], str]],
    given: Sheet,
    known: _Known,
    finds: tuple[Find, Find],
    faults: Sequence[InputError],
) -> list[Triple]:
    """What the changed rows tell, in whatever order they stand: a row may be about a thing that one below it makes.

    Raises UnreadableFile with every row that cannot be used, those of `faults` before.
    """
    found: list[Triple] = []
    errors: list[InputError] = []
    for _ in range(_DEEPEST):
        left, errors = [], []
        for row, where in rows:
            try:
                found += _told(row, given, known, finds, where)
            except InputError as error:
                left.append((row, where))
                errors.append(error)
        if len(left) in {0, len(rows)}:
            break
        rows = left
    if faults or errors:
        raise _together([*faults, *errors])
    return found


def _together(errors: Sequence[InputError]) -> UnreadableFile:
    """One error that tells of several rows, each in a line of its own."""
    if len(errors) == 1:
        return UnreadableFile(errors[0].what, where=errors[0].where, mend=errors[0].mend)
    told = {f"row{number}": error.said for number, error in enumerate(errors[:_MOST_TOLD])}
    lines = "\n".join(f"{{{name}}}" for name in told)
    rows = said("{count} rows cannot be used, so nothing was changed:", count=len(errors))
    return UnreadableFile(said(f"{{rows}}\n{lines}", rows=rows, **told))


def _told(row: Mapping[str, str], given: Sheet, known: _Known, finds: tuple[Find, Find], where: str) -> list[Triple]:
    """The fact of a row that was changed or added, or all facts of the new thing it tells of."""
    node = _node(row, known, where)
    carried = {expand(name) for place, name, _ in known.shown if place == node}
    predicate = named(property_of(row, finds[0], given.language, carried, where), "property", where)
    kind, value = KINDS.get(predicate.value, Text), row.get("value", "")
    subject = named(_outside(node, given.graph), "node", where)
    if not row.get("term") and predicate.value not in carried:
        refuse_stray(predicate.value, known.classes.get(subject, ()), given.language, where)
    if row.get("term") or not issubclass(kind, model.Node):
        return [_fact(row, (subject, predicate), given, known.shown, finds, where)]
    if there := known.places.get(value) or known.titles.get(value):
        return [Triple(subject, predicate, named(_outside(there, given.graph), "value", where))]
    new = known.maker.made(kind, value, subject.value, where)
    known.learn(new.triples)
    own = inside(new.node, given.graph)
    known.titles.setdefault(new.title, own)
    for called in new.called:
        known.made[called] = own if known.made.get(called, own) == own else ""
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


def _node(row: Mapping[str, str], known: _Known, where: str) -> str:
    """The node a row is about: as given exactly, else by the words of its place."""
    place = row.get("place", "")
    if there := row.get("node") or known.places.get(place) or known.made.get(place):
        return there
    if place in known.made:
        raise UnreadableFile(
            said("'{place}' is the name of two new things.", place=place),
            where=where,
            mend="Import these two first, export the record again, and go on there.",
        )
    close = difflib.get_close_matches(place, {**known.places, **known.made}, n=3, cutoff=0.5)
    advice = (
        said("Did you mean {choices}?", choices=close[0])
        if close
        else "Copy the place from another row about the same thing."
    )
    raise UnreadableFile(said("'{place}' is no place of this record.", place=place), where=where, mend=advice)


def _fact(
    row: Mapping[str, str],
    about: tuple[NamedNode, NamedNode],
    given: Sheet,
    shown: Mapping[tuple[str, str, str], str],
    finds: tuple[Find, Find],
    where: str,
) -> Triple:
    (find, party), (subject, predicate) = finds, about
    node, term, value = inside(subject.value, given.graph), row.get("term", ""), row.get("value", "")
    kind, language = KINDS.get(predicate.value), row.get("language", "")
    if term.startswith("literal") or (not term and (language or kind in LITERALS)):
        datatype = term[7:].strip() if term else "" if language else LITERALS.get(kind or Text, "")
        return Triple(subject, predicate, literal_of(exact(value, datatype, given.language), language, datatype, where))
    if term and shown.get((node, row.get("property", ""), term), value) == value:
        return Triple(subject, predicate, named(_outside(term.strip("<>"), given.graph), "term", where))
    if predicate.value in SCHEMES:
        return Triple(subject, predicate, named(with_scheme(value, predicate.value), "value", where))
    meant = next(iter(party(value, predicate.value)), "") or known_term(value, predicate.value, given.language)
    meant = meant or concept(value, no_property(find), given.language, where)
    return Triple(subject, predicate, named(meant, "value", where))


def _outside(node: str, graph: str) -> str:
    if node in {".", ""}:
        return graph
    return expand(node) if ":" in node else f"{graph}/{node}"
