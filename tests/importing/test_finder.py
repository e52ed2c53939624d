"""A finder searches only texts that have the letters for a pattern: none that its expression would find is missed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ropa.importing.finder import Finder, Gate
from ropa.importing.letters import Index
from ropa.importing.lexicon import Lexicon
from ropa.importing.patterns import beginnings, needed
from ropa.importing.phrases import language_of, languages, phrases

HERE = Path(__file__).parent


@cache
def lines(language: str) -> tuple[str, ...]:
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(HERE.rglob("*.txt"))]
    found = {line.strip() for text in texts if language_of(text) == language for line in text.splitlines()}
    return tuple(sorted(found - {""}))


@pytest.mark.parametrize("language", languages())
def test_no_line_is_missed(language: str) -> None:
    words = phrases(language)
    paths = [path for path, _ in _lists(words._raw)]
    assert len(paths) > 300
    assert len(lines(language)) > 250
    sought = 0
    for path in paths:
        finder = words.any(path)
        passed = [line for line in lines(language) if not finder.may(line)]
        assert [line for line in passed if finder.expression.search(line.lower())] == [], path
        sought += len(lines(language)) - len(passed)
    assert 0 < sought < 0.25 * len(paths) * len(lines(language))


def _lists(value: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [each for key, below in value.items() if "." not in key for each in _lists(below, f"{path}{key}.")]
    return [(path[:-1], value)] if isinstance(value, list) and path != "markers." else []


SETS = {"to": ["to", "towards"], "any": ["*kind", "sort"]}


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("register*", {"register"}),
        ("e-mail", {"e-mail"}),
        ("(name|address) of", {"name", "address"}),
        ("(the |)data", {"the", "data"}),
        ("[personal] data", {"personal", "data"}),
        ("@to the", {"to", "towards"}),
        ("@any", set()),
        ("*register", set()),
        ("a|b", set()),
        ("one|two", set()),
        ("ab?c(?:d|e)", set()),
        ("abc(?:d|e)", {"ab"}),
        (r"\bword", set()),
    ],
)
def test_what_a_match_begins_with(pattern: str, starts: set[str]) -> None:
    assert beginnings(pattern, SETS) == starts


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("not .. given", {("not",), ("given",)}),
        ("(is|are) kept", {("kept",), ("is", "are")}),
        ("(the |)data", {("data",)}),
        ("[personal] data*", {("data",)}),
        ("@to us", {("us",), ("to", "towards")}),
        ("@any", {("kind", "sort")}),
        ("one|two", set()),
        ("abc(?:d|e)", set()),
        ("(of (the |)data|none)", set()),
    ],
)
def test_what_a_match_cannot_do_without(pattern: str, needs: set[tuple[str, ...]]) -> None:
    assert set(needed(pattern, SETS)) == needs


@pytest.mark.parametrize(
    "text", ["Data of PERSONS", "data  of\npersons. data of people", "no words", "", "İ data of persons"]
)
def test_finds_what_the_expression_finds(text: str) -> None:
    finder, plain = Finder(["data of (persons|people)"], {}), re.compile(r"\bdata\s+of\s+(?:persons|people)\b", re.I)
    assert [found[0] for found in finder.finditer(text)] == [found[0] for found in plain.finditer(text)]
    for start in range(len(text)):
        mine = finder.search(text, start), finder.match(text, start)
        others = plain.search(text, start), plain.match(text, start)
        assert [found and (found.span(), found[0]) for found in mine] == [
            found and (found.span(), found[0]) for found in others
        ]
    assert finder.sub("-", text) == plain.sub("-", text)
    assert bool(finder.fullmatch(text)) == bool(plain.fullmatch(text))


def test_either_apostrophe_is_found_as_it_is_written() -> None:
    finder = Finder(["we don't .. (share|sell)"], {})
    for text in ("We don't ever share", "WE DON’T, you’d say, sell", "we don’t share"):
        found = finder.search(text)
        assert found and found[0] == text
    assert [hit.concept for hit in Lexicon({"own": ["driver's licence*"]}, {}).find("a driver’s licence")] == ["own"]


def test_a_list_that_comes_later_misses_nothing_read_before() -> None:
    index = Index()
    first = Finder(["data*"], {}, index)
    assert first.search("the data of persons") and not first.search("a person")
    later = Finder(["*sons", "of (men|women)"], {}, index)
    words = Lexicon({"people": ["person*"], "men": ["*men"]}, {}, index)
    for _ in range(2):
        assert later.search("the data of persons") and later.search("of women") and not later.search("a person")
        assert [hit.concept for hit in words.find("the data of persons, of women")] == ["people", "men"]
        index.renew()


@pytest.mark.parametrize("language", languages())
def test_a_gate_lets_pass_what_one_of_its_lists_may_find(language: str) -> None:
    words = phrases(language)
    gate = words.gate("rights.words.*", "rights.refuse", "=rights.formality")
    lists = [words.any("rights.refuse").may, words.lexicon("rights.formality").may]
    lists += [words.any(f"rights.words.{right}").may for right in words.raw("rights.words")]
    assert len(lists) > 8
    words.index.renew()  # a text read before a list came is let pass by its letters alone, wherever they stand
    passed = [line for line in lines(language) if gate.may(line)]
    assert passed == [line for line in lines(language) if any(may(line) for may in lists)]
    assert 0 < len(passed) < 0.5 * len(lines(language))


def test_a_gate_of_lists_that_come_later_misses_nothing_read_before() -> None:
    index = Index()
    assert Finder(["data*"], {}, index).search("the data of persons")
    lists = [Finder(["*sons"], {}, index), Finder(["a|b"], {}, index)]
    for _ in range(2):
        assert Gate(lists[:1], [], index).may("the data of persons")
        assert not Gate(lists[:1], [], index).may("the data of a person")
        assert Gate(lists, [], index).may("no word of it: a list may find something anywhere")
        assert Gate([], [Lexicon({"men": ["*men"]}, {}, index)], index).may("of women")
        index.renew()
