"""What a compiled query can depend on: for each pattern, the way from a focus node to the statements it reads.

Derived from the query's own patterns, so that a changed statement leads back to exactly the focus nodes whose
findings it may change. A pattern that no way leads to makes the query depend on every such statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ropa.rdf import NamedNode, iri
from ropa.rules.paths import Inverse, Negated, Path, Repeat, Sequence, Step
from ropa.rules.shapes import Target
from ropa.rules.tree import Bind, Exists, Expression, Filter, Group, InGraph, Match, Optional, Select, Union, variables
from ropa.validation.approaches import approaches, turned
from ropa.validation.substitution import renamed

_ANY = Negated((NamedNode("urn:ropa:none"),), ())
_MOST_WORLDS = 64
_TYPE = iri("rdf:type")
_SUBCLASS = iri("rdfs:subClassOf")


@dataclass(frozen=True)
class Read:
    """A kind of statement a query reads, and how to come from such a statement to the focus nodes."""

    predicate: str
    """IRI; "" for any."""
    back: tuple[Match, ...] | None
    """Patterns that bind `?this` from `?end` and `?far`; (): `?end` is the focus; None: any focus node may be.

    Where they do not bind `?this`, they tell whether the statement plays any part; if so, for every focus node.
    """
    from_subject: bool
    """Whether `?end` is the statement's subject and `?far` its object, or the other way round."""
    subject: str = ""
    object: str = ""
    """N-Triples of a constant the statement must have at that end."""

    def concerns(self, subject: str, target: str) -> bool:
        """Whether a statement with this predicate is of this kind."""
        return self.subject in {"", subject} and self.object in {"", target}


def reads(targets: tuple[Target, ...], group: Group) -> tuple[Read, ...]:
    """Every kind of statement that a query over these targets reads."""
    found = dict.fromkeys(_target_reads(targets))
    for context, own in _scopes(group, ()):
        world = () if context is None else (*context, *own)
        ways = _ways(world)
        for match in own:
            found |= dict.fromkeys(_reads_of(match, ways, world))
    return tuple(found)


def needs(group: Group) -> list[tuple[Match, ...]]:
    """Patterns of which, in one choice of branches, all must hold for a node to be told of; an empty choice asks none.

    Sub-SELECTs are left out: one that counts has a row even where nothing matches.
    """
    outer = tuple(element for element in group if isinstance(element, Match | Union))
    worlds = _worlds(outer)
    return [()] if worlds is None else worlds


def _target_reads(targets: tuple[Target, ...]) -> Iterator[Read]:
    for target in targets:
        if target.kind == "class":
            yield Read(_TYPE.value, (), True)
            yield Read(_SUBCLASS.value, None, True)
        elif target.kind != "node" and isinstance(target.term, NamedNode):
            yield Read(target.term.value, (), target.kind == "subjectsOf")


_Matches = tuple[Match, ...]


def _scopes(group: Group, context: _Matches) -> Iterator[tuple[_Matches | None, _Matches]]:
    """Each scope's patterns with those that hold around it, None where there are too many choices to tell.

    Patterns of other branches never help.
    """
    worlds = _worlds(group)
    if worlds is None:
        yield None, tuple(_all_matches(group))
        return
    for own in worlds:
        yield context, own
        for inner in _children(group):
            yield from _scopes(inner, (*context, *own))


def _worlds(group: Group) -> list[_Matches] | None:
    """The patterns of a group, one choice of branch at a time; sub-SELECTs count as part of it."""
    done: list[_Matches] = [()]
    for element in group:
        more: list[_Matches] | None = None
        match element:
            case Match():
                more = [(element,)]
            case Union(groups):
                branches = [_worlds(inner) for inner in groups]
                more = [] if None not in branches else None
                if more is None:
                    return None
                more = [world for branch in branches for world in branch or []]
            case Select(_, projection, inner, _):
                more = _worlds(_private(inner, {variable for _, variable in projection}))
                if more is None:
                    return None
        if more is not None:
            done = [(*world, *extra) for world in done for extra in more]
        if len(done) > _MOST_WORLDS:
            return None
    return done


def _children(group: Group) -> Iterator[Group]:
    """Groups that are only tried out: under EXISTS and OPTIONAL, also inside branches."""
    for element in group:
        match element:
            case Optional(inner):
                yield inner
            case Union(groups):
                for inner in groups:
                    yield from _children_within(inner)
            case Select(_, projection, inner, modifiers):
                yield from _children_within(_private(inner, {variable for _, variable in projection}))
                yield from _tried((modifiers, *(expression for expression, _ in projection)))
            case Filter(expression) | Bind(expression, _):
                yield from _tried((expression,))


def _children_within(inner: Group) -> Iterator[Group]:
    """A branch's own patterns are needed to lead to what its filters try out."""
    matches = tuple(element for element in inner if isinstance(element, Match))
    for child in _children(inner):
        yield (*matches, *child)


def _tried(expressions: Iterable[Expression]) -> Iterator[Group]:
    for expression in expressions:
        for part in expression:
            if isinstance(part, Exists):
                yield part.group


def _all_matches(group: Group) -> Iterator[Match]:
    for element in group:
        match element:
            case Match():
                yield element
            case Optional(inner) | InGraph(_, inner):
                yield from _all_matches(inner)
            case Union(groups):
                for inner in groups:
                    yield from _all_matches(inner)
            case Select():
                yield from _all_matches(element.group)
            case Filter(expression) | Bind(expression, _):
                for part in expression:
                    if isinstance(part, Exists):
                        yield from _all_matches(part.group)


def _private(group: Group, shared: set[str]) -> Group:
    """A sub-SELECT's group, variables that it does not project under names of their own."""
    inside = {variable: f"{variable}_inside" for variable in sorted(variables(group) - shared)}
    return renamed(group, inside)


def _ways(matches: _Matches) -> dict[str, tuple[Path, ...]]:
    """Variable to the shortest way from `?this` to it."""
    ways: dict[str, tuple[Path, ...]] = {"?this": ()}
    todo = ["?this"]
    while todo:
        here = todo.pop(0)
        for match in matches:
            path: Path = _ANY if isinstance(match.verb, str) else match.verb
            for near, far, step in ((match.subject, match.object, path), (match.object, match.subject, turned(path))):
                if near == here and far.startswith("?") and far not in ways:
                    ways[far] = (*ways[here], step)
                    todo.append(far)
    return ways


def _reads_of(match: Match, ways: dict[str, tuple[Path, ...]], world: _Matches) -> Iterator[Read]:
    path: Path = _ANY if isinstance(match.verb, str) else match.verb
    ends = [end for end in (match.subject, match.object) if end in ways]
    near = min(ends, key=lambda end: len(ways[end])) if ends else ""
    simple = isinstance(path, Step) or path == _ANY
    subject, target = (_constant(end) if simple else "" for end in (match.subject, match.object))
    if near == match.object and near != match.subject:
        path = turned(path)
    for prefix, predicate, forward in approaches(path):
        way = (*ways[near], *prefix) if near else ()
        back: _Matches | None = _chain(way) if near else None
        if (near or simple) and (not near or _goes_sideways(way, forward)):
            edge = None if prefix or not simple else match
            back = _joined(edge, forward, near, prefix, [m for m in world if m != match]) or back
        yield Read(predicate, back, forward, subject, target)


def _goes_sideways(way: tuple[Path, ...], from_subject: bool) -> bool:
    """Whether the way goes down to a node that many may share and up again on another side."""
    went_down = False
    for step in way:
        if _goes_up(step) and went_down:
            return True
        went_down |= not _goes_up(step)
    return went_down and not from_subject


def _goes_up(step: Path) -> bool:
    return isinstance(step, Inverse) or (isinstance(step, Repeat) and _goes_up(step.path))


def _chain(way: tuple[Path, ...]) -> _Matches:
    """The way alone: enough where it stays within what belongs to the focus node."""
    nodes = ["?this", *(f"?hop{number}" for number in range(1, len(way))), "?end"]
    return tuple(Match(nodes[n], step, nodes[n + 1]) for n, step in enumerate(way))


def _joined(edge: Match | None, forward: bool, near: str, prefix: tuple[Path, ...], rest: list[Match]) -> _Matches:
    """All that must hold together with the statement: without it, a shared node would lead to everybody."""
    matches = list(rest)
    names: dict[str, str] = {}
    if edge is None:
        path = prefix[0] if len(prefix) == 1 else Sequence(prefix) if prefix else None
        matches += [Match(near, path, "?end")] if path else []
        names = {} if path else {near: "?end"}
    else:
        subject, target = ("?end", "?far") if forward else ("?far", "?end")
        names = {end: name for end, name in ((edge.object, target), (edge.subject, subject)) if end.startswith("?")}
    renamed_ = [m for m in renamed(tuple(matches), names) if isinstance(m, Match)]
    return tuple(_connected(renamed_, {"?end", "?far"}))


def _connected(matches: list[Match], known: set[str]) -> list[Match]:
    kept: list[Match] = []
    grew = True
    while grew:
        grew = False
        for match in matches:
            ends = {end for end in (match.subject, match.object) if end.startswith("?")}
            if match not in kept and ends & known:
                kept.append(match)
                known |= ends
                grew = True
    return kept


def _constant(term: str) -> str:
    """A constant as N-Triples writes it, where that is simple; literals are not told apart."""
    if term.startswith("<"):
        return term
    is_name = ":" in term and term[0].isalpha()
    return str(iri(term)) if is_name else ""
