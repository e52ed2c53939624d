"""One rule of the book for a data protection officer: duty, source, gravity and why, reading, two examples in words.

Knows no law and no property by name: labels come from `texts`, so a new rule is explained without a change here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from ropa import texts
from ropa.importing.sheets.values import written_duration
from ropa.model import Rule
from ropa.namespaces import local_name
from ropa.rdf import Literal, NamedNode, Subject, Triple, iri
from ropa.register.entries import day
from ropa.register.rule_sets import rule_book
from ropa.rendering.citation import spoken
from ropa.rules.citation import official

_KIND = iri("rdf:type")
_SECTION_KEY = iri("ropa:sectionKey")
_UNSAID = {iri("rdf:type"), iri("rdfs:isDefinedBy")}
_TITLE = iri("dct:title")
_NAMES = {iri("dpv:hasName"), _TITLE, iri("skos:prefLabel")}
_CLOCK = iri("ropa:Check")
_INDENT = "  "
_COUNTRY = 2
_AT_HOME = {"fi": frozenset({"fi"}), "sv": frozenset({"fi"})}
Line = tuple[str, ...]
"""The words of a line, behind those of the lines it hangs under."""


def explain(code: str, language: str, own: Path | None = None, countries: Collection[str] = ()) -> str:
    """Every rule of a code, told in words; those of the countries first whose controllers are meant. Raises NotFound.

    Where no country is told, the reader's language tells what law is likely to be asked about.
    """
    home = {country.rsplit("#", 1)[-1].lower() for country in countries} or _AT_HOME.get(language, frozenset())
    rules = sorted(rule_book(own).find(code), key=lambda rule: _farness(rule, home))
    listed = [
        texts.say("rules-several", language, count=len(rules)),
        *(f"{number}. {_summed(rule, language)}" for number, rule in enumerate(rules, 1)),
    ]
    told = [_explained(rule, language) for rule in rules]
    return "\n\n".join(["\n".join(listed), *told] if len(rules) > 1 else told)


def _farness(rule: Rule, home: Collection[str]) -> int:
    """National law of home first (the folder of a rule is its country's), then law of all, then that of others."""
    folder = rule.file.rpartition("/")[0].rpartition("/")[2]
    return 0 if folder in home else 2 if len(folder) == _COUNTRY else 1


def _summed(rule: Rule, language: str) -> str:
    gravity = texts.say(f"cli-severity-{rule.severity.value}", language)
    return f"{rule.labels[language]} ({gravity}, {', '.join(spoken(article, language) for article in rule.articles)})"


def _explained(rule: Rule, language: str) -> str:
    def head(key: str) -> str:
        return texts.say(f"rules-{key}", language)

    gravity = texts.say(f"cli-severity-{rule.severity.value}", language)
    lines = [
        f"{rule.code}: {rule.labels[language]}",
        "",
        f"{head('message')}: {_without_slots(rule.messages[language])}",
        f"{head('severity')}: {gravity} – {head(f'because-{rule.severity.value}')}",
        *_sources(rule, language),
        f"{head('valid')}: {_validity(rule, language)}",
        _reading(rule, language),
        "",
        *_compared(rule, language),
        "",
        f"{head('turtle')}: ropa explain {rule.file.rpartition('/')[2].removesuffix('.trig')} --turtle",
    ]
    return "\n".join(lines)


def _without_slots(message: str) -> str:
    """What a finding fills in is three dots here."""
    return re.sub(r"\{[?$]\w+\}", "…", message)


def _sources(rule: Rule, language: str) -> Iterator[str]:
    for article, source in zip(rule.articles, rule.sources, strict=True):
        yield f"{texts.say('rules-source', language)}: {spoken(article, language)} <{official(source, language)}>"


def _validity(rule: Rule, language: str) -> str:
    if rule.last_valid_day:
        return f"{day(rule.valid_from, language)} – {day(rule.last_valid_day, language)}"
    return texts.say("rules-since", language, day=day(rule.valid_from, language))


def _reading(rule: Rule, language: str) -> str:
    own = rule.readings.get(language)
    key = "rules-reading" if own or language == "en" else "rules-reading-in-english"
    return f"{texts.say(key, language)}: {own or rule.comment}"


def _compared(rule: Rule, language: str) -> Iterator[str]:
    """Both examples line by line; a mark before what stands in one of them only."""
    good, bad = Example(rule.good, language).lines(), Example(rule.bad, language).lines()
    for key, mark, own, other in (("good", "+", good, bad), ("bad", "!", bad, good)):
        left = Counter(other)
        marked = [(line, " " if _taken(left, line) else mark) for line in own]
        only = any(sign == mark for _, sign in marked)
        yield texts.say(f"rules-{key}{'-marked' if only else ''}", language)
        for line, sign in marked:
            yield f"  {sign} {_INDENT * (len(line) - 1)}{line[-1]}"


def _taken(left: Counter[Line], line: Line) -> bool:
    left[line] -= 1
    return left[line] >= 0


class Example:
    """An example graph in words."""

    def __init__(self, triples: tuple[Triple, ...], language: str) -> None:
        self._language = language
        self._of: dict[Subject, list[Triple]] = {}
        for triple in triples:
            if not isinstance(triple.subject, Triple):
                self._of.setdefault(triple.subject, []).append(triple)

    def lines(self) -> list[Line]:
        """Nodes that no other names come first, each with what hangs below it; the clock of the check says its day."""
        named = {t.object for triples in self._of.values() for t in triples if t.object != t.subject}
        tops = [node for node in self._of if node not in named] or list(self._of)[:1]
        found: list[Line] = []
        seen: set[Subject] = set()
        for top in sorted(tops, key=lambda node: (self._is_clock(node), str(node))):
            found += self._node(top, (), seen)
        return found

    def _is_clock(self, node: Subject) -> bool:
        return any(t.predicate == _KIND and t.object == _CLOCK for t in self._of.get(node, ()))

    def _node(self, node: Subject, above: Line, seen: set[Subject]) -> Iterator[Line]:
        """The title of a node and its facts; one that was told before is only named."""
        here = (*above, self._title(node))
        yield here
        if node not in seen:
            seen.add(node)
            yield from self._facts(node, here, seen)

    def _facts(self, node: Subject, here: Line, seen: set[Subject]) -> Iterator[Line]:
        told = [t for t in self._of.get(node, ()) if t.predicate not in _UNSAID]
        for triple in sorted(told, key=lambda t: (self._is_node(t), self._label(t.predicate), str(t.object))):
            label = self._capital(self._label(triple.predicate))
            if self._is_node(triple) and isinstance(triple.object, NamedNode):
                known = triple.object in seen
                below = (*here, f"{label}: {self._title(triple.object)}" if known else f"{label}:")
                yield below
                if not known:
                    seen.add(triple.object)
                    yield from self._facts(triple.object, below, seen)
            else:
                yield (*here, f"{label}: {self._value(triple)}")

    def _is_node(self, triple: Triple) -> bool:
        return isinstance(triple.object, NamedNode) and triple.object in self._of and triple.object != triple.subject

    def _title(self, node: Subject) -> str:
        """What the node is called, else its class, else the end of its address."""
        for triple in self._of.get(node, ()):
            if triple.predicate in _NAMES and isinstance(triple.object, Literal):
                return triple.object.value
        kinds = [
            t.object.value for t in self._of.get(node, ()) if t.predicate == _KIND and isinstance(t.object, NamedNode)
        ]
        known = sorted(self._capital(texts.label(kind, self._language)) for kind in kinds if texts.known(kind))
        return known[0] if known else self._named(node.value)

    def _named(self, name: str) -> str:
        if name.startswith(("mailto:", "tel:")):
            return name.partition(":")[2]
        return texts.label(name, self._language) if texts.known(name) else local_name(name).replace("-", " ")

    def _label(self, predicate: NamedNode) -> str:
        return self._named(predicate.value)

    def _value(self, triple: Triple) -> str:
        if isinstance(triple.object, NamedNode):
            return self._named(triple.object.value)
        if not isinstance(triple.object, Literal):
            return ""
        kind, words = local_name(triple.object.datatype.value), triple.object.value
        if triple.predicate == _SECTION_KEY:
            return texts.say(f"rules-section-{words}", self._language)
        if kind == "duration":
            return written_duration(words, self._language)
        if kind == "boolean":
            return texts.say("screens-yes" if words in {"true", "1"} else "screens-no", self._language)
        if kind == "date":
            return words if self._language == "en" else ".".join(str(int(part)) for part in reversed(words.split("-")))
        spoken = triple.object.language or ""
        quoted = f"”{words}”" if self._language != "en" else f"“{words}”"
        if triple.predicate == _TITLE:
            return f"{quoted} ({spoken or '?'})"
        return f"{quoted} ({spoken})" if spoken not in {"", self._language} else quoted

    def _capital(self, words: str) -> str:
        return words[:1].upper() + words[1:]
