"""The answer to a query as a page shows it: words in the reader's language, each leading to what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.page import upper_first
from ropa import texts
from ropa.namespaces import shorten
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.register import Registry, apart
from ropa.register.answers import heading, in_language, literal_words
from ropa.rendering.citation import spoken
from ropa.store import Answer, Solutions

_MOST = 1000
_ARTICLE = re.compile(r"GDPRtEXT#article(\d+)(?:-(\d+))?(?:-([a-z]))?$")
Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Item:
    """One value: its words, and the IRI behind them."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Shown:
    """Headings, the first rows with any number of values in a cell, how many rows there are, and the formats."""

    columns: list[str]
    rows: list[list[list[Item]]]
    count: int
    formats: list[str]


class Shower:
    """Turns answers into words for one reader."""

    def __init__(self, register: Registry, language: str) -> None:
        self._register, self._language = register, language
        self._words: dict[str, str] = {}

    def shown(self, answer: Answer, formats: list[str], keys: Sequence[str] = ()) -> Shown:
        """At most a thousand rows: a page is for reading. Rows that agree in the `keys` are one row."""
        if isinstance(answer, bool):
            words = texts.say("screens-yes" if answer else "screens-no", self._language)
            return Shown([self.heading("answer")], [[[Item(words)]]], 1, formats)
        if isinstance(answer, Solutions):
            names, rows = answer.variables, answer.rows
        else:
            names = ("node", "property", "value")
            rows = tuple(_parts(triple) for triple in sorted(answer, key=str))
        grouped = _grouped(names, rows, keys)
        naming = apart.naming(self._register, answer, self._language)
        cells = [
            [[self._item(term, naming) for term in in_language(cell, self._language)] for cell in row]
            for row in grouped[:_MOST]
        ]
        return Shown([self.heading(name) for name in names], cells, len(grouped), formats)

    def heading(self, name: str) -> str:
        """What a variable or parameter of our questions is called; its name where it has no words."""
        return heading(name, self._language)

    def _item(self, term: Term, called: Callable[[str, str], str]) -> Item:
        if isinstance(term, Literal):
            return Item(literal_words(term, self._language))
        if not isinstance(term, NamedNode):
            return Item(term.value)
        if term.value not in self._words:
            self._words[term.value] = called(term.value, self._language) or self._short(term.value)
        return Item(self._words[term.value], term.value)

    def _short(self, iri: str) -> str:
        """What has no name: an article as cited, the end of its path in its graph, or its prefixed name."""
        if article := _ARTICLE.search(iri):
            points = "".join(f"({part})" for part in article.group(2, 3) if part)
            return upper_first(spoken(f"GDPR Art. {article.group(1)}{points}", self._language))
        own = iri.removeprefix(f"{self._register.settings.base}/")
        return "/".join(own.split("/")[2:] or [own]) if own != iri else shorten(iri)


def _parts(triple: Triple) -> Row:
    parts = (triple.subject, triple.predicate, triple.object)
    return tuple(None if isinstance(part, Triple) else part for part in parts)


def _grouped(names: Sequence[str], rows: Sequence[Row], keys: Sequence[str]) -> list[list[list[Term]]]:
    """Rows as cells of distinct values, in their order."""
    places = [names.index(key) for key in keys if key in names]
    groups: dict[object, list[dict[Term, None]]] = {}
    for number, row in enumerate(rows):
        key = tuple(row[place] for place in places) if places else number
        cells = groups.setdefault(key, [{} for _ in names])
        for cell, term in zip(cells, row, strict=True):
            if term is not None:
                cell[term] = None
    return [[list(cell) for cell in cells] for cells in groups.values()]
