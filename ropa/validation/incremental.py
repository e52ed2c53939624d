"""Keeps findings up to date: after a change, only focus nodes whose findings can change are judged again.

Which they are follows from the rules' own patterns (`reach.py`): the way from a focus node to a statement is
walked backwards from each statement that went, before the change, and from each that came, after it (`walking.py`).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.model import Finding
from ropa.rdf import Literal, NamedNode, Triple
from ropa.validation.check import Result, answers, full_text, instances, restricted_text, run
from ropa.validation.compiler import Program, Query
from ropa.validation.facts import Facts, Node, lies_in
from ropa.validation.reach import Read, reads
from ropa.validation.walking import THIS, Ground, Route, TooManyWaysError, Walker, route

_ALL = "*"
_LAST = chr(0x10FFFF)
_MOST_NODES = 2000
_FAR, _NEAR = 10_000, 200
"""Statements to walk past before it is cheaper to judge everything, or just the one node."""

_Found = dict[str, list[Finding]]
_Change = tuple[list[Finding], list[Finding]]
_Nodes = dict[int, set[str]]


@dataclass(frozen=True, eq=False)
class _Lead:
    """What a kind of statement leads to: one way to focus nodes, for every query that has it."""

    read: Read
    route: Route | None
    """None: any focus node may be concerned; empty: the statement's end is the focus."""
    queries: tuple[int, ...]


class Checker:
    """Findings of a whole register, kept in step with its changes in a warm process."""

    def __init__(self, program: Program, facts: Facts) -> None:
        self.program = program
        self.facts = facts
        self._leads = _leads(program.queries)
        self._found: list[_Found] = [{} for _ in program.queries]
        self._places: dict[str, set[tuple[int, str]]] = {}
        for number, answer in enumerate(answers(program, facts)):
            self._keep(number, answer)
        self._focuses = sorted(self._places)
        self._sorted = sorted(finding for found in self._found for own in found.values() for finding in own)

    def findings(self) -> list[Finding]:
        """All findings as they stand, sorted."""
        return self._sorted.copy()

    def change(self, changes: Mapping[str, Sequence[Triple] | None]) -> _Change:
        """Puts new triples in the place of graphs; gives the findings that went and those that came.

        It costs what the changed graphs hold and what their statements lead to, not what the register holds. Where
        a statement concerns many records, as the name of a party does that all of them engage, the cost follows
        their number, up to that of judging the rules concerned on the whole register.
        """
        nodes: _Nodes = defaultdict(set)
        touched = self.facts.touched(changes)
        owners = self.facts.owners(touched)
        moved = {
            focus
            for name, triples in changes.items()
            if self.facts.has(name) is not bool(triples)
            for focus in self._within(name)
        }
        for name, triples in changes.items():
            new = self.facts.replacement(name, triples or ())
            self._reach(new.gone, nodes)
            self.facts.put(new)
            self._reach(new.come, nodes)
        moved |= {node for node, owner in self.facts.owners(touched).items() if owners.get(node) != owner}
        for number, root in {place for node in moved for place in self._places.get(node, ())}:
            nodes[number].add(_ALL if root.startswith(("_:", '"')) else root)
        return self._judge(nodes)

    def _within(self, graph: str) -> list[str]:
        """Nodes with findings whose IRIs begin with a graph's: they are the graph's where there is one of that name."""
        start, end = (bisect_left(self._focuses, name) for name in (graph, graph + _LAST))
        return [focus for focus in self._focuses[start:end] if lies_in(focus, graph)]

    def _reach(self, triples: Iterable[Triple], nodes: _Nodes) -> None:
        """Adds, for each query, the focus nodes that statements of the flat graph as it is lead back to."""
        ends: dict[_Lead, set[tuple[Node, Node]]] = defaultdict(set)
        for triple in triples:
            subject, target = str(triple.subject), str(triple.object)
            for lead in (*self._leads.get(triple.predicate.value, ()), *self._leads.get("", ())):
                if lead.read.concerns(subject, target):
                    pair = (triple.subject, triple.object)
                    ends[lead].add(pair if lead.read.from_subject else pair[::-1])
        ground = Ground(self.facts)
        for lead, pairs in ends.items():
            focus = _focus(lead, pairs, ground)
            for number in lead.queries if focus else ():
                nodes[number] |= focus

    def _judge(self, nodes: _Nodes) -> _Change:
        gone: list[Finding] = []
        come: list[Finding] = []
        members = self.facts.members(set().union(*nodes.values()) - {_ALL}) if nodes else {}
        ground = Ground(self.facts)
        for number, chosen in sorted(nodes.items()):
            went, came = self._again(number, chosen, members, ground)
            gone += went
            come += came
        before, after = Counter(gone), Counter(come)
        for finding in (before - after).elements():
            del self._sorted[bisect_left(self._sorted, finding)]
        for finding in (after - before).elements():
            insort(self._sorted, finding)
        return sorted(f for f in gone if f not in after), sorted(f for f in come if f not in before)

    def _again(self, number: int, chosen: set[str], members: Mapping[str, set[str]], ground: Ground) -> _Change:
        query, found = self.program.queries[number], self._found[number]
        if _ALL in chosen or len(chosen) > _MOST_NODES:
            before = [finding for own in found.values() for finding in own]
            found.clear()
            results = run(query, full_text(query, self.facts), self.program, self.facts)
        else:
            before = [finding for node in chosen for finding in found.pop(node, ())]
            focus = [n for n in instances(query, chosen, members, self.facts) if self._can_fail(query, n, ground)]
            text = restricted_text(query, focus, self.facts) if focus else ""
            results = run(query, text, self.program, self.facts) if text else []
        for node in {result.finding.focus for result in results}:
            if node not in self._places:
                insort(self._focuses, node)
        self._keep(number, results)
        return before, [result.finding for result in results]

    def _can_fail(self, query: Query, node: str, ground: Ground) -> bool:
        """Whether a node has what a query asks for before it judges: most have not, and asking costs less."""
        walker = Walker(ground, _NEAR)
        try:
            return any(walker.holds(route, {THIS: NamedNode(node)}) for route in query.needs)
        except TooManyWaysError:
            return True

    def _keep(self, number: int, results: Iterable[Result]) -> None:
        for result in results:
            self._found[number].setdefault(result.root, []).append(result.finding)
            self._places.setdefault(result.finding.focus, set()).add((number, result.root))


def _focus(lead: _Lead, pairs: Iterable[tuple[Node, Node]], ground: Ground) -> set[str]:
    if lead.route is None:
        return {_ALL}
    if not lead.route:
        return {_named(end) for end, _ in pairs if not isinstance(end, Literal)}
    walker = Walker(ground, _FAR)
    found: set[str] = set()
    try:
        for end, far in pairs:
            nodes = walker.focus(lead.route, {"?end": end, "?far": far})
            found |= {_ALL} if nodes is None else {_named(n) for n in nodes if not isinstance(n, Literal)}
    except TooManyWaysError:
        return {_ALL}
    return found


def _leads(queries: Sequence[Query]) -> dict[str, list[_Lead]]:
    """By predicate, "" for any: what a statement leads to."""
    users: dict[Read, list[int]] = defaultdict(list)
    for number, query in enumerate(queries):
        for read in reads(query.targets, query.reads):
            users[read].append(number)
    found: dict[str, list[_Lead]] = defaultdict(list)
    for read, numbers in users.items():
        found[read.predicate].append(_Lead(read, None if read.back is None else route(read.back), tuple(numbers)))
    return found


def _named(node: Node) -> str:
    return node.value if isinstance(node, NamedNode) else _ALL
