"""How published notices put things: labels and phrasings counted in 171 of them, each read as it should be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.importing.labels import Labels
from ropa.importing.phrases import languages, phrases
from tests.importing.sample import exchanged

CASES = yaml.safe_load(Path(__file__).with_name("phrasings.yaml").read_text(encoding="utf-8"))
SHARED = Path(os.environ.get("ROPA_SHARED") or Path(__file__).parents[3] / "shared")
WILD = SHARED / "reading" / "labels-in-the-wild.yaml"
AROUND = {
    "fi": "Tämä seloste kertoo, miten yhtiö käsittelee henkilötietoja ja mitä ne ovat.",
    "sv": "Den här beskrivningen berättar hur bolaget behandlar personuppgifter och vad de är.",
    "en": "This notice tells you how the company processes personal data and what they are.",
}


def test_there_are_cases() -> None:
    assert len(CASES) >= 60
    assert {case["language"] for case in CASES} == set(languages())


def _read(case: dict[str, Any]) -> dict[str, Any]:
    text = f"{AROUND[case['language']]}\n\n1. {case['label']}\n{case['text']}\n"
    return exchanged(text)


def _told(found: dict[str, Any], key: str) -> Any:
    match key:
        case "retention":
            return found["retention"]["iso8601_duration"]
        case "transfers":
            return [f"{each['country_iso2'] or '??'} {each['safeguard']}" for each in found["transfers"]]
        case "controller":
            return [found["controller"][each] for each in ("name", "business_id", "email")]
    return found[key]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_phrasing(case: dict[str, Any]) -> None:
    found = _read(case)
    wanted = {key: case[key] for key in case.keys() - {"language", "label", "text"}}
    assert {key: _told(found, key) for key in wanted} == wanted


SAME = {
    "legal_basis": "purpose", "purposes": "purpose", "data_categories": "data", "data_content": "content",
    "data_subjects": "subjects", "processors": "recipients", "adm": "automated", "joint_controller": "joint",
    "representative": "contact", "register_name": "register-name", "legitimate_interest": "interest",
    "special_categories": "data", "right_withdraw": "rights",
}  # fmt: skip
CLOSE = {frozenset(pair) for pair in (("data", "content"), ("rights", "other-rights"), ("contact", "dpo"))}


def _wild() -> list[tuple[str, set[str], str]]:
    keys = yaml.safe_load(WILD.read_text(encoding="utf-8"))["keys"]
    return [
        (language, {_key(each) for each in (key, *entry.get("with", ()))}, entry["label"])
        for key, by_language in keys.items()
        if key not in {"intro", "other", "title"}
        for language in languages()
        for entry in by_language.get(language) or ()
    ]


def _key(wild: str) -> str:
    return SAME.get(wild, wild.removeprefix("right_"))


def _right(found: tuple[str, ...], wanted: set[str]) -> bool:
    missing = {key for key in wanted - set(found) if not any({key, other} in CLOSE for other in found)}
    return not missing


@pytest.mark.skipif(not WILD.is_file(), reason="set ROPA_SHARED to the folder with reading/")
def test_labels_of_published_notices() -> None:
    labels = {language: Labels(phrases(language)) for language in languages()}
    cases = _wild()
    assert len(cases) > 550
    wrong = [
        (language, label, found)
        for language, wanted, label in cases
        for found, covered in [labels[language].read(label)]
        if not _right(found, wanted) or covered < 0.4
    ]
    assert len(wrong) <= 0.03 * len(cases), wrong
