"""A notice of ours, read again by our reader, tells the coded facts of the record it was written from.

What is lost on the way is listed in `round-trip-losses.txt`. The list may only grow shorter.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.documents.document_examples import LANGUAGES
from tests.documents.round_trip import FORMATS, SEEDS, differences, facts, listed, records

BOUND = 310
"""How many lines the list may have at most."""
FOUND = dict(records())


@cache
def known() -> dict[str, set[str]]:
    return listed()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FOUND)
def test_no_further_fact_is_lost_or_gained(name, language, format):
    lost, gained = differences(FOUND[name], language, format)
    told = {*(f"- {fact}" for fact in lost), *(f"+ {fact}" for fact in gained)}
    key = f"{name} {language}"
    if key in known():
        assert sorted(told - known()[key]) == []
    else:
        assert len(lost) <= len(facts(FOUND[name])) / 2


def test_the_list_of_losses_only_grows_shorter():
    assert sum(map(len, known().values())) <= BOUND


def test_each_record_has_many_facts_to_lose():
    assert len(FOUND) >= 6 + len(SEEDS)
    assert min(len(facts(found)) for found in FOUND.values()) >= 40


@pytest.mark.skipif(not SEEDS, reason="the seeds are not on this machine")
def test_every_coded_fact_of_the_seeds_comes_back_from_a_finnish_notice():
    assert len(SEEDS) == 5
    for file in SEEDS:
        assert known()[f"seed-{file.stem[:3]} fi"] == set(), file
