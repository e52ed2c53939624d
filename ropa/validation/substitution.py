"""Puts constants and variables in the place of what SHACL pre-binds in a rule's SPARQL. Writes no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ropa.rdf import NamedNode
from ropa.rules.paths import Path, name
from ropa.rules.shapes import Validator
from ropa.rules.tree import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Match,
    Optional,
    Select,
    Union,
    variables,
)

SHAPES_GRAPH = "<urn:ropa:shapes>"


def substituted(
    validator: Validator, path: Path | None, names: Mapping[str, str], fresh: Callable[[str], str] | None = None
) -> Select:
    """The validator's query with `$PATH`, parameters and the given variables put in.

    With `fresh`, its other variables are renamed too, so that it can stand inside another query.
    """
    query = validator.select or Select(False, (((), "?this"),), validator.ask or (), ())
    table = {parameter: _constant(term) for parameter, term in validator.parameters} | dict(names)
    if fresh:
        for variable in sorted(variables((query,)) - table.keys() - {"?PATH", "?shapesGraph", "?currentShape"}):
            table[variable] = fresh(variable[1:])
    return _Substitution(table, path).select(query)


def with_graph(query: Select, shape: str) -> Select:
    """`$shapesGraph` and `$currentShape` put in."""
    return _Substitution({"?shapesGraph": SHAPES_GRAPH, "?currentShape": shape}, None).select(query)


def renamed(group: Group, names: Mapping[str, str]) -> Group:
    """A group with other variable names."""
    return _Substitution(names, None).group(group)


def _constant(term: object) -> str:
    return name(term) if isinstance(term, NamedNode) else str(term)


class _Substitution:
    def __init__(self, table: Mapping[str, str], path: Path | None) -> None:
        self._table = table
        self._path = path

    def select(self, query: Select) -> Select:
        projection = tuple(
            (self.expression(expression), self.term(variable)) for expression, variable in query.projection
        )
        kept = tuple(item for item in projection if item[1].startswith("?"))
        return replace(
            query, projection=kept, group=self.group(query.group), modifiers=self.expression(query.modifiers)
        )

    def group(self, group: Group) -> Group:
        return tuple(self._element(element) for element in group)

    def term(self, term: str) -> str:
        return self._table.get(term, term)

    def _element(self, element: Element) -> Element:
        match element:
            case Match(subject, verb, target):
                if verb == "?PATH" and self._path is not None:
                    verb = self._path
                return Match(self.term(subject), self.term(verb) if isinstance(verb, str) else verb, self.term(target))
            case Filter(expression):
                return Filter(self.expression(expression))
            case Bind(expression, variable):
                return Bind(self.expression(expression), self.term(variable))
            case Optional(inner):
                return Optional(self.group(inner))
            case InGraph(graph, inner):
                return InGraph(self.term(graph), self.group(inner))
            case Union(groups):
                return Union(tuple(self.group(inner) for inner in groups))
            case Select():
                return self.select(element)

    def expression(self, expression: Expression) -> Expression:
        done: list[str | Exists] = []
        for part in expression:
            if isinstance(part, Exists):
                done.append(Exists(part.negated, self.group(part.group)))
            else:
                done.append(self.term(part))
        return _settled(tuple(done))


def _settled(expression: Expression) -> Expression:
    """BOUND of a constant is true, and no SPARQL."""
    done: list[str | Exists] = []
    for part in expression:
        done.append(part)
        tail = done[-4:]
        if len(tail) == 4 and tail[3] == ")" and tail[1] == "(" and isinstance(tail[0], str):
            inner = tail[2]
            if tail[0].upper() == "BOUND" and isinstance(inner, str) and not inner.startswith("?"):
                done[-4:] = ["true"]
    return tuple(done)
