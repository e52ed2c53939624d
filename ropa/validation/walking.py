"""Walks along patterns from nodes that are known, at each step along the pattern that has the fewest ways on.

A query planner guesses: where one end of a pattern is a concept that everybody shares (a purpose, a country) it may
begin there, and look at every record. Here the ways are counted before one is taken, so that a walk costs what the
least shared of its patterns costs, however large the register is. Filters are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
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
Route = tuple[tuple[End, Path | str, End], ...]
Bound = Mapping[str, Node]
Pattern = tuple[End, Path | str, End]
_Way = tuple[tuple[str, Node], ...]


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
    return tuple(found)


def _forwards(subject: End, verb: Path | str, target: End) -> Pattern:
    return (target, verb.path, subject) if isinstance(verb, Inverse) else (subject, verb, target)


@cache
def _end(text: str) -> End:
    if text.startswith(("?", "_:")):
        return text
    head = "".join(f"@prefix {prefix}: <{space}> ." for prefix, space in PREFIXES.items() if f"{prefix}:" in text)
    (found,) = parse_triples(f"{head} <urn:x> <urn:x> {text} .", "turtle")
    return text if isinstance(found.object, Triple) else found.object


class Walker:
    """Walks over the facts as they are, past so many statements at most.

    A path that hangs together with nothing known is taken to hold.
    """

    def __init__(self, facts: Facts, most: int) -> None:
        self._facts = facts
        self._left = most

    def focus(self, route: Route, bound: Bound) -> set[Node] | None:
        """Every value of `?this`; None where the patterns hold without giving it one. Raises TooManyWaysError."""
        own, others = _parted(route, bound)
        if not all(self._holds(part, bound) for part in others):
            return set()
        if THIS in bound:
            return {bound[THIS]}
        chosen = self._narrowest(own, bound)
        if chosen is None:
            return None
        found: set[Node] = set()
        for way in chosen[1]:
            more = self.focus(_without(own, chosen[0]), {**bound, **dict(way)})
            if more is None:
                return None
            found |= more
        return found

    def holds(self, route: Route, bound: Bound) -> bool:
        """Whether the patterns can hold together. Raises TooManyWaysError."""
        own, others = _parted(route, bound)
        return all(self._holds(part, bound) for part in (*others, own))

    def _holds(self, part: Route, bound: Bound) -> bool:
        chosen = self._narrowest(part, bound)
        if chosen is None:
            return True
        rest = _without(part, chosen[0])
        return any(not rest or self.holds(rest, {**bound, **dict(way)}) for way in chosen[1])

    def _narrowest(self, part: Route, bound: Bound) -> tuple[Pattern, Iterable[_Way]] | None:
        """The pattern with the fewest ways on, those first that lead from a node to what it states itself."""
        ahead: list[Pattern] = []
        back: list[Pattern] = []
        loose: list[Pattern] = []
        for pattern in part:
            known = _known(pattern[0], bound) is not None, _known(pattern[2], bound) is not None
            if any(known):
                (ahead if known[0] else back).append(pattern)
            elif isinstance(pattern[1], Step):
                loose.append(pattern)
        near = [*ahead, *back, *loose]
        if len(near) < 2:
            return (near[0], self._ways(near[0], bound)) if near else None
        limit = 1
        while True:
            for pattern in near:
                ways = list(islice(self._ways(pattern, bound), limit + 1))
                if len(ways) <= limit:
                    return pattern, ways
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
        for found in self._facts.statements(subject, predicate, target):
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


def _without(part: Route, pattern: Pattern) -> Route:
    place = part.index(pattern)
    return (*part[:place], *part[place + 1 :])


def _open(pattern: Pattern, bound: Bound) -> set[str]:
    return {end for end in pattern if isinstance(end, str) and end not in bound}


def _parted(route: Route, bound: Bound) -> tuple[Route, list[Route]]:
    """The patterns that hang together with `?this` by variables without a value, and the others, part by part."""
    parts: list[tuple[set[str], list[Pattern]]] = []
    for pattern in route:
        names, own = _open(pattern, bound), [pattern]
        for part in [part for part in parts if part[0] & names]:
            parts.remove(part)
            names, own = names | part[0], [*part[1], *own]
        parts.append((names, own))
    with_this = [tuple(own) for names, own in parts if THIS in names]
    return (with_this[0] if with_this else ()), [tuple(own) for names, own in parts if THIS not in names]
