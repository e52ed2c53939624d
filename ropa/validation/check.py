"""Runs compiled rules on a flat copy: rows of SELECTs become findings, sorted.

Holds no rule and no wording; `messages.py` fills the words in, `incremental.py` decides what to run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from ropa.model import Finding, Severity
from ropa.rdf import Literal, NamedNode, Term
from ropa.rules.paths import Step, name
from ropa.rules.shapes import SH, Target
from ropa.validation.compiler import Judgement, Program, Query, complete, focus_text
from ropa.validation.facts import Facts, Node
from ropa.validation.substitution import SHAPES_GRAPH
from ropa.validation.walking import Pattern
from ropa.validation.writing import FOCUS

_SEVERITIES = {f"{SH}{severity.name.capitalize()}": severity for severity in Severity}


@dataclass(frozen=True)
class Result:
    """A finding with the node of the rule's own target it comes from."""

    root: str
    rule: str
    finding: Finding


def check(program: Program, facts: Facts, focus_graphs: Iterable[str] | None = None) -> list[Finding]:
    """All findings, or those on focus nodes that lie in some graphs, sorted."""
    if focus_graphs is None:
        found = results(program, facts)
    else:
        nodes = {node for name in focus_graphs for node in facts.nodes_of(name)}
        found = [result for result in _around(nodes, program, facts) if result.root in nodes]
    return sorted(result.finding for result in found)


def _around(nodes: set[str], program: Program, facts: Facts) -> Iterator[Result]:
    """The results on some nodes and perhaps others; a query is left out where nothing states what it asks for."""
    members = facts.members(nodes)
    states = cache(facts.states)
    for query in program.queries:
        chosen = instances(query, nodes, members, facts)
        if chosen and any(all(_stated(pattern, states) for pattern in choice.patterns) for choice in query.needs):
            yield from run(query, restricted_text(query, chosen, facts), program, facts)


def _stated(pattern: Pattern, states: Callable[[Node | None, NamedNode, Node | None], bool]) -> bool:
    """Whether anything is stated as a pattern asks, its variables not told apart."""
    subject, verb, target = pattern
    if not isinstance(verb, Step):
        return True
    return states(
        None if isinstance(subject, str) else subject, verb.predicate, None if isinstance(target, str) else target
    )


def instances(query: Query, nodes: Set[str], members: Mapping[str, set[str]], facts: Facts) -> list[str]:
    """Of some nodes those that a query may judge, as far as classes tell, sorted."""
    if any(target.kind != "class" for target in query.targets):
        return sorted(nodes)
    wanted = {name for target in query.targets for name in facts.subclasses(target.term.value)}
    return sorted(node for node in set().union(*(members.get(name, ()) for name in wanted)) if node in nodes)


def results(program: Program, facts: Facts) -> list[Result]:
    """Every result of every query."""
    return [result for answer in answers(program, facts) for result in answer]


def answers(program: Program, facts: Facts, threads: int = 2) -> list[list[Result]]:
    """The results of each query, on two threads: Oxigraph works outside Python's lock."""
    if any(judgement.needs_shapes for query in program.queries for judgement in query.judgements):
        facts.attach(SHAPES_GRAPH[1:-1], program.shapes)
    facts.mention(target.term for tree in program.trees for target in tree.targets if target.kind == "node")
    texts = [(query, full_text(query, facts)) for query in program.queries]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda pair: run(pair[0], pair[1], program, facts), texts))


def full_text(query: Query, facts: Facts) -> str:
    """A query over all focus nodes of its targets."""
    return complete(query.text.replace(FOCUS, focus_text(_widened(query.targets, facts))))


def restricted_text(query: Query, nodes: Sequence[str], facts: Facts) -> str:
    """A query over some focus nodes, given by IRI; nodes of class targets are taken to be instances."""
    focus = f"VALUES ?this {{ {' '.join(f'<{node}>' for node in nodes)} }}"
    if any(target.kind != "class" for target in query.targets):
        all_of_them = focus_text(_widened(query.targets, facts))
        return _head(query.text.replace(FOCUS, all_of_them)) + query.text.replace(FOCUS, f"{focus} {all_of_them}")
    return _head(query.text) + query.text.replace(FOCUS, focus)


@cache
def _head(text: str) -> str:
    return complete(text).removesuffix(text)


def _widened(targets: tuple[Target, ...], facts: Facts) -> tuple[Target, ...]:
    """Class targets with the subclasses that the facts know."""
    found: list[Target] = []
    for target in targets:
        if target.kind == "class":
            found += [Target("class", NamedNode(c)) for c in facts.subclasses(target.term.value)]
        else:
            found.append(target)
    return tuple(dict.fromkeys(found))


def run(query: Query, text: str, program: Program, facts: Facts) -> list[Result]:
    """The results of one query."""
    found: list[Result] = []
    several = len(query.judgements) > 1
    for row in facts.select(text):
        for number, judgement in enumerate(query.judgements):
            if several and row.get(f"c{number}") != _TRUE:
                continue
            found.append(_result(row, judgement, program, facts))
    return found


_TRUE = Literal(True)


def _result(row: dict[str, Term], judgement: Judgement, program: Program, facts: Facts) -> Result:
    root = row["this"]
    focus = row.get("focus", root)
    rule = program.rules.get(judgement.rule)
    path = row.get("path")
    finding = Finding(
        focus=focus.value if isinstance(focus, NamedNode) else written(focus, facts),
        path=name(path) if isinstance(path, NamedNode) else judgement.path,
        value=_value(row, focus, judgement, facts),
        shape=judgement.shape,
        component=judgement.component,
        severity=_SEVERITIES.get(judgement.severity, Severity.VIOLATION),
        code=rule.code if rule else "",
        record=facts.graph_of(plain(focus)),
        bindings=tuple(sorted((k, written(v, facts)) for k, v in row.items() if not _is_own(k))),
    )
    return Result(plain(root), judgement.rule, finding)


def _value(row: dict[str, Term], focus: Term, judgement: Judgement, facts: Facts) -> str:
    if not judgement.reports_value:
        return ""
    if "value" in row:
        return written(row["value"], facts)
    return "" if judgement.path else written(focus, facts)


def _is_own(variable: str) -> bool:
    return variable in {"this", "focus"} or (variable[0] == "c" and variable[1:].isdigit())


def written(term: Term, facts: Facts) -> str:
    """N-Triples, literals as they were written."""
    return str(facts.lexical.written.get(term, term) if isinstance(term, Literal) else term)


def plain(term: Term) -> str:
    """An IRI as it is; anything else in N-Triples."""
    return term.value if isinstance(term, NamedNode) else str(term)
