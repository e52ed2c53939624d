"""IRIs from keys: the same key gives the same IRI, different keys different ones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.namespaces import mint, party_key, slug

LONG = "Henkilötietojen käsittely asiakkuuksien hoitamiseksi ja palvelujen kehittämiseksi"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Käyttöpaikka, koti", "kayttopaikka-koti"),
        ("Søren & Łódź ry", "soren-lodz-ry"),
        ("  2083762-5 ", "2083762-5"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_slug_reads_like_the_phrase(phrase: str, expected: str) -> None:
    assert slug(phrase) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{LONG} Helsingissä", f"{LONG} Tampereella"),
        ("Фирма 1", "Завод 1"),
        ("Αθήνα", "Σπάρτα"),
        ("Север Oy", "Юг Oy"),
    ],
)
def test_lost_letters_do_not_make_two_phrases_one(one: str, other: str) -> None:
    assert slug(one) != slug(other)
    assert mint("https://ropa.example", "party", one) != mint("https://ropa.example", "party", other)


def test_a_long_name_does_not_push_the_country_out() -> None:
    assert party_key(LONG, "fi") != party_key(LONG, "se")


@given(st.text(max_size=200))
def test_every_phrase_makes_a_segment(phrase: str) -> None:
    made = slug(phrase)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(made) == made
