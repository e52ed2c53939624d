"""What a record still denies beside what a change adds: a denial that nobody took out is told, and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from ropa import texts
from ropa.errors import said
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Term, Triple, iri, literal

_TYPE, _APPLICABILITY, _NONE = iri("rdf:type"), iri("dpv:hasApplicability"), iri("dpv:NotApplicable")
_ACTIVITIES = {iri("ropa:ProcessingActivity"), iri("ropa:ProcessorActivity")}
_KINDS = tuple(map(iri, ("ropa:Transfer", "ropa:AutomatedDecision")))
_FLAGS = (
    ("ropa:noRecipients", ("ropa:Engagement", "ropa:Disclosure")),
    ("ropa:disclosureDenied", ("ropa:Disclosure",)),
)


def standing(
    before: Iterable[Triple], after: Iterable[Triple], language: str, name_of: Callable[[str], str]
) -> list[str]:
    """A sentence for each denial that stands although something of its kind was added where it is told."""
    held, told = set(before), set(after)
    new = {t.subject for t in told} - {t.subject for t in held}
    below = _Below(told)
    found = [*_denied(told, new, below), *_flagged(told, new, below)]
    return [
        said(
            "{place}: '{denial}' still stands beside the new {kind}. Clear its row, unless both are true.",
            place=name_of(place),
            denial=texts.label(denial, language),
            kind=texts.label(kind, language),
        )
        for place, kind, denial in sorted(set(found))
    ]


_Denial = tuple[str, str, str]
"""Where it is told, the kind of what was added, and the term that denies."""


class _Below:
    """What hangs on a node of a record, to any depth."""

    def __init__(self, told: set[Triple]) -> None:
        self._next: dict[Term, list[Term]] = {}
        for t in told:
            self._next.setdefault(t.subject, []).append(t.object)

    def of(self, node: Term) -> set[Term]:
        found: set[Term] = set()
        waiting = [node]
        while waiting:
            for each in self._next.get(waiting.pop(), ()):
                if isinstance(each, NamedNode) and each not in found:
                    found.add(each)
                    waiting.append(each)
        return found


def _denied(told: set[Triple], new: set[Term], below: _Below) -> Iterator[_Denial]:
    """Transfers and machine decisions, which a node of their own class denies for an activity."""
    activities = [t.subject for t in told if t.predicate == _TYPE and t.object in _ACTIVITIES]
    for activity, kind in product(activities, _KINDS):
        own = {node for node in below.of(activity) if Triple(node, _TYPE, kind) in told}
        denied = {node for node in own if Triple(node, _APPLICABILITY, _NONE) in told}
        if denied and (own - denied) & new:
            yield str(activity.value), kind.value, _NONE.value


def _flagged(told: set[Triple], new: set[Term], below: _Below) -> Iterator[_Denial]:
    """Recipients, which a single word of an activity or of the whole record denies."""
    for flag, kinds in _FLAGS:
        for holder in [t.subject for t in told if t.predicate == iri(flag) and t.object == literal(True)]:
            for kind in map(iri, kinds):
                if any(Triple(node, _TYPE, kind) in told for node in below.of(holder) & new):
                    yield str(holder.value), kind.value, expand(flag)
