"""Reads the SPARQL text of a rule into a tree that can be checked, analysed and written again.

Reads what a rule may say: SELECT and ASK with groups, filters, OPTIONAL, UNION, BIND, GRAPH and sub-SELECTs.
Refuses MINUS, VALUES and SERVICE (ill-formed in SHACL, clause 5.3.1) and what no rule needs. Writes no query:
that is `validation/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ropa.errors import ShapeError
from ropa.rdf import NamedNode
from ropa.rules.paths import Alternative, Inverse, Negated, Path, Repeat, Sequence, Step
from ropa.rules.tokens import Tokens

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


class Reader:
    """Reads one query text; `where` names the rule in messages."""

    def __init__(self, text: str, prefixes: Mapping[str, str], where: str) -> None:
        self._tokens = Tokens(text, prefixes, where)
        self._fresh = 0

    def select(self) -> Select:
        """The whole text as a SELECT."""
        self._tokens.prologue()
        query = self._select()
        self._tokens.end()
        return query

    def ask(self) -> Group:
        """The whole text as an ASK: its group."""
        self._tokens.prologue()
        self._tokens.take("ASK")
        self._tokens.skip("WHERE")
        group = self._group()
        self._tokens.end()
        return group

    def path(self) -> Path:
        """The whole text as a property path."""
        path = self._path()
        self._tokens.end()
        return path

    def _select(self) -> Select:
        t = self._tokens
        t.take("SELECT")
        distinct = t.skip("DISTINCT") or t.skip("REDUCED")
        projection: list[tuple[Expression, str]] = []
        star = t.skip("*")
        while not star and t.peek() not in {"WHERE", "{", "FROM"}:
            projection.append(self._projected())
        if t.peek() == "FROM":
            t.refuse("FROM")
        t.skip("WHERE")
        group = self._group()
        return Select(distinct, tuple(projection), group, self._modifiers())

    def _projected(self) -> tuple[Expression, str]:
        t = self._tokens
        if t.is_variable():
            return (), t.next()
        t.take("(")
        parts: list[str | Exists] = []
        while t.peek() != "AS":
            parts += self._part()
        t.take("AS")
        variable = t.next()
        t.take(")")
        return tuple(parts), variable

    def _modifiers(self) -> Expression:
        t = self._tokens
        parts: list[str | Exists] = []
        while not t.at_end() and t.peek() != "}":
            if t.peek() in {"LIMIT", "OFFSET", "VALUES"}:
                t.refuse(t.peek())
            parts += self._part()
        return tuple(parts)

    def _group(self) -> Group:
        t = self._tokens
        t.take("{")
        elements: list[Element] = []
        if t.peek() == "SELECT":
            elements.append(self._select())
        while t.peek() != "}":
            elements += self._element()
            t.skip(".")
        t.take("}")
        return tuple(elements)

    def _element(self) -> list[Element]:
        t = self._tokens
        match t.peek():
            case "MINUS" | "VALUES" | "SERVICE" as word:
                t.refuse(word)
            case "FILTER":
                t.next()
                return [Filter(self._constraint())]
            case "BIND":
                t.next()
                return [Bind(*self._projected())]
            case "OPTIONAL":
                t.next()
                return [Optional(self._group())]
            case "GRAPH":
                t.next()
                return [InGraph(t.next(), self._group())]
            case "{":
                groups = [self._group()]
                while t.skip("UNION"):
                    groups.append(self._group())
                return [Union(tuple(groups))]
        return list(self._triples())

    def _constraint(self) -> Expression:
        parts = self._part()
        if isinstance(parts[0], str) and parts[0] != "(" and not isinstance(parts[-1], Exists):
            parts += self._part()
        return tuple(parts)

    def _part(self) -> list[str | Exists]:
        """One token, one bracketed expression, or one EXISTS."""
        t = self._tokens
        if t.peek() == "NOT" and t.peek(1) == "EXISTS":
            t.next()
            t.next()
            return [Exists(True, self._group())]
        if t.peek() == "EXISTS":
            t.next()
            return [Exists(False, self._group())]
        first = t.next()
        if first != "(":
            return [first]
        parts: list[str | Exists] = [first]
        while t.peek() != ")":
            parts += self._part()
        return [*parts, t.next()]

    def _triples(self) -> Iterator[Match]:
        t = self._tokens
        if t.peek() == "[":
            subject, inner = self._bracketed()
            yield from inner
            if t.peek() in {".", "}"}:
                return
        else:
            subject = t.term()
        yield from self._properties(subject)

    def _properties(self, subject: str) -> Iterator[Match]:
        t = self._tokens
        while t.peek() not in {".", "}", "]"}:
            verb: Path | str = t.next() if t.is_variable() else self._path()
            while True:
                if t.peek() == "[":
                    target, inner = self._bracketed()
                    yield from inner
                else:
                    target = t.term()
                yield Match(subject, verb, target)
                if not t.skip(","):
                    break
            if not t.skip(";"):
                break

    def _bracketed(self) -> tuple[str, list[Match]]:
        self._fresh += 1
        node = f"?anon{self._fresh}"
        self._tokens.take("[")
        inner = list(self._properties(node))
        self._tokens.take("]")
        return node, inner

    def _path(self) -> Path:
        parts = [self._sequence()]
        while self._tokens.skip("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Alternative(tuple(parts))

    def _sequence(self) -> Path:
        parts = [self._step()]
        while self._tokens.skip("/"):
            parts.append(self._step())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _step(self) -> Path:
        t = self._tokens
        if t.skip("^"):
            return Inverse(self._step())
        if t.skip("!"):
            return self._negated()
        path: Path
        if t.skip("("):
            path = self._path()
            t.take(")")
        else:
            path = Step(t.predicate())
        return Repeat(path, t.next()) if t.peek() in {"*", "+", "?"} else path

    def _negated(self) -> Path:
        t = self._tokens
        many = t.skip("(")
        forward: list[NamedNode] = []
        backward: list[NamedNode] = []
        while True:
            (backward if t.skip("^") else forward).append(t.predicate())
            if not many or not t.skip("|"):
                break
        if many:
            t.take(")")
        return Negated(tuple(forward), tuple(backward))


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
