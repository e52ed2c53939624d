"""The words of a finding in the reader's language, its `{?slots}` filled from what the query found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ropa import texts
from ropa.model import Finding
from ropa.namespaces import expand, local_name
from ropa.rdf import Literal, NamedNode, Term, parse_triples
from ropa.rules import RuleBook

_SLOT = re.compile(r"\{[?$](\w+)\}")
_DATE = expand("xsd:date")
_DURATIONS = frozenset({expand("xsd:duration"), expand("xsd:yearMonthDuration"), expand("xsd:dayTimeDuration")})
_SPAN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = ("years", "months", "weeks", "days", "hours", "minutes")


def _unknown(iri: str, language: str) -> str:
    return ""


def message(finding: Finding, book: RuleBook, language: str, name_of: Callable[[str, str], str] = _unknown) -> str:
    """The rule's message; concepts by their label, parties and records by `name_of`,
    days and durations in words.

    For shapes that say nothing themselves: the constraint and the path.
    """
    spoken = texts.default().language(language)
    rule = book.by_iri.get(finding.shape)
    said = rule.messages if rule else {}
    words = next((said[key] for key in (spoken, "en", "", *said) if key in said), "")
    if not words:
        component = local_name(finding.component).removesuffix("ConstraintComponent")
        return " ".join(filter(None, (f"sh:{component[:1].lower()}{component[1:]}", finding.path, finding.value)))
    slots = dict(finding.bindings)
    slots.setdefault("value", finding.value)
    slots.setdefault("this", _node(finding.focus))
    return _SLOT.sub(lambda slot: _spoken(slots.get(slot.group(1), ""), spoken, name_of), words)


def _node(focus: str) -> str:
    return f"<{focus}>" if ":" in focus and not focus.startswith(("_:", '"')) else focus


def _spoken(term: str, language: str, name_of: Callable[[str, str], str]) -> str:
    if not term:
        return ""
    read = _term(term)
    if isinstance(read, NamedNode):
        return name_of(read.value, language) or texts.label(read.value, language)
    if isinstance(read, Literal) and read.datatype.value == _DATE:
        return _day(read.value, language)
    if isinstance(read, Literal) and read.datatype.value in _DURATIONS:
        return _span(read.value, language)
    return read.value


def _term(text: str) -> Term:
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    (triple,) = parse_triples(f"<urn:x> <urn:x> {text} .", "n-triples")
    value = triple.object
    return value if isinstance(value, NamedNode | Literal) else Literal(text)


def _day(text: str, language: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day}.{day.month}.{day.year}" if language in {"fi", "sv"} else f"{day.day} {day:%B} {day.year}"


def _span(text: str, language: str) -> str:
    """`P1Y6M` as `1 vuosi 6 kuukautta`; nothing but zeros as no days; what is no plain duration as it is written."""
    found = _SPAN.fullmatch(text)
    if not found or not any(found.groups()):
        return text
    told = [(unit, int(number)) for unit, number in zip(_UNITS, found.groups(), strict=True) if number and int(number)]
    return " ".join(_amount(unit, number, language) for unit, number in told or [("days", 0)])


def _amount(unit: str, number: int, language: str) -> str:
    if number == 1:
        return texts.say(f"notice-cell-{unit}-one", language)
    return texts.say(f"notice-cell-{unit}-many", language, number=number)
