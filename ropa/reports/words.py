"""RDF terms as a reader's words: labels, names, articles of law, dates, durations, yes and no.

Knows no report. Names of parties, registers and activities are handed in, since they stand in the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import unquote

from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

from ropa import texts
from ropa.namespaces import PREFIXES, TEXT, local_name, shorten
from ropa.rdf import Literal, NamedNode, Term
from ropa.rendering import leftovers
from ropa.reports import providers

_GDPR = re.compile(r"A(\d+)(?:-(\d+))?(?:-([a-z]))?")
_GDPRTEXT = re.compile(r"article(\d+)(?:-(\d+))?(?:-([a-z]))?")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?")
_UNITS = ("year", "month", "week", "day", "hour")
_XSD = PREFIXES["xsd"]

_LAST = (float("inf"),)
_CONCEPT = "/concept/"

Names = Mapping[str, tuple[Literal, ...]]
"""IRI of a node to its titles and names in all languages."""


class Words:
    """What to call terms in one language."""

    def __init__(self, language: str, names: Names) -> None:
        self.language = texts.default().language(language)
        self._names = names
        self._locale = Locale.parse(self.language)
        self._known: dict[Term, str] = {}

    def term(self, term: Term) -> str:
        """Never empty: a node without any name is called by its shortened IRI."""
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._find(term)
        return known

    def _find(self, term: Term) -> str:
        if isinstance(term, Literal):
            return self._literal(term)
        if not isinstance(term, NamedNode):
            return term.value
        if term.value.startswith(TEXT):
            return texts.say(term.value.removeprefix(TEXT), self.language)
        if term.value.startswith(("mailto:", "tel:")):
            return _address(term.value)
        if term.value in self._names:
            return ", ".join(self._called(term.value))
        article = self.article(term.value)
        if texts.known(term.value):
            label = texts.group(term.value, self.language)
            return f"{label} ({article})" if article and article != label else label
        return article or _bare(term.value)

    def _called(self, iri: str) -> list[str]:
        """A node's names, the same in every language; a phrase of a register's own concept is words like others."""
        kept = self._kept(self._names[iri])
        return list(dict.fromkeys(self.term(name) if _CONCEPT in iri else name.value for name in kept))

    def pick(self, terms: Iterable[Term]) -> list[str]:
        """Each value once, in words; of texts in several languages those of the reader, unless some would be lost."""
        return list(dict.fromkeys(self.term(term) for term in self._kept(terms)))

    def _kept(self, terms: Iterable[Term]) -> list[Term]:
        kept = list(dict.fromkeys(terms))
        by_language: dict[str, int] = {}
        for term in kept:
            if isinstance(term, Literal) and term.language:
                by_language[term.language] = by_language.get(term.language, 0) + 1
        if len(by_language) > 1:
            chosen = self._chosen(by_language)
            kept = [t for t in kept if not (isinstance(t, Literal) and t.language) or t.language in chosen]
        return kept

    def listed(self, terms: Iterable[Term]) -> list[str]:
        """As `pick`, in order: articles of law by their number, then words by the alphabet."""
        kept = list(dict.fromkeys(terms))
        numbers = {self.term(t): _number(t.value) for t in kept if isinstance(t, NamedNode)}
        return sorted(self.pick(kept), key=lambda told: (numbers.get(told, _LAST), told.casefold()))

    def provided(self, tools: Iterable[Term]) -> list[str]:
        """Those who provide tools, by tool; nobody for what has no provider, such as cookies."""
        found = []
        for tool in dict.fromkeys(tools):
            provider, country = providers.of_tools().get(str(tool), (None, None))
            if provider:
                key = "reports-provider-abroad" if country else "reports-provider"
                slots = {"provider": provider, "tool": self.term(tool)}
                place = {"country": self.term(country)} if country else {}
                found.append(texts.say(key, self.language, **slots, **place))
        return sorted(found, key=str.casefold)

    def rank(self, term: Term | None) -> tuple[str, str]:
        """Sorts terms by what they are called."""
        return (self.term(term).casefold(), str(term)) if term else ("", "")

    def _chosen(self, by_language: Mapping[str, int]) -> set[str]:
        most = max(by_language.values(), default=0)
        for language in (self.language, "en", *sorted(by_language)):
            if by_language.get(language, 0) == most:
                return {language}
        return set(by_language)

    def date(self, day: date) -> str:
        """`15.9.2026`, `15 september 2026`, `15 September 2026`: the form official texts use."""
        return format_date(day, texts.say("reports-date-pattern", self.language), locale=self._locale)

    def article(self, iri: str) -> str:
        """`Article 6(1)(b)` of the GDPR in the language's own form; "" for any other term."""
        for namespace, shape in ((PREFIXES["eu-gdpr"], _GDPR), (PREFIXES["gdprtext"], _GDPRTEXT)):
            found = shape.fullmatch(iri.removeprefix(namespace)) if iri.startswith(namespace) else None
            if found:
                article, paragraph, point = found.groups()
                parts = {"article": article, "paragraph": paragraph or "", "point": point or ""}
                return texts.say(f"reports-article-{sum(map(bool, found.groups()))}", self.language, **parts)
        return ""

    def _literal(self, term: Literal) -> str:
        kind = term.datatype.value.removeprefix(_XSD)
        if kind == "date":
            try:
                return self.date(date.fromisoformat(term.value))
            except ValueError:
                return term.value
        if kind == "boolean":
            return texts.say("reports-yes" if term.value in {"true", "1"} else "reports-no", self.language)
        if kind in {"duration", "yearMonthDuration", "dayTimeDuration"}:
            return self._duration(term.value)
        return self._quoted(term)

    def _quoted(self, words: Literal) -> str:
        """A record's own words, without the blanks of a template; those in another language say in which."""
        spoken = (words.language or "").lower().partition("-")[0]
        told = leftovers.cut(words.value, spoken or self.language)
        if spoken in {"", self.language} or not told:
            return told or words.value
        named = self._locale.languages.get(spoken, spoken)
        return texts.say("reports-foreign", self.language, text=told, spoken=named)

    def _duration(self, value: str) -> str:
        found = _DURATION.fullmatch(value)
        if not found or not any(found.groups()):
            return value
        numbers = [int(number) if number else 0 for number in found.groups()]
        return " ".join(
            format_unit(number, f"duration-{unit}", length="long", locale=self._locale)
            for number, unit in zip(numbers, _UNITS, strict=True)
            if number
        )


def _number(iri: str) -> tuple[float, ...]:
    """An article of the GDPR as numbers, `A6-1-b` as 6, 1, 2; what is none comes last."""
    found = _GDPR.fullmatch(iri.removeprefix(PREFIXES["eu-gdpr"]))
    if not found:
        return _LAST
    return tuple(0 if part is None else int(part) if part.isdecimal() else ord(part) for part in found.groups())


def capital(text: str) -> str:
    """With a capital, unless it begins with an address or with a name that writes its capitals elsewhere."""
    first = text.partition(" ")[0]
    is_name = "@" in first or "/" in first or first[1:] != first[1:].lower()
    return text if is_name else text[:1].upper() + text[1:]


def _address(value: str) -> str:
    scheme, _, rest = value.partition(":")
    return rest.replace("-", " ") if scheme == "tel" else unquote(rest)


def _bare(iri: str) -> str:
    short = shorten(iri)
    return short if short != iri else local_name(iri)
