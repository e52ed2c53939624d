"""Texts of a record in the order in which a notice says them: RDF keeps none.

A notice that was read has evidence with offsets; one that we wrote has the words of its sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.mapping.nodes import Index
from ropa.namespaces import expand
from ropa.rdf import Literal, Term

_PREDICATE, _OBJECT, _START = expand("rdf:predicate"), expand("rdf:object"), expand("ropa:startOffset")
_KEY, _WORDS = expand("ropa:sectionKey"), expand("ropa:rawText")
_FAR = 1_000_000


@dataclass(frozen=True)
class _Told:
    """Where notices say something first: facts by their evidence, else words as they stand in evidence or a section."""

    facts: Mapping[tuple[str, str], int]
    words: Sequence[tuple[int, str]]

    def place(self, term: str, value: Term) -> tuple[bool, int]:
        """What comes before what; all that no notice says comes last."""
        if (term, value.value) in self.facts:
            return False, self.facts[term, value.value]
        found = [start + said.index(value.value) for start, said in self.words if value.value in said]
        return not found, min(found, default=0)


def in_order(source: Index, notices: Iterable[Index]) -> Index:
    """The same index; where a property has several texts, those that a notice tells come first, as it tells them."""
    told = _told(notices)
    if not told.words:
        return source
    return {
        subject: {term: _sorted(term, values, told) for term, values in properties.items()}
        for subject, properties in source.items()
    }


def _told(notices: Iterable[Index]) -> _Told:
    facts: dict[tuple[str, str], int] = {}
    words: list[tuple[int, str]] = []
    for notice in notices:
        for number, (_, told) in enumerate(sorted(notice.items())):
            start = min((int(each.value) for each in told.get(_START, ())), default=number * _FAR)
            if _OBJECT in told:
                for term in told.get(_PREDICATE, ()):
                    key = (term.value, told[_OBJECT][0].value)
                    facts[key] = min(start, facts.get(key, start))
            if _OBJECT in told or _KEY in told:
                words += ((start, each.value) for each in told.get(_WORDS, ()))
    return _Told(facts, words)


def _sorted(term: str, values: list[Term], told: _Told) -> list[Term]:
    if len(values) < 2 or not all(isinstance(value, Literal) for value in values):
        return values
    return sorted(values, key=lambda value: told.place(term, value))
