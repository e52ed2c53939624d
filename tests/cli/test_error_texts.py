"""What errors and remarks say: English where it is raised, the same sentence with the same slots in every language."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import api
from ropa import errors, resources, texts
from ropa.errors import NotFound, Said, said
from ropa.namespaces import TEXT, slug
from ropa.rdf import parse

_FOR_AUTHORS = re.compile(r"/(reports/(pattern|layout)|queries/header|documents/writing/writer)\.py$")
"""Faults in report and query files are told to whoever writes those, in English."""
_KINDS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.RopaError)
} - {"ShapeError"} | {"NotAcceptable", "UnsupportedMedia"}
_OTHERS = [language for language in texts.languages() if language != "en"]


def _modules() -> Iterator[ast.Module]:
    for folder in (resources.within(), Path(api.__file__).parent):
        for file in sorted(folder.rglob("*.py")):
            if not _FOR_AUTHORS.search(str(file)):
                yield ast.parse(file.read_text("utf-8"))


def _sentences() -> set[str]:
    """Patterns given to `said`, and constant sentences given to errors."""
    found: set[str] = set()
    for module in _modules():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = node.args[:1] if name in _KINDS or name == "said" else []
            given = given + [k.value for k in node.keywords if k.arg == "mend" and name in _KINDS]
            parts = [part for value in given for part in _parts(value)]
            found |= {c.value for c in parts if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return {each for each in found if re.search("[a-z]{2}", re.sub(r"{.*?}", "", each))}


def _parts(value: ast.expr) -> list[ast.expr]:
    return [*_parts(value.body), *_parts(value.orelse)] if isinstance(value, ast.IfExp) else [value]


def _constants() -> set[str]:
    return {
        node.value
        for module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _keys(language: str) -> dict[str, str]:
    found = parse(resources.within("texts", "errors", f"{language}.ttl").read_bytes(), "turtle")
    return {quad.subject.value.removeprefix(f"{TEXT}errors-"): quad.object.value for quad in found}


def test_there_are_enough_sentences() -> None:
    assert len(_sentences()) > 200
    assert _OTHERS == ["fi", "sv"]


@pytest.mark.parametrize("language", _OTHERS)
def test_every_sentence_is_said_in_every_language(language: str) -> None:
    known = _keys(language)
    assert sorted(each for each in _sentences() if slug(each) not in known) == []


@pytest.mark.parametrize("language", _OTHERS)
def test_a_sentence_has_the_same_slots_in_every_language(language: str) -> None:
    known = _keys(language)
    for sentence in _sentences():
        slots = set(re.findall(r"{(\w+)}", sentence))
        assert set(re.findall(r"{(\w+)}", known[slug(sentence)])) <= slots, sentence


@pytest.mark.parametrize("language", _OTHERS)
def test_no_sentence_is_left_over(language: str) -> None:
    assert set(_keys(language)) - set(map(slug, _constants())) == set()


def test_what_fills_a_sentence_is_never_read_as_a_pattern() -> None:
    error = NotFound(said("there is no record '{name}'.", name="{mend} {0}"), where="{x}", mend="Use {y}.")
    assert str(error) == "{x}: there is no record '{mend} {0}'. Use {y}."
    assert texts.translated(error.said, "fi") == "{x}: rekisteriä ”{mend} {0}” ei ole. Use {y}."


def test_a_sentence_travels_between_processes() -> None:
    sentence = said("{where}, line {line}", where=said("row {number}", number=3), line=4)
    back = copy.deepcopy(sentence)  # by the way a pickle goes
    assert isinstance(back, Said)
    assert texts.translated(back, "sv") == "rad 3, rad 4"
    assert back == sentence == "row 3, line 4"


def test_a_sentence_no_language_has_stays_english() -> None:
    assert texts.translated("brand new.", "fi") == "brand new."
    assert texts.translated(said("brand new {what}", what=said("nothing")), "fi") == "brand new ei mitään"
