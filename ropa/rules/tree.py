"""The tree of a query: what a rule's SPARQL says, and what compiled queries are made of. Text is read in
`sparql.py` and written in `validation/writing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ropa.errors import ShapeError
from ropa.rules.paths import Path

_VARIABLE = re.compile(r"\?\w+")


@dataclass(frozen=True)
class Exists:
    """`EXISTS {...}` or `NOT EXISTS {...}` inside an expression."""

    negated: bool
    group: Group


Expression = tuple["str | Exists", ...]


@dataclass(frozen=True)
class Match:
    """One triple pattern; the verb is a path or a variable's text."""

    subject: str
    verb: Path | str
    object: str


@dataclass(frozen=True)
class Filter:
    expression: Expression


@dataclass(frozen=True)
class Bind:
    expression: Expression
    variable: str


@dataclass(frozen=True)
class Optional:
    group: Group


@dataclass(frozen=True)
class Union:
    """Alternatives; a bare nested group is a union of one."""

    groups: tuple[Group, ...]


@dataclass(frozen=True)
class InGraph:
    graph: str
    group: Group


@dataclass(frozen=True)
class Select:
    """A SELECT or sub-SELECT: what stands before the group, the group, what stands after it."""

    distinct: bool
    projection: tuple[tuple[Expression, str], ...]
    """Expression (empty for a plain variable) and variable; none for `*`."""
    group: Group
    modifiers: Expression


Element = Match | Filter | Bind | Optional | Union | InGraph | Select
Group = tuple[Element, ...]


def variables(group: Group) -> set[str]:
    """Every variable mentioned in a group, inner groups included."""
    return {word for word in words(group) if word.startswith("?")}


def words(group: Group) -> Iterator[str]:
    """Every term and operator of a group, inner groups included; predicates as names."""
    for element in group:
        match element:
            case Match(subject, verb, target):
                yield from (subject, target, verb if isinstance(verb, str) else "path")
            case Filter(expression):
                yield from _expression_words(expression)
            case Bind(expression, variable):
                yield from (*_expression_words(expression), variable)
            case Optional(inner) | InGraph(_, inner):
                yield from words(inner)
            case Union(groups):
                for inner in groups:
                    yield from words(inner)
            case Select(_, projection, inner, modifiers):
                for expression, variable in projection:
                    yield from (*_expression_words(expression), variable)
                yield from (*words(inner), *_expression_words(modifiers))


def _expression_words(expression: Expression) -> Iterator[str]:
    for part in expression:
        if isinstance(part, Exists):
            yield from words(part.group)
        else:
            yield part
            if not part.startswith(("?", '"', "'")):
                yield from _VARIABLE.findall(part)


def selects(group: Group) -> Iterator[Select]:
    """Every sub-SELECT of a group, at any depth."""
    for element in group:
        match element:
            case Select():
                yield element
                yield from selects(element.group)
            case Optional(inner) | InGraph(_, inner):
                yield from selects(inner)
            case Union(groups):
                for inner in groups:
                    yield from selects(inner)
            case Filter(expression) | Bind(expression, _):
                for part in expression:
                    if isinstance(part, Exists):
                        yield from selects(part.group)


def assigned(group: Group) -> Iterator[str]:
    """Variables that BIND or a sub-SELECT's `AS` gives a value."""
    for element in group:
        match element:
            case Bind(_, variable):
                yield variable
            case Optional(inner) | InGraph(_, inner):
                yield from assigned(inner)
            case Union(groups):
                for inner in groups:
                    yield from assigned(inner)
            case Select(_, projection, inner, _):
                yield from (variable for expression, variable in projection if expression)
                yield from assigned(inner)
        if isinstance(element, Filter):
            for part in element.expression:
                if isinstance(part, Exists):
                    yield from assigned(part.group)


def check_prebound(group: Group, prebound: set[str], where: str) -> None:
    """SHACL appendix A: pre-bound variables are projected by every sub-SELECT and never assigned."""
    for variable in assigned(group):
        if variable in prebound:
            raise ShapeError(f"{variable} is given by SHACL and may not be assigned (SHACL appendix A).", where=where)
    for query in selects(group):
        projected = {variable for _, variable in query.projection}
        if missing := sorted(prebound - projected):
            raise ShapeError(
                f"a sub-SELECT does not project {', '.join(missing)} (SHACL appendix A).",
                where=where,
                mend=f"Add {missing[0].replace('?', '$')} to its SELECT.",
            )
