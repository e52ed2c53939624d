"""Cells as people read them: patterns with optional parts, dates, durations, articles, choice of language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.errors import BadQuery
from ropa.rdf import Literal, NamedNode, iri
from ropa.reports.cells import enumerated
from ropa.reports.pattern import parse
from ropa.reports.words import Words

PATTERN = "[{who}][{category}][ ({role}[, {place}])][: {service}]"
FILLED = [
    ({"who": "A Oy", "role": "helper", "place": "Oulu", "service": "mail"}, "A Oy (helper, Oulu): mail"),
    ({"who": "A Oy", "role": "processor"}, "A Oy (processor)"),
    ({"category": "banks", "place": "Finland"}, "banks"),
    ({"service": "hosting"}, "hosting"),
    ({}, ""),
    ({"elsewhere": "x"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("values", "line"), FILLED)
def test_optional_parts_go_with_their_values(values: dict[str, str], line: str) -> None:
    assert parse(PATTERN).fill(values) == line


def test_a_separator_never_follows_another() -> None:
    rule = parse("[{data}: ][{length}][, from {start}][; {criterion}]")
    assert rule.fill({"data": "Bills", "criterion": "while in force"}) == "Bills: while in force"
    assert rule.fill({"data": "Bills", "start": "the end"}) == "Bills: from the end"
    assert rule.fill({"data": "Bills", "length": "2 years", "criterion": "renewed"}) == "Bills: 2 years; renewed"


@pytest.mark.parametrize("text", ["{a", "[{a}", "{a}]", "a}b", "{a b}"])
def test_unmatched_brackets_are_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="pattern"):
        parse(text)


@given(st.text(alphabet="[]{}ab ,", max_size=20))
def test_any_pattern_is_read_or_refused(text: str) -> None:
    try:
        pattern = parse(text)
    except BadQuery:
        return
    assert pattern.fill({}) == ""


SPOKEN = [
    ("fi", Literal("2026-09-05", datatype=iri("xsd:date")), "5.9.2026"),
    ("sv", Literal("2026-09-05", datatype=iri("xsd:date")), "5.9.2026"),
    ("en", Literal("2026-09-05", datatype=iri("xsd:date")), "5 September 2026"),
    ("fi", Literal("P1Y", datatype=iri("xsd:duration")), "1 vuosi"),
    ("fi", Literal("P3Y6M", datatype=iri("xsd:duration")), "3 vuotta 6 kuukautta"),
    ("sv", Literal("P30D", datatype=iri("xsd:duration")), "30 dygn"),
    ("en", Literal("P2Y", datatype=iri("xsd:duration")), "2 years"),
    ("en", Literal("PT24H", datatype=iri("xsd:duration")), "24 hours"),
    ("fi", Literal("pitkään", datatype=iri("xsd:duration")), "pitkään"),
    ("sv", Literal(True), "ja"),
    ("fi", Literal(False), "ei"),
    ("fi", NamedNode("tel:+358-20-000-0000"), "+358 20 000 0000"),
    ("fi", NamedNode("mailto:a@b.example"), "a@b.example"),
    ("en", iri("gdprtext:article30-1-f"), "Article 30(1)(f)"),
    ("sv", iri("gdprtext:article28-3"), "artikel 28.3"),
    ("fi", iri("gdprtext:article30-1-a"), "30 artiklan 1 kohdan a alakohta"),
    ("fi", NamedNode("https://ropa.example/record/x/activity/1"), "1"),
]


@pytest.mark.parametrize(("language", "term", "words"), SPOKEN)
def test_terms_in_words(language: str, term: Literal | NamedNode, words: str) -> None:
    assert Words(language, {}).term(term) == words


def test_the_readers_language_is_picked_and_nothing_is_lost() -> None:
    words = Words("sv", {})
    both = [Literal("talous", language="fi"), Literal("ekonomi", language="sv")]
    assert words.pick(both) == ["ekonomi"]
    assert words.pick([Literal("talous", language="fi")]) == ["talous (finska)"], (
        "words in another language say in which"
    )
    assert words.pick([*both, Literal("laskutus", language="fi")]) == ["talous (finska)", "laskutus (finska)"]
    assert words.pick([Literal("A Oy"), *both]) == ["A Oy", "ekonomi"]


def test_a_blank_of_a_template_is_not_printed_and_a_name_is_no_foreign_word() -> None:
    concept, party = NamedNode("https://a.example/record/r/concept/c"), NamedNode("https://a.example/party/p")
    called = {node.value: (Literal("Berghamn Ab", language="sv"),) for node in (concept, party)}
    words = Words("fi", called)
    assert words.term(Literal("Ilmoita sähköpostitse (s-postiosoite) tai puhelimitse.", language="fi")) == (
        "Ilmoita sähköpostitse tai puhelimitse."
    )
    assert (words.term(concept), words.term(party)) == ("Berghamn Ab (ruotsi)", "Berghamn Ab")


def test_date_is_the_readers() -> None:
    assert Words("en", {}).date(date(2026, 11, 21)) == "21 November 2026"


def test_sentences_of_one_cell_take_no_comma():
    assert enumerated(["name", "age"]) == "name, age"
    assert enumerated(["Kept as needed.", "Some longer", "P6Y"]) == "Kept as needed. Some longer, P6Y"
    assert enumerated(["One.", "Two."]) == "One. Two."
    assert enumerated([]) == ""
