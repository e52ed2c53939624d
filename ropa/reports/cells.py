"""The cells of a report: facts of a group as lines of text. What is written once is remembered, for large registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ropa.rdf import Term
from ropa.rendering.table import Cell
from ropa.reports.group import Group
from ropa.reports.layout import Layout, Line
from ropa.reports.words import Words, capital

_PROVIDER = "toolProvider"
"""The variable whose values are tools: told are those who provide them."""


class Writer:
    """Writes the cells of one layout in one language."""

    def __init__(self, layout: Layout, words: Words) -> None:
        self._layout = layout
        self._words = words
        self._filled: dict[tuple[int, tuple[tuple[str, str], ...]], str] = {}
        self._together: dict[tuple[Term, ...], str] = {}
        self._listed: dict[tuple[int, tuple[Term, ...]], list[str]] = {}

    def cell(self, group: Group, key: str) -> Cell:
        """The lines of one cell: kinds of lines in the order of the header, values of a kind in order of the words."""
        written: list[str] = []
        for line in self._layout.lines_of(key):
            if group.tells(line.pattern.variables) and not (line.is_last_resort and written):
                written += self._lines(group, line)
        return tuple(dict.fromkeys(written))

    def values(self, group: Group, variables: Iterable[str]) -> dict[str, str]:
        """What variables of a group say, by their names."""
        return {name: self._joined(group.terms(name)) for name in variables}

    def _lines(self, group: Group, line: Line) -> list[str]:
        names = line.pattern.variables
        if line.by:
            return [text for part in group.parts(line.by, names) if (text := self._line(line, part))]
        told = {name: terms for name in names if (terms := group.terms(name))}
        if not told:
            return []
        if len(names) == 1:
            (name,) = names
            return self._each(line, name, tuple(told[name]))
        filled = self._line(line, told)
        return [filled] if filled else []

    def _each(self, line: Line, name: str, terms: tuple[Term, ...]) -> list[str]:
        key = (id(line), terms)
        listed = self._listed.get(key)
        if listed is None:
            words = self._words.provided(terms) if name == _PROVIDER else self._words.listed(terms)
            listed = [capital(line.pattern.fill({name: told})) for told in words]
            self._listed[key] = listed
        return listed

    def _line(self, line: Line, part: Mapping[str, Sequence[Term]]) -> str:
        values = {name: self._joined(terms) for name, terms in part.items()}
        key = (id(line), tuple(values.items()))
        filled = self._filled.get(key)
        if filled is None:
            text = line.pattern.fill(values)
            filled = self._filled[key] = capital(text) if text else ""
        return filled

    def _joined(self, terms: Sequence[Term]) -> str:
        if len(terms) == 1:
            return self._words.term(terms[0])
        if not terms:
            return ""
        key = tuple(terms)
        if key not in self._together:
            self._together[key] = enumerated(sorted(self._words.pick(terms), key=str.casefold))
        return self._together[key]


def enumerated(words: Sequence[str]) -> str:
    """Words of one cell with commas between them, but none behind a whole sentence."""
    return "".join(f"{each}{' ' if each[-1:] in '.!?' else ', '}" for each in words[:-1]) + "".join(words[-1:])
