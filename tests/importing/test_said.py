"""Rights, refusals and storage periods in the words of many authors: each case is one sentence and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.importing.phrases import languages
from ropa.model import Reading
from ropa.namespaces import shorten
from tests.importing.sample import read_sections

SAID: dict[str, dict[str, list[tuple[Any, str]]]] = yaml.safe_load(
    Path(__file__).with_name("said.yaml").read_text(encoding="utf-8")
)
LABELS = {
    "rights": {"fi": "Oikeutesi", "sv": "Dina rättigheter", "en": "Your rights"},
    "kept": {"fi": "Säilytysaika", "sv": "Lagringstid", "en": "Retention"},
}
MISSED = {"rights": 0, "refused": 0, "kept": 0}
"""So many of a topic are read wrong today."""


def _rights(reading: Reading) -> list[str]:
    return [shorten(right).partition(":")[2] for right in reading.record.rights]


def _refused(reading: Reading) -> list[bool]:
    return [any(each.limits for each in reading.record.rights_procedures)]


def _kept(reading: Reading) -> list[str]:
    rules = [rule for activity in reading.record.activities for rule in activity.retention]
    vague = ["vague" for rule in rules if rule.is_vague]
    periods = [str(period) for rule in rules for period in rule.durations]
    return vague or periods or ["criteria" for rule in rules if rule.criteria]


TOLD = {"rights": _rights, "refused": _refused, "kept": _kept}


def test_there_are_sentences() -> None:
    assert set(SAID) == set(TOLD)
    assert all(set(by_language) == set(languages()) for by_language in SAID.values())
    assert sum(len(cases) for by_language in SAID.values() for cases in by_language.values()) > 190


@pytest.mark.parametrize("topic", TOLD)
@pytest.mark.parametrize("language", languages())
def test_said(topic: str, language: str) -> None:
    label = LABELS["kept" if topic == "kept" else "rights"][language]
    read = [(told, text, TOLD[topic](read_sections(language, {label: text}))) for told, text in SAID[topic][language]]
    wrong = [each for each in read if each[0] not in each[2]]
    assert len(wrong) <= MISSED[topic], wrong
