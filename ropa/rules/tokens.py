"""SPARQL text to tokens: names written out by their prefixes, `$x` as `?x`, comments left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from ropa.errors import ShapeError
from ropa.rdf import NamedNode, iri
from ropa.rules.paths import name

_PATTERN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]*\w)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
        (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
        (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!^|/*+?-])""",
    re.VERBOSE,
)
_KEYWORDS = frozenset(
    [
        "SELECT",
        "ASK",
        "WHERE",
        "FROM",
        "DISTINCT",
        "REDUCED",
        "AS",
        "FILTER",
        "BIND",
        "OPTIONAL",
        "GRAPH",
        "UNION",
        "MINUS",
        "VALUES",
        "SERVICE",
        "NOT",
        "EXISTS",
        "LIMIT",
        "OFFSET",
        "GROUP",
        "ORDER",
        "BY",
        "HAVING",
        "PREFIX",
        "BASE",
        "CONSTRUCT",
        "DESCRIBE",
        "IN",
    ]
)


class Tokens:
    """The tokens of a query text, read from left to right."""

    def __init__(self, text: str, prefixes: Mapping[str, str], where: str) -> None:
        self._prefixes = dict(prefixes)
        self._where = where
        self._tokens = list(self._scan(text))
        self._place = 0

    def _scan(self, text: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            match = _PATTERN.match(text, place)
            if match is None or match.lastgroup is None:
                raise ShapeError(f"SPARQL cannot be read at '{text[place : place + 20]}'.", where=self._where)
            kind, word = match.lastgroup, match.group()
            place = match.end()
            if kind == "variable":
                word = f"?{word[1:]}"
            elif kind == "word" and word.upper() in _KEYWORDS:
                word = word.upper()
            if kind != "space":
                found.append((kind, word))
        return found

    def prologue(self) -> None:
        """Reads the PREFIX lines in front of the query."""
        while self.skip("PREFIX"):
            prefix = self._raw().rstrip(":")
            self._prefixes[prefix] = self._raw()[1:-1]

    def _raw(self) -> str:
        if self.at_end():
            raise ShapeError("the SPARQL text ends too early.", where=self._where)
        self._place += 1
        return self._tokens[self._place - 1][1]

    def peek(self, ahead: int = 0) -> str:
        """The next token as written; "" at the end."""
        place = self._place + ahead
        return self._tokens[place][1] if place < len(self._tokens) else ""

    def is_variable(self) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place][0] == "variable"

    def at_end(self) -> bool:
        return self._place >= len(self._tokens)

    def end(self) -> None:
        if not self.at_end():
            raise ShapeError(f"SPARQL goes on after its end with '{self.peek()}'.", where=self._where)

    def skip(self, word: str) -> bool:
        """Takes the token where it is this one."""
        if self.peek() != word:
            return False
        self._place += 1
        return True

    def take(self, word: str) -> None:
        if not self.skip(word):
            raise ShapeError(f"SPARQL has {self._found()} where '{word}' is needed.", where=self._where)

    def next(self) -> str:
        """The next token, prefixed names resolved and written our way."""
        if self.at_end():
            raise ShapeError("the SPARQL text ends too early.", where=self._where)
        kind, word = self._tokens[self._place]
        self._place += 1
        if kind == "name":
            return name(self._resolve(word))
        if kind == "iri":
            return name(NamedNode(word[1:-1]))
        return word

    def _found(self) -> str:
        return "its end" if self.at_end() else f"'{self.peek()}'"

    def predicate(self) -> NamedNode:
        kind, word = self._tokens[self._place] if not self.at_end() else ("", "")
        if kind not in {"name", "iri"} and word != "a":
            raise ShapeError(f"SPARQL has {self._found()} where a property is needed.", where=self._where)
        self._place += 1
        if kind == "name":
            return self._resolve(word)
        if kind == "iri":
            return NamedNode(word[1:-1])
        return iri("rdf:type")

    def term(self) -> str:
        """A variable, IRI or literal as one text; a blank node label becomes a variable."""
        kind, word = self._tokens[self._place] if not self.at_end() else ("", "")
        if kind == "blank":
            self._place += 1
            return f"?anon_{word[2:].replace('.', '_').replace('-', '_')}"
        if kind not in {"variable", "iri", "name", "string", "number", "word"} and word not in {"-", "+"}:
            raise ShapeError(f"SPARQL has {self._found()} where a term is needed.", where=self._where)
        first = self.next()
        if first in {"-", "+"}:
            return first + self.next()
        if kind == "string":
            if self._place < len(self._tokens) and self._tokens[self._place][0] == "language":
                return first + self.next()
            if self.skip("^^"):
                return f"{first}^^{self.next()}"
        return first

    def refuse(self, word: str) -> NoReturn:
        raise ShapeError(
            f"{word} may not stand in the SPARQL of a shape (SHACL 5.3.1, appendix A).",
            where=self._where,
            mend="Use FILTER NOT EXISTS, or a comparison." if word in {"MINUS", "VALUES"} else "Leave it out.",
        )

    def _resolve(self, word: str) -> NamedNode:
        prefix, _, local = word.partition(":")
        if prefix not in self._prefixes:
            raise ShapeError(
                f"the prefix '{prefix}:' is not declared.", where=self._where, mend="Declare it through sh:prefixes."
            )
        return NamedNode(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))
