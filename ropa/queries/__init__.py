"""Loads questions by name or from a user's file: one `.rq` per question beside this module.

Reads the header (titles, what it answers, parameters) and binds parameters into the text. Runs nothing:
the bound text is for a store.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ropa.errors import BadParameter, BadQuery, NotFound, UnreadableFile, said
from ropa.queries.header import Header, read_header
from ropa.queries.parameter import Parameter
from ropa.rdf import BlankNode, Term
from ropa.resources import within

__all__ = ["Header", "Parameter", "Query", "load", "names", "parse", "read_header"]

_SLOT = re.compile(r"^[ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{[ \t]*UNDEF[ \t]*\}[ \t]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """One question; `text` runs as it is in any SPARQL editor."""

    name: str
    titles: Mapping[str, str]
    """By language."""
    answers: str
    parameters: tuple[Parameter, ...]
    text: str
    header: Header

    def bind(self, values: Mapping[str, Term | Sequence[Term] | None] | None = None) -> str:
        """The text with `VALUES ?x { UNDEF }` filled in; without the line where no value is given.

        Only RDF terms are taken, so no value can change the query. Raises BadParameter for an unknown name.
        """
        given = dict(values or {})
        self._refuse_unknown(given)
        return _SLOT.sub(lambda line: _filled(line.group(1), given.get(line.group(1))), self.text)

    def terms(self, texts: Mapping[str, str], *, base: str, today: date) -> dict[str, Term]:
        """What people type (`country=FI`, `date=2026-01-01`, `party=2083762-5`) as terms, defaults added."""
        called = {self._called(name): text for name, text in texts.items()}
        self._refuse_unknown(called)
        wanted = {p.name: called.get(p.name, p.default) for p in self.parameters}
        return {p.name: p.term(wanted[p.name], base=base, today=today) for p in self.parameters if wanted[p.name]}

    def title(self, language: str) -> str:
        """In that language, else in English, else the name."""
        return self.titles.get(language) or self.titles.get("en") or self.name

    def _called(self, name: str) -> str:
        """The parameter of a name, in any language; the only one of a kind also by its kind, as `party`."""
        wanted = name.casefold().replace("_", "-")
        for parameter in self.parameters:
            if wanted in {parameter.name, *(each.casefold() for each in parameter.called())}:
                return parameter.name
        of_kind = [p.name for p in self.parameters if p.kind == wanted]
        return of_kind[0] if len(of_kind) == 1 else name

    def _refuse_unknown(self, given: Mapping[str, object]) -> None:
        known = [p.name for p in self.parameters]
        for name in given:
            if name not in known:
                takes = said("It takes: {choices}.", choices=", ".join(known)) if known else "It takes no parameter."
                raise BadParameter(said("the query has no parameter '{name}'.", name=name), where=self.name, mend=takes)


def names() -> tuple[str, ...]:
    """Every question of the library, sorted."""
    return tuple(sorted(file.stem for file in within("queries").glob("*.rq")))


def load(name: str) -> Query:
    """A question of the library by name, or the user's own FILE.rq. Raises NotFound or UnreadableFile."""
    if name in names():
        return _of_library(name)
    file = Path(name)
    if file.suffix in {".rq", ".sparql"} and file.is_file():
        return _read(file)
    raise NotFound(said("there is no query '{name}'.", name=name), mend=_advice(name))


def parse(text: str, name: str = "query") -> Query:
    """A question from its text, with or without a header. Raises BadQuery where header and text disagree."""
    header = read_header(text, name)
    slots = list(dict.fromkeys(_SLOT.findall(text)))
    declared = {p.name: p for p in header.parameters}
    for missing in declared.keys() - set(slots):
        raise BadQuery(said("the text has no line 'VALUES ?{missing} {{ UNDEF }}'.", missing=missing), where=name)
    extra = tuple(Parameter(slot) for slot in slots if slot not in declared)
    return Query(name, header.titles, header.answers, header.parameters + extra, text, header)


@cache
def _of_library(name: str) -> Query:
    return _read(within("queries", f"{name}.rq"))


def _read(file: Path) -> Query:
    try:
        return parse(file.read_text(encoding="utf-8"), file.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("this query cannot be read.", where=str(file), mend="Save it as UTF-8 text.") from error


def _advice(name: str) -> str:
    close = difflib.get_close_matches(name, names(), n=3, cutoff=0.4)
    everything = said("'ropa queries' lists them all; - reads SPARQL from standard input.")
    if not close:
        return everything
    return said("Did you mean {choices}? {others}", choices=", ".join(close), others=everything)


def _filled(variable: str, value: Term | Sequence[Term] | None) -> str:
    if value is None:
        return ""
    terms = list(value) if isinstance(value, Sequence) else [value]
    if any(isinstance(term, BlankNode) for term in terms):
        raise BadParameter("a blank node cannot be asked for.", where=variable)
    return f"  VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"
