"""What documents need of the dated facts in `data/reference/`: supervisory authorities with their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ropa import resources
from ropa.documents.writing.facts import Fact, Value, in_language
from ropa.model import Iri, Text
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, Term, Triple, parse_triples


@dataclass(frozen=True)
class Reference:
    """Triples by subject and property, as in the files."""

    table: dict[str, dict[str, list[Triple]]]

    def facts(self, subject: str, term: str) -> tuple[Fact, ...]:
        """What the reference data say of a subject, each with its triple."""
        found = self.table.get(subject, {}).get(expand(term), [])
        return tuple(Fact(_value(t.object), (t,)) for t in found if isinstance(t.object, (NamedNode, Literal)))

    def titles(self, language: str) -> dict[str, Text]:
        """Acts and instruments with their numbers, as they are cited: `kirjanpitolaki (1336/1997)`."""
        found = {}
        for subject in self.table:
            numbers = self.facts(subject, "dct:identifier")
            names = in_language(self.facts(subject, "skos:prefLabel"), language)
            if numbers and names and isinstance(names[0].value, Text):
                number, name = str(numbers[0].value), names[0].value
                cited = f", {number}" if number.startswith("(") else f" ({number})"
                found[subject] = Text(f"{name.value}{cited}", name.language)
        return found


def _value(term: Term) -> Value:
    if isinstance(term, Literal):
        return Text(term.value, term.language or "")
    return Iri(term.value)


@cache
def titles(language: str) -> dict[str, Text]:
    """The titles of the reference data that come with the program, once for each language."""
    return default().titles(language)


@cache
def default() -> Reference:
    """The reference data that come with the program; read once per process."""
    return read(tuple(str(file) for file in sorted((resources.data() / "reference").glob("*.ttl"))))


@cache
def read(files: tuple[str, ...]) -> Reference:
    """Reference data from files of Turtle."""
    table: dict[str, dict[str, list[Triple]]] = {}
    for file in files:
        for t in parse_triples(Path(file).read_bytes(), "turtle", where=file):
            if isinstance(t.subject, NamedNode):
                table.setdefault(t.subject.value, {}).setdefault(t.predicate.value, []).append(t)
    return Reference(table)
