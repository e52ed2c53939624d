"""What breaks a constraint, as SPARQL expressions over trees: no query is written here, nothing is run.

Each expression is true, or false, never an error. `value` is the variable of the value node, `focus` that of
the node the shape is put to.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from ropa.errors import ShapeError
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Term, iri
from ropa.rules.paths import Path, Repeat, Step, name
from ropa.rules.shapes import Constraint, Shape, Validator
from ropa.rules.tree import Exists, Expression, Filter, Group, InGraph, Match, Select
from ropa.validation.substitution import substituted

LEXICAL = "<urn:ropa:lexical>"
"""Graph of the flat copy that keeps what the store rewrites: the written form and datatype of literals."""

_TYPE = Step(iri("rdf:type"))
_SUBCLASSES = Repeat(Step(iri("rdfs:subClassOf")), "*")
_WRITTEN_AS, _STORED_AS = Step(iri("ropa:writtenAs")), Step(iri("ropa:storedAs"))
_DATATYPE, _WELL_FORMED = Step(iri("ropa:writtenDatatype")), Step(iri("ropa:isWellFormed"))
_COMPARE = {
    "minExclusive": ">",
    "minInclusive": ">=",
    "maxExclusive": "<",
    "maxInclusive": "<=",
    "lessThan": "<",
    "lessThanOrEquals": "<=",
}
_KINDS = {
    "BlankNode": ("isBlank",),
    "IRI": ("isIRI",),
    "Literal": ("isLiteral",),
    "BlankNodeOrIRI": ("isBlank", "isIRI"),
    "BlankNodeOrLiteral": ("isBlank", "isLiteral"),
    "IRIOrLiteral": ("isIRI", "isLiteral"),
}
_COUNTING = frozenset({"minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount", "uniqueLang"})
FOCUS_LEVEL = _COUNTING | {"hasValue"}
"""Constraints of a property shape that judge all values together and report none."""


def term_text(term: Term) -> str:
    """A constant as SPARQL."""
    return name(term) if isinstance(term, NamedNode) else str(term)


class Conditions:
    """Makes expressions with variables that occur nowhere else in the query."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def fresh(self, stem: str) -> str:
        """A variable name not given out before."""
        return f"?{stem}{next(self._numbers)}"

    def conforms(self, shape: Shape, node: str) -> Expression:
        """Whether a node conforms to a shape."""
        tests = [self._holds(shape, constraint, node) for constraint in shape.constraints]
        return _joined(" && ", tests) if tests else ("true",)

    def _holds(self, shape: Shape, constraint: Constraint, node: str) -> Expression:
        if shape.path is None:
            if constraint.kind == "property":
                return self.conforms(constraint.shapes[0], node)
            broken = self.broken_by_value(constraint, node, node, None)
            if constraint.kind == "equals":
                broken = _joined(" || ", [broken, self.missing_equal(constraint, node, None)])
            return ("!", "(", *broken, ")")
        if constraint.kind in FOCUS_LEVEL:
            return ("!", "(", *self.broken_by_focus(constraint, node, shape.path), ")")
        value = self.fresh("value")
        match = Match(node, shape.path, value)
        if constraint.kind == "property":
            inner: Expression = ("!", "(", *self.conforms(constraint.shapes[0], value), ")")
        else:
            inner = self.broken_by_value(constraint, value, node, shape.path)
        tests: list[Expression] = [(Exists(True, (match, Filter(inner))),)]
        if constraint.kind == "equals":
            tests.append(("!", "(", *self.missing_equal(constraint, node, shape.path), ")"))
        return _joined(" && ", tests)

    def broken_by_value(self, constraint: Constraint, value: str, focus: str, path: Path | None) -> Expression:
        """Whether one value node breaks a constraint."""
        if constraint.kind in _LOGICAL:
            return self._logical(constraint, value)
        if constraint.kind in {"sparql", "component"}:
            return self._sparql(constraint, value, focus, path)
        first = term_text(constraint.terms[0]) if constraint.terms else ""
        match constraint.kind:
            case "class":
                kind = self.fresh("type")
                return (Exists(True, (Match(value, _TYPE, kind), Match(kind, _SUBCLASSES, first))),)
            case "datatype":
                return self._datatype(value, first)
            case "nodeKind":
                return _none_of(value, first)
            case "in":
                return _not_among(value, constraint.terms)
            case "hasValue":
                return ("!", f"sameTerm({value}, {first})")
            case "minLength" | "maxLength" | "pattern" | "languageIn":
                return self._text(constraint, value)
        return self._compared(constraint, value, focus)

    def _compared(self, constraint: Constraint, value: str, focus: str) -> Expression:
        match constraint.kind:
            case "minExclusive" | "minInclusive" | "maxExclusive" | "maxInclusive":
                return ("!", f"COALESCE({value} {_COMPARE[constraint.kind]} {term_text(constraint.terms[0])}, false)")
            case "disjoint":
                return (Exists(False, (Match(focus, _step(constraint), value),)),)
            case "equals":
                return (Exists(True, (Match(focus, _step(constraint), value),)),)
            case "lessThan" | "lessThanOrEquals":
                other = self.fresh("other")
                bad = ("!", f"COALESCE({value} {_COMPARE[constraint.kind]} {other}, false)")
                return (Exists(False, (Match(focus, _step(constraint), other), Filter(bad))),)
            case "closed":
                predicate, target = self.fresh("predicate"), self.fresh("object")
                return (Exists(False, closed(constraint, value, predicate, target)),)
        raise ShapeError(f"sh:{constraint.kind} is not supported here.")

    def broken_by_focus(self, constraint: Constraint, focus: str, path: Path) -> Expression:
        """Whether the values of a path, taken together, break a constraint of a property shape."""
        value = self.fresh("value")
        group: Group = (Match(focus, path, value),)
        first = constraint.terms[0] if constraint.terms else Literal(0)
        if constraint.kind == "hasValue":
            return (Exists(True, (Match(focus, path, term_text(first)),)),)
        if constraint.kind == "uniqueLang":
            other = self.fresh("value")
            alike = unique_language(value, other)
            return (Exists(False, (*group, Match(focus, path, other), Filter(alike))),)
        if constraint.kind.startswith("qualified"):
            group += (Filter(self.qualified(constraint, value)),)
        limit = int(first.value)
        if constraint.kind in {"maxCount", "qualifiedMaxCount"}:
            return (self._at_least(limit + 1, focus, value, group),)
        return ("!", self._at_least(limit, focus, value, group)) if limit else ("false",)

    def qualified(self, constraint: Constraint, value: str) -> Expression:
        """Whether a value counts for a qualified value shape."""
        tests = [self.conforms(constraint.shapes[0], value)]
        tests += [("!", "(", *self.conforms(sibling, value), ")") for sibling in constraint.siblings]
        return _joined(" && ", tests)

    def missing_equal(self, constraint: Constraint, focus: str, path: Path | None) -> Expression:
        """Whether sh:equals lacks a value of the other property."""
        return (Exists(False, self.missing_values(constraint, focus, path, self.fresh("other"))),)

    def missing_values(self, constraint: Constraint, focus: str, path: Path | None, other: str) -> Group:
        """The values of sh:equals' other property that are no value nodes."""
        absent: Expression = (
            (f"!sameTerm({other}, {focus})",) if path is None else (Exists(True, (Match(focus, path, other),)),)
        )
        return (Match(focus, _step(constraint), other), Filter(absent))

    def _at_least(self, number: int, focus: str, value: str, group: Group) -> Exists:
        if number == 1:
            return Exists(False, group)
        having = (f"GROUP BY {focus} HAVING(COUNT(DISTINCT {value}) >= {number})",)
        return Exists(False, (Select(False, (((), focus),), group, having),))

    def _logical(self, constraint: Constraint, value: str) -> Expression:
        tests = [self.conforms(shape, value) for shape in constraint.shapes]
        match constraint.kind:
            case "not":
                return ("(", *tests[0], ")")
            case "node" | "and":
                return ("!", "(", *_joined(" && ", tests), ")") if tests else ("false",)
            case "or":
                return ("!", "(", *_joined(" || ", tests), ")") if tests else ("true",)
        counted: list[Expression] = [("IF(", *test, ", 1, 0)") for test in tests]
        return (*_joined(" + ", counted), "!= 1") if tests else ("true",)

    def _datatype(self, value: str, datatype: str) -> Expression:
        note = self.fresh("note")
        stored = Match(note, _STORED_AS, value)
        written = (stored, Match(note, _DATATYPE, datatype), Match(note, _WELL_FORMED, "true"))
        plain: Expression = (
            f"COALESCE(DATATYPE({value}) = {datatype}, false)",
            "&&",
            Exists(True, (InGraph(LEXICAL, (stored,)),)),
        )
        return ("!", "(", "(", *plain, ")", "||", Exists(False, (InGraph(LEXICAL, written),)), ")")

    def _text(self, constraint: Constraint, value: str) -> Expression:
        if constraint.kind == "languageIn":
            ranges = " || ".join(f"langMatches(LANG({value}), {term})" for term in constraint.terms) or "false"
            return ("!", f"COALESCE(isLiteral({value}) && ({ranges}), false)")
        note, written = self.fresh("note"), self.fresh("written")
        noted = (Match(note, _STORED_AS, value), Match(note, _WRITTEN_AS, written))
        plain: Expression = (
            Exists(True, (InGraph(LEXICAL, (noted[0],)),)),
            "&&",
            *_bad_text(constraint, f"STR({value})"),
        )
        kept = Exists(False, (InGraph(LEXICAL, noted), Filter(_bad_text(constraint, written))))
        return (f"isBlank({value})", "||", "(", *plain, ")", "||", kept)

    def _sparql(self, constraint: Constraint, value: str, focus: str, path: Path | None) -> Expression:
        validator = constraint.validator or Validator(iri("sh:sparql"))
        if validator.ask is not None:
            inner = substituted(validator, path, {"?this": focus, "?value": value}, self.fresh)
            return (Exists(True, inner.group),)
        inner = substituted(validator, path, {"?this": focus}, self.fresh)
        return (Exists(False, (inner,) if inner.modifiers else inner.group),)


_LOGICAL = frozenset({"not", "node", "and", "or", "xone"})


def closed(constraint: Constraint, node: str, predicate: str, target: str) -> Group:
    """The statements of a node that a closed shape does not allow."""
    allowed = ", ".join(dict.fromkeys(term_text(term) for term in constraint.terms))
    outside: Expression = (f"{predicate} NOT IN ({allowed})",)
    return (Match(node, predicate, target), Filter(outside))


def unique_language(one: str, other: str) -> Expression:
    """Whether two values are different texts of one language."""
    return (
        f"COALESCE(LANG({one}) != '' && LCASE(LANG({one})) = LCASE(LANG({other})) && !sameTerm({one}, {other}), false)",
    )


def _step(constraint: Constraint) -> Step:
    term = constraint.terms[0]
    return Step(term if isinstance(term, NamedNode) else iri("rdf:type"))


def _none_of(value: str, kind: str) -> Expression:
    local = expand(kind.strip("<>")).rpartition("#")[2]
    if local not in _KINDS:
        raise ShapeError(f"sh:nodeKind cannot be {kind} (SHACL 4.1.3).")
    return ("!", "(", " || ".join(f"{test}({value})" for test in _KINDS[local]), ")")


def _not_among(value: str, terms: Iterable[Term]) -> Expression:
    iris = [term_text(term) for term in terms if isinstance(term, NamedNode)]
    tests = [f"COALESCE({value} IN ({', '.join(iris)}), false)"] if iris else []
    tests += [f"sameTerm({value}, {term})" for term in terms if isinstance(term, Literal)]
    return ("!", "(", " || ".join(tests) or "false", ")")


def _bad_text(constraint: Constraint, text: str) -> Expression:
    first = constraint.terms[0]
    if constraint.kind == "pattern":
        flags = f", {Literal(constraint.flags)}" if constraint.flags else ""
        return (f"!COALESCE(REGEX({text}, {Literal(first.value)}{flags}), false)",)
    sign = "<" if constraint.kind == "minLength" else ">"
    return (f"STRLEN({text}) {sign} {first.value}",)


def _joined(sign: str, tests: list[Expression]) -> Expression:
    found: list[str | Exists] = []
    for number, test in enumerate(tests):
        found += [*([sign.strip()] if number else []), "(", *test, ")"]
    return tuple(found)
