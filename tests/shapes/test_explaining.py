"""`ropa explain` tells each rule to a person: words in the reader's language, links, what differs in the examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa import resources, texts
from ropa.register import rulebook
from ropa.register.explaining import explain
from ropa.register.rule_sets import rule_book
from tests.shapes.rule_files import files

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
        told = explain("MISSING_RETENTION", language)
        assert f"<https://eur-lex.europa.eu/eli/reg/2016/679/art_13/oj/{code}>" in told
        assert f"/art_5/oj/{code}>" in explain("RETENTION_BLANKET", language)


def test_other_law_is_cited_and_linked_in_the_language_of_the_reader() -> None:
    told = {language: explain("PERSONAL_ID_WITHOUT_GROUND", language) for language in texts.languages()}
    assert "laki 1050/2018, 29\u00a0§ 1 mom. <https://www.finlex.fi/fi/lainsaadanto/2018/1050>" in told["fi"]
    assert "lag 1050/2018, 29\u00a0§ 1 mom. <https://www.finlex.fi/sv/lagstiftning/2018/1050>" in told["sv"]
    assert "Swedish Act 2018:218, chapter 3 section 10 <https://rkrattsbaser.gov.se/sfst?bet=2018:218>" in told["en"]
    cookies = explain("dir2002-58-art5-3-cookie-consent", "sv")
    assert "artikel 5.3 i direktiv 2002/58/EG <https://eur-lex.europa.eu/eli/dir/2002/58/oj/swe>" in cookies


@_EACH
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_reading_is_told_in_the_language_of_the_reader(stem: str, language: str) -> None:
    rule = next(rule for rule in _BOOK.rules if rule.file.endswith(f"/{stem}.trig"))
    assert f"{texts.say('rules-reading', language)}: {rule.readings[language]}" in explain(stem, language)


def test_an_own_rule_that_reads_in_english_only_says_so(tmp_path: Path) -> None:
    name = "art12-5-free-of-charge.trig"
    (tmp_path / "gdpr").mkdir()
    text = (resources.shapes() / "gdpr" / name).read_text(encoding="utf-8")
    own = re.sub(r'(rdfs:comment "[^"]*"@en) ,\s+"[^"]*"@fi ,\s+"[^"]*"@sv', r"\1", text)
    assert own != text
    (tmp_path / "gdpr" / name).write_text(own, encoding="utf-8")
    (rule,) = rule_book(tmp_path).find("RIGHT_REQUEST_FEE")
    assert f"{texts.say('rules-reading-in-english', 'sv')}: {rule.comment}" in explain(rule.code, "sv", tmp_path)


def test_turtle_is_there_for_who_asks() -> None:
    printed = rulebook.examples("MISSING_RETENTION")
    assert "ropa:hasSection" in printed
    assert printed.count("# gdpr/") == 2


@pytest.mark.parametrize(
    ("countries", "language", "first"),
    [
        (["https://w3id.org/dpv/loc#FI"], "en", "fi/"),
        (["https://w3id.org/dpv/loc#DE"], "fi", "gdpr/"),
        ([], "fi", "fi/"),
        ([], "sv", "fi/"),
        ([], "en", "gdpr/"),
    ],
)
def test_of_several_rules_the_one_for_the_controllers_country_comes_first(
    countries: list[str], language: str, first: str
) -> None:
    rules = _BOOK.find("COOKIE_CONSENT_MISSING")
    duties = {rule.labels[language]: rule.file for rule in rules}
    head, *told = explain("COOKIE_CONSENT_MISSING", language, None, countries).split("\n\nCOOKIE_CONSENT_MISSING: ")
    order = [duties[each.splitlines()[0]] for each in told]
    assert len(order) == len(rules) == 4
    assert first in order[0] and first not in order[-1]
    assert [line.partition(". ")[2].rpartition(" (")[0] for line in head.splitlines()[1:]]
    assert all(f"{n}. {each.splitlines()[0]}" in head for n, each in enumerate(told, 1))
    assert str(len(rules)) in head.splitlines()[0]
