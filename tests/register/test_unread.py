"""What a comparison says of a notice that it could not read: no drift claims no more than it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import importing, resources
from ropa.model import Evidence, Notice, Reading, Record, Section, Text
from ropa.register import Registry, comparing, import_file, unread
from ropa.settings import Settings


def _reading(
    *sections: tuple[str, str], said: tuple[tuple[str, str], ...] = (), remarks: tuple[str, ...] = ()
) -> Reading:
    found = tuple(
        Section(iri=f"section/{n}", key=key, heading=Text(key.capitalize(), "en"), text=Text(words, "en"))
        for n, (key, words) in enumerate(sections)
    )
    evidence = tuple(Evidence("", "dct:title", "x", words, 0, 0, key, "verbatim") for key, words in said)
    return Reading(
        slug="x",
        notice=Notice(iri="notice/x", sections=found),
        record=Record(iri=""),
        evidence=evidence,
        remarks=remarks,
    )


def test_sentences_without_a_fact_are_told_with_their_heading() -> None:
    reading = _reading(
        ("retention", "We keep orders for five years. Old recordings are gone through each spring.\n- by hand"),
        ("data", "We hold the following data on you: name"),
        said=(("retention", "five years"), ("data", "name")),
        remarks=("data category not placed: shoe size",),
    )
    found = unread.of(reading)
    assert found.sentences == (("Retention", "Old recordings are gone through each spring."),)
    assert found.read == 2
    told = found.lines("en")
    assert told[0].startswith("Compared: 2 sentences or items.") and told[0].endswith(": 1.")
    assert told[1] == "  Retention: Old recordings are gone through each spring."
    assert told[2:] == ["To settle: 1", "  data category not placed: shoe size"]


def test_a_fact_of_one_section_reads_no_other() -> None:
    reading = _reading(
        ("data", "We hold your name and address."),
        ("rights", "You have your name and address."),
        said=(("data", "name"),),
    )
    assert [heading for heading, _ in unread.of(reading).sentences] == ["Rights"]


@pytest.mark.parametrize("count", [3, 40])
def test_many_are_counted_and_the_first_shown(count: int) -> None:
    reading = _reading(("rights", " ".join(f"Nobody reads sentence number {n} here." for n in range(count))))
    told = unread.of(reading).lines("fi")
    assert len(unread.of(reading).sentences) == count
    assert len(told) == 1 + min(count, 12) + (count > 12)
    assert (f"muita {count - 12};" in told[-1]) is (count > 12)


def test_a_notice_without_drift_says_what_was_not_compared(tmp_path: Path) -> None:
    notice = resources.data() / "notices" / "tidewater-volunteers.en.txt"
    with Registry.open(Settings(home=tmp_path), writing=True) as register:
        imported = import_file(register, notice)
        assert not imported.error
        (reading,) = importing.read(notice.name, notice.read_bytes(), register.settings).readings
        comparison = comparing.compare(register, reading.slug, notice)
    assert comparison.differences == []
    assert comparison.unread == unread.of(reading)
    assert comparison.unread.sentences and comparison.unread.read > 10
    words = " ".join(notice.read_text("utf-8").split())
    assert all(sentence in words for _, sentence in comparison.unread.sentences)
