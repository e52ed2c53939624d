"""What a use is called that no vocabulary has: without its preposition, but never without what leads a clause."""

from __future__ import annotations

import pytest

from ropa.importing.phrases import languages, phrases
from ropa.importing.uses import base

NAMED = [
    ("en", "when tuning pianos", "tuning pianos"),
    ("en", "for piano rental", "piano rental"),
    ("en", "in order to tune pianos", "to tune pianos"),
    ("sv", "vid stämning av pianon", "stämning av pianon"),
    ("sv", "för att stämma pianon", "att stämma pianon"),
    ("sv", "i syfte att stämma pianon", "att stämma pianon"),
    ("fi", "pianojen virityksessä", "pianojen viritys"),
]
CLAUSES = [
    ("en", "when needed to tune pianos"),
    ("en", "when we tune pianos"),
    ("en", "in case a piano breaks"),
    ("sv", "till dess vi träffas"),
    ("sv", "i den mån pianot stäms"),
    ("fi", "kun piano haetaan viritykseen"),
    ("fi", "jotta pääsemme sovitukseen"),
]


def test_all_languages_have_cases() -> None:
    assert {case[0] for case in NAMED} == {case[0] for case in CLAUSES} == set(languages())


@pytest.mark.parametrize(("language", "phrase", "name"), NAMED)
def test_name(language: str, phrase: str, name: str) -> None:
    assert base(phrases(language), phrase) == name


@pytest.mark.parametrize(("language", "phrase"), CLAUSES)
def test_a_clause_stays_whole(language: str, phrase: str) -> None:
    assert base(phrases(language), phrase) == phrase
