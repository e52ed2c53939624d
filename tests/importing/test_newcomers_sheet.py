"""The template filled by someone who never saw our way of writing values: nothing untrue may come of it."""

from __future__ import annotations

import pytest

from ropa.importing import sheets
from ropa.model import Activity, Reading
from ropa.namespaces import expand


def _reading(language: str, **cells: str) -> Reading:
    wanted = {"register": "shop", "record.titles": "Shop", "activity.titles": "Orders"}
    wanted |= {key.replace("__", "."): cell for key, cell in cells.items()}
    columns = {column.key: column for column in sheets.every()}
    rows = [[sheets.heading(columns[key], language) for key in wanted], list(wanted.values())]
    sheet = sheets.recognised(rows, "shop", language)
    assert sheet is not None
    assert sheet.own
    return sheets.readings(sheet)[0]


def _activity(language: str, **cells: str) -> Activity:
    return _reading(language, **cells).record.activities[0]


NONE = [
    ("sv", "Inga överföringar"), ("sv", "inga"), ("sv", "nej"), ("sv", "Nej."), ("fi", "ei"), ("fi", "ei siirretä"),
    ("fi", "Ei siirretä EU:n ulkopuolelle"), ("en", "no"), ("en", "none"), ("en", "-"), ("sv", "ei"), ("fi", "nej"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), NONE)
def test_none_is_a_denial(language: str, words: str) -> None:
    reading = _reading(language, activity__transfers=words, activity__automated_decisions=words)
    activity = reading.record.activities[0]
    assert [t.applicability for t in activity.transfers] == [expand("dpv:NotApplicable")]
    assert [d.applicability for d in activity.automated_decisions] == [expand("dpv:NotApplicable")]
    assert not activity.transfers[0].countries
    assert not activity.automated_decisions[0].logic
    assert reading.concepts == ()


@pytest.mark.parametrize("column", ["engagements", "sources", "measures", "assessments", "interests", "data"])
def test_none_in_other_columns_stores_nothing(column: str) -> None:
    reading = _reading("sv", activity__disclosures="inga", **{f"activity__{column}": "Nej"})
    assert not getattr(reading.record.activities[0], column)
    assert reading.concepts == ()
    assert reading.parties == ()
    assert any("row 2" in remark and "Nej" in remark for remark in reading.remarks)


def test_none_of_recipients_and_yes_of_a_plain_column() -> None:
    assert _activity("sv", activity__disclosures="inga").no_recipients is True
    assert _activity("sv", activity__is_occasional="Ja").is_occasional is True
    assert _activity("sv", activity__is_occasional="no").is_occasional is False


@pytest.mark.parametrize("words", ["Atlantis", "molnet", "ZZ"])
def test_an_unknown_country_is_not_stored(words: str) -> None:
    reading = _reading("sv", activity__transfers=words)
    assert reading.record.activities[0].transfers == ()
    assert reading.concepts == ()
    assert any("row 2" in r and words in r and "write the country" in r for r in reading.remarks)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "USA: Mailhop Inc., standardavtalsklausuler"),
        ("fi", "Yhdysvallat: Mailhop Inc., vakiolausekkeet"),
        ("en", "Mailhop Inc. (USA), standard contractual clauses"),
    ],
)
def test_country_importer_and_safeguard(language: str, words: str) -> None:
    reading = _reading(language, activity__transfers=words)
    (transfer,) = reading.record.activities[0].transfers
    assert transfer.countries == (expand("loc:US"),)
    assert transfer.legal_bases == (expand("eu-gdpr:A46-2-c"),)
    assert [str(party.names[0]) for party in reading.parties] == ["Mailhop Inc."]
    assert transfer.importers == (reading.parties[0].iri,)


def test_a_processor_with_country_and_task() -> None:
    reading = _reading("sv", activity__engagements="Mailhop Inc. (USA): utskick\nBeta Oy (1234567-1): lön")
    first, second = reading.record.activities[0].engagements
    assert sorted(str(party.names[0]) for party in reading.parties) == ["Beta Oy", "Mailhop Inc."]
    assert first.countries == (expand("loc:US"),)
    assert [str(text) for text in (*first.services, *second.services)] == ["utskick", "lön"]
    assert second.processors == ("party/fi-1234567-1",)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "6 år efter räkenskapsperiodens slut"),
        ("fi", "6 vuotta tilikauden päättymisestä"),
        ("en", "6 years after the end of the financial year"),
    ],
)
def test_a_period_with_its_start(language: str, words: str) -> None:
    (rule,) = _activity(language, activity__retention=words).retention
    assert rule.durations == ("P6Y",)
    assert rule.start_events == (expand("ropa:FinancialYearEnd"),)
    assert [str(text) for text in rule.as_written] == [words]


def test_two_sources() -> None:
    first, second = _activity("sv", activity__sources="den registrerade själv; Skatteförvaltningen").sources
    assert first.kinds == (expand("dpv:DataSubjectDataSource"),)
    assert [str(text) for text in second.descriptions] == ["Skatteförvaltningen"]
    assert expand("dpv:DataSubjectDataSource") not in second.kinds


BASES = [
    ("sv", "artikel 6.1 f", "A6-1-f"), ("en", "6(1)(f)", "A6-1-f"), ("fi", "6 artiklan 1 kohdan f alakohta", "A6-1-f"),
    ("sv", "berättigat intresse", "A6-1-f"), ("fi", "Oikeutettu etu", "A6-1-f"), ("en", "Art. 6(1)(b) GDPR", "A6-1-b"),
    ("sv", "artikel 6 f", "A6-1-f"), ("sv", "artikel 6.1 led c", "A6-1-c"), ("en", "Article 9(2)(h)", "A9-2-h"),
    ("fi", "6 artiklan 1 kohdan c-alakohta", "A6-1-c"), ("sv", "berättigat intresse (artikel 6.1 f)", "A6-1-f"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "point"), BASES)
def test_a_legal_basis_as_it_is_written(language: str, words: str, point: str) -> None:
    assert _activity(language, activity__legal_bases=words).legal_bases == (expand(f"eu-gdpr:{point}"),)


def test_a_purpose_is_no_article() -> None:
    for language, words in (("sv", "säkerhet"), ("fi", "turvallisuus")):
        reading = _reading(language, activity__purposes=words)
        (purpose,) = reading.record.activities[0].purposes
        assert "GDPRtEXT" not in purpose
        assert any(words in remark for remark in reading.remarks) or purpose.startswith(expand("dpv:"))
    assert _activity("en", activity__purposes="security").purposes == (expand("dpv:EnforceSecurity"),)


def test_a_mail_address_is_no_role() -> None:
    record = _reading("sv", record__contacts="Dataskyddsombudet, dataskydd@shop.example").record
    (contact,) = record.contacts
    assert contact.emails == ("mailto:dataskydd@shop.example",)
    assert [str(role) for role in contact.roles] == ["Dataskyddsombudet"]
    (bare,) = _reading("sv", record__contacts="dataskydd@shop.example").record.contacts
    assert bare.emails == ("mailto:dataskydd@shop.example",)
    assert bare.roles == ()


def test_cases_are_there() -> None:
    assert (len(NONE), len(BASES)) == (12, 11)
