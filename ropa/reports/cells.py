"""The cells of a report: facts of a group as lines of text. What is written once is remembered, for large registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ropa.rdf import Term
from ropa.rendering.table import Cell
from ropa.reports.group import Group
from ropa.reports.layout import Layout, Line
from ropa.reports.words import Words, capital


class Writer:
    """Writes the cells of one layout in one language."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self._layout = layout
        self._words = words
        self._filled: dict[tuple[int, tuple[tuple[str, tuple[Term, ...]], ...]], str] = {}
        self._listed: dict[tuple[int, tuple[Term, ...]], list[str]] = {}

    def cell(self, group: Group, key: str) -> Cell:
        """The lines of one cell: kinds of lines in the order of the header, values of a kind in order of the words."""
        written: list[str] = []
        for line in self._layout.lines_of(key):
            if not (line.is_last_resort and written):
                written += self._lines(group, line)
        return tuple(dict.fromkeys(written))

    def values(self, group: Group, variables: Iterable[str]) -> dict[str, str]:
        """What variables of a group say, by their names."""
        return {name: self._joined(group.terms(name)) for name in variables}

    def _lines(self, group: Group, line: Line) -> list[str]:
        names = line.pattern.variables
        if line.by:
            return [text for part in group.parts(line.by, names) if (text := self._line(line, part))]
        if len(names) == 1:
            (name,) = names
            return self._each(line, name, tuple(group.terms(name)))
        filled = self._line(line, {name: group.terms(name) for name in names})
        return [filled] if filled else []

    def _each(self, line: Line, name: str, terms: tuple[Term, ...]) -> list[str]:
        key = (id(line), terms)
        if key not in self._listed:
            self._listed[key] = [capital(line.pattern.fill({name: told})) for told in self._words.listed(terms)]
        return self._listed[key]

    def _line(self, line: Line, part: Mapping[str, Sequence[Term]]) -> str:
        key = (id(line), tuple([(name, tuple(terms)) for name, terms in part.items()]))
        if key not in self._filled:
            text = line.pattern.fill({name: self._joined(terms) for name, terms in part.items()})
            self._filled[key] = capital(text) if text else ""
        return self._filled[key]

    def _joined(self, terms: Sequence[Term]) -> str:
        if len(terms) == 1:
            return self._words.term(terms[0])
        return ", ".join(sorted(self._words.pick(terms), key=str.casefold)) if terms else ""
