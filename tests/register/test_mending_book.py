"""A record's workbook: unchanged it changes nothing; new activities, processors and transfers go into it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa import resources, texts
from ropa.namespaces import expand
from ropa.rdf import NamedNode, iri
from ropa.register import Registry, import_file
from ropa.register.differing import differences
from ropa.settings import Settings
from tests.register.workbooks import HEADINGS, RECORD, activity_place, filled, imported, label, record_of

REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
NOTICES = sorted(
    f for f in (resources.data() / "notices").iterdir() if f.suffix in {".txt", ".json", ".jsonld", ".ttl"}
)
DAYS = {"fi": "30 päivää", "sv": "30 dagar", "en": "30 days"}
FOR_MEASURES = "dpv:hasTechnicalOrganisationalMeasure"
LANGUAGES = texts.languages()


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path_factory.mktemp("books")), writing=True) as register:
        for file in (*REGISTERS, *NOTICES):
            assert not import_file(register, file).error
        assert len(register.records()) >= 15
        yield register


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unchanged_workbook_changes_anything(every: Registry, language: str) -> None:
    for record in every.records():
        outcome = imported(every, every.workbook(record.iri, language), dry_run=True)
        assert (outcome.error, outcome.changed, outcome.remarks) == ("", False, []), record.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_tells_a_class(every: Registry, language: str) -> None:
    for record in every.records():
        sheet = openpyxl.load_workbook(io.BytesIO(every.workbook(record.iri, language))).worksheets[0]
        rows = [row for row in sheet.iter_rows(min_row=HEADINGS + 1, values_only=True) if row[5]]
        facts = [t for t in every.graph(record.iri) if t.predicate != iri("rdf:type")]
        assert len(rows) == len(facts) > 20
        assert "rdf:type" not in {row[5] for row in rows}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_rows_are_cleared_the_rest_stays_and_keeps_its_classes(every: Registry, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(every.records())).iri
    sheet = [row for row in every.sheet(record, "fi").rows if row[5] != "rdf:type" and not row[6].startswith("literal")]
    gone = data.draw(st.sets(st.sampled_from([row[6] for row in sheet]), max_size=4))
    outcome = imported(every, filled(every.workbook(record, "fi"), (), tuple(gone)), dry_run=True)
    before = set(every.graph(record))
    after = set(outcome.planned.get(record, before))
    assert outcome.error == "" and after <= before
    named = {t.subject for t in after}
    typed = {t.subject for t in after if t.predicate == iri("rdf:type")}
    assert named == typed | {s for s in named if s not in {t.subject for t in before if t.predicate == iri("rdf:type")}}
    led = {t.object for t in after} | {NamedNode(record)}
    orphans = {s for s in named - led if s in {t.object for t in before}}
    assert orphans == set()


def _rows(language: str) -> list[tuple[str, str, str]]:
    service, country = label("ropa:purposeOfEngagement", language), label("ropa:processingCountry", language)
    guard = "Vartija Oy (1234567-1)"
    details = f"{guard}; {country}: {label('loc:IE', language)}; {service}: vartiointi"
    return [
        ("", label("ropa:hasActivity", language), "Kameravalvonta"),
        ("Kameravalvonta", label("dpv:hasPurpose", language), label("dpv:CustomerCare", language)),
        ("Kameravalvonta", label("ropa:hasEngagement", language), details),
        ("Kameravalvonta", label("ropa:hasEngagement", language), "alihankkijat"),
        ("Kameravalvonta", label("ropa:hasDisclosure", language), "Poliisi"),
        ("Kameravalvonta", label("ropa:hasDisclosure", language), f"Example Ltd ({label('loc:IE', language)})"),
        ("Kameravalvonta", label("ropa:hasTransfer", language), label("loc:US", language)),
        (guard, label("ropa:hasTransfer", language), label("loc:IN", language)),
        (guard, label("dpv:hasPersonalData", language), label("pd:Name", language)),
        (
            "Kameravalvonta",
            label("dpv:hasStorageCondition", language),
            DAYS[language],
        ),
        ("", label("dpv:hasTechnicalOrganisationalMeasure", language), label("dpv:Encryption", language)),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_things_are_added_by_rows(kaarna: Registry, language: str) -> None:
    former = record_of(kaarna)
    book = filled(kaarna.workbook(RECORD, language), _rows(language))
    outcome = imported(kaarna, book)
    assert (outcome.error, outcome.remarks) == ("", [])
    record = record_of(kaarna)
    (new,) = [a for a in record.activities if a.iri not in {each.iri for each in former.activities}]
    assert [t.value for t in new.titles] == ["Kameravalvonta"]
    assert new.purposes == (expand("dpv:CustomerCare"),)
    guard = next(e for e in new.engagements if e.processors)
    assert guard.processors == ("https://ropa.example/party/fi-1234567-1",)
    assert (guard.countries, [t.value for t in guard.services]) == ((expand("loc:IE"),), ["vartiointi"])
    assert guard.data == (expand("pd:Name"),)
    assert [t.countries for t in guard.transfers] == [(expand("loc:IN"),)]
    assert [t.value for e in new.engagements for t in e.processor_categories] == ["alihankkijat"]
    assert {t.value for d in new.disclosures for t in d.recipient_categories} == {"Poliisi"}
    assert [d.recipients for d in new.disclosures if d.recipients] == [("https://ropa.example/party/example-ltd-ie",)]
    assert [t.countries for t in new.transfers] == [(expand("loc:US"),)]
    assert [str(d) for r in new.retention for d in r.durations] == ["P30D"]
    assert len(record.measures) == len(former.measures) + 1
    assert set(former.activities) < set(record.activities)
    assert kaarna.name_of("https://ropa.example/party/fi-1234567-1", language) == "Vartija Oy"
    again = imported(kaarna, kaarna.workbook(RECORD, language))
    assert not again.changed


def test_a_dry_run_calls_new_things_by_their_names(kaarna: Registry) -> None:
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "fi"), _rows("fi")), dry_run=True)
    told = differences(kaarna, outcome.planned, "fi")
    places = {each.place for each in told if each.graph == RECORD}
    assert "käsittelytoimeksianto: Vartija Oy" in places
    assert "30 vuorokautta" in {each.after for each in told}
    assert not [each for each in told if each.field == "type" or "P30D" in each.after]


def test_clearing_the_row_that_leads_to_a_thing_removes_it_whole(kaarna: Registry) -> None:
    before = record_of(kaarna)
    gone = next(a for a in before.activities if a.engagements)
    term = f"<{gone.iri.removeprefix(RECORD + '/')}>"
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "fi"), (), (term,)))
    assert outcome.error == ""
    assert [a.iri for a in record_of(kaarna).activities] == [a.iri for a in before.activities if a != gone]
    left = {t.subject.value for t in kaarna.graph(RECORD) if isinstance(t.subject, NamedNode)}
    assert not {e.iri for e in gone.engagements} & left


def test_an_existing_thing_is_named_by_its_place(kaarna: Registry) -> None:
    """One measure may serve two activities: its place in the first column names it."""
    row = next(r for r in kaarna.sheet(RECORD, "fi").rows if r[4].startswith("measure/"))
    activity = next(r for r in kaarna.sheet(RECORD, "fi").rows if r[4].startswith("activity/"))
    field = label(FOR_MEASURES, "fi")
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "fi"), [(activity[0], field, row[0])]))
    assert outcome.error == ""
    linked = {(t.subject, t.object) for t in kaarna.graph(RECORD) if t.predicate == iri(FOR_MEASURES)}
    assert tuple(NamedNode(f"{RECORD}/{each}") for each in (activity[4], row[4])) in linked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_fields_as_the_sheet_does(kaarna: Registry, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(kaarna.workbook(RECORD, language)))
    guide = " ".join(str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row)
    for name in ("ropa:hasActivity", "ropa:hasEngagement", "ropa:hasDisclosure", "ropa:hasTransfer"):
        assert label(name, language) in guide
    assert "{" not in guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_organisation_gets_its_addresses_as_people_write_them(kaarna: Registry, language: str) -> None:
    party = kaarna.dossier(RECORD).record.controllers[0]
    rows = [
        ("", label("vcard:hasEmail", language), "neuvonta@kaarna.example"),
        ("", label("vcard:hasTelephone", language), "+358 9 000 000"),
        ("", label("vcard:hasAddress", language), "Sahatie 1, 00100 Helsinki"),
    ]
    outcome = imported(kaarna, filled(kaarna.workbook(party, language), rows))
    assert (outcome.error, outcome.remarks) == ("", [])
    told = kaarna.dossier(RECORD).parties[party]
    assert {"mailto:neuvonta@kaarna.example"} <= set(told.emails)
    assert {"tel:+358-9-000-000"} <= set(told.telephones)
    assert "Sahatie 1, 00100 Helsinki" in {text.value for a in told.addresses for text in a.as_written}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_may_stand_before_the_one_that_makes_its_place(kaarna: Registry, language: str) -> None:
    former = {each.iri for each in record_of(kaarna).activities}
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, language), _rows(language)[::-1]))
    assert (outcome.error, outcome.remarks) == ("", [])
    (new,) = [a for a in record_of(kaarna).activities if a.iri not in former]
    assert new.purposes == (expand("dpv:CustomerCare"),)
    assert [t.countries for e in new.engagements for t in e.transfers] == [(expand("loc:IN"),)]


def test_the_same_words_at_two_activities_are_two_things(kaarna: Registry) -> None:
    places = [activity_place(kaarna, "en"), "Camera surveillance"]
    rows = [("", label("ropa:hasActivity", "en"), places[1])]
    rows += [(place, label("ropa:hasEngagement", "en"), "Vartija Oy (1234567-1)") for place in places]
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, "en"), rows))
    assert (outcome.error, outcome.remarks) == ("", [])
    guards = [
        (a.iri, e.iri)
        for a in record_of(kaarna).activities
        for e in a.engagements
        if "https://ropa.example/party/fi-1234567-1" in e.processors
    ]
    assert len({activity for activity, _ in guards}) == len({node for _, node in guards}) == 2


@pytest.mark.parametrize(
    ("language", "words", "basis"),
    [
        ("fi", "suostumus", "eu-gdpr:A6-1-a"),
        ("fi", "6 artiklan 1 kohdan a alakohta", "eu-gdpr:A6-1-a"),
        ("fi", "lakisääteinen velvoite", "eu-gdpr:A6-1-c"),
        ("sv", "artikel 6.1 c", "eu-gdpr:A6-1-c"),
        ("en", "Article 6(1)(a)", "eu-gdpr:A6-1-a"),
    ],
)
def test_a_legal_basis_is_written_as_in_the_sheet_of_activities(
    kaarna: Registry, language: str, words: str, basis: str
) -> None:
    row = (activity_place(kaarna, language), label("dpv:hasLegalBasis", language), words)
    outcome = imported(kaarna, filled(kaarna.workbook(RECORD, language), [row]))
    assert outcome.error == ""
    assert any(expand(basis) in activity.legal_bases for activity in record_of(kaarna).activities)
