"""`ropa explain` tells each rule to a person: words in the reader's language, links, what differs in the examples."""

from __future__ import annotations

import re

import pytest
from rule_files import files

from ropa import texts
from ropa.register import rulebook
from ropa.register.explaining import explain
from ropa.register.rule_sets import rule_book

_BOOK = rule_book()
_EACH = pytest.mark.parametrize("stem", [rule.file.rpartition("/")[2].removesuffix(".trig") for rule in _BOOK.rules])


def test_all_rules_are_asked() -> None:
    assert len(_BOOK.rules) >= len(files()) >= 280


@_EACH
@pytest.mark.parametrize("language", texts.languages())
def test_no_program_text_is_left(stem: str, language: str) -> None:
    told = explain(stem, language)
    _, _, examples = told.partition(texts.say("rules-good", language)[:10])
    words = re.sub(r"(<[^>]*>|[”“][^”]*”)", "", examples.rpartition("\n\n")[0])
    assert not re.search(r"(ropa|dpv|eu-gdpr|pd|loc|tech|dct|skos|rdf):[A-Za-z]|\^\^|\{[?$]", words), words
    assert told.count("\n  ") >= 3


@_EACH
def test_the_examples_differ_in_a_marked_line(stem: str) -> None:
    assert re.search(r"^  [+!] ", explain(stem, "fi"), re.MULTILINE)


def test_a_rule_of_the_regulation_links_to_its_text_in_the_language_of_the_reader() -> None:
    for language, code in (("fi", "fin"), ("sv", "swe"), ("en", "eng")):
        assert f"https://eur-lex.europa.eu/eli/reg/2016/679/oj/{code}>" in explain("MISSING_RETENTION", language)


def test_a_reading_in_another_language_is_shown_and_english_is_called_so() -> None:
    own = next(rule for rule in _BOOK.rules if "fi" in rule.readings)
    assert own.readings["fi"] in explain(own.file.rpartition("/")[2].removesuffix(".trig"), "fi")
    other = next(rule for rule in _BOOK.rules if "sv" not in rule.readings)
    told = explain(other.file.rpartition("/")[2].removesuffix(".trig"), "sv")
    assert f"{texts.say('rules-reading-in-english', 'sv')}: {other.comment}" in told


def test_turtle_is_there_for_who_asks() -> None:
    printed = rulebook.examples("MISSING_RETENTION")
    assert "ropa:hasSection" in printed
    assert printed.count("# gdpr/") == 2
