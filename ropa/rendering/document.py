"""What a document is: headed sections of sentences, tables and contacts, each sentence with the triples it says.

The same form for every kind of document and every renderer. Holds no words and no layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import overload

from ropa.rdf import Triple


class Statements(Sequence[Triple]):
    """Triples from several places, each once, in order; put together when they are first asked for, as few are."""

    __slots__ = ("_all", "_parts")

    def __init__(self, *parts: Sequence[Triple]) -> None:
        self._parts = parts
        self._all: tuple[Triple, ...] | None = None

    def told(self) -> Iterator[Triple]:
        """The triples, some perhaps twice."""
        return chain.from_iterable(self._parts)

    def all(self) -> tuple[Triple, ...]:
        """The triples, each once."""
        if self._all is None:
            self._all = tuple(dict.fromkeys(self.told()))
        return self._all

    def __bool__(self) -> bool:
        return any(self._parts)

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.all())

    @overload
    def __getitem__(self, index: int) -> Triple: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Triple, ...]: ...
    def __getitem__(self, index: int | slice) -> Triple | tuple[Triple, ...]:
        return self.all()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self.all())


@dataclass(frozen=True)
class Passage:
    """A stretch of a sentence in another language than the document: `text[start:end]`."""

    start: int
    end: int
    language: str


@dataclass(frozen=True)
class Sentence:
    """Words with the facts they say. Without triples it is a fixed phrase, the same for every record."""

    text: str
    triples: Sequence[Triple] = ()
    articles: tuple[str, ...] = ()
    """What it answers, as `13(1)(a)`."""
    key: str = ""
    """Name of the pattern it was made from."""
    foreign: tuple[Passage, ...] = ()
    target: str = ""
    """Where the words lead when they are an address: `mailto:`, `tel:`, `https:`."""


@dataclass(frozen=True)
class Paragraph:
    """Sentences that run on; `lead` names what they are about where a section has several."""

    sentences: tuple[Sentence, ...]
    lead: Sentence | None = None


@dataclass(frozen=True)
class Bullets:
    """A list, with the clause that its items complete."""

    items: tuple[Sentence, ...]
    lead: Sentence | None = None
    topic: Sentence | None = None


@dataclass(frozen=True)
class Table:
    """Rows under headed columns; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    widths: tuple[int, ...] = ()
    """What share of the page each column has, in hundredths; all the same where it is not told."""


@dataclass(frozen=True)
class Line:
    """One labelled line of a contact block: `Sähköposti: tietosuoja@kaarna.example`."""

    label: str
    value: Sentence


@dataclass(frozen=True)
class Contacts:
    """How to reach someone: a name or role, and a line for each channel."""

    name: Sentence | None
    lines: tuple[Line, ...]


Block = Paragraph | Bullets | Table | Contacts


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `key` is the same in all languages."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Missing:
    """An item that the record does not answer, for the author; never part of the published text."""

    key: str
    text: str
    articles: tuple[str, ...] = ()
    focus: str = ""
    """IRI of the node that lacks the fact, or the words that lack a translation."""


@dataclass(frozen=True)
class Document:
    """A finished document in one language."""

    kind: str
    title: Sentence
    language: str
    date: Sentence | None
    sections: tuple[Section, ...]
    missing: tuple[Missing, ...] = ()
    findings: tuple[Missing, ...] = ()
    """Open findings that concern a sheet, by their code: for the house, never part of the published text."""
    metadata: dict[str, str] = field(default_factory=dict)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence of a document in reading order: title and date first, leads and table cells too."""
    found = [document.title, *([document.date] if document.date else [])]
    for section in document.sections:
        for block in section.blocks:
            found.extend(sentences_of(block))
    return tuple(found)


def sentences_of(block: Block) -> tuple[Sentence, ...]:
    """Every sentence of a block in reading order."""
    if isinstance(block, Paragraph):
        return (*_given(block.lead), *block.sentences)
    if isinstance(block, Bullets):
        return (*_given(block.topic), *_given(block.lead), *block.items)
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    return (*_given(block.name), *(line.value for line in block.lines))


def _given(sentence: Sentence | None) -> tuple[Sentence, ...]:
    return () if sentence is None else (sentence,)
