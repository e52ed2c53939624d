"""Moves what a query only asks to exist behind its other conditions. Holds no rule, writes no text.

A pattern that gives nothing to the rows but must be there (the record around an activity, its controller's
country) is dear as a join and cheap as a last EXISTS: most focus nodes are faultless, and the rule's own filters
have sorted them out by then. The rows stay the same, since each is told once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ropa.rules.paths import Step
from ropa.rules.tree import Element, Exists, Filter, Group, Match, Select, variables


def deferred(query: Select, focus: str = "?this") -> Select:
    """The same rows in the same form; queries that count or sort come back as they are."""
    if not query.distinct or query.modifiers:
        return query
    group = query.group
    given = {focus} | {variable for _, variable in query.projection}
    for expression, _ in query.projection:
        given |= variables((Filter(expression),))
    given |= variables(tuple(e for e in group if not isinstance(e, Match | Filter)))
    moved: list[Element] = []
    for part in _parts(group, given):
        rest = tuple(element for element in group if element not in part.elements)
        if part.is_costly(focus) and part.public - {focus} <= _connected(rest, focus):
            group = rest
            moved.append(Filter((Exists(False, part.elements),)))
    return replace(query, group=(*group, *moved))


@dataclass(frozen=True)
class _Part:
    """Patterns and filters that hang together by variables no one else knows, in their order."""

    elements: Group
    public: frozenset[str]

    def is_costly(self, focus: str) -> bool:
        """Whether nearly every focus node has it, or has it often: what stands around the node, and ways to choose.

        A single step from or to the node sorts many out at once, and stays where it is.
        """
        matches = [element for element in self.elements if isinstance(element, Match)]
        if any(focus in {match.subject, match.object} and not _is_step(match) for match in matches):
            return True
        return len(matches) > 1 and all(match.subject != focus for match in matches)


def _parts(group: Group, given: set[str]) -> list[_Part]:
    bundles: list[tuple[set[str], list[Element]]] = []
    matched = {v for e in group if isinstance(e, Match) for v in _variables(e)} - given
    for element in group:
        own = _variables(element) & matched if isinstance(element, Match | Filter) else set()
        if not own:
            continue
        joined = [bundle for bundle in bundles if bundle[0] & own]
        bundles = [bundle for bundle in bundles if not bundle[0] & own]
        names = own.union(*(bundle[0] for bundle in joined))
        bundles.append((names, [*(e for bundle in joined for e in bundle[1]), element]))
    return [_part(names, tuple(e for e in group if e in elements), given) for names, elements in bundles]


def _part(names: set[str], elements: Group, given: set[str]) -> _Part:
    return _Part(elements, frozenset(variables(elements) & given - names))


def _connected(group: Group, focus: str) -> set[str]:
    """Variables that patterns lead to from the focus."""
    found = {focus}
    waiting = [element for element in group if not isinstance(element, Filter)]
    while near := [element for element in waiting if _variables(element) & found]:
        found = found.union(*map(_variables, near))
        waiting = [element for element in waiting if element not in near]
    return found


def _is_step(match: Match) -> bool:
    return isinstance(match.verb, str | Step)


def _variables(element: Element) -> set[str]:
    return variables((element,))
