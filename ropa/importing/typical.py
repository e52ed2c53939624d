"""What a text without a usable label answers, told by the words typical of each question. Holds no words itself.

`phrases/typical/<lang>.yaml` has, for each question, beginnings of words and how much more often (in tenths of a
natural logarithm) they stand in its answers than elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

_FOLDER = Path(__file__).parent / "phrases" / "typical"
LETTERS = 7
"""So many letters of a word are compared: endings tell little of what a text is about."""
_WORD = re.compile(r"[^\W\d_]+|\d+|[@§]")


class Verdict(NamedTuple):
    """The question a text answers most likely, and how far the next one is behind: at 4 it is wrong 1 time in 20."""

    key: str = ""
    margin: float = 0.0
    density: float = 0.0
    """How much speaks for it, per word."""


class Typical:
    """The typical words of one language."""

    def __init__(self, weights: Mapping[str, Mapping[str, int]]) -> None:
        self._keys = tuple(weights)
        self._of: dict[str, list[tuple[str, float]]] = {}
        for key, words in weights.items():
            for word, tenths in words.items():
                self._of.setdefault(word, []).append((key, int(tenths) / 10))

    def judge(self, text: str, leaning: Mapping[str, float] | None = None) -> Verdict:
        """What a text answers; `leaning` is what speaks for some questions beforehand."""
        scores = self.weigh(text, leaning)
        ranked = sorted(((score, key) for key, score in scores.items()), reverse=True)
        if len(ranked) < 2 or not ranked[0][0]:
            return Verdict()
        (best, key), (second, _) = ranked[:2]
        return Verdict(key, best - second, best / max(1, len(features(text))))

    def weigh(self, text: str, leaning: Mapping[str, float] | None = None) -> dict[str, float]:
        """How much the words of a text speak for each question."""
        scores = {**dict.fromkeys(self._keys, 0.0), **(leaning or {})}
        for word in features(text):
            for key, weight in self._of.get(word, ()):
                scores[key] += weight
        return scores


def features(text: str) -> set[str]:
    """The beginnings of a text's words, each once; a number is a number whatever it is."""
    return {"#" if word[0].isdigit() else word[:LETTERS] for word in _WORD.findall(text.lower())}


@cache
def typical(language: str) -> Typical:
    """The typical words of a language; none where nobody counted them."""
    file = _FOLDER / f"{language}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told: dict[str, str] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader) if file.is_file() else {}  # noqa: S506
    return Typical({key: _weights(listed) for key, listed in told.items()})


def _weights(listed: str) -> dict[str, int]:
    """ "word 21, other 17" as words and their tenths."""
    return {word: int(tenths) for word, tenths in (each.rsplit(" ", 1) for each in listed.split(", "))}
