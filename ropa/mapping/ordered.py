"""Texts of a record in the order in which a notice says them: RDF keeps none.

A notice that was read has evidence with offsets; one that we wrote has the words of its sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ropa.mapping.nodes import Index
from ropa.namespaces import expand
from ropa.rdf import Literal, Term

_PREDICATE, _OBJECT, _START = expand("rdf:predicate"), expand("rdf:object"), expand("ropa:startOffset")
_KEY, _WORDS = expand("ropa:sectionKey"), expand("ropa:rawText")
_FAR = 1_000_000
_GRAM = 4


@dataclass(frozen=True)
class Told:
    """Where notices say something first: facts by their evidence, else words as they stand in evidence or a section."""

    facts: Mapping[tuple[str, str], int]
    words: Sequence[tuple[int, str]]

    def place(self, term: str, value: Term) -> tuple[bool, int]:
        """What comes before what; all that no notice says comes last."""
        if (term, value.value) in self.facts:
            return False, self.facts[term, value.value]
        likely = self.words if len(value.value) < _GRAM else self._with(value.value)
        found = [start + place for start, said in likely if (place := said.find(value.value)) >= 0]
        return not found, min(found, default=0)

    def _with(self, text: str) -> Sequence[tuple[int, str]]:
        """The words that have the rarest letters of a text: few, however many are told."""
        return min((self._by_letters.get(each, ()) for each in _grams(text)), key=len)

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        out: dict[str, list[tuple[int, str]]] = {}
        for each in self.words:
            for letters in _grams(each[1]):
                out.setdefault(letters, []).append(each)
        return out


def _grams(text: str) -> set[str]:
    return {text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1)}


def in_order(source: Index, notices: Iterable[Index]) -> Index:
    """The same index; where a property has several texts, those that a notice tells come first, as it tells them."""
    told = _told(notices)
    if not told.words:
        return source
    return {
        subject: {term: _sorted(term, values, told) for term, values in properties.items()}
        for subject, properties in source.items()
    }


def _told(notices: Iterable[Index]) -> Told:
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
    return Told(facts, words)


def _sorted(term: str, values: list[Term], told: Told) -> list[Term]:
    if len(values) < 2 or not all(isinstance(value, Literal) for value in values):
        return values
    return sorted(values, key=lambda value: told.place(term, value))
