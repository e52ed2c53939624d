"""Whom and what sentences tell: recipients, sources, people and data, put as ten authors would put them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.importing.sample import exchanged

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("enumerations.yaml").read_text(encoding="utf-8"))
AROUND = {
    "fi": "Tämä seloste kertoo, miten yhtiö käsittelee henkilötietoja ja mitä ne ovat.",
    "sv": "Den här beskrivningen berättar hur bolaget behandlar personuppgifter och vad de är.",
    "en": "This notice tells you how the company processes personal data and what they are.",
}
LABELS = {
    "recipients": {"fi": "Tietojen vastaanottajat", "sv": "Mottagare", "en": "Recipients"},
    "sources": {"fi": "Tietolähteet", "sv": "Källor", "en": "Sources"},
    "subjects": {"fi": "Rekisteröidyt", "sv": "Registrerade", "en": "Data subjects"},
    "data": {"fi": "Rekisterin tietosisältö", "sv": "Registrets innehåll", "en": "What we collect"},
}
FIELDS = {"subjects": "data_subjects", "data": "data_categories"}
LEAST = {"recipients": 0.92, "sources": 0.9, "subjects": 0.97, "data": 0.92}
"""As well as the sentences are read today: none of them stands in a notice the reader learnt of."""


def _told(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    text = f"{AROUND[case['language']]}\n\n1. {LABELS[case['section']][case['language']]}\n{case['text']}\n"
    found = exchanged(text)
    listed = found[FIELDS.get(case["section"], case["section"])]
    return [each if isinstance(each, str) else each["phrase"] for each in listed], [
        each["name"] for each in found["processors"]
    ]


def _alike(one: str, other: str) -> bool:
    """As the scorer has it: the same words, or half of them by their beginnings."""
    a, b = ({word[:5].lower() for word in re.findall(r"\w+", each)} for each in (one, other))
    short, long = sorted((one.lower(), other.lower()), key=len)
    return (short in long and 2 * len(short) >= len(long)) or len(a & b) >= 0.5 * len(a | b)


def counts(wanted: list[str], found: list[str]) -> tuple[int, int]:
    """How many of both are matched, and how many there are."""
    hits = sum(any(_alike(each, other) for other in found) for each in wanted)
    return 2 * hits, len(wanted) + len(found)


def test_there_are_cases() -> None:
    assert len(CASES) > 150
    assert {(case["language"], case["section"]) for case in CASES} == {
        (language, section) for language in AROUND for section in LABELS
    }


@pytest.mark.parametrize("section", LABELS)
def test_sentences(section: str) -> None:
    hits = total = 0
    for case in (case for case in CASES if case["section"] == section):
        told, processors = _told(case)
        pairs = [(case["told"], told)]
        if section == "recipients":
            pairs.append((case.get("processors", []), processors))
        for wanted, found in pairs:
            a, b = counts(wanted, found)
            hits, total = hits + a, total + b
    assert hits / total >= LEAST[section]
