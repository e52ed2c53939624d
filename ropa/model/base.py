"""What every node of a register has: an IRI, classes, and fields that know their RDF property."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, order=True)
class Text:
    """Words in a language (BCP 47); "" where the language is not known."""

    value: str
    language: str = ""

    def __str__(self) -> str:
        return self.value


class Iri(str):
    """The full IRI of a concept, party, country, law or other node."""

    __slots__ = ()


class Duration(str):
    """An ISO 8601 duration as written: compared by value elsewhere, `P12M` equals `P1Y`."""

    __slots__ = ()


def many(term: str) -> Any:
    """A field with any number of values of the RDF property `term`."""
    return field(default=(), metadata={"term": term})


def one(term: str) -> Any:
    """A field with at most one value; of several in the graph the first in order is taken, none is lost."""
    return field(default=None, metadata={"term": term})


@dataclass(frozen=True, kw_only=True)
class Node:
    """Anything with an IRI of its own. `segment` is the folder its IRI lies in, below its graph."""

    types: ClassVar[tuple[str, ...]] = ()
    stated: ClassVar[str] = ""
    segment: ClassVar[str] = ""
    iri: str = ""
