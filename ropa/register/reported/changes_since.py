"""What has changed in the register since a day: by whom, when, which facts came and which went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ropa import texts
from ropa.errors import NotFound
from ropa.journal import Version
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.register import apart
from ropa.register.reported import FILTERS, Content, day_of, filters
from ropa.rendering.table import Cell
from ropa.reports import Words, capital

if TYPE_CHECKING:
    from ropa.register.registry import Registry

PARAMETERS = (*FILTERS, "record", "since")
_COLUMNS = (("time", 16), ("thing", 28), ("action", 24), ("added", 46), ("removed", 46))
_DAYS = 30
"""How far back when no day is given."""
_MOST = 40
"""Facts told one by one; more are counted."""


def build(register: Registry, words: Words, given: Mapping[str, str], day: date) -> Content:
    """One row per version, the newest first; of a first version or a removal only the number of facts is told."""
    since = day_of(given, "since", day - timedelta(days=_DAYS))
    graph = register.known(given["record"]) if given.get("record") else None
    filtered = filters(register, words, given)
    versions = [v for v in register.ledger.log(graph) if v.time.date() >= since and filtered.leaves(v.graph)]
    teller = _Teller(register, words, apart.names(register, {v.graph for v in versions}, words.language))
    facts = [(texts.say("reports-filter-since", words.language), words.date(since))]
    if graph:
        facts.append((texts.say("reports-filter-record", words.language), teller.thing(graph)))
    facts += filtered.facts
    rows = [teller.row(version) for version in sorted(versions, key=lambda v: (-v.change, v.graph))]
    return Content(_COLUMNS, rows, facts, quiet=frozenset({"added", "removed"}))


class _Teller:
    """Versions in the words of one language."""

    def __init__(self, register: Registry, words: Words, names: Mapping[str, str]) -> None:
        self._register, self._words, self._names = register, words, names
        self.thing = cache(self._thing)
        self._versions = cache(register.ledger.log)

    def row(self, version: Version) -> tuple[Cell, ...]:
        before, after = self._before(version), self._content(version.graph, version.number)
        clock = texts.say("reports-clock", self._words.language, hour=f"{version.time:%H}", minute=f"{version.time:%M}")
        time = f"{self._words.date(version.time.date())} {clock}"
        number = (
            f"{texts.say('reports-version-short', self._words.language)} {version.number}" if version.number else ""
        )
        return (
            (time,),
            tuple(filter(None, (self.thing(version.graph), number))),
            (self._action(version.action), version.actor),
            self._told(after - before, whole=not before),
            self._told(before - after, whole=not after),
        )

    def _action(self, action: str) -> str:
        """Its verb in the reader's language; what follows is a name or the number of a version."""
        verb, _, rest = action.partition(" ")
        try:
            said = texts.say(f"cli-action-{verb}", self._words.language)
        except NotFound:
            return action
        rest = rest.replace("version", texts.say("reports-version-short", self._words.language))
        return capital(f"{said}: {rest}" if rest else said)

    def _before(self, version: Version) -> frozenset[Triple]:
        earlier = [v.number for v in self._versions(version.graph) if v.number and v.change < version.change]
        return self._content(version.graph, earlier[-1] if earlier else None)

    def _content(self, graph: str, number: int | None) -> frozenset[Triple]:
        if not number:
            return frozenset()
        try:
            return frozenset(self._register.ledger.show(graph, number))
        except NotFound:  # erased
            return frozenset()

    def _told(self, facts: Iterable[Triple], *, whole: bool) -> Cell:
        found = list(facts)
        if len(found) > _MOST or (whole and found):
            return (texts.say("reports-facts-counted", self._words.language, number=len(found)),)
        return tuple(sorted({self._fact(fact) for fact in found}, key=str.casefold))

    def _fact(self, fact: Triple) -> str:
        subject = self.thing(fact.subject.value) if isinstance(fact.subject, NamedNode) else ""
        said = f"{texts.label(fact.predicate.value, self._words.language)}: {self._value(fact.object)}"
        return f"{subject} – {said}" if subject else said

    def _value(self, term: Term | Triple) -> str:
        if isinstance(term, NamedNode) and not texts.known(term.value):
            return self.thing(term.value)
        if isinstance(term, Triple):
            return str(term)
        said = self._words.term(term)
        return f"{said} ({term.language})" if isinstance(term, Literal) and term.language else said

    def _thing(self, iri: str) -> str:
        """Its name; of what is gone the last part of its IRI."""
        name = self._names.get(iri) or self._register.name_of(iri, self._words.language)
        return name or iri.removeprefix(f"{self._register.settings.base}/")
