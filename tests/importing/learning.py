"""Counts the typical words of `ropa/importing/phrases/typical`: run by hand over folders of notices, no test.

    python -m tests.importing.learning FOLDER...

A section counts where its label is known through and through and asks one thing; a word where three notices have it.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import yaml

from ropa.errors import RopaError
from ropa.importing import read
from ropa.importing.labels import labels
from ropa.importing.typical import features
from ropa.model import Reading
from ropa.settings import Settings

FOLDER = Path(__file__).parents[2] / "ropa/importing/phrases/typical"
SAME = {
    "content": "data",
    "dpo": "contact",
    "disclosures": "recipients",
    "security-manual": "security",
    "security-electronic": "security",
    **dict.fromkeys(
        ("other-rights", "access", "rectification", "erasure", "restriction", "objection", "portability"), "rights"
    ),
}
KEYS = {
    *("controller", "contact", "purpose", "data", "subjects", "sources", "recipients", "transfers", "retention"),
    *("security", "automated", "rights", "complaint", "provision", "cookies"),
}
LEAST, WORTH, MOST = 3, 5, 40
"""Notices that must have a word, and tenths that it must weigh to be kept and weighs at most."""


def told(folders: list[Path]) -> Iterator[tuple[str, str, str, set[str]]]:
    """Language, notice, question and words of each section whose label is known."""
    for folder in folders:
        for file in sorted(folder.iterdir()):
            if file.suffix in {".txt", ".md", ".html"}:
                try:
                    readings = read(file.name, file.read_bytes(), Settings()).readings
                except RopaError:
                    continue
                for reading in readings:
                    yield from ((str(reading.notice.language), file.stem, *each) for each in _sections(reading))


def ours() -> Iterator[tuple[str, str, str, set[str]]]:
    """The same of the sentences that tests hold the reader to, each as a notice of its own."""
    cases = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8"))
    for name, by_language in cases.items():
        for language, each in by_language.items():
            for number, case in enumerate(each):
                told = case["text"] if isinstance(case["text"], dict) else {case["label"]: case["text"]}
                for label, text in told.items():
                    keys, covered = labels(language).read(label)
                    key = SAME.get(keys[0], keys[0]) if keys else ""
                    if len(keys) == 1 and covered >= 0.7 and key in KEYS:
                        yield language, f"{name} {number}", key, features(text)


def _sections(reading: Reading) -> Iterator[tuple[str, set[str]]]:
    for section in reading.notice.sections:
        if section.heading and section.text:
            keys, covered = labels(str(reading.notice.language)).read(str(section.heading))
            key = SAME.get(str(section.key), str(section.key))
            if len(keys) == 1 and covered >= 0.7 and key in KEYS:
                yield key, features(str(section.text))


def weighed(sections: list[tuple[str, str, set[str]]]) -> dict[str, dict[str, int]]:
    """By question, the words and the tenths they weigh."""
    of_key = Counter(key for _, key, _ in sections)
    having, notices = defaultdict[str, Counter[str]](Counter), defaultdict[str, set[str]](set)
    for notice, key, words in sections:
        for word in words:
            having[word][key] += 1
            notices[word].add(notice)
    out: dict[str, dict[str, int]] = {key: {} for key in sorted(KEYS)}
    for word, counted in sorted(having.items()):
        if len(notices[word]) < LEAST:
            continue
        total = sum(counted.values())
        usual = 0.5 * total / len(sections)
        for key, number in of_key.items():
            here = (counted[key] + usual) / (number + 0.5)
            elsewhere = (total - counted[key] + usual) / (len(sections) - number + 0.5)
            tenths = min(MOST, round(10 * math.log(here / elsewhere)))
            if tenths >= WORTH:
                out[key][word] = tenths
    return out


def main(folders: list[Path]) -> None:
    """Writes one file per language."""
    found = defaultdict[str, list[tuple[str, str, set[str]]]](list)
    for language, *rest in chain(told(folders), ours()):
        found[language].append((rest[0], rest[1], rest[2]))
    for language, sections in found.items():
        lines = ["# Counted by tests/importing/learning.py: beginnings of words, and how many tenths each weighs."]
        for key, words in weighed(sections).items():
            listed = ", ".join(f"{word} {words[word]}" for word in sorted(words, key=lambda each: (-words[each], each)))
            lines += [f"{key}: >-", *_folded(listed)] if listed else []
        (FOLDER / f"{language}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _folded(listed: str) -> Iterator[str]:
    line = " "
    for each in listed.split(", "):
        if len(line) + len(each) > 115:
            yield line
            line = " "
        line += f" {each},"
    yield line.removesuffix(",")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
