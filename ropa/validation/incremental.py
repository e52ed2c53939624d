"""Keeps findings up to date: after a change, only focus nodes whose findings can change are judged again.

Which they are follows from the rules' own patterns (`reach.py`): the way from a focus node to a statement is
walked backwards from each statement that went, before the change, and from each that came, after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ropa.model import Finding
from ropa.rdf import NamedNode, Triple
from ropa.validation.check import Result, answers, full_text, instances, restricted_text, run
from ropa.validation.compiler import Program, complete
from ropa.validation.facts import Facts
from ropa.validation.reach import Read, reads

_ALL = "*"
_MOST_NODES = 2000

_Found = dict[str, list[Finding]]
_Change = tuple[list[Finding], list[Finding]]


class Checker:
    """Findings of a whole register, kept in step with its changes in a warm process."""

    def __init__(self, program: Program, facts: Facts) -> None:
        self.program = program
        self.facts = facts
        self._index: dict[str, list[tuple[int, Read]]] = defaultdict(list)
        for number, query in enumerate(program.queries):
            for read in reads(query.targets, query.reads):
                self._index[read.predicate].append((number, read))
        self._found: list[_Found] = [_by_root(answer) for answer in answers(program, facts)]

    def findings(self) -> list[Finding]:
        """All findings as they stand, sorted."""
        return sorted(finding for found in self._found for own in found.values() for finding in own)

    def change(self, changes: Mapping[str, Sequence[Triple] | None]) -> _Change:
        """Puts new triples in the place of graphs; gives the findings that went and those that came."""
        nodes: dict[int, set[str]] = defaultdict(set)
        touched = self.facts.touched(changes)
        owners = self.facts.owners(touched)
        for name, triples in changes.items():
            gone, _ = self.facts.difference(name, triples or ())
            self._reach(gone, nodes)
            _, come = self.facts.replace(name, triples or ())
            self._reach(come, nodes)
        self._reach_moved(owners, self.facts.owners(touched), nodes)
        return self._judge(nodes)

    def _reach_moved(self, before: Mapping[str, str], after: Mapping[str, str], nodes: dict[int, set[str]]) -> None:
        """Adds focus nodes that several graphs speak of, where they have come to belong to another one."""
        moved = {node for node, owner in after.items() if before.get(node) != owner}
        for number, found in enumerate(self._found) if moved else ():
            nodes[number].update(root for root, own in found.items() if any(f.focus in moved for f in own))

    def affected(self, triples: Iterable[Triple]) -> set[str]:
        """Focus nodes, of any rule, whose findings statements of the flat graph can change; `*` for all."""
        nodes: dict[int, set[str]] = defaultdict(set)
        self._reach(triples, nodes)
        return set().union(*nodes.values()) if nodes else set()

    def _reach(self, triples: Iterable[Triple], nodes: dict[int, set[str]]) -> None:
        """Adds, for each query, the focus nodes that statements of the flat graph as it is lead back to."""
        ends: dict[str, dict[int, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        for triple in triples:
            subject, target = str(triple.subject), str(triple.object)
            for number, read in (*self._index.get(triple.predicate.value, ()), *self._index.get("", ())):
                if not read.concerns(subject, target):
                    continue
                end, far = (subject, target) if read.from_subject else (target, subject)
                if read.back is None or end.startswith("_:"):
                    nodes[number].add(_ALL)
                elif read.back:
                    ends[read.back][number].add((end, far))
                elif end.startswith("<"):
                    nodes[number].add(end[1:-1])
        for back, users in ends.items():
            focus = self._back(back, set().union(*users.values()))
            for number, pairs in users.items():
                nodes[number].update(*(focus.get(end, ()) for end, _ in pairs))

    def _back(self, back: str, pairs: set[tuple[str, str]]) -> dict[str, set[str]]:
        """The focus nodes that patterns lead to, by the end they start from."""
        if "?far" in back:
            rows = " ".join(f"({end} {far})" for end, far in sorted(pairs) if not far.startswith("_:"))
            values = f"VALUES (?end ?far) {{ {rows} }}"
        else:
            values = f"VALUES ?end {{ {' '.join(sorted({end for end, _ in pairs}))} }}"
        query = f"{_prologue(back)}SELECT DISTINCT ?this ?end WHERE {{ {values} {back} }}"
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.facts.select(query):
            this = row.get("this")
            found[str(row["end"])].add(this.value if isinstance(this, NamedNode) else _ALL)
        return found

    def _judge(self, nodes: dict[int, set[str]]) -> _Change:
        gone: list[Finding] = []
        come: list[Finding] = []
        types = self.facts.types(set().union(*nodes.values()) - {_ALL}) if nodes else {}
        for number, chosen in sorted(nodes.items()):
            before, after = self._again(number, chosen, types)
            gone += before
            come += after
        stay = set(gone) & set(come)
        return sorted(f for f in gone if f not in stay), sorted(f for f in come if f not in stay)

    def _again(self, number: int, chosen: set[str], types: Mapping[str, set[str]]) -> _Change:
        query, found = self.program.queries[number], self._found[number]
        if _ALL in chosen or len(chosen) > _MOST_NODES:
            before = [finding for own in found.values() for finding in own]
            self._found[number] = _by_root(run(query, full_text(query, self.facts), self.program, self.facts))
            return before, [finding for own in self._found[number].values() for finding in own]
        before = [finding for node in chosen for finding in found.pop(node, ())]
        focus = instances(query, chosen, types, self.facts)
        if not focus:
            return before, []
        results = run(query, restricted_text(query, focus, self.facts), self.program, self.facts)
        found |= _by_root(results)
        return before, [result.finding for result in results]


@cache
def _prologue(text: str) -> str:
    return complete(text).removesuffix(text)


def _by_root(results: Iterable[Result]) -> _Found:
    found: _Found = defaultdict(list)
    for result in results:
        found[result.root].append(result.finding)
    return dict(found)
