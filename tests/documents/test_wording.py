"""How facts are worded where a language has a choice: numbers, lists, agreement, unknown words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.documents.writing.amounts import day, duration, enumerate_words
from ropa.errors import BadParameter
from ropa.model import (
    Activity,
    Concept,
    Dossier,
    Duration,
    Iri,
    Party,
    ProcessorRecord,
    Record,
    Retention,
    Text,
    Transfer,
)
from ropa.namespaces import expand
from ropa.rendering.document import Table, sentences
from tests.documents.document_examples import AS_OF, BARE, BASE, LANGUAGES, dossier, iris

DURATIONS = [
    ("P6Y", "kuusi vuotta", "sex år", "six years"),
    ("P1Y", "vuoden ajan", "ett år", "one year"),
    ("P12M", "vuoden ajan", "ett år", "one year"),
    ("P1Y6M", "vuoden ja kuusi kuukautta", "ett år och sex månader", "one year and six months"),
    ("P25Y", "25 vuotta", "25 år", "25 years"),
    ("P14D", "14 vuorokautta", "14 dygn", "14 days"),
    ("PT24H", "24 tuntia", "24 timmar", "24 hours"),
    ("P1M", "kuukauden ajan", "en månad", "one month"),
]


@pytest.mark.parametrize("case", DURATIONS, ids=lambda case: case[0])
def test_durations_read_as_each_language_writes_them(case):
    value, *expected = case
    assert [duration(value, language).replace("\u00a0", " ") for language in LANGUAGES] == expected


def test_what_is_no_duration_has_no_words():
    assert [duration(value, "fi") for value in ("P", "ten years", "", "P0Y")] == ["", "", "", ""]


def test_days_are_written_without_leading_zeros():
    assert [day(AS_OF, language) for language in LANGUAGES] == ["21.11.2026", "21 november 2026", "21 November 2026"]


def test_lists_keep_apart_what_belongs_together():
    assert enumerate_words(["nimi", "osoite", "ikä"], "fi") == "nimi, osoite ja ikä"
    assert enumerate_words(["nimi ja osoite", "ikä"], "fi") == "nimi ja osoite sekä ikä"
    assert enumerate_words(["namn, adress", "ålder"], "sv") == "namn, adress samt ålder"
    assert enumerate_words(["a", "", "b"], "en", "or") == "a or b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_notice_leads_to_the_full_one(language):
    address = "https://metsapolku.example/tietosuoja"
    document = documents.build("privacy-notice", BARE, language, as_of=AS_OF, variant="short", full_at=address)
    assert [each.target for each in sentences(document) if each.key == "full-at"] == [address]
    without = documents.build("privacy-notice", BARE, language, as_of=AS_OF, variant="short")
    assert not [each for each in sentences(without) if each.key == "full-at"]


def test_activities_come_by_importance_and_the_untitled_are_called_by_their_first_purpose():
    orders, marketing, payments = "dpv:CustomerOrderManagement", "dpv:DirectMarketing", "dpv:PaymentManagement"
    first, last = iris("dpv:PrimaryImportance", "dpv:SecondaryImportance")
    activities = (
        Activity(iri="activity/a", purposes=iris(orders)),
        Activity(iri="activity/b", purposes=iris(marketing), importance=last),
        Activity(iri="activity/c", purposes=iris(orders, marketing, payments), importance=first),
    )
    found = dossier(Record(iri=f"{BASE}/record/words", activities=activities))
    document = documents.build("dpia-screening", found, "en", as_of=AS_OF)
    assert [section.heading for section in document.sections] == [
        "Handling of orders and other purposes",
        "Handling of orders",
        "Direct marketing",
    ]


def said(found, language, kind="privacy-notice", variant="full"):
    document = documents.build(kind, found, language, as_of=AS_OF, variant=variant)
    return [sentence.text for sentence in sentences(document)]


def with_activity(**facts):
    return dossier(Record(iri=f"{BASE}/record/words", activities=(Activity(iri="activity/a", **facts),)))


def test_a_word_without_forms_is_listed_and_never_inflected():
    found = with_activity(purposes=iris(f"{BASE}/record/words/concept/x"))
    label = Concept(iri=f"{BASE}/record/words/concept/x", labels=(Text("jäsenlehti", "fi"),))
    found = replace(found, concepts=(label,))
    assert "Käsittelemme henkilötietoja seuraavaan tarkoitukseen: jäsenlehti." in said(found, "fi")
    assert "Vi behandlar personuppgifter för följande ändamål: ”jäsenlehti”." in said(found, "sv")


def test_joint_controllers_agree_in_number():
    parties = [Party(iri=f"{BASE}/party/{n}", names=(Text(f"Yhtiö {n} Oy"),)) for n in (1, 2)]
    record = Record(
        iri=f"{BASE}/record/joint",
        controllers=tuple(Iri(party.iri) for party in parties),
        joint_controllers=(Iri(parties[1].iri),),
    )
    found = dossier(record, *parties)
    assert "Yhteisrekisterinpitäjät ovat Yhtiö 1 Oy ja Yhtiö 2 Oy." in said(found, "fi")
    assert "The joint controllers are Yhtiö 1 Oy and Yhtiö 2 Oy." in said(found, "en")


def test_a_period_for_some_data_names_them():
    data, events = iris("ropa:BillingData"), iris("ropa:FinancialYearEnd")
    kept = Retention(iri="retention/1", durations=(Duration("P6Y"),), start_events=events, data=data)
    found = with_activity(retention=(kept,))
    assert "Säilytämme seuraavat tiedot kuusi vuotta tilikauden päättymisestä: laskutustiedot." in [
        text.replace("\u00a0", " ") for text in said(found, "fi")
    ]


def test_a_processors_record_names_whom_it_serves():
    names = ("Laskukanto Oy", "Kaarna Sähkö Oy")
    one, two = (Party(iri=f"{BASE}/party/{n}", names=(Text(name),)) for n, name in enumerate(names))
    record = ProcessorRecord(
        iri=f"{BASE}/record/services",
        processors=(Iri(one.iri),),
        activities=(
            Activity(iri="activity/a", controllers_served=(Iri(two.iri),), processing=iris("dpv:Store", "dpv:Use")),
        ),
    )
    texts = said(dossier(record, one, two), "sv", "record-sheet")
    assert texts[texts.index("Personuppgiftsbiträde") + 1] == "Laskukanto Oy."
    assert texts[texts.index("För vems räkning") + 1] == "Kaarna Sähkö Oy"
    assert texts[texts.index("Kategorier av behandling") + 1] == "Lagring och användning"


def test_a_wrong_kind_variant_or_language_is_told_with_what_there_is():
    for kind, language, variant in (
        ("poem", "fi", "full"),
        ("privacy-notice", "de", "full"),
        ("record-sheet", "fi", "x"),
    ):
        with pytest.raises(BadParameter) as told:
            documents.build(kind, BARE, language, as_of=AS_OF, variant=variant)
        assert told.value.mend.startswith("Use one of: ")


@pytest.mark.parametrize(("basis", "article"), [("A45-3", "45 artiklan 3 kohta"), ("A46-2-c", "46 artiklan 1 kohta")])
def test_the_instrument_of_a_transfer_is_cited_by_what_it_is(basis: str, article: str) -> None:
    moved = Transfer(
        iri=f"{BASE}/record/moved/transfer/1",
        countries=(Iri(expand("loc:US")),),
        legal_bases=(Iri(expand(f"eu-gdpr:{basis}")),),
        relies_on=(Iri(expand("ropa:Adequacy-EU-US-DPF" if basis == "A45-3" else "ropa:SCC-2021-914")),),
    )
    activity = Activity(iri=f"{BASE}/record/moved/activity/1", transfers=(moved,))
    record = Dossier(Record(iri=f"{BASE}/record/moved", activities=(activity,)), {})
    sheet = documents.build("transfer-assessment", record, "fi", as_of=AS_OF)
    tables = [block for section in sheet.sections for block in section.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    assert [row[2].text for row in rows if row[0].text == "Siirtoväline"] == [article]
