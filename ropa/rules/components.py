"""SPARQL of shapes: `sh:sparql` constraints, and constraint components that a shapes graph declares itself."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.errors import ShapeError
from ropa.namespaces import PREFIXES, local_name
from ropa.rdf import Literal, NamedNode, Subject, Term
from ropa.rules.shapes import SH, Constraint, Graph, Validator, place
from ropa.rules.sparql import Reader
from ropa.rules.tree import check_prebound

_SPARQL = f"{SH}SPARQLConstraintComponent"


@dataclass(frozen=True)
class Component:
    """A declared constraint component: its parameters, with whether each is optional."""

    node: Subject
    parameters: tuple[tuple[NamedNode, bool], ...]


def discover(graph: Graph) -> tuple[Component, ...]:
    """Every constraint component that the graph declares."""
    found: list[Component] = []
    for node in graph.having("sh:parameter"):
        if not graph.is_a(node, "sh:ConstraintComponent"):
            continue
        parameters: list[tuple[NamedNode, bool]] = []
        for parameter in graph.objects(node, "sh:parameter"):
            path = graph.one(parameter, "sh:path", place(node))
            if not isinstance(path, NamedNode):
                raise ShapeError("a parameter needs an IRI as sh:path (SHACL 6.2.1).", where=place(node))
            optional = graph.one(parameter, "sh:optional", place(node))
            parameters.append((path, optional == Literal(True)))
        found.append(Component(node, tuple(sorted(parameters, key=lambda p: p[0].value))))
    return tuple(found)


def sparql(graph: Graph, node: Subject, on_property: bool, where: str) -> list[Constraint]:
    """The `sh:sparql` constraints of a shape."""
    found: list[Constraint] = []
    for constraint in graph.objects(node, "sh:sparql"):
        off = graph.one(constraint, "sh:deactivated", where)
        if off == Literal(True):
            continue
        if isinstance(constraint, Literal):
            raise ShapeError("sh:sparql needs a node (SHACL 5.2).", where=where)
        validator = _validator(graph, constraint, {"?this"}, where)
        if validator.select is None:
            raise ShapeError("a SPARQL constraint needs one sh:select (SHACL 5.2.1).", where=where)
        found.append(Constraint("sparql", _SPARQL, validator=validator))
    return found


def custom(
    graph: Graph, known: tuple[Component, ...], node: Subject, on_property: bool, where: str
) -> list[Constraint]:
    """The constraints that declared components put on a shape."""
    found: list[Constraint] = []
    for component in known:
        given = {path.value: graph.objects(node, path.value) for path, _ in component.parameters}
        needed = [path.value for path, optional in component.parameters if not optional]
        if not needed or any(not given[path] for path in needed):
            continue
        if len(needed) > 1 and any(len(values) > 1 for values in given.values()):
            raise ShapeError("a component with several parameters takes one value of each (SHACL 6.3).", where=where)
        first, *_ = needed
        for value in given[first]:
            chosen = {path: values[0] for path, values in given.items() if values} | {first: value}
            found.append(_applied(graph, component, chosen, on_property, where))
    return found


def _applied(graph: Graph, component: Component, chosen: dict[str, Term], on_property: bool, where: str) -> Constraint:
    specific = graph.objects(component.node, "sh:propertyValidator" if on_property else "sh:nodeValidator")
    choice = specific or graph.objects(component.node, "sh:validator")
    if not choice or isinstance(choice[0], Literal):
        raise ShapeError(f"{place(component.node)} has no validator for this kind of shape (SHACL 6.2.3).", where=where)
    names = {path.value: f"?{local_name(path.value)}" for path, _ in component.parameters}
    parameters = tuple((names[path], value) for path, value in sorted(chosen.items()))
    unbound = tuple(sorted(variable for path, variable in names.items() if path not in chosen))
    read = _validator(graph, choice[0], {"?this", "?value"} if not specific else {"?this"}, where)
    validator = Validator(read.node, read.select, read.ask, parameters, unbound, read.messages)
    return Constraint("component", component.node.value, validator=validator)


def _validator(graph: Graph, node: Term, prebound: set[str], where: str) -> Validator:
    if isinstance(node, Literal):
        raise ShapeError("a validator must be a node.", where=where)
    prefixes = PREFIXES | _prefixes(graph, node, where)
    messages = tuple(m for m in graph.objects(node, "sh:message") if isinstance(m, Literal))
    select, ask = graph.one(node, "sh:select", where), graph.one(node, "sh:ask", where)
    if isinstance(select, Literal):
        query = Reader(select.value, prefixes, where).select()
        if "?this" not in {variable for _, variable in query.projection}:
            raise ShapeError("the SELECT does not project $this (SHACL 5.2.1).", where=where, mend="Add $this.")
        check_prebound(query.group, {"?this"}, where)
        return Validator(node, select=query, messages=messages)
    if isinstance(ask, Literal):
        group = Reader(ask.value, prefixes, where).ask()
        check_prebound(group, prebound, where)
        return Validator(node, ask=group, messages=messages)
    raise ShapeError("a SPARQL constraint needs one sh:select or sh:ask (SHACL 5.2.1, 6.2.3).", where=where)


def _prefixes(graph: Graph, node: Term, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    todo, seen = list(graph.objects(node, "sh:prefixes")), set[str]()
    while todo:
        holder = todo.pop()
        if isinstance(holder, Literal) or str(holder) in seen:
            continue
        seen.add(str(holder))
        todo += graph.objects(holder, "owl:imports")
        for declaration in graph.objects(holder, "sh:declare"):
            prefix = graph.one(declaration, "sh:prefix", where)
            namespace = graph.one(declaration, "sh:namespace", where)
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal | NamedNode):
                raise ShapeError("a prefix declaration needs sh:prefix and sh:namespace (SHACL 5.2.1).", where=where)
            if found.get(prefix.value, namespace.value) != namespace.value:
                raise ShapeError(f"the prefix '{prefix.value}:' is declared twice (SHACL 5.2.1).", where=where)
            found[prefix.value] = namespace.value
    return found


__all__ = ["Component", "custom", "discover", "sparql"]
