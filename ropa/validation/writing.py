"""Writes the tree of a query as SPARQL text that Oxigraph answers in linear time.

Measured: several patterns in one EXISTS are joined without knowing what is bound outside, which is quadratic;
one EXISTS inside another, a pattern each, is an index lookup each. So every EXISTS is written as such a chain.
`FOCUS` in the text stands for the pattern that binds the focus nodes; `check.py` fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from ropa.rules.paths import Step, steps, text
from ropa.rules.tree import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    InGraph,
    Match,
    Optional,
    Select,
    Union,
    variables,
    words,
)

FOCUS = "#FOCUS#"
_FIRST_WORDS = frozenset({"FILTER", "BIND", "OPTIONAL", "UNION"})
_MOST_BRANCHES = 16
_WORDS = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^\s"])+')


class Writer:
    """Writes one query. `prefix` leads from `?this` to the pre-bound variable where they are not the same."""

    def __init__(self, prefix: Group = (), prebound: str = "?this") -> None:
        self._prebound = prebound
        self._hidden = count(1)
        self._focus = FOCUS
        self._focus = f"{FOCUS} {self.group(prefix)}" if prefix else FOCUS

    def select(self, query: Select, bound: frozenset[str] = frozenset(), *, focus: bool = True) -> str:
        """A SELECT with the focus pattern at the head of its group."""
        head = "" if not focus else f"{FOCUS} " if not bound else f"{self._focus} "
        projection = " ".join(_projected(self, item, bound) for item in query.projection) or "*"
        after = f" {self.expression(query.modifiers, bound)}" if query.modifiers else ""
        distinct = "DISTINCT " if query.distinct else ""
        return f"SELECT {distinct}{projection} WHERE {{ {head}{self.group(query.group, bound)} }}{after}"

    def group(self, group: Group, bound: frozenset[str] = frozenset(), *, focus: bool = True) -> str:
        """The inside of a group. `bound`: variables that have a value before it."""
        inside = bound | _matched(group) | {self._prebound}
        return " ".join(self._element(element, inside, focus) for element in group)

    def _element(self, element: Element, bound: frozenset[str], focus: bool) -> str:
        match element:
            case Match(subject, verb, target):
                return f"{subject} {verb if isinstance(verb, str) else text(verb)} {target} ."
            case Filter(expression):
                return _filter(expression, self.expression(expression, bound))
            case Bind(expression, variable):
                return f"BIND({self.expression(expression, bound)} AS {variable})"
            case Optional(inner):
                return f"OPTIONAL {{ {self._nested(inner, bound, False)} }}"
            case InGraph(graph, inner):
                return f"GRAPH {graph} {{ {self._nested(inner, bound, focus)} }}"
            case Union(groups):
                return " UNION ".join(f"{{ {self._nested(inner, bound, focus)} }}" for inner in groups)
            case Select():
                return f"{{ {self.select(element, bound, focus=focus)} }}"

    def _nested(self, group: Group, bound: frozenset[str], focus: bool) -> str:
        """A nested group is evaluated on its own: `$this` in its filters must be bound inside it."""
        used = any(
            self._prebound in words((element,)) for element in group if isinstance(element, Filter | Bind)
        ) and self._prebound not in _matched(group)
        head = f"{self._focus} " if focus and used else ""
        return head + self.group(group, bound, focus=focus)

    def expression(self, expression: Expression, bound: frozenset[str]) -> str:
        """An expression; each EXISTS in it as a chain of lookups."""
        written = ""
        for part in expression:
            word = self._exists(part, bound) if isinstance(part, Exists) else part
            # Oxigraph does not read `CONCAT (`
            tight = word in {"(", ")", ",", "^^"} or word.startswith("@") or written.endswith(("(", "!", "^^"))
            written += word if not written or (tight and not written.endswith("}")) else f" {word}"
        return written

    def _exists(self, exists: Exists, bound: frozenset[str]) -> str:
        branches = _branches(exists.group)
        if branches is None:
            chains = [f"EXISTS {{ {self.group(exists.group, bound, focus=False)} }}"]
        else:
            chains = [self._chain(branch, bound) for branch in branches]
        if len(chains) == 1:
            return f"NOT {chains[0]}" if exists.negated else chains[0]
        return f"{'!' if exists.negated else ''}({' || '.join(chains) or 'false'} )"

    def _chain(self, branch: Group, bound: frozenset[str]) -> str:
        matches = [step for element in branch if isinstance(element, Match) for step in self._split(element)]
        others = [element for element in branch if not isinstance(element, Match)]
        return self._link(_ordered(matches, bound), others, bound)

    def _link(self, matches: list[Match], others: Sequence[Element], bound: frozenset[str]) -> str:
        if not matches:
            inner = self.group(tuple(others), bound, focus=False)
            return f"EXISTS {{ {inner} }}"
        first, *rest = matches
        known = bound | _terms(first)
        late = variables((*rest,)) - known | {e.variable for e in others if isinstance(e, Bind)}
        now = [e for e in others if isinstance(e, Filter) and not late & variables((e,))] if rest else others
        later = [e for e in others if e not in now]
        written = " ".join(self._element(element, known, False) for element in [first, *now])
        if rest:
            written += f" FILTER {self._link(rest, later, known)}"
        return f"EXISTS {{ {written} }}"

    def _split(self, match: Match) -> list[Match]:
        """A sequence path as one match per step."""
        if isinstance(match.verb, str):
            return [match]
        parts = steps(match.verb)
        nodes = [match.subject, *(f"?hop{next(self._hidden)}" for _ in parts[1:]), match.object]
        return [Match(nodes[n], part, nodes[n + 1]) for n, part in enumerate(parts)]


def laid_out(query: str) -> str:
    """The same query for reading: a line per pattern, groups indented."""
    lines = [""]
    depth = 0
    for word in _WORDS.findall(query):
        if lines[-1].strip() and (word == "}" or word in _FIRST_WORDS):
            lines.append("")
        depth -= word == "}"
        lines[-1] += f" {word}" if lines[-1] else "    " * depth + word
        depth += word == "{"
        if word in {"{", "}", "."}:
            lines.append("")
    return "\n".join(line for line in lines if line.strip())


def _filter(expression: Expression, written: str) -> str:
    if len(expression) == 1 and written.startswith(("EXISTS {", "NOT EXISTS {")):
        return f"FILTER {written}"
    depth = 0
    for place, sign in enumerate(written):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return f"FILTER{written}" if written[0] == "(" and place == len(written) - 1 else f"FILTER({written})"
    return f"FILTER({written})"


def _projected(writer: Writer, item: tuple[Expression, str], bound: frozenset[str]) -> str:
    expression, variable = item
    return f"({writer.expression(expression, bound)} AS {variable})" if expression else variable


def _branches(group: Group) -> list[Group] | None:
    """A group under EXISTS as alternatives of matches, filters and binds; None where it cannot be put so."""
    done: list[Group] = [()]
    for element in group:
        match element:
            case Match() | Filter() | Bind():
                done = [(*branch, element) for branch in done]
            case Union(groups):
                inner = [_branches(g) for g in groups]
                if any(b is None or _scoped(g) for g, b in zip(groups, inner, strict=True)):
                    return None
                flat = [branch for alternatives in inner if alternatives for branch in alternatives]
                done = [(*branch, *more) for branch in done for more in flat]
            case Optional(inside):
                inner_branches = _branches(inside)
                if inner_branches is None:
                    return None
                without = Filter((Exists(True, inside),))
                done = [(*b, *more) for b in done for more in inner_branches] + [(*b, without) for b in done]
            case InGraph() | Select():
                return None
    binds = {e.variable for branch in done for e in branch if isinstance(e, Bind)}
    if len(done) > _MOST_BRANCHES or any(binds & _matched(branch) for branch in done):
        return None
    return done


def _scoped(group: Group) -> bool:
    """Whether a nested group has BINDs whose variables must not leak."""
    return any(isinstance(element, Bind) for element in group)


def _ordered(matches: list[Match], bound: Iterable[str]) -> list[Match]:
    """From what is bound outwards: both ends known first, then subject, then object, then the rest."""
    known, left, done = set(bound), list(matches), []
    while left:
        best = min(left, key=lambda m: (_cost(m, known), left.index(m)))
        left.remove(best)
        done.append(best)
        known |= _terms(best)
    return done


def _cost(match: Match, known: set[str]) -> int:
    subject, target = (not end.startswith("?") or end in known for end in (match.subject, match.object))
    simple = isinstance(match.verb, Step)
    if subject and target:
        return 0 if simple else 2
    if subject:
        return 1 if simple else 3
    if target and match.object.startswith("?"):
        return 4
    return 5 if target else 6


def _terms(match: Match) -> frozenset[str]:
    ends = {match.subject, match.object, match.verb if isinstance(match.verb, str) else ""}
    return frozenset(end for end in ends if end.startswith("?"))


def _matched(group: Group) -> frozenset[str]:
    """Variables that a group surely binds."""
    found: set[str] = set()
    for element in group:
        match element:
            case Match():
                found |= _terms(element)
            case Bind(_, variable):
                found.add(variable)
            case Select(_, projection, _, _):
                found |= {variable for _, variable in projection}
            case Union(groups):
                found |= frozenset.intersection(*map(_matched, groups))
            case InGraph(_, inner):
                found |= _matched(inner)
    return frozenset(found)
