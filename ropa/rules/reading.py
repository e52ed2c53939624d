"""Shapes graph to tree: reads each constraint with its parameters, refuses recursion and unknown constructs.

One reader per graph; shapes reached twice are read once. Law and rule contract are no concern here.
"""

from __future__ import annotations

from collections.abc import Iterable

from ropa.errors import ShapeError
from ropa.rdf import BlankNode, Literal, NamedNode, Subject, Term, Triple
from ropa.rules import components
from ropa.rules.paths import read
from ropa.rules.patterns import check_pattern
from ropa.rules.shapes import SH, Constraint, Graph, Shape, place, targeted, targets

_SINGLE = [
    "class",
    "datatype",
    "nodeKind",
    "minCount",
    "maxCount",
    "minExclusive",
    "minInclusive",
    "maxExclusive",
    "maxInclusive",
    "minLength",
    "maxLength",
    "equals",
    "disjoint",
    "lessThan",
    "lessThanOrEquals",
    "hasValue",
]
_NESTED = ("not", "node", "property")
_LISTS = ("in", "languageIn")
_LOGICAL = ("and", "or", "xone")
_SAID = frozenset(
    [
        "name",
        "description",
        "order",
        "group",
        "defaultValue",
        "message",
        "severity",
        "deactivated",
        "targetClass",
        "targetNode",
        "targetSubjectsOf",
        "targetObjectsOf",
        "path",
        "flags",
        "ignoredProperties",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint",
        "prefixes",
        "select",
        "ask",
        "declare",
        "parameter",
        "validator",
        "nodeValidator",
        "propertyValidator",
        "labelTemplate",
        "optional",
    ]
)
_KNOWN = (
    _SAID
    | {*_SINGLE, *_NESTED, *_LISTS, *_LOGICAL}
    | {"pattern", "uniqueLang", "qualifiedValueShape", "closed", "sparql"}
)
_ON_PROPERTY_ONLY = frozenset({"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"})
_NUMBERS = frozenset({"minCount", "maxCount", "minLength", "maxLength"})
_TRUE = Literal(True)


def shapes(triples: Iterable[Triple], where: str = "") -> tuple[Shape, ...]:
    """Every targeted shape of a graph, with all that hangs below. Raises ShapeError naming shape and clause."""
    graph = Graph(triples)
    reader = _Reader(graph, where)
    return tuple(reader.shape(node) for node in targeted(graph))


class _Reader:
    def __init__(self, graph: Graph, file: str) -> None:
        self.graph = graph
        self._file = file
        self._done: dict[str, Shape] = {}
        self._open: list[str] = []
        self._custom = components.discover(graph)

    def shape(self, node: Term) -> Shape:
        key = str(node)
        if key in self._open:
            raise ShapeError("the shape refers to itself: recursion (SHACL 3.4.3).", where=self._where(node))
        if isinstance(node, Literal):
            raise ShapeError(f"{node} is no shape.", where=self._file)
        if key not in self._done:
            self._open.append(key)
            self._done[key] = self._read(node)
            self._open.pop()
        return self._done[key]

    def _where(self, node: Term) -> str:
        return f"{self._file}: {place(node)}" if self._file else place(node)

    def _read(self, node: Subject) -> Shape:
        where = self._where(node)
        self._refuse_unknown(node, where)
        path_node = self.graph.one(node, "sh:path", where)
        path = read(path_node, self.graph.objects, where) if path_node else None
        severity = self.graph.one(node, "sh:severity", where)
        off = self.graph.one(node, "sh:deactivated", where)
        deactivated = _is_true(off)
        messages = tuple(m for m in self.graph.objects(node, "sh:message") if isinstance(m, Literal))
        found = () if deactivated else tuple(self._constraints(node, path is not None, where))
        return Shape(
            node=node,
            path=path,
            targets=targets(self.graph, node, where),
            severity=severity.value if isinstance(severity, NamedNode) else f"{SH}Violation",
            deactivated=deactivated,
            constraints=found,
            messages=messages,
        )

    def _refuse_unknown(self, node: Subject, where: str) -> None:
        for predicate in self.graph.predicates(node):
            local = predicate.removeprefix(SH)
            if predicate.startswith(SH) and local not in _KNOWN:
                raise ShapeError(f"sh:{local} is not supported.", where=where)

    def _constraints(self, node: Subject, on_property: bool, where: str) -> list[Constraint]:
        found: list[Constraint] = []
        values = self.graph.objects
        for kind in _SINGLE:
            if kind in _ON_PROPERTY_ONLY and not on_property and values(node, f"sh:{kind}"):
                raise ShapeError(f"sh:{kind} may stand in property shapes only (SHACL 4).", where=where)
            for term in values(node, f"sh:{kind}"):
                _check_parameter(kind, term, where)
                found.append(Constraint(kind, _component(kind), (term,)))
        for kind in _NESTED:
            found += [Constraint(kind, _component(kind), (t,), (self.shape(t),)) for t in values(node, f"sh:{kind}")]
        if any(s.path is None for c in found if c.kind == "property" for s in c.shapes):
            raise ShapeError("a value of sh:property has no sh:path (SHACL 2.3).", where=where)
        for kind in _LISTS:
            for head in values(node, f"sh:{kind}"):
                found.append(Constraint(kind, _component(kind), tuple(self.graph.list_of(head, where))))
        for kind in _LOGICAL:
            for head in values(node, f"sh:{kind}"):
                members = tuple(self.shape(t) for t in self.graph.list_of(head, where))
                found.append(Constraint(kind, _component(kind), shapes=members))
        found += self._others(node, on_property, where)
        found += components.sparql(self.graph, node, on_property, where)
        found += components.custom(self.graph, self._custom, node, on_property, where)
        return found

    def _others(self, node: Subject, on_property: bool, where: str) -> list[Constraint]:
        found: list[Constraint] = []
        flags = self.graph.one(node, "sh:flags", where)
        for term in self.graph.objects(node, "sh:pattern"):
            flag = flags.value if isinstance(flags, Literal) else ""
            check_pattern(term.value, where)
            found.append(Constraint("pattern", _component("pattern"), (term,), flags=flag))
        if _is_true(self.graph.one(node, "sh:uniqueLang", where)):
            if not on_property:
                raise ShapeError("sh:uniqueLang may stand in property shapes only (SHACL 4.4.5).", where=where)
            found.append(Constraint("uniqueLang", _component("uniqueLang")))
        if _is_true(self.graph.one(node, "sh:closed", where)):
            found.append(Constraint("closed", _component("closed"), tuple(self._allowed(node, where))))
        return found + self._qualified(node, where)

    def _allowed(self, node: Subject, where: str) -> list[Term]:
        ignored = self.graph.one(node, "sh:ignoredProperties", where)
        allowed = list(self.graph.list_of(ignored, where)) if ignored else []
        for nested in self.graph.objects(node, "sh:property"):
            allowed += [p for p in self.graph.objects(nested, "sh:path") if isinstance(p, NamedNode)]
        return allowed

    def _qualified(self, node: Subject, where: str) -> list[Constraint]:
        found: list[Constraint] = []
        for term in self.graph.objects(node, "sh:qualifiedValueShape"):
            shape = self.shape(term)
            disjoint = _is_true(self.graph.one(node, "sh:qualifiedValueShapesDisjoint", where))
            siblings = tuple(self._siblings(node, term)) if disjoint else ()
            for kind in ("qualifiedMinCount", "qualifiedMaxCount"):
                if limit := self.graph.one(node, f"sh:{kind}", where):
                    found.append(Constraint(kind, _component(kind), (limit,), (shape,), siblings=siblings))
        return found

    def _siblings(self, node: Subject, own: Term) -> list[Shape]:
        parents = [p for p in self.graph.having("sh:property") if node in self.graph.objects(p, "sh:property")]
        nodes: dict[str, Term] = {}
        for parent in parents:
            for nested in self.graph.objects(parent, "sh:property"):
                nodes |= {str(t): t for t in self.graph.objects(nested, "sh:qualifiedValueShape") if t != own}
        return [self.shape(t) for t in nodes.values()]


def _component(kind: str) -> str:
    return f"{SH}{kind[0].upper()}{kind[1:]}ConstraintComponent"


def _is_true(term: Term | None) -> bool:
    return term == _TRUE  # the standard names the term `true`; "1"^^xsd:boolean is another one


def _check_parameter(kind: str, term: Term, where: str) -> None:
    if kind in _NUMBERS and not (isinstance(term, Literal) and term.value.isdigit()):
        raise ShapeError(f"sh:{kind} needs a whole number, not {term} (SHACL 4).", where=where)
    if kind in {
        "class",
        "datatype",
        "nodeKind",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
    } and not isinstance(term, NamedNode):
        raise ShapeError(f"sh:{kind} needs an IRI, not {term} (SHACL 4).", where=where)
    if isinstance(term, BlankNode):
        raise ShapeError(f"sh:{kind} cannot name a blank node.", where=where)
