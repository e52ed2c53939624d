"""Facts by which rules judge a notice, in the words of many authors: each case a sentence and what it tells, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ropa.importing.phrases import languages
from ropa.model import Activity, Reading
from ropa.namespaces import shorten
from tests.importing.sample import read_sections

CASES = [
    {"class": name, "language": language, **case}
    for name, by_language in yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8")).items()
    for language, cases in by_language.items()
    for case in cases
]


def _names(values: Iterable[Any]) -> list[str]:
    return sorted({shorten(str(value)).rsplit(":", 1)[-1] for value in values})


def _main(reading: Reading) -> Activity:
    return next(each for each in reading.record.activities if each.iri == "activity/main")


def _transfers(reading: Reading) -> list[str]:
    told = [each for activity in reading.record.activities for each in activity.transfers]
    words = []
    for each in told:
        state = {"NotApplicable": "denied", "UnknownApplicability": "hedged"}
        told_as = [state[name] for name in _names([each.applicability] if each.applicability else [])] or ["stated"]
        words.append(" ".join([*_names(each.countries), *told_as, *_names(each.legal_bases), *_names(each.relies_on)]))
    return sorted(words)


def _said(reading: Reading, term: str) -> list[str]:
    """The words of the notice for what it tells, each once."""
    return list(dict.fromkeys(each.text for each in reading.evidence if each.term == term))


TOLD: dict[str, Callable[[Reading], Any]] = {
    "bases": lambda r: [each for each in _names(_main(r).legal_bases) if each.startswith("A6")],
    "special": lambda r: [each for each in _names(_main(r).legal_bases) if each.startswith("A9")],
    "laws": lambda r: _names(_main(r).laws),
    "interest": lambda r: bool(_main(r).interests),
    "provision": lambda r: _names(_main(r).provision),
    "code": lambda r: _names(_main(r).identity_code_grounds),
    "rights": lambda r: _names(r.record.rights),
    "withdrawal": lambda r: "A7-3" in _names(r.record.rights) or bool(_main(r).consent_withdrawn),
    "formality": lambda r: _names(kind for each in r.record.rights_procedures for kind in each.formalities),
    "form_of": lambda r: _names(
        right for each in r.record.rights_procedures if each.formalities for right in each.rights
    ),
    "refused": lambda r: any(each.limits for each in r.record.rights_procedures),
    "decisions": lambda r: _names(
        kind for each in _main(r).automated_decisions for kind in [*each.kinds, *filter(None, [each.applicability])]
    ),
    "transfer_conditions": lambda r: [str(text) for each in _main(r).transfers for text in each.conditions],
    "copies": lambda r: [str(text) for each in _main(r).transfers for text in each.safeguard_copies],
    "limited": lambda r: [str(text) for text in _main(r).data_conditions],
    "said_people": lambda r: sorted(
        shorten(each.value).rsplit(":", 1)[-1]
        for each in r.evidence
        if each.term == "dpv:hasDataSubject" and each.sureness == "verbatim"
    ),
    "logic": lambda r: any(each.logic for each in _main(r).automated_decisions),
    "effects": lambda r: any(each.consequences for each in _main(r).automated_decisions),
    "human": lambda r: any(each.human_involvement for each in _main(r).automated_decisions),
    "visits": lambda r: len(r.record.activities) > 1,
    "cookies": lambda r: _names(each.cookie_consent for each in r.record.activities if each.cookie_consent),
    "transfers": _transfers,
    "endless": lambda r: any(each.is_vague for each in _main(r).retention),
    "inside": lambda r: bool(r.record.disclosure_denied),
    "public": lambda r: "PublicAtLarge" in _names(
        kind for activity in r.record.activities for each in activity.disclosures for kind in each.recipient_kinds
    ),
    "outsiders": lambda r: len(_main(r).disclosures) + len(_main(r).engagements),
    "open": lambda r: [str(words) for section in r.notice.sections for words in section.placeholders],
    "states": lambda r: _names(section.state for section in r.notice.sections if str(section.key) != "title"),
    "authority": lambda r: _names(r.record.authorities),
    "people": lambda r: _said(r, "dpv:hasDataSubject"),
    "data": lambda r: _said(r, "dpv:hasPersonalData"),
    "receivers": lambda r: _said(r, "ropa:recipientCategoryLabel"),
    "reached": lambda r: sorted(
        str(way).partition(":")[2] for each in r.parties for way in (*each.emails, *each.telephones)
    ),
    "kinds_of_data": lambda r: _names(_main(r).data),
    "addresses": lambda r: [str(t) for party in r.parties for a in party.addresses for t in a.as_written],
    "ways": lambda r: _said(r, "vcard:role") + [e.text for e in r.evidence if e.term == "vcard:hasTelephone"],
    "whence": lambda r: _said(r, "dpv:hasDataSource"),
    "kinds_of_each_source": lambda r: [" ".join(_names(each.kinds)) for each in _main(r).sources],
    "given_by_each": lambda r: {
        str(each.descriptions[0]): [str(text) for text in each.conditions]
        for each in _main(r).sources
        if each.conditions
    },
    "given_on": lambda r: [[str(text) for text in each.conditions] for each in _main(r).disclosures],
    "identified": lambda r: [each.is_identified for each in (*_main(r).engagements, *_main(r).disclosures)],
    "chains": lambda r: [
        " > ".join(party.rsplit("/", 1)[-1] for node in (each, *each.sub_engagements) for party in node.processors)
        for each in _main(r).engagements
    ],
    "kinds_of_source": lambda r: _names(kind for each in _main(r).sources for kind in each.kinds),
    "uses": lambda r: _names(_main(r).purposes),
    "named": lambda r: sorted(str(label) for each in r.concepts for label in each.labels),
    "own_words": lambda r: [each.text for each in r.evidence if each.sureness == "unplaced"],
    "measures": lambda r: _names(kind for each in r.record.measures for kind in each.concepts),
    "limits": lambda r: [str(text) for each in r.record.measures for text in each.descriptions],
    "replies": lambda r: [str(t) for each in r.record.rights_procedures if not each.rights for t in each.conditions],
    "kept": lambda r: [str(text) for each in _main(r).retention for text in each.as_written],
    "remarks": lambda r: len(r.remarks),
    "on_condition": lambda r: {
        _names(each.rights)[0]: [str(text) for text in each.conditions]
        for each in r.record.rights_procedures
        if each.conditions
    },
    "handled": lambda r: {
        " ".join(_names(each.rights)): [str(text) for text in (*each.channels, *each.conditions)]
        for each in r.record.rights_procedures
        if each.channels or each.conditions
    },
    "engaged": lambda r: [str(text) for each in _main(r).engagements for text in each.processor_categories],
    "disclosed_to": lambda r: [str(text) for each in _main(r).disclosures for text in each.recipient_categories],
    "opt_outs": lambda r: [str(text) for each in r.record.activities for text in each.opt_outs],
    "apart": lambda r: {
        str(each.titles[0]): _names([*each.legal_bases, *each.data])
        for each in r.record.activities
        if each.iri not in {"activity/main", "activity/website-analytics"}
    },
    "tied": lambda r: {
        str(words): [
            " ".join(_names([*each.legal_bases, *each.purposes]))
            for each in _main(r).purpose_bases
            if each.as_written == (words,)
        ]
        for node in _main(r).purpose_bases
        for words in node.as_written
    },
    "periods": lambda r: [str((each.durations or each.criteria or ("",))[0]) for each in _main(r).retention],
    "combined": lambda r: "Combine" in _names(kind for each in r.record.activities for kind in each.processing),
}  # fmt: skip
"""What a case may ask of a reading, each under one word."""


def _read(case: dict[str, Any]) -> Reading:
    sections = case["text"] if isinstance(case["text"], dict) else {case["label"]: case["text"]}
    return read_sections(case["language"], sections)


def test_there_are_cases() -> None:
    assert len(CASES) >= 120
    assert {case["language"] for case in CASES} == set(languages())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['class']}-{case['language']}-{str(case['text'])[:50]}")
def test_told(case: dict[str, Any]) -> None:
    reading = _read(case)
    asked = case.keys() & TOLD.keys()
    assert asked
    assert {key: TOLD[key](reading) for key in asked} == {key: case[key] for key in asked}
