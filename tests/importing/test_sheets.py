"""Registers of activities in sheets and Fides manifests: samples of others, and our own form without loss."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa import texts
from ropa.errors import UnreadableFile
from ropa.importing import read, sheets
from ropa.importing.sheets.cells import quoted, split, unquoted
from ropa.importing.sheets.values import Words, read_duration, written_duration
from ropa.model import (
    Activity,
    Concept,
    Disclosure,
    Duration,
    Engagement,
    Iri,
    Measure,
    Node,
    Reading,
    Record,
    Retention,
    Text,
    Transfer,
)
from ropa.namespaces import expand
from ropa.settings import Settings

LANGUAGES = ("fi", "sv", "en")
BASE = "https://ropa.example"
RECORD = f"{BASE}/record/staff"
NAMES = {f"{BASE}/party/beta-oy": ("Beta Oy", ""), f"{BASE}/party/fi-1234567-1": ('Gamma; "G" Ab', "1234567-1")}


def _sheet(rows: Sequence[Sequence[str]], stem: str = "staff") -> tuple[Reading, ...]:
    found = sheets.recognised(rows, stem, "en")
    assert found is not None
    return sheets.readings(found)


# others' registers

DEPARTMENT = [
    ["the purposes of the processing; ", "a description of the categories of data subjects",
     "the categories of personal data;", "the categories of recipients", "Name of recipients in third countries ",
     "International recipient Country ", "documentation of suitable safeguards;",
     "the envisaged time limits for erasure of the different categories of data;", "Weather"],
    ["dpv: Purpose", "dpv:DataSubject", "dpv:PersonalDataCategory", "dpv:Recipient",
     "Use http://www.w3.org/TR/vcard-rdf/", "Use http://www.w3.org/TR/vcard-rdf/", "dpcat:DocumentSuitableSafeguard",
     "dpv:StorageDuration", ""],
    ["Payroll ", "Employees", "Financial data; Lucky charm", "Tax authorities ", "", "", "", "7 years ", "sunny"],
    ["Expenses", "Employees", "Name", "data processor ", "Beta Ltd.", "Canada ", "Article 45 Adequacy ", "1 year", ""],
    ["Direct marketing", "Customers", "Contact data", "Nil ", "Nil ", "Nil ", "Nil ", "until end of contract", ""],
]  # fmt: skip


def test_a_department_sheet_of_someone_else() -> None:
    reading = _sheet(DEPARTMENT, "HR department")[0]
    payroll, expenses, marketing = reading.record.activities
    assert [str(t) for t in reading.record.titles] == ["HR department"]
    assert payroll.purposes == (expand("dpv:PersonnelPayment"),)
    assert payroll.subjects == (expand("dpv:Employee"),)
    assert payroll.data == (expand("pd:Financial"), "concept/lucky-charm")
    assert [str(d) for d in payroll.descriptions] == ["Weather: sunny"]
    assert payroll.disclosures[0].recipient_kinds == (expand("ropa:TaxAuthority"),)
    assert payroll.retention[0].durations == ("P7Y",)
    assert expenses.engagements[0].processors == ("party/beta-ltd",)
    assert expenses.transfers[0].countries == (expand("loc:CA"),)
    assert expenses.transfers[0].legal_bases == (expand("eu-gdpr:A45-3"),)
    assert marketing.no_recipients is True
    assert marketing.transfers[0].applicability == expand("dpv:NotApplicable")
    assert marketing.retention[0].start_events == (expand("ropa:ContractEnd"),)
    assert [str(c.labels[0]) for c in reading.concepts] == ["Expenses", "Lucky charm"]
    assert any("Lucky charm" in remark for remark in reading.remarks)
    assert any("Weather" in remark for remark in reading.remarks)


def test_finnish_headings_and_semicolons() -> None:
    text = "Käsittelyn tarkoitus;Oikeusperuste;Henkilötietoryhmät;Säilytysaika\nPalkanmaksu;sopimus;Nimi;10 vuotta\n"
    imported = read("palkat.csv", text.encode("cp1252"), Settings())
    activity = imported.readings[0].record.activities[0]
    assert imported.encoding in {"windows-1252", "iso-8859-1"}
    assert activity.legal_bases == (expand("eu-gdpr:A6-1-b"),)
    assert activity.data == (expand("pd:Name"),)
    assert activity.retention[0].durations == ("P10Y",)


def test_a_sheet_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="headings"):
        read("prices.csv", b"product,price\nsoap,3\n", Settings())


# our own sheet

_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\xa0"), min_size=1
).filter(lambda text: bool(text.strip()))
_lines = st.builds("\n".join, st.lists(_words, min_size=1, max_size=3))
_texts = st.lists(st.builds(Text, _lines, st.sampled_from(("", "fi", "sv", "en", "de"))), max_size=3, unique=True)


def _of(*names: str) -> st.SearchStrategy[list[Iri]]:
    known = st.sampled_from([Iri(expand(name)) for name in names])
    return st.lists(known, max_size=3, unique=True)


_purposes = _of("dpv:Marketing", "dpv:DirectMarketing", "ropa:DebtCollection", f"{RECORD}/concept/Odd")
_data = _of("pd:Name", "pd:EmailAddress", "ropa:PersonalIdentityCode", f"{RECORD}/concept/shoe-size")
_subjects = _of("dpv:Customer", "dpv:Employee", "dpv:Child")
_countries = _of("loc:US", "loc:CA", "loc:FI", "loc:KR")
_parties = _of(*NAMES)
_durations = st.lists(st.sampled_from([Duration(d) for d in ("P6Y", "P1M", "P1Y6M", "P30D")]), max_size=2, unique=True)
_days = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))


def _many(strategy: st.SearchStrategy[list[Any]]) -> st.SearchStrategy[tuple[Any, ...]]:
    return strategy.map(tuple)


def _nodes(kind: type[Node], **values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    made = st.builds(kind, **values).filter(lambda node: any(getattr(node, f.name) for f in fields(node)))
    return _many(st.lists(made, max_size=2))


_activities = st.builds(
    Activity,
    iri=st.just(f"{RECORD}/activity/payroll"),
    titles=_many(_texts), purposes=_many(_purposes), legal_bases=_many(_of("eu-gdpr:A6-1-b", "eu-gdpr:A9-2-h")),
    interests=_many(_texts), subjects=_many(_subjects), data=_many(_data), valid_from=_days,
    no_recipients=st.none() | st.booleans(), is_occasional=st.none() | st.booleans(),
    engagements=_nodes(Engagement, processors=_many(_parties), countries=_many(_countries), services=_many(_texts)),
    disclosures=_nodes(Disclosure, recipients=_many(_parties), recipient_categories=_many(_texts), data=_many(_data)),
    transfers=_nodes(Transfer, countries=_many(_countries), importers=_many(_parties), conditions=_many(_texts),
                     legal_bases=_many(_of("eu-gdpr:A46-2-c", "eu-gdpr:A45-3")), contract_date=_days),
    retention=_nodes(Retention, durations=_many(_durations), start_events=_many(_of("ropa:ContractEnd")),
                     criteria=_many(_texts), data=_many(_data), is_vague=st.none() | st.booleans()),
    measures=_nodes(Measure, concepts=_many(_of("dpv:PhysicalSecureStorage", "ropa:Firewall")),
                    descriptions=_many(_texts)),
)  # fmt: skip
_CONCEPTS = (
    Concept(iri=f"{RECORD}/concept/Odd", labels=(Text("Odd, thing [x]", "en"),)),
    Concept(iri=f"{RECORD}/concept/shoe-size", labels=(Text("shoe size", "en"),)),
)


def _plain(value: Any) -> Any:
    """A value without the IRIs of nodes and the order of values, and with absolute references."""
    if isinstance(value, Node):
        return type(value).__name__, tuple(
            (f.name, _plain(getattr(value, f.name)))
            for f in fields(value)
            if f.name != "iri" and getattr(value, f.name) not in ((), None)
        )
    if isinstance(value, tuple):
        return frozenset(_plain(each) for each in value)
    if isinstance(value, Iri) and value.startswith(("concept/", "activity/")):
        return f"{RECORD}/{value}"
    return f"{BASE}/{value}" if isinstance(value, Iri) and value.startswith("party/") else value


@pytest.mark.parametrize("language", LANGUAGES)
@given(activity=_activities)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_record_to_sheet_to_record(language: str, activity: Activity) -> None:
    record = Record(iri=RECORD, titles=(Text("Staff", "en"),), activities=(activity,))
    names = sheets.Names(BASE, language, NAMES.get, _CONCEPTS)
    rows = [
        [sheets.heading(column, language) for column in sheets.every()],
        list(sheets.row(record, activity, sheets.every(), names)),
    ]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    back = _sheet(list(csv.reader(io.StringIO(file.getvalue(), newline=""))))[0]
    assert back.slug == "staff"
    assert back.record.activities[0].iri == "activity/payroll"
    assert _plain(back.record.activities[0]) == _plain(replace(activity, iri="activity/payroll"))
    assert _plain(back.record.titles) == _plain(record.titles)


@given(st.lists(_lines, max_size=5), st.sampled_from(("\n", ";", "|", "\n;", ";|")))
def test_any_text_survives_a_cell(values: list[str], signs: str) -> None:
    cell = signs[0].join(quoted(value, ";|:,") for value in values)
    assert [unquoted(piece)[0] for piece in split(cell, signs)] == values


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_told_apart(language: str) -> None:
    titles = [sheets.heading(column, language).casefold() for column in sheets.every()]
    assert len(titles) > 50
    assert len(set(titles)) == len(titles)
    for value in ("P1Y", "P6Y", "P1M", "P24M", "P30D", "P1Y6M", "PT2H"):
        assert read_duration(written_duration(value, language), language) == value


def test_every_label_leads_back_to_its_term() -> None:
    words = Words("fi", lambda name, number: "")
    column = next(c for c in sheets.every() if c.key == "activity.data")
    assert column.field is not None
    found = [Iri(expand(f"pd:{name}")) for name in ("Name", "EmailAddress", "Health", "BankAccount")]
    for iri in found:
        assert words.iri(texts.label(iri, "fi"), column.field, "here") == iri


def test_a_wrong_day_names_row_and_column() -> None:
    rows = [["Register", "title", "valid from", "purposes of the processing"], ["x", "A", "soon", "marketing"]]
    with pytest.raises(UnreadableFile, match="row 2, valid from"):
        _sheet(rows)


# Fides

MANIFEST = """
system:
  - fides_key: shop
    name: Shop
    system_type: Service
    privacy_declarations:
      - {name: Ads, data_use: marketing.advertising.serving, data_categories: [user.contact.email, user.shoe_size],
         data_subjects: [customer, alien], legal_basis_for_processing: Consent, retention_period: "365"}
"""


def test_a_fides_manifest() -> None:
    reading = read("shop.yml", MANIFEST.encode(), Settings()).readings[0]
    activity = reading.record.activities[0]
    assert activity.data == (expand("pd:EmailAddress"), "concept/user-shoe-size")
    assert activity.purposes == ("concept/marketing-advertising-serving",)
    assert activity.legal_bases == (expand("eu-gdpr:A6-1-a"),)
    assert activity.retention[0].durations == ("P365D",)
    assert "system_type: Service" in [str(text) for text in activity.descriptions]
    broader = {concept.iri: concept.broader for concept in reading.concepts}
    assert broader["concept/marketing-advertising-serving"] == (expand("dpv:Advertising"),)
    assert broader["concept/user-shoe-size"] == (expand("dpv:PersonalData"),)
    assert broader["concept/alien"] == ()
    assert len(reading.remarks) == 3


@pytest.mark.parametrize("text", ["a: 1", "- 1", "system: 5", "system: [", "x"])
def test_other_yaml_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile):
        read("a.yml", text.encode(), Settings())
