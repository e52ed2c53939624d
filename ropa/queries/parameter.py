"""A parameter of a question: its kind, and how what a person types becomes an RDF term."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ropa import texts
from ropa.days import day
from ropa.errors import BadParameter, NotFound, said
from ropa.namespaces import PREFIXES, expand, mint
from ropa.rdf import Literal, NamedNode, Term, literal

_CODE = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?")
_BUSINESS_ID = re.compile(r"\d{7}-\d")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


@dataclass(frozen=True)
class Parameter:
    """`kind` is one of KINDS; `default` is what is meant when nothing is given, as text."""

    name: str
    kind: str = "any"
    default: str = ""
    description: str = ""

    def called(self) -> tuple[str, ...]:
        """What people call it: the heading of a column of that name, in each language."""
        try:
            return tuple(texts.say(f"screens-column-{self.name}", language) for language in texts.languages())
        except NotFound:
            return ()

    def term(self, text: str, *, base: str, today: date) -> Term:
        """What a person typed as a term of this parameter's kind. Raises BadParameter naming kind and example."""
        try:
            return KINDS[self.kind](text.strip(), base.rstrip("/"), today)
        except ValueError as error:
            raise BadParameter(
                said("'{text}' cannot be used as {kind}.", text=text, kind=_CALLED.get(self.kind, self.kind)),
                where=self.name,
                mend=said("Write for example {reason}.", reason=error),
            ) from error


def _iri(text: str, base: str, today: date) -> Term:
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if not _SCHEME.fullmatch(bare):
        raise ValueError("dpv:DirectMarketing or https://...")
    return _node(expand(bare), "dpv:DirectMarketing")


def _node(name: str, example: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        raise ValueError(example) from error


def _country(text: str, base: str, today: date) -> Term:
    if _CODE.fullmatch(text):
        return NamedNode(PREFIXES["loc"] + text.upper())
    if ":" in text:
        return _iri(text, base, today)
    named = {iri for language in texts.languages() for iri in texts.default().find(text, language)}
    countries = sorted(iri for iri in named if iri.startswith(PREFIXES["loc"]))
    return NamedNode(countries[0]) if len(countries) == 1 else _fail("FI or loc:FI")


def _party(text: str, base: str, today: date) -> Term:
    if _SCHEME.fullmatch(text.strip("<>")):
        return _iri(text, base, today)
    if not text:
        return _fail("2083762-5, fi-2083762-5 or the party's IRI")
    key = f"fi-{text}" if _BUSINESS_ID.fullmatch(text) else text
    return NamedNode(mint(base, "party", key))


def _record(text: str, base: str, today: date) -> Term:
    if _SCHEME.fullmatch(text.strip("<>")):
        return _iri(text, base, today)
    return NamedNode(mint(base, "record", text)) if text else _fail("customers or the record's IRI")


def _date(text: str, base: str, today: date) -> Term:
    if text == "today":
        return literal(today)
    found = day(text)
    return literal(found) if found else _fail("2026-01-31")


def _integer(text: str, base: str, today: date) -> Term:
    return literal(int(text)) if text.removeprefix("-").isdecimal() else _fail("250")


def _text(text: str, base: str, today: date) -> Term:
    return Literal(text)


def _any(text: str, base: str, today: date) -> Term:
    """For a user's own file that declares no kinds."""
    if day(text) or text == "today":
        return _date(text, base, today)
    bare = text.strip("<>")
    known = bare.partition(":")[0] in PREFIXES or "://" in bare or bare.startswith(("urn:", "mailto:", "tel:"))
    return _iri(text, base, today) if known and _SCHEME.fullmatch(bare) else Literal(text)


def _fail(example: str) -> Term:
    raise ValueError(example)


_CALLED = {
    "any": said("a value"),
    "country": said("a country"),
    "date": said("a day"),
    "integer": said("a number"),
    "iri": said("a concept"),
    "party": said("an organisation"),
    "record": said("a record"),
    "text": said("a text"),
}
KINDS: dict[str, Callable[[str, str, date], Term]] = {
    "any": _any,
    "country": _country,
    "date": _date,
    "integer": _integer,
    "iri": _iri,
    "party": _party,
    "record": _record,
    "text": _text,
}
