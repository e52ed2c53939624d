"""Shapes to SPARQL: at most one query per constraint, one for all constraints that judge the same nodes.

A query is text with the place of the focus pattern left open. What breaks a constraint is said in
`conditions.py`, how it is written in `writing.py`; running it is `check.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ropa.model import Rule
from ropa.namespaces import PREFIXES
from ropa.rdf import Triple
from ropa.rules import RuleBook, shapes
from ropa.rules.paths import Path, text
from ropa.rules.shapes import Constraint, Shape, Target
from ropa.rules.tree import Bind, Expression, Filter, Group, Select, words
from ropa.validation.conditions import FOCUS_LEVEL, Conditions, term_text
from ropa.validation.own import OWN, Place, own_query, renamed
from ropa.validation.reach import needs
from ropa.validation.semijoins import deferred
from ropa.validation.walking import Route, route
from ropa.validation.writing import FOCUS, Writer, laid_out

_PREFIX = re.compile(r"([a-z][a-z-]*):")


@dataclass(frozen=True)
class Judgement:
    """What a row of a query means: which constraint of which shape is broken."""

    rule: str
    """IRI of the targeted shape."""
    shape: str
    component: str
    severity: str
    path: str
    reports_value: bool
    """Whether the row's value node is the finding's value."""
    needs_shapes: bool = False
    """Whether the query asks the shapes graph."""


@dataclass(frozen=True)
class Query:
    """One SELECT. Rows bind `?this` (focus of the targeted shape), `?focus`, and what the judgements need."""

    targets: tuple[Target, ...]
    text: str
    judgements: tuple[Judgement, ...]
    """Several: the row has a flag `?c0`, `?c1` ... for each. One: every row is a finding."""
    reads: Group = field(repr=False, default=())
    """The tree of the query: what it can depend on."""

    @cached_property
    def needs(self) -> tuple[Route, ...]:
        """Choices of patterns of which one must hold around a node for the query to tell of it."""
        (select,) = self.reads
        return tuple(route(matches) for matches in needs(select.group)) if isinstance(select, Select) else (Route(),)


@dataclass(frozen=True)
class Program:
    """The compiled rules that are in force on a day."""

    queries: tuple[Query, ...]
    rules: dict[str, Rule]
    trees: tuple[Shape, ...]
    paths: dict[str, Path]
    """Path text to path, for reports."""
    as_of: date | None = None
    version: str = ""
    shapes: tuple[Triple, ...] = ()

    def text(self, rule: str) -> str:
        """The compiled queries of one rule alone, as they can be run and read."""
        tree = next(tree for tree in self.trees if tree.name == rule)
        queries = _Compiler().program((tree,))
        texts = (query.text.replace(FOCUS, focus_text(query.targets)) for query in queries)
        return "\n\n".join(complete(laid_out(text)) for text in texts)


def compile(source: RuleBook | Iterable[Triple], as_of: date | None = None) -> Program:
    """A rule book, or any shapes graph. With a day, rules that were not in force on it are left out."""
    if isinstance(source, RuleBook):
        return compile_book(source, as_of)
    return compile_shapes(source)


def compile_book(book: RuleBook, as_of: date | None = None) -> Program:
    """The rules of a book that are in force on a day; all where none is given."""
    rules = {rule.iri: rule for rule in (book.in_force(as_of) if as_of else book.rules)}
    trees = tuple(book.trees[iri] for iri in rules)
    triples = tuple(triple for rule in rules.values() for triple in rule.shape)
    return _program(trees, rules, as_of, book.version, triples)


def compile_shapes(triples: Iterable[Triple], where: str = "") -> Program:
    """Any shapes graph. Raises ShapeError for what is not supported."""
    kept = tuple(triples)
    return _program(shapes(kept, where), {}, None, "", kept)


def _program(
    trees: tuple[Shape, ...], rules: dict[str, Rule], as_of: date | None, version: str, triples: tuple[Triple, ...]
) -> Program:
    compiler = _Compiler()
    queries = compiler.program(trees)
    return Program(queries, rules, trees, compiler.paths, as_of, version, triples)


def focus_text(targets: tuple[Target, ...]) -> str:
    """The pattern that binds `?this` to every focus node, subclasses not looked up."""
    if len(targets) == 1 and targets[0].kind == "class":
        return f"?this rdf:type {term_text(targets[0].term)} ."
    return f"{{ SELECT DISTINCT ?this WHERE {{ {' UNION '.join(f'{{ {_target(t)} }}' for t in targets)} }} }}"


def _target(target: Target) -> str:
    name = term_text(target.term)
    return {
        "class": f"?this rdf:type {name} .",
        "node": f"VALUES ?this {{ {name} }}",
        "subjectsOf": f"?this {name} ?anyObject .",
        "objectsOf": f"?anySubject {name} ?this .",
    }[target.kind]


def complete(query: str) -> str:
    """The text with the PREFIX lines that it needs."""
    named = set(_PREFIX.findall(query))
    lines = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items() if prefix in named]
    return "\n".join([*lines, query])


_Flag = tuple[Judgement, Expression]
_Key = tuple[tuple[Target, ...], Group, str, str]


class _Compiler:
    """Compiles shapes one after another; constraints that judge the same nodes share a query."""

    def __init__(self) -> None:
        self.paths: dict[str, Path] = {}
        self._conditions = Conditions()
        self._flags: dict[_Key, list[_Flag]] = {}
        self._alone: list[Query] = []

    def program(self, trees: Iterable[Shape]) -> tuple[Query, ...]:
        for tree in trees:
            self._shape(Place(tree, tree, ()))
        merged = [self._merged(key, flags) for key, flags in self._flags.items()]
        return (*merged, *self._alone)

    def _shape(self, place: Place) -> None:
        for constraint in place.shape.constraints:
            validator = constraint.validator
            path = place.shape.path
            if constraint.kind == "property":
                self._shape(Place(place.root, constraint.shapes[0], place.group, place.value))
            elif constraint.kind in OWN or (validator and validator.select):
                query = own_query(place, constraint, self._conditions)
                judgement = self._judgement(place, constraint, reports_value=constraint.kind != "uniqueLang")
                written = Writer(place.prefix, place.focus).select(query if place.prefix else deferred(query))
                self._alone.append(Query(place.root.targets, written, (judgement,), (query,)))
            elif path is not None and constraint.kind in FOCUS_LEVEL:
                broken = self._conditions.broken_by_focus(constraint, place.focus, path)
                flag = (self._judgement(place, constraint, reports_value=False), broken)
                self._flag((place.root.targets, place.prefix, place.focus, place.focus), flag)
            else:
                broken = self._conditions.broken_by_value(constraint, place.value, place.focus, path)
                flag = (self._judgement(place, constraint, reports_value=constraint.kind != "hasValue"), broken)
                self._flag((place.root.targets, place.group, place.focus, place.value), flag)

    def _judgement(self, place: Place, constraint: Constraint, *, reports_value: bool) -> Judgement:
        path = place.shape.path
        written = "" if path is None else text(path)
        if path is not None:
            self.paths[written] = path
        shape = place.shape
        return Judgement(
            rule=place.root.name,
            shape=shape.name,
            component=constraint.component,
            severity=shape.severity,
            path=written,
            reports_value=reports_value,
            needs_shapes=_asks_shapes(constraint),
        )

    def _flag(self, key: _Key, flag: _Flag) -> None:
        self._flags.setdefault(key, []).append(flag)

    def _merged(self, key: _Key, flags: list[_Flag]) -> Query:
        targets, group, focus, value = key
        projection: list[tuple[Expression, str]] = [((), "?this")]
        projection += renamed(focus, "?focus") + renamed(value, "?value")
        tests: Group
        if len(flags) == 1:
            tests = (Filter(flags[0][1]),)
        else:
            names = [f"?c{number}" for number in range(len(flags))]
            tests = tuple(Bind(expression, name) for (_, expression), name in zip(flags, names, strict=True))
            tests += (Filter((" || ".join(names),)),)
            projection += [((), name) for name in names]
        query = Select(bool(group), tuple(projection), (*group, *tests), ())
        return Query(targets, Writer().select(query), tuple(judgement for judgement, _ in flags), (query,))


def _asks_shapes(constraint: Constraint) -> bool:
    validator = constraint.validator
    if validator is None:
        return False
    group: Group = (validator.select,) if validator.select else validator.ask or ()
    return not {"?shapesGraph", "?currentShape"}.isdisjoint(words(group))


__all__ = ["Judgement", "Program", "Query", "compile", "compile_book", "compile_shapes", "complete", "focus_text"]
