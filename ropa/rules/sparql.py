"""Reads the SPARQL text of a rule into a tree that can be checked, analysed and written again.

Reads what a rule may say: SELECT and ASK with groups, filters, OPTIONAL, UNION, BIND, GRAPH and sub-SELECTs.
Refuses MINUS, VALUES and SERVICE (ill-formed in SHACL, clause 5.3.1) and what no rule needs. Writes no query:
that is `validation/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.rdf import NamedNode
from ropa.rules.paths import Alternative, Inverse, Negated, Path, Repeat, Sequence, Step
from ropa.rules.tokens import Tokens
from ropa.rules.tree import Bind, Element, Exists, Expression, Filter, Group, InGraph, Match, Optional, Select, Union


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
