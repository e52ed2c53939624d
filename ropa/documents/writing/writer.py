"""Fills the sentence patterns of a language with facts. Patterns are data: `ropa/texts/notice/<language>.ttl`.

A slot asks for its words in a form: `{data:par}`, `{subjects:indef_pl}`, `{purposes:infinitive}`. More than one
fact is enumerated. Besides forms a slot may ask:
`{x:or}` joined by "or", `{x:,}` by commas, `{x:;}` by semicolons in the order given; `{x:^ill}` with a capital;
`{x:#on|ovat}` by how many there are; `{x:? (Y-tunnus %)}` only when it is there, `{x:!nothing}` only when it is not;
`{x:pl=pl.nom,sg=sg.gen}` by the number a term is shown in; `{x:article&sg}` two forms, the first if there is one;
`{x:@case}` the form that the term names itself; `{x:phrase~}` the label where there is no such form;
`{x:after-}` the form without its first word; `{x:the+title}` each with a word before it;
`{x:title}` an act as it is cited, with its number, and in another form with the number after it: `{x:ine}`.
Where a word has no form (a register's own label, a company's name) the pattern `<key>-listed` is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from ropa import texts
from ropa.documents.writing import amounts
from ropa.documents.writing.facts import Fact, triples_of
from ropa.documents.writing.marks import CLOSE, OPEN, TAG_END, marked, unmarked
from ropa.documents.writing.order import by_meaning
from ropa.errors import NotFound, RopaError
from ropa.model import Duration, Iri, Text
from ropa.rendering.document import Passage, Sentence

_PLURALS = {
    "fi": re.compile(r"[^(,]*\b\w{4,}t\b"),
    "en": re.compile(r"(?:(?!\b(?:to|of|for|that|which|who|whose|where)\b)[^(,])*\b\w{3,}[^\Ws]s\b"),
}
_MARKS, _QUOTED = frozenset(",;"), frozenset({"text", "interests", "recipients", "units", "categories", "services"})
_CASES = tuple(f"{number}.{case}" for number in ("sg", "pl") for case in ("nom", "gen", "all", "ill", "abl"))
_ADDRESSES = ("mailto:", "tel:")

Written = tuple[str, tuple[Passage, ...], tuple[str, ...]]
Slots = Mapping[str, "Fact | Iterable[Fact] | str"]


class FormMissing(RopaError):
    """A word has no form that a pattern asks for; a pattern that lists words as they are is used instead."""


@dataclass(frozen=True)
class Writer:
    """Writes sentences in one language; `names` are labels that only this record has, by IRI."""

    language: str
    names: Mapping[str, Text]
    variant: str = ""
    """Patterns `notice-<variant>-<key>` come before `notice-<key>`: plain words, other headings; of several
    variants, separated by blanks, the first that has the pattern."""
    known: dict[tuple[object, ...], Written] = field(default_factory=dict, compare=False, repr=False)
    """What was written before of the same values; may be shared by writers that have the same names."""

    def sentence(
        self, key: str, slots: Slots | None = None, *, articles: tuple[str, ...] = (), also: Iterable[Fact] = ()
    ) -> Sentence:
        """The pattern `notice-<key>` filled; `also` are facts that its fixed words say."""
        given = {name: _facts(value) for name, value in (slots or {}).items()}
        text, foreign, names = self._written(key, given)
        told = [fact for name in names for fact in given[name]]
        told.extend(also)
        return Sentence(text, triples_of(told), articles, key, foreign)

    def _written(self, key: str, given: Mapping[str, tuple[Fact, ...]]) -> Written:
        """The words, the passages in other languages, and the slots that are said; written once for the same values."""
        asked = (key, *((name, *(fact.value for fact in facts)) for name, facts in given.items()))
        if asked not in self.known:
            used: dict[str, tuple[Fact, ...]] = {}
            filled = {name: Slot(self, facts, name, used) for name, facts in given.items()}
            text, foreign = unmarked(self._fill(key, filled, used))
            self.known[asked] = (text, foreign, tuple(used))
        return self.known[asked]

    def words(
        self,
        facts: Fact | Iterable[Fact],
        *,
        articles: tuple[str, ...] = (),
        key: str = "words",
        capital: bool = True,
        told: bool = False,
    ) -> Sentence:
        """Facts alone, enumerated, as in a cell of a table or a line of contacts; words that are `told`, and no name,
        are quoted where they are in another language."""
        chosen, slot = _facts(facts), "text" if told else ""
        asked = (slot, *(fact.value for fact in chosen))
        if asked not in self.known:
            self.known[asked] = (*unmarked(format(Slot(self, chosen, slot, {}), "cell")), ())
        text, foreign, _ = self.known[asked]
        if capital and chosen and isinstance(chosen[0].value, Iri) and not chosen[0].value.startswith(_ADDRESSES):
            text = text[:1].upper() + text[1:]
        return Sentence(text, triples_of(chosen), articles, key, foreign, _target(chosen))

    def link(self, fact: Fact, *, articles: tuple[str, ...] = (), key: str = "link") -> Sentence:
        """A web address without what only a browser needs."""
        shown = str(fact.value).partition("://")[2].removesuffix("/") or str(fact.value)
        return Sentence(shown, fact.triples, articles, key, target=str(fact.value))

    def phrase(self, key: str) -> str:
        """A fixed phrase, as a heading."""
        return self._say(key, {})

    def _fill(self, key: str, filled: Mapping[str, Slot], used: dict[str, tuple[Fact, ...]]) -> str:
        try:
            return self._say(key, filled)
        except FormMissing:
            used.clear()
            return self._fill(f"{key}-listed", filled, used)

    def _say(self, key: str, filled: Mapping[str, Slot]) -> str:
        pattern = _pattern(self.variant, key, self.language)
        if "{" not in pattern:
            return pattern
        try:
            return pattern.format_map(filled)
        except KeyError as missing:
            raise NotFound(f"text 'notice-{key}' needs the slot {missing}, which was not given.") from missing

    def has(self, key: str) -> bool:
        """Whether there is a fixed phrase or a pattern without slots of that name."""
        return _has(self.variant, key, self.language)

    def label(self, iri: str) -> str:
        """What the document calls a concept, party, country or law."""
        if iri in self.names:
            words = marked(self.names[iri], self.language)
            return self.quoted(words) if "/concept/" in iri and self._hangs(self.names[iri]) else words
        return _label(iri, self.language)

    def _hangs(self, words: Text) -> bool:
        """Whether words of a register's own concept fit no sentence: of another language, or bent as in their own."""
        foreign = words.language.partition("-")[0] not in {"", self.language}
        return foreign or bool(re.search(self.phrase("ending-bent"), words.value))

    def quoted(self, words: str) -> str:
        """Words in quotation marks of the language."""
        return self.phrase("quote-marks").replace("%", words)

    def form(self, iri: str, asked: str) -> str:
        """A concept in the form a pattern asks for; raises FormMissing."""
        if iri in self.names:
            found = self._cited(iri, asked.removesuffix("~"))
        else:
            found = _form(iri, self.language, asked.removesuffix("~"))
        if found:
            return found
        if asked.endswith("~"):
            return self.label(iri)
        raise FormMissing(f"'{iri}' has no form '{asked}' in '{self.language}'.")

    def declined(self, fact: Fact) -> tuple[str, ...]:
        """The words of a concept as a record may have written them: its label and its usual cases."""
        found = (_form(str(fact.value), self.language, form) for form in _CASES if isinstance(fact.value, Iri))
        return (self.words(fact).text, *filter(None, found))

    def _cited(self, iri: str, asked: str) -> str:
        """An act in a form, with its number after it; "" where this record alone has the name, or there is no form."""
        if not texts.known(iri):
            return ""
        title, named = _label(iri, self.language), self.names[iri].value
        if asked == "title":
            return self.label(iri)
        form = _form(iri, self.language, asked)
        return form + named.removeprefix(title) if form and named.startswith(title) else ""


@dataclass(frozen=True)
class Slot:
    """Facts in a place of a pattern; how they are written is asked by the format specification."""

    writer: Writer
    facts: tuple[Fact, ...]
    name: str
    used: dict[str, tuple[Fact, ...]]
    """Where the slots that a pattern really says are noted."""

    def __format__(self, asked: str) -> str:
        if asked.startswith("^"):
            words = self._list(asked[1:])
            return words[:1].upper() + words[1:]
        if asked.startswith("#"):
            return asked[1:].split("|")[len(self.facts) > 1 or self._names_several()]
        if asked.startswith("!"):
            return "" if self.facts else asked[1:]
        if asked.startswith("?"):
            return asked[1:].replace("%", self._list("")) if self.facts else ""
        return self._list(asked)

    def _names_several(self) -> bool:
        """Whether one category in the record's own words is a plural: "kumppanit", "our partners"."""
        plural = _PLURALS.get(self.writer.language)
        told = [str(fact.value) for fact in self.facts if isinstance(fact.value, Text)]
        return self.name == "recipients" and plural is not None and any(plural.match(words) for words in told)

    def _list(self, asked: str) -> str:
        self.used[self.name] = self.facts
        conjunction = "or" if asked == "or" else "and"
        before, _, asked = asked.rpartition("+")
        words = [
            f"{before} {self._word(fact, '' if asked == 'or' or asked in _MARKS else asked)}".lstrip()
            for fact in (self.facts if asked == ";" else by_meaning(self.facts))
        ]
        if self.name in _QUOTED and any(re.match(f"{OPEN}[^{TAG_END}]", word) for word in words):
            words, asked = [self.writer.quoted(word) for word in words], ","
        if asked in _MARKS:
            return f"{asked} ".join(dict.fromkeys(words))
        if len(words) > 1:
            words = [re.sub(f"[.]{CLOSE}$", CLOSE, word) for word in words]
        return amounts.enumerate_words(tuple(dict.fromkeys(words)), self.writer.language, conjunction)

    def _word(self, fact: Fact, asked: str) -> str:
        value, language = fact.value, self.writer.language
        if isinstance(value, Duration):
            return amounts.duration(value, language, "cell" if asked == "cell" else "during")
        if isinstance(value, date):
            return amounts.day(value, language)
        if isinstance(value, Text) or (isinstance(value, Iri) and value.startswith(_ADDRESSES)):
            if asked not in {"", "cell"}:
                raise FormMissing(f"'{value}' is written as it is, not in the form '{asked}'.")
            return marked(value if isinstance(value, Text) else Text(_plain(value)), language)
        if isinstance(value, Iri):
            return self.writer.label(value) if asked in {"", "cell"} else self.writer.form(value, asked)
        return str(value)


def _facts(value: Fact | Iterable[Fact] | str) -> tuple[Fact, ...]:
    if isinstance(value, Fact):
        return (value,)
    return (Fact(Text(value), ()),) if isinstance(value, str) else tuple(value)


def _plain(address: str) -> str:
    if address.startswith("mailto:"):
        return address.removeprefix("mailto:")
    return address.removeprefix("tel:").replace("-", "\u00a0")


def _target(facts: tuple[Fact, ...]) -> str:
    value = facts[0].value if len(facts) == 1 else ""
    return value if isinstance(value, Iri) and value.startswith(_ADDRESSES) else ""


@cache
def _pattern(variant: str, key: str, language: str) -> str:
    for each in variant.split():
        try:
            return texts.pattern(f"notice-{each}-{key}", language)
        except NotFound:
            continue
    return texts.pattern(f"notice-{key}", language)


@cache
def _has(variant: str, key: str, language: str) -> bool:
    try:
        return "{" not in _pattern(variant, key, language)
    except NotFound:
        return False


@lru_cache(maxsize=8192)
def _label(iri: str, language: str) -> str:
    return texts.label(iri, language)


@lru_cache(maxsize=8192)
def _form(iri: str, language: str, asked: str) -> str:
    """A concept in the form that a pattern asks for; "" where it has none."""
    if asked.endswith("-"):
        return _form(iri, language, asked[:-1]).partition(" ")[2]
    for feature in _features(iri, language, asked):
        words = [texts.form(iri, language, part) or "" for part in feature.split("&")]
        if words[-1]:
            return " ".join(filter(None, words))
    return ""


def _features(iri: str, language: str, asked: str) -> tuple[str, ...]:
    number = texts.form(iri, language, "number") or "sg"
    shown = "pl" if number == "pl" else "sg"
    if asked.startswith("@"):
        asked = texts.form(iri, language, asked[1:]) or asked
    if "=" in asked:
        choice = dict(pair.split("=") for pair in asked.split(","))
        asked = choice.get(number) or choice.get(shown, "no such number")
    single = (asked.replace("pl", "sg"),) if number == "mass" else ()
    return (asked, f"{shown}.{asked}", f"{asked}_{shown}", *single)
