"""The order of work: what is grave first, then what removes most; every open finding in exactly one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ropa import resources, texts
from ropa.model import Finding, Severity
from ropa.namespaces import expand
from ropa.register import work
from ropa.register.checking import Check
from ropa.rules import load

BOOK = load(resources.shapes())
BY_CODE = {rule.code: rule for rule in BOOK.rules}


def _found(code: str, times: int = 1, record: str = "https://ropa.example/record/shop") -> list[Finding]:
    rule = BY_CODE[code]
    return [Finding(f"{record}/{n}", "", "", rule.iri, "", rule.severity, code, record) for n in range(times)]


_MANY = [
    *_found("NOTICE_NOT_REVIEWED", 6),
    *_found("COOKIE_CONSENT_MISSING", 4),
    *_found("REQUEST_FORMALITY", 2),
    *_found("TRANSFER_WITHOUT_SAFEGUARD"),
    *_found("TRANSFER_COUNTRY_UNSPECIFIED", 3),
    *_found("MISSING_RETENTION", 2, "https://ropa.example/record/other"),
]


def test_the_gravest_comes_first_then_what_removes_most() -> None:
    steps = work.steps(_MANY, BOOK)
    assert [step.topic for step in steps] == ["retention", "transfers", "cookies", "rights", "upkeep"]
    assert [step.count() for step in steps] == [2, 4, 4, 2, 6]
    assert sum(step.count() for step in steps) == len(_MANY)
    transfers = steps[1]
    assert [task.severity for task in transfers.tasks] == [Severity.VIOLATION, Severity.WARNING]
    assert [task.findings[0].code for task in transfers.first] == ["TRANSFER_WITHOUT_SAFEGUARD"]
    assert transfers.count(Severity.WARNING) == 3 and transfers.records == 1


def test_what_was_accepted_is_no_work() -> None:
    accepted = [replace(finding, waived_until=date(2030, 1, 1)) for finding in _MANY]
    assert work.steps(accepted, BOOK) == () and work.lines(accepted, BOOK, "en") == []


@pytest.mark.parametrize(
    ("sources", "topic"),
    [
        (("gdprtext:article13-1-f",), "transfers"),
        (("gdprtext:article44",), "transfers"),
        (("gdprtext:article5-1-a", "gdprtext:article6-1-f"), "purposes"),
        (("gdprtext:article5-1-a",), "wording"),
        (("gdprtext:article4",), "controller"),
        (("gdprtext:article12-2",), "rights"),
        (("gdprtext:article12-1",), "wording"),
        (("http://data.finlex.fi/eli/sd/2014/917", "gdprtext:article6-1-a"), "cookies"),
        (("http://data.finlex.fi/eli/sd/2018/1050",), "data"),
        (("gdprtext:article5-2",), "upkeep"),
        (("https://law.example/1", "gdprtext:article20-1"), "rights"),
        ((), "upkeep"),
    ],
)
def test_provisions_tell_where_to_fill_in(sources: tuple[str, ...], topic: str) -> None:
    assert work.topic_of(map(expand, sources)) == topic


def test_every_rule_has_a_place_that_each_language_names() -> None:
    topics = {work.topic_of(rule.sources) for rule in BOOK.rules}
    assert len(topics) >= 18
    for language in texts.languages():
        names = {texts.say(f"work-{topic}", language) for topic in topics}
        assert len(names) == len(topics)
    upkeep = [rule.code for rule in BOOK.rules if work.topic_of(rule.sources) == "upkeep"]
    assert len(upkeep) < len(BOOK.rules) / 4, "most findings say where to mend them"


@pytest.mark.parametrize(
    ("language", "first"), [("fi", "Työjärjestys"), ("sv", "Arbetsordning"), ("en", "Order of work")]
)
def test_the_first_screen_is_short_and_says_where_the_rest_is(language: str, first: str) -> None:
    check = Check(tuple(_MANY), BOOK, date(2026, 11, 21), lambda iri, asked: "")
    brief, whole = check.as_lines(language, details=False), check.as_lines(language)
    assert brief[0].startswith(first) and len(brief) <= 24 < len(whole)
    assert "ropa check other" in brief[-2] and "--details" in brief[-2]
    assert brief[-1] == whole[-1] and whole[: len(brief) - 3] == brief[:-3]
    assert all(BY_CODE["MISSING_RETENTION"].labels[language] in "\n".join(lines) for lines in (brief, whole))
