"""What fills the slots of a message and how acts are cited: words of the reader's language, never machine forms."""

from __future__ import annotations

import pytest

from ropa import resources, rules
from ropa.model import Finding
from ropa.rdf import iri
from ropa.rules.citation import cite, disagreement
from ropa.validation import message

_BOOK = rules.load(resources.shapes())
_BLANKET = next(rule for rule in _BOOK.rules if rule.file.endswith("art5-1-e-retention-blanket.trig"))
_ACT, _SERVICES = (f"http://data.finlex.fi/eli/sd/{act}" for act in ("2018/1050", "2014/917"))
_XSD = "http://www.w3.org/2001/XMLSchema#"


def _said(duration: str, language: str) -> str:
    finding = Finding(
        focus="https://ropa.example/record/x/activity/a",
        path="",
        value="",
        shape=_BLANKET.iri,
        component="",
        severity=_BLANKET.severity,
        code=_BLANKET.code,
        bindings=(("duration", f'"{duration}"^^<{_XSD}duration>'),),
    )
    return message(finding, _BOOK, language).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("duration", "language", "words"),
    [
        ("P10Y", "fi", "säilytetään 10 vuotta"),
        ("P10Y", "sv", "lagras i 10 år"),
        ("P10Y", "en", "kept for 10 years"),
        ("P1Y6M", "fi", "1 vuosi 6 kuukautta"),
        ("P30D", "sv", "30 dygn"),
        ("P1M", "en", "1 month"),
        ("P0D", "fi", "0 vuorokautta"),
        ("PT12H", "en", "12 hours"),
        ("-P1Y", "en", "-P1Y"),
    ],
)
def test_a_duration_is_told_in_words(duration: str, language: str, words: str) -> None:
    assert words in _said(duration, language)


@pytest.mark.parametrize(
    ("source", "stem", "cited"),
    [
        (
            "http://data.finlex.fi/eli/sd/2018/1050",
            "act1050-2018-s29-1-personal-identity-code",
            "FI 1050/2018 s. 29(1)",
        ),
        (_ACT, "act1050-2018-s8-supervisory-authority", "FI 1050/2018 s. 8"),
        (_SERVICES, "act917-2014-s205-cookie-consent", "FI 917/2014 s. 205"),
        (_SERVICES, "act1050-2018-s8-supervisory-authority", "FI 917/2014"),
        (iri("gdprtext:article87").value, "act1050-2018-s29-1-personal-identity-code", "GDPR Art. 87"),
    ],
)
def test_a_finnish_act_is_cited_with_its_section(source: str, stem: str, cited: str) -> None:
    assert cite(source, stem) == cited


def test_every_rule_on_a_finnish_act_tells_its_section() -> None:
    cited = [a for rule in _BOOK.rules if "/act" in f"/{rule.file}" for a in rule.articles if a.startswith("FI ")]
    assert len(cited) >= 16
    assert all(" s. " in article for article in cited)


def test_a_file_named_after_another_act_is_told() -> None:
    assert "917/2014" in disagreement("act917-2014-s205-x", (_ACT,))
