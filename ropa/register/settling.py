"""Decisions of a settled list made facts: concepts placed or replaced, organisations merged or told apart, values.

All in one change. Nothing that an organisation or concept said is lost: what a merged one said joins the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from ropa import texts
from ropa.errors import UnreadableFile, said
from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode, Triple, iri, parse_triples
from ropa.register.changes import CHANGED, UNCHANGED, FileOutcome, write
from ropa.register.parties import DIFFERENT, OTHER_NAME, rewritten
from ropa.register.registry import Registry
from ropa.register.replaced import REPLACED, replacements
from ropa.register.reviewing import NOTHING, SETTLED, Matter

_BROADER, _NAME, _LABEL = iri("skos:broader"), iri("dpv:hasName"), iri("skos:prefLabel")


def settle(register: Registry, decided: Sequence[Matter], file: str) -> FileOutcome:
    """Takes the decisions of a list. Raises UnreadableFile naming the row that cannot be understood."""
    work, read_at = _Work(register, file), register.ledger.journal.head().sequence
    for matter in decided:
        if matter.decision:
            work.take(matter)
    outcome = FileOutcome(file, format="review")
    state = register.ledger.journal.state
    for graph, content in work.graphs.items():
        same = set(state(graph)) == set(content or ())
        outcome.graphs[graph] = UNCHANGED if same else CHANGED
    if outcome.changed:
        outcome.change = write(register, work.graphs, "settle review", read_at)
    return outcome


class _Work:
    """The graphs as decision after decision leaves them."""

    def __init__(self, register: Registry, file: str) -> None:
        self.register = register
        self.file = file
        self.graphs: dict[str, list[Triple] | None] = {}
        self.moved: dict[str, str] = {}

    def take(self, matter: Matter) -> None:
        """One decision. A matter that is no longer there is passed over: it was settled before."""
        match [matter.kind, *(self._now(name) for name in self._named(matter))]:
            case ["concept", node]:
                self._concept(matter, node)
            case ["party", kept, other]:
                self._party(matter, kept, other)
            case ["value", node, term]:
                self._value(matter, node, expand(term))
            case ["remark", _]:
                pass  # to be read, not to be decided
            case _:
                raise self._no_matter(matter)

    def _named(self, matter: Matter) -> list[str]:
        names = matter.key.split(" ")[1:]
        if matter.kind == "remark":
            return names
        if matter.kind == "value":
            names = names[:2]
        try:
            for name in names:
                NamedNode(expand(name))
        except ValueError as error:
            raise self._no_matter(matter) from error
        return names

    def _no_matter(self, matter: Matter) -> UnreadableFile:
        return UnreadableFile(
            said("'{key}' says nothing that can be settled.", key=matter.key),
            where=self.file,
            mend="Write the list again with --review, and change nothing but the decisions.",
        )

    def _now(self, name: str) -> str:
        """Where earlier decisions of this list have taken a node."""
        seen: set[str] = set()
        while name in self.moved and name not in seen:
            seen.add(name)
            name = self.moved[name]
        return name

    def _content(self, graph: str) -> list[Triple]:
        return list(self.graphs[graph] or () if graph in self.graphs else self.register.ledger.journal.state(graph))

    def _all(self) -> dict[str, list[Triple]]:
        return {graph: self._content(graph) for graph in self.register.ledger.journal.graphs()}

    def _word(self, matter: Matter, *allowed: str) -> str:
        given = matter.decision.casefold()
        for name in allowed:
            if given in {name, *(texts.say(f"sheets-review-{name}", tag) for tag in texts.languages())}:
                return name
        words = " / ".join(texts.say(f"sheets-review-{name}", self.register.settings.language) for name in allowed)
        raise self._unclear(matter, said("Write {words}, or leave it blank.", words=words))

    def _unclear(self, matter: Matter, mend: str) -> UnreadableFile:
        return UnreadableFile(
            said("'{decision}' is no decision on '{words}'.", decision=matter.decision, words=matter.words),
            where=self.file,
            mend=mend,
        )

    def _concept(self, matter: Matter, node: str) -> None:
        graph = node.partition("/concept/")[0]
        content = self._content(graph)
        if node in replacements(content) or not any(t.subject == NamedNode(node) for t in content):
            return
        replaced, words = matter.decision.startswith("="), matter.decision.lstrip("= ")
        target = self._term(matter, words)
        if not replaced:
            kept = [t for t in content if not (t.subject == NamedNode(node) and t.predicate == _BROADER)]
            placed = Triple(NamedNode(node), _BROADER, NamedNode(target))
            self.graphs[graph] = [*kept, placed, Triple(NamedNode(node), SETTLED, Literal("stable"))]
            return
        self._rename({node: target}, {graph: [t for t in content if t.subject != NamedNode(node)]})
        self.graphs[graph] = [*self._content(graph), Triple(NamedNode(node), REPLACED, NamedNode(target))]

    def _term(self, matter: Matter, words: str) -> str:
        if expand(words) != words and texts.known(words):
            return expand(words)
        found = {each for tag in texts.languages() for each in texts.default().find(words, tag)}
        if len(found) == 1:
            return found.pop()
        several = ", ".join(shorten(each) for each in sorted(found))
        advice = (
            said("It may mean {choices}: write one of these.", choices=several)
            if found
            else "Write the name of a vocabulary term."
        )
        raise self._unclear(matter, advice)

    def _party(self, matter: Matter, kept: str, other: str) -> None:
        first, second = self._content(kept), self._content(other)
        if kept == other or not first or not second:
            return
        if self._word(matter, "merge", "apart") == "apart":
            self.graphs[kept] = [*first, Triple(NamedNode(kept), DIFFERENT, NamedNode(other))]
            return
        names = {t.object for t in first if t.predicate == _NAME and t.subject == NamedNode(kept)}
        moves = {**_apart(first, second, kept, other), other: kept}
        for t in rewritten(second, moves):
            if t.predicate == _NAME and t.subject == NamedNode(kept) and t.object not in names:
                first.append(Triple(t.subject, OTHER_NAME, t.object))
            else:
                first.append(t)
        self._rename(moves, {kept: sorted(set(first), key=str), other: None})

    def _rename(self, names: Mapping[str, str], own: Mapping[str, list[Triple] | None]) -> None:
        """Every reference in every graph follows; `own` are the graphs that change otherwise too."""
        for graph, content in {**self._all(), **own}.items():
            if content is None:
                self.graphs[graph] = None
                continue
            after = rewritten(content, names)
            if graph in own or set(after) != set(content):
                self.graphs[graph] = after
        for old, new in names.items():
            for graph in [graph for graph in self.graphs if graph.startswith(f"{old}/")]:
                home = new + graph[len(old) :]
                both = {*self._content(home), *self._content(graph)}
                self.graphs |= {home: sorted(both, key=str), graph: None}
        self.moved.update(names)

    def _value(self, matter: Matter, node: str, term: str) -> None:
        if self._word(matter, "keep", "take") == "keep":
            return
        graph = next((g for g in self.register.ledger.journal.graphs() if node == g or node.startswith(f"{g}/")), "")
        stated = rewritten(self._stated(matter, node, term), self.moved)
        content = [t for t in self._content(graph) if t.subject != NamedNode(node) or t.predicate != NamedNode(term)]
        if graph:
            dropped = {t.object for t in self._content(graph)} - {t.object for t in (*content, *stated)}
            dropped.discard(NamedNode(graph))
            after = {*content, *stated}
            while lost := {t for t in after if t.subject in dropped}:
                after -= lost
                dropped = {t.object for t in lost} - {t.object for t in after} - {NamedNode(graph)}
            self.graphs[graph] = sorted(after, key=str)

    def _stated(self, matter: Matter, node: str, term: str) -> list[Triple]:
        """The values that the list's key gives: of the one file that was read, whatever other notices say."""
        given = matter.key.split(" ", 3)[3:]
        if given == [NOTHING]:
            return []
        try:
            found = parse_triples(f"<{node}> <{term}> {''.join(given)} .")
        except UnreadableFile as error:
            raise self._no_matter(matter) from error
        if any(t.subject != NamedNode(node) or t.predicate != NamedNode(term) for t in found):
            raise self._no_matter(matter)
        return found


def _apart(first: Sequence[Triple], second: Sequence[Triple], kept: str, other: str) -> dict[str, str]:
    """New names for what lies below one organisation and would fall together with something else of the other."""
    moved = rewritten(second, {other: kept})
    taken = {t.subject.value for t in (*first, *moved) if isinstance(t.subject, NamedNode)}
    found: dict[str, str] = {}
    for node in sorted(t.subject.value for t in second if isinstance(t.subject, NamedNode)):
        name = kept + node[len(other) :]
        if not node.startswith(f"{other}/") or node.startswith(tuple(f"{known}/" for known in found)) or node in found:
            continue
        here = _below(first, name)
        if here and here != _below(moved, name):
            found[node] = next(free for n in count(2) if (free := f"{name}-{n}") not in taken)
            taken.add(found[node])
    return found


def _below(content: Sequence[Triple], node: str) -> set[Triple]:
    return {t for t in content if isinstance(t.subject, NamedNode) and f"{t.subject.value}/".startswith(f"{node}/")}
