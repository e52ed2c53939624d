"""Several texts of one property come in the order of the notice that tells them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.mapping import in_order, index
from ropa.mapping.ordered import Told
from ropa.rdf import Literal, NamedNode, Triple, iri, literal

RECORD, NOTICE = NamedNode("https://ropa.example/record/a"), "https://ropa.example/notice/a"
TERM = iri("ropa:retentionCriteria")
FIRST, SECOND, THIRD = "Öljyt ensin.", "Aurat sitten.", "Muut lopuksi."


def said(*texts: str) -> list[Triple]:
    """The record with these texts of one property."""
    return [Triple(RECORD, TERM, literal(text, language="fi")) for text in texts]


def evidence(number: int, text: str, words: str, start: int, term: NamedNode = TERM) -> list[Triple]:
    """That a notice says a text at an offset."""
    node = NamedNode(f"{NOTICE}/fact/{9 - number}")
    told = [("rdf:predicate", term), ("rdf:object", literal(text, language="fi")), ("ropa:rawText", literal(words))]
    told.append(("ropa:startOffset", literal(start)))
    return [Triple(node, iri(name), value) for name, value in told]


def section(words: str) -> list[Triple]:
    """A section of a notice that we wrote: it has words and no offsets."""
    node = NamedNode(f"{NOTICE}/section/retention")
    return [
        Triple(node, iri("ropa:sectionKey"), literal("retention")),
        Triple(node, iri("ropa:rawText"), literal(words)),
    ]


CASES = {
    "evidence": [*evidence(1, FIRST, FIRST, 10), *evidence(2, SECOND, SECOND, 20), *evidence(3, THIRD, THIRD, 30)],
    "words of other evidence": [
        *evidence(1, "node", FIRST, 10, iri("dpv:hasStorageCondition")),
        *evidence(2, SECOND, SECOND, 20),
        *evidence(3, THIRD, THIRD, 30),
    ],
    "words of a section": section(f"{FIRST} {SECOND} {THIRD}"),
    "not all of them": [*evidence(1, FIRST, FIRST, 10), *evidence(2, SECOND, SECOND, 20)],
}


@pytest.mark.parametrize("notice", CASES.values(), ids=CASES)
def test_texts_come_as_the_notice_says_them(notice):
    told = in_order(index(said(THIRD, SECOND, FIRST)), [index(notice)])
    assert [term.value for term in told[RECORD.value][TERM.value]] == [FIRST, SECOND, THIRD]


def test_without_a_notice_the_order_is_that_of_the_letters():
    told = in_order(index(said(THIRD, SECOND, FIRST)), [])
    assert [term.value for term in told[RECORD.value][TERM.value]] == [SECOND, THIRD, FIRST]


def test_what_is_no_text_keeps_its_order():
    terms = [Triple(RECORD, iri("dpv:hasRight"), iri(f"eu-gdpr:A{number}")) for number in (20, 15)]
    told = in_order(index(terms), [index(CASES["evidence"])])
    assert not any(isinstance(term, Literal) for term in told[RECORD.value][iri("dpv:hasRight").value])
    assert [term.value[-2:] for term in told[RECORD.value][iri("dpv:hasRight").value]] == ["15", "20"]


class Counted(list[tuple[int, str]]):
    """Words that count how often all of them are looked through."""

    times = 0

    def __iter__(self) -> Any:
        self.times += 1
        return super().__iter__()


def test_no_text_is_looked_for_in_all_that_is_told():
    words = Counted((number * 50, f"Lause numero {number} kertoo jotakin.") for number in range(300))
    told = Told({}, words)
    texts = [f"numero {number} kertoo" for number in range(600)]
    places = [told.place(TERM.value, literal(text)) for text in texts]
    assert places[:300] == [(False, number * 50 + 6) for number in range(300)]
    assert places[300:] == [(True, 0)] * 300
    assert words.times <= 1


@given(st.lists(st.tuples(st.integers(0, 99), st.text("abå ", max_size=20)), max_size=6), st.text("abå ", max_size=9))
def test_a_text_stands_where_it_is_first_told(words, text):
    places = [start + said.index(text) for start, said in words if text in said]
    assert Told({}, words).place(TERM.value, literal(text)) == (not places, min(places, default=0))
