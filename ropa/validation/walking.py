"""Walks along patterns from nodes that are known, at each step along the pattern that has the fewest ways on.

A query planner guesses: where one end of a pattern is a concept that everybody shares (a purpose, a country) it may
begin there, and look at every record. Here the ways are counted before one is taken, so that a walk costs what the
least shared of its patterns costs, however large the register is. Filters are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count, islice

from ropa.namespaces import PREFIXES
from ropa.rdf import NamedNode, Triple, parse_triples
from ropa.rules.paths import Alternative, Inverse, Negated, Path, Repeat, Step, steps
from ropa.rules.paths import Sequence as Chain
from ropa.rules.tree import Match
from ropa.validation.facts import Facts, Node, Statement

THIS = "?this"
End = Node | str
"""A term, or the name of a variable."""
Bound = Mapping[str, Node]
Pattern = tuple[End, Path | str, End]
_Way = tuple[tuple[str, Node], ...]
_KEPT = 20_000


@dataclass(frozen=True, eq=False)
class Route:
    """Patterns to walk along. Known by identity, since what follows from them is looked up at every step."""

    patterns: tuple[Pattern, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.patterns)


class TooManyWaysError(Exception):
    """A walk goes past more statements than it may."""


def route(matches: Iterable[Match]) -> Route:
    """Patterns in the form that walks are made on: terms are read, sequences stand as single steps."""
    hidden = count(1)
    found: list[Pattern] = []
    for match in matches:
        subject, target = _end(match.subject), _end(match.object)
        parts: tuple[Path | str, ...] = (match.verb,) if isinstance(match.verb, str) else steps(match.verb)
        nodes = [subject, *(f"?step{next(hidden)}" for _ in parts[1:]), target]
        found += [_forwards(nodes[n], part, nodes[n + 1]) for n, part in enumerate(parts)]
    return Route(tuple(found))


def _forwards(subject: End, verb: Path | str, target: End) -> Pattern:
    return (target, verb.path, subject) if isinstance(verb, Inverse) else (subject, verb, target)


@cache
def _end(text: str) -> End:
    if text.startswith(("?", "_:")):
        return text
    head = "".join(f"@prefix {prefix}: <{space}> ." for prefix, space in PREFIXES.items() if f"{prefix}:" in text)
    (found,) = parse_triples(f"{head} <urn:x> <urn:x> {text} .", "turtle")
    return text if isinstance(found.object, Triple) else found.object


class Ground:
    """The facts as they stand, for as long as nothing changes them: what one walk asked, the next is told again."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._asked: dict[tuple[Node | None, ...], tuple[list[Statement], Iterator[Statement]]] = {}

    def statements(self, *ends: Node | None) -> Iterator[Statement]:
        """As `Facts.statements`: no more is read than somebody came to."""
        asked = self._asked.get(ends)
        if asked is None:
            asked = self._asked[ends] = [], self._facts.statements(*ends)
        read, rest = asked
        for place in count():
            if place == len(read):
                more = next(rest, None)
                if more is None:
                    return
                read.append(more)
            yield read[place]


class Walker:
    """Walks over the facts, past so many statements at most.

    A path that hangs together with nothing known is taken to hold.
    """

    def __init__(self, ground: Ground, most: int) -> None:
        self._ground = ground
        self._left = most

    def focus(self, route: Route, bound: Bound) -> set[Node] | None:
        """Every value of `?this`; None where the patterns hold without giving it one. Raises TooManyWaysError."""
        own, others = _parted(route, frozenset(bound))
        if not all(self._holds(part, bound) for part in others):
            return set()
        if THIS in bound:
            return {bound[THIS]}
        chosen = self._narrowest(own, bound)
        if chosen is None:
            return None
        found: set[Node] = set()
        for way in chosen[1]:
            more = self.focus(chosen[0], {**bound, **dict(way)})
            if more is None:
                return None
            found |= more
        return found

    def holds(self, route: Route, bound: Bound) -> bool:
        """Whether the patterns can hold together. Raises TooManyWaysError."""
        own, others = _parted(route, frozenset(bound))
        return all(self._holds(part, bound) for part in (*others, own))

    def _holds(self, part: Route, bound: Bound) -> bool:
        chosen = self._narrowest(part, bound)
        if chosen is None:
            return True
        rest, ways = chosen
        return any(not rest or self.holds(rest, {**bound, **dict(way)}) for way in ways)

    def _narrowest(self, part: Route, bound: Bound) -> tuple[Route, Iterable[_Way]] | None:
        """The pattern with the fewest ways on, those first that lead from a node to what it states itself.

        Gives the other patterns, and the ways.
        """
        near = _near(part, frozenset(bound))
        if len(near) < 2:
            return (near[0][0], self._ways(near[0][1], bound)) if near else None
        limit = 1
        while True:
            for rest, pattern in near:
                ways = list(islice(self._ways(pattern, bound), limit + 1))
                if len(ways) <= limit:
                    return rest, ways
            limit *= 4

    def _ways(self, pattern: Pattern, bound: Bound) -> Iterator[_Way]:
        """What a pattern gives to variables that have no value yet."""
        subject, verb, target = pattern
        near, far = _known(subject, bound), _known(target, bound)
        if isinstance(verb, str):
            for statement in self._statements(near, bound.get(verb), far):
                yield tuple(
                    (end, term)
                    for end, term in zip((subject, verb, target), statement, strict=True)
                    if isinstance(end, str) and end not in bound
                )
        elif near is not None and far is not None:
            yield from ((),) * self._leads(verb, near, far)
        elif near is not None:
            yield from (((str(target), node),) for node in self._follow(verb, near, True))
        elif far is not None:
            yield from (((str(subject), node),) for node in self._follow(verb, far, False))
        elif isinstance(verb, Step):
            found = self._statements(None, verb.predicate, None)
            yield from (((str(subject), near), (str(target), far)) for near, _, far in found)

    def _statements(self, subject: Node | None, predicate: Node | None, target: Node | None) -> Iterator[Statement]:
        for found in self._ground.statements(subject, predicate, target):
            self._left -= 1
            if self._left < 0:
                raise TooManyWaysError
            yield found

    def _leads(self, path: Path, near: Node, far: Node) -> bool:
        """Walks from both ends in turn, and is done when either of them is."""
        if isinstance(path, Step):
            return any(True for _ in self._statements(near, path.predicate, far))
        ahead, back = self._follow(path, near, True), self._follow(path, far, False)
        while True:
            for side, wanted in ((ahead, far), (back, near)):
                reached = next(side, None)
                if reached is None or reached == wanted:
                    return reached is not None

    def _follow(self, path: Path, node: Node, ahead: bool) -> Iterator[Node]:
        """The nodes at the other end of a path, some perhaps twice."""
        match path:
            case Step(predicate):
                if ahead:
                    yield from (found[2] for found in self._statements(node, predicate, None))
                else:
                    yield from (found[0] for found in self._statements(None, predicate, node))
            case Inverse(inner):
                yield from self._follow(inner, node, not ahead)
            case Alternative(parts):
                for part in parts:
                    yield from self._follow(part, node, ahead)
            case Chain(parts):
                yield from self._chain(parts if ahead else tuple(reversed(parts)), node, ahead)
            case Repeat(inner, sign):
                yield from self._repeated(inner, sign, node, ahead)
            case Negated(forward, backward):
                for excluded, outwards in ((forward, ahead), (backward, not ahead)):
                    yield from self._others(node, excluded, outwards)

    def _chain(self, parts: Sequence[Path], node: Node, ahead: bool) -> Iterator[Node]:
        if not parts:
            yield node
            return
        for middle in self._follow(parts[0], node, ahead):
            yield from self._chain(parts[1:], middle, ahead)

    def _repeated(self, inner: Path, sign: str, node: Node, ahead: bool) -> Iterator[Node]:
        seen: set[Node] = set()
        if sign != "+":
            seen.add(node)
            yield node
        edge = [node]
        while edge:
            found = dict.fromkeys(far for here in edge for far in self._follow(inner, here, ahead))
            edge = [far for far in found if far not in seen]
            seen.update(edge)
            yield from edge
            if sign == "?":
                return

    def _others(self, node: Node, excluded: Sequence[NamedNode], outwards: bool) -> Iterator[Node]:
        """Along every predicate but some; nowhere where the path names none in this direction."""
        if excluded:
            ends = (node, None, None) if outwards else (None, None, node)
            for found in self._statements(*ends):
                if found[1] not in excluded:
                    yield found[2] if outwards else found[0]


def _known(end: End, bound: Bound) -> Node | None:
    return bound.get(end) if isinstance(end, str) else end


# What follows depends on a route and on which variables have a value, not on the values: it is worked out once.


@lru_cache(_KEPT)
def _near(part: Route, bound: frozenset[str]) -> tuple[tuple[Route, Pattern], ...]:
    """The patterns that can be walked next, each with the others: first those that lead on from a node, then back."""
    ahead: list[tuple[Route, Pattern]] = []
    back: list[tuple[Route, Pattern]] = []
    loose: list[tuple[Route, Pattern]] = []
    for place, pattern in enumerate(part.patterns):
        from_subject, from_target = (not isinstance(end, str) or end in bound for end in (pattern[0], pattern[2]))
        way = Route((*part.patterns[:place], *part.patterns[place + 1 :])), pattern
        if from_subject or from_target:
            (ahead if from_subject else back).append(way)
        elif isinstance(pattern[1], Step):
            loose.append(way)
    return (*ahead, *back, *loose)


@lru_cache(_KEPT)
def _parted(route: Route, bound: frozenset[str]) -> tuple[Route, tuple[Route, ...]]:
    """The patterns that hang together with `?this` by variables without a value, and the others, part by part."""
    parts: list[tuple[set[str], list[Pattern]]] = []
    for pattern in route.patterns:
        names, own = {end for end in pattern if isinstance(end, str) and end not in bound}, [pattern]
        for part in [part for part in parts if part[0] & names]:
            parts.remove(part)
            names, own = names | part[0], [*part[1], *own]
        parts.append((names, own))
    with_this = [Route(tuple(own)) for names, own in parts if THIS in names]
    others = [Route(tuple(own)) for names, own in parts if THIS not in names]
    return (with_this[0] if with_this else Route()), tuple(others)
