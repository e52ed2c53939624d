"""Every word a person sees that is no rule's message: labels, inflected forms and sentences, by language.

Reads `ontology/`, `data/reference/` and every `ropa/texts/**/<language>.ttl`, each once and only when asked
for. Holds no words itself and knows no term by name. A new language is a new file, no list to edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from ropa import resources
from ropa.errors import BadParameter, NotFound, Said, said
from ropa.namespaces import PREFIXES, TEXT, expand, local_name, slug
from ropa.rdf import Literal, NamedNode, Quad, parse

_LABELS = tuple(map(expand, ("skos:prefLabel", "rdfs:label", "dct:title", "dpv:hasName")))
_DEFINITIONS = tuple(map(expand, ("skos:definition", "rdfs:comment")))
_ALTERNATIVES = tuple(map(expand, ("skos:altLabel", "skos:hiddenLabel")))
_TEXT_VALUE = expand("rdf:value")
_FORM = PREFIXES["form"]
_TYPE, _PEOPLE = expand("rdf:type"), expand("dpv:HumanSubject")
_LAST_RESORT = "en"

_Words = dict[str, dict[str, list[tuple[str, str]]]]
"""Term to property to (words, language tag)."""


class Texts:
    """The words of one set of folders; `label()` and its sisters below ask the program's own."""

    def __init__(self, vocabulary: Iterable[Path], strings: Path) -> None:
        self._vocabulary = tuple(vocabulary)
        self._strings = strings
        self._by_language: dict[str, _Words] = {}
        self._terms_by_label: dict[str, dict[str, set[str]]] = {}
        self._picked: dict[tuple[str, tuple[str, ...], str], str] = {}
        self._patterns: dict[tuple[str, str], str] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Every language there is a file for, in order."""
        return tuple(sorted({file.stem for file in self._strings.rglob("*.ttl")}))

    @cached_property
    def _spoken(self) -> frozenset[str]:
        return frozenset(self.languages)

    def language(self, asked: str) -> str:
        """`fi-FI` and `FI` are `fi`; raises BadParameter for a language without texts."""
        if asked in self._spoken:
            return asked
        primary = asked.lower().replace("_", "-").partition("-")[0]
        if primary not in self.languages:
            raise BadParameter(
                said("there are no texts in '{language}'.", language=asked),
                mend=said("Use one of: {choices}.", choices=", ".join(self.languages)),
            )
        return primary

    def label(self, iri: str, language: str) -> str:
        """In the asked language, else English, else untagged or in any language, else the local name."""
        asked, term = self.language(language), expand(iri)
        return self._pick(term, _LABELS, asked) or local_name(term)

    def group(self, iri: str, language: str) -> str:
        """As `label`, a group of people in the plural: `asiakkaat`, where the language has the form."""
        asked, term = self.language(language), expand(iri)
        if _PEOPLE in self._known.get(term, {}):
            return self.form(term, asked, self.say("notice-people-form", asked)) or self.label(term, asked)
        return self.label(term, asked)

    def definition(self, iri: str, language: str) -> str:
        """In the asked language, else English; "" where nothing is defined."""
        return self._pick(expand(iri), _DEFINITIONS, self.language(language))

    def alternatives(self, iri: str, language: str) -> tuple[str, ...]:
        """Other words for a term, outdated ones last: for reading documents, not for writing them."""
        asked, term = self.language(language), expand(iri)
        return tuple(
            words for key in _ALTERNATIVES for words, tag in self._known.get(term, {}).get(key, []) if tag == asked
        )

    def form(self, iri: str, language: str, feature: str) -> str | None:
        """An inflected form or other feature (`pl.par`, `indef_sg`, `infinitive`, `gender`); see ontology/forms.ttl."""
        found = self._own(self.language(language)).get(expand(iri), {}).get(_FORM + feature)
        return found[0][0] if found else None

    def say(self, key: str, language: str, **slots: object) -> str:
        """The text of a key with its `{slots}` filled; English where the asked language lacks it.

        Raises NotFound naming the key that no language has, or the slot that was not given.
        """
        return _fill(self.pattern(key, language), slots, key)

    def translated(self, message: str, language: str) -> str:
        """A sentence of `ropa.errors.said`, or a constant one, in the asked language (topic `errors`, the key is the
        English pattern's slug); English where that lacks it."""
        tag = self.language(language)
        pattern, slots = (message.pattern, message.slots) if isinstance(message, Said) else (message, None)
        found = self._own(tag).get(f"{TEXT}errors-{slug(pattern)}", {}).get(_TEXT_VALUE)
        words = found[0][0] if found else pattern
        if slots is None:
            return words
        return words.format_map({k: self.translated(v, tag) if isinstance(v, Said) else v for k, v in slots.items()})

    def pattern(self, key: str, language: str) -> str:
        """The text of a key with its `{slots}` still in it. Raises NotFound as `say` does."""
        asked = self.language(language)
        if (key, asked) not in self._patterns:
            self._patterns[key, asked] = self._pattern(key, asked)
        return self._patterns[key, asked]

    def _pattern(self, key: str, asked: str) -> str:
        term = TEXT + key
        for tag in (asked, _LAST_RESORT):
            found = self._own(tag).get(term, {}).get(_TEXT_VALUE) if tag in self.languages else None
            if found:
                return found[0][0]
        raise NotFound(f"there is no text '{key}'.", mend=f"Add text:{key} to a file under {self._strings.name}/.")

    def known(self, iri: str) -> bool:
        """Whether the vocabulary or the reference data give the term a label."""
        return any(key in self._known.get(expand(iri), {}) for key in _LABELS)

    def find(self, words: str, language: str) -> tuple[str, ...]:
        """IRIs of the terms a person calls so in that language, upper and lower case alike, sorted."""
        return tuple(sorted(self._by_label(self.language(language)).get(words.casefold(), ())))

    def labels(self, language: str) -> tuple[str, ...]:
        """Every label there is in that language, sorted: what a person may write for a term."""
        return tuple(sorted({self._pick(term, _LABELS, self.language(language)) for term in self._known} - {""}))

    def _by_label(self, language: str) -> dict[str, set[str]]:
        if language not in self._terms_by_label:
            table: dict[str, set[str]] = {}
            for term, words in (*self._known.items(), *self._own(language).items()):
                for label in (pair for key in (*_LABELS, *_ALTERNATIVES) for pair in words.get(key, ())):
                    if label[1] in {language, ""}:
                        table.setdefault(label[0].casefold(), set()).add(term)
            self._terms_by_label[language] = table
        return self._terms_by_label[language]

    def _pick(self, term: str, keys: tuple[str, ...], asked: str) -> str:
        wanted = (term, keys, asked)
        found = self._picked.get(wanted) or self._first(*wanted)
        if found:  # a term without words may be anybody's: there is no end of them
            self._picked[wanted] = found
        return found

    def _first(self, term: str, keys: tuple[str, ...], asked: str) -> str:
        own = self._own(asked).get(term, {})
        shared = self._known.get(term, {})
        candidates: list[tuple[str, str]] = [pair for key in keys for pair in (*own.get(key, ()), *shared.get(key, ()))]
        for tag in (asked, _LAST_RESORT, ""):
            for words, found in candidates:
                if found == tag:
                    return words
        return candidates[0][0] if candidates else ""

    @cached_property
    def _known(self) -> _Words:
        wanted = {*_LABELS, *_DEFINITIONS, *_ALTERNATIVES}
        return _words((file for folder in self._vocabulary for file in sorted(folder.glob("*.ttl"))), wanted)

    def _own(self, language: str) -> _Words:
        if language not in self._by_language:
            self._by_language[language] = _words(sorted(self._strings.rglob(f"{language}.ttl")))
        return self._by_language[language]


def _words(files: Iterable[Path], wanted: set[str] | None = None) -> _Words:
    words: _Words = {}
    for file in files:
        for quad in parse(file.read_bytes(), "turtle", where=str(file)):
            _remember(words, quad, wanted)
    return words


def _remember(words: _Words, quad: Quad, wanted: set[str] | None) -> None:
    term, key, value = quad.subject, quad.predicate.value, quad.object
    if isinstance(term, NamedNode) and isinstance(value, Literal) and (wanted is None or key in wanted):
        words.setdefault(term.value, {}).setdefault(key, []).append((value.value, value.language or ""))
    elif isinstance(term, NamedNode) and key == _TYPE and isinstance(value, NamedNode) and value.value == _PEOPLE:
        words.setdefault(term.value, {}).setdefault(_PEOPLE, [])


def _fill(template: str, slots: dict[str, object], key: str) -> str:
    try:
        return str(template.format_map(slots))
    except KeyError as missing:
        raise NotFound(f"text '{key}' needs the slot {missing}, which was not given.") from missing


@cache
def default() -> Texts:
    """The program's own words; read once per process."""
    return Texts((resources.ontology(), resources.data() / "reference"), resources.within("texts"))


def languages() -> tuple[str, ...]:
    """Every language the program speaks."""
    return default().languages


def label(iri: str, language: str) -> str:
    """What a person calls the term; see `Texts.label`."""
    return default().label(iri, language)


def group(iri: str, language: str) -> str:
    """As `Texts.group`, of the program's own words."""
    return default().group(iri, language)


def definition(iri: str, language: str) -> str:
    """What the term means; see `Texts.definition`."""
    return default().definition(iri, language)


def alternatives(iri: str, language: str) -> tuple[str, ...]:
    """Other words for the term; see `Texts.alternatives`."""
    return default().alternatives(iri, language)


def form(iri: str, language: str, feature: str) -> str | None:
    """One form of the term's words, None where there is none; see `Texts.form`."""
    return default().form(iri, language, feature)


def pattern(key: str, language: str) -> str:
    """A sentence or phrase of our own before its slots are filled; see `Texts.pattern`."""
    return default().pattern(key, language)


def say(key: str, language: str, **slots: object) -> str:
    """A sentence or phrase of our own; see `Texts.say`."""
    return default().say(key, language, **slots)


def translated(message: str, language: str) -> str:
    """What an error or remark says, in the reader's language; see `Texts.translated`."""
    return default().translated(message, language)


def known(iri: str) -> bool:
    """Whether the term has a label; see `Texts.known`."""
    return default().known(iri)


def preferred(tags: Iterable[str], language: str) -> str:
    """In which of several languages a reader is told what is told in each: the reader's, else English, else in words
    of no language, else the first by its tag."""
    given = sorted(set(tags))
    return next((tag for tag in (language, _LAST_RESORT, "", *given) if tag in given), "")
