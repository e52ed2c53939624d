"""What a record still denies beside what a change adds: a denial that nobody took out is told, and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from ropa import texts
from ropa.errors import said
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Term, Triple, iri, literal

_NONE = "dpv:NotApplicable"
_ACTIVITIES = (iri("ropa:ProcessingActivity"), iri("ropa:ProcessorActivity"))
_KINDS = ("ropa:Transfer", "ropa:AutomatedDecision")
_FLAGS = (
    ("ropa:noRecipients", ("ropa:Engagement", "ropa:Disclosure")),
    ("ropa:disclosureDenied", ("ropa:Disclosure",)),
)


def standing(
    before: Iterable[Triple], after: Iterable[Triple], language: str, name_of: Callable[[str], str]
) -> list[str]:
    """A sentence for each denial that stands although something of its kind was added where it is told."""
    held, told = set(before), set(after)
    known = {t.subject for t in held}
    new = {t.subject.value for t in told if isinstance(t.subject, NamedNode) and t.subject not in known}
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
        self._next: dict[str, list[str]] = {}
        for t in told:
            if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode):
                self._next.setdefault(t.subject.value, []).append(t.object.value)

    def of(self, node: str) -> set[str]:
        """The IRIs that a node leads to."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            further = set(self._next.get(waiting.pop(), ())) - found
            found |= further
            waiting += further
        return found


def _subjects(told: set[Triple], predicate: str, *objects: Term) -> set[str]:
    wanted = iri(predicate)
    found = (t.subject for t in told if t.predicate == wanted and t.object in objects)
    return {subject.value for subject in found if isinstance(subject, NamedNode)}


def _denied(told: set[Triple], new: set[str], below: _Below) -> Iterator[_Denial]:
    """Transfers and machine decisions, which a node of their own class denies for an activity."""
    none = _subjects(told, "dpv:hasApplicability", iri(_NONE))
    for activity, kind in product(_subjects(told, "rdf:type", *_ACTIVITIES), _KINDS):
        own = below.of(activity) & _subjects(told, "rdf:type", iri(kind))
        if own & none and (own - none) & new:
            yield activity, expand(kind), expand(_NONE)


def _flagged(told: set[Triple], new: set[str], below: _Below) -> Iterator[_Denial]:
    """Recipients, which a single word of an activity or of the whole record denies."""
    for flag, kinds in _FLAGS:
        for holder, kind in product(_subjects(told, flag, literal(True)), kinds):
            if below.of(holder) & new & _subjects(told, "rdf:type", iri(kind)):
                yield holder, expand(kind), expand(flag)
