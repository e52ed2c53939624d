"""What a language's notices say and how: loads `phrases/<lang>.yaml` and `phrases/words/<lang>.yaml`.

The first holds structure and the words met, the second the vocabulary by concept. Holds no words itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ropa.importing.finder import Finder, Gate
from ropa.importing.letters import Index
from ropa.importing.lexicon import Hit, Lexicon
from ropa.namespaces import expand

__all__ = ["Hit", "Lexicon", "Phrases", "concept", "language_of", "languages", "phrases"]

_FOLDER = Path(__file__).parent / "phrases"


class Phrases:
    """The phrase knowledge of one language: `lexicon("data")`, `any("retention.vague")`, `words("dates.months")`."""

    def __init__(self, language: str, raw: Mapping[str, Any]) -> None:
        self.language = language
        self._raw = raw
        self._sets: Mapping[str, Iterable[str]] = raw.get("sets") or {}
        self._lexicons: dict[str, Lexicon] = {}
        self._finders: dict[str, Finder] = {}
        self._gates: dict[tuple[str, ...], Gate] = {}
        self._raws: dict[str, Any] = {}
        self._expressions: dict[tuple[str, re.RegexFlag], re.Pattern[str]] = {}
        self.index = Index()
        self.markers = frozenset(raw["markers"])

    def raw(self, path: str) -> Any:
        """What stands in the file under `a.b`; an empty dict where nothing does."""
        if path not in self._raws:
            value: Any = self._raw
            for step in path.split("."):
                value = (value or {}).get(step) or {}
            self._raws[path] = value
        return self._raws[path]

    def expression(self, path: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        """The one regular expression that stands there; one that finds nothing where none does."""
        if (path, flags) not in self._expressions:
            self._expressions[path, flags] = re.compile(self.raw(path) or r"(?!)", flags)
        return self._expressions[path, flags]

    @cached_property
    def joiners(self) -> str:
        """The words that join members of a list ("and", "or"), as alternatives of a regular expression."""
        return "|".join(map(re.escape, self.raw("lists.and")))

    def lexicon(self, path: str) -> Lexicon:
        """Concepts and their words; prefixed names stay as written."""
        if path not in self._lexicons:
            self._lexicons[path] = Lexicon(self.raw(path), self._sets, self.index)
        return self._lexicons[path]

    def any(self, path: str) -> Finder:
        """All patterns of a list as one."""
        finder = self._finders.get(path)
        if finder is None:
            finder = self._finders[path] = Finder(self.raw(path) or (), self._sets, self.index)
        return finder

    def gate(self, *paths: str) -> Gate:
        """Whether a text may hold anything that is listed under the paths; `words.*` is each list under `words`,
        `=names` is read by concept."""
        if paths not in self._gates:
            lexicons = [self.lexicon(path[1:]) for path in paths if path.startswith("=")]
            stems = [path.removesuffix(".*") for path in paths if path.endswith(".*")]
            lists = [path for path in paths if not path.startswith("=") and not path.endswith(".*")]
            lists += [f"{stem}.{each}" for stem in stems for each in self.raw(stem)]
            self._gates[paths] = Gate(map(self.any, lists), lexicons, self.index)
        return self._gates[paths]

    def words(self, path: str) -> dict[str, Any]:
        """A mapping from words to values."""
        return dict(self.raw(path))


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be read: one file each."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml") if len(file.stem) == 2))


@cache
def phrases(language: str) -> Phrases:
    """The phrase knowledge of a language, with what all languages share beneath it."""
    shared = _load("shared")
    own = _load(language)
    return Phrases(language, _spread(_merge(shared, own), own.get("same") or ()))


def _load(name: str) -> dict[str, Any]:
    """What a file says, and what the file of the same name in `words/` adds, if there is one."""
    said = _read(_FOLDER / f"{name}.yaml")
    words = _FOLDER / "words" / f"{name}.yaml"
    for path, concepts in (_read(words) if words.exists() else {}).items():
        added: Any = {concept: re.split(r",\s+", listed) for concept, listed in concepts.items()}
        for step in reversed(path.split(".")):
            added = {step: added}
        said = _merge(said, added)
    return said


def _read(file: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return loaded


def _merge(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {key: _merge(below.get(key), above.get(key)) for key in [*below, *(k for k in above if k not in below)]}
    if isinstance(below, list) and isinstance(above, list):
        return below + above
    return below if above is None else above


def _spread(said: Any, same: Sequence[str]) -> Any:
    """The patterns with all words that mean the same where one of them stands alone or as a member of a group."""
    if isinstance(said, dict):
        return {key: each if key == "same" else _spread(each, same) for key, each in said.items()}
    if not isinstance(said, list):
        return said
    return [_with_same(each, same) if isinstance(each, str) else each for each in said]


def _with_same(pattern: str, same: Sequence[str]) -> str:
    if "\\" in pattern or "(?" in pattern:
        return pattern
    for either in same:
        word = either.partition("|")[0]
        if word in pattern:
            pattern = re.sub(rf"(?<=[(|]){word}(?=[|)])", either, pattern)
            pattern = re.sub(rf"(?:(?<= )|^){word}(?= |$)(?![^()]*\))", f"({either})", pattern)
    return pattern


_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language whose small words are the most frequent; "" where none is frequent enough to tell."""
    sample = _WORD.findall(text[:20_000].lower())
    if not sample:
        return ""
    often = Counter(sample)
    share = {name: sum(often[word] for word in phrases(name).markers) / len(sample) for name in languages()}
    best = max(share, key=lambda name: share[name])
    different = len(phrases(best).markers & often.keys())
    return best if share[best] >= 0.03 and different >= min(3, max(1, len(sample) // 5)) else ""


def concept(name: str) -> str:
    """The full IRI of a concept as the phrase files write it."""
    return expand(name)
