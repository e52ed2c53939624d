"""Constraints that need a query of their own: their rows say more than which value is broken."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ropa.rules.shapes import Constraint, Shape, Validator
from ropa.rules.tree import Bind, Expression, Filter, Group, Match, Select, Union
from ropa.validation.conditions import Conditions, closed, term_text, unique_language
from ropa.validation.substitution import substituted, with_graph

OWN = frozenset({"uniqueLang", "closed", "sparql", "lessThan", "lessThanOrEquals", "equals"})

_Columns = list[tuple[Expression, str]]


@dataclass(frozen=True)
class Place:
    """A shape as it is reached from a targeted one: the patterns that lead from `?this` to its focus."""

    root: Shape
    shape: Shape
    prefix: Group
    focus: str = "?this"

    @property
    def value(self) -> str:
        """The variable of the shape's value nodes: the focus itself in a node shape."""
        return self.focus if self.shape.path is None else f"?node{len(self.prefix)}"

    @property
    def group(self) -> Group:
        """The patterns that lead from `?this` to the value nodes."""
        path = self.shape.path
        return self.prefix if path is None else (*self.prefix, Match(self.focus, path, self.value))


def own_query(place: Place, constraint: Constraint, conditions: Conditions) -> Select:
    """The query of one constraint; each row is a finding."""
    match constraint.kind:
        case "uniqueLang":
            return _unique_language(place, conditions)
        case "closed":
            pair = closed(constraint, place.value, "?path", "?value")
            return Select(True, (*_head(place), ((), "?path"), ((), "?value")), (*place.group, *pair), ())
        case "equals":
            return _equals(place, constraint, conditions)
        case "lessThan" | "lessThanOrEquals":
            return _less_than(place, constraint, conditions)
    return _select(place, constraint.validator or Validator(place.shape.node))


def renamed(variable: str, name: str) -> _Columns:
    """A column for a variable under another name; none where it is there already."""
    return [] if variable in {"?this", name} else [((variable,), name)]


def _head(place: Place) -> _Columns:
    return [((), "?this"), *renamed(place.focus, "?focus")]


def _unique_language(place: Place, conditions: Conditions) -> Select:
    other, tag = conditions.fresh("other"), conditions.fresh("language")
    *_, values = place.group
    others = replace(values, object=other) if isinstance(values, Match) else values
    group: Group = (*place.group, others, Filter(unique_language(place.value, other)))
    return Select(True, (*_head(place), ((f"LCASE(LANG({place.value}))",), tag)), group, ())


def _equals(place: Place, constraint: Constraint, conditions: Conditions) -> Select:
    other = conditions.fresh("other")
    here = conditions.broken_by_value(constraint, place.value, place.focus, place.shape.path)
    missing = conditions.missing_values(constraint, place.focus, place.shape.path, other)
    sides = Union(
        (
            (*place.group, Filter(here), Bind((place.value,), "?value")),
            (*place.prefix, *missing, Bind((other,), "?value")),
        )
    )
    return Select(True, (*_head(place), ((), "?value")), (sides,), ())


def _less_than(place: Place, constraint: Constraint, conditions: Conditions) -> Select:
    other = conditions.fresh("other")
    sign = "<" if constraint.kind == "lessThan" else "<="
    worse = Filter(("!", f"COALESCE({place.value} {sign} {other}, false)"))
    pairs = Match(place.focus, term_text(constraint.terms[0]), other)
    columns = (*_head(place), *renamed(place.value, "?value"), ((), other))
    return Select(True, columns, (*place.group, pairs, worse), ())


def _select(place: Place, validator: Validator) -> Select:
    names = {} if place.focus == "?this" else {"?this": place.focus}
    query = with_graph(substituted(validator, place.shape.path, names), term_text(place.shape.node))
    columns = tuple(item for item in query.projection if item[1] not in {place.focus, "?this"})
    modifiers = query.modifiers
    if place.prefix and modifiers[:2] == ("GROUP", "BY"):
        modifiers = ("GROUP", "BY", "?this", *modifiers[2:])
    return Select(True, (*_head(place), *columns), (*place.prefix, *query.group), modifiers)
