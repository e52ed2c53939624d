"""A record's workbook: unchanged it changes nothing; new activities, processors and transfers go into it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa import resources, texts
from ropa.model import Record
from ropa.namespaces import expand
from ropa.rdf import NamedNode, iri
from ropa.register import Registry, import_file
from ropa.register.changes import FileOutcome
from ropa.register.differing import differences
from ropa.settings import Settings

REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
NOTICES = sorted(
    f for f in (resources.data() / "notices").iterdir() if f.suffix in {".txt", ".json", ".jsonld", ".ttl"}
)
HEADINGS = 7
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


@pytest.fixture
def kaarna(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        assert not import_file(register, resources.data() / "registers" / "kaarna-customers.trig").error
        yield register


RECORD = "https://ropa.example/record/kaarna-customers"


def _label(name: str, language: str) -> str:
    return texts.label(expand(name), language)


def _filled(book: bytes, rows: Sequence[Sequence[str]], cleared: Sequence[str] = ()) -> bytes:
    """The workbook with rows at its end, and without the values whose exact term is named."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened.worksheets[0]
    told = [n for n in range(HEADINGS + 1, sheet.max_row + 1) if sheet.cell(n, 3).value]
    for number in told:
        if sheet.cell(number, 7).value in cleared:
            sheet.cell(number, 3).value = None
    for number, row in enumerate(rows, max(told) + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value or None
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def _imported(register: Registry, book: bytes, *, dry_run: bool = False) -> FileOutcome:
    file = register.settings.home / "book.xlsx"
    file.write_bytes(book)
    return import_file(register, file, dry_run=dry_run)


def _record(register: Registry) -> Record:
    return register.dossier(RECORD).record


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unchanged_workbook_changes_anything(every: Registry, language: str) -> None:
    for record in every.records():
        outcome = _imported(every, every.workbook(record.iri, language), dry_run=True)
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
    outcome = _imported(every, _filled(every.workbook(record, "fi"), (), tuple(gone)), dry_run=True)
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
    service, country = _label("ropa:purposeOfEngagement", language), _label("ropa:processingCountry", language)
    guard = "Vartija Oy (1234567-1)"
    details = f"{guard}; {country}: {_label('loc:IE', language)}; {service}: vartiointi"
    return [
        ("", _label("ropa:hasActivity", language), "Kameravalvonta"),
        ("Kameravalvonta", _label("dpv:hasPurpose", language), _label("dpv:CustomerCare", language)),
        ("Kameravalvonta", _label("ropa:hasEngagement", language), details),
        ("Kameravalvonta", _label("ropa:hasEngagement", language), "alihankkijat"),
        ("Kameravalvonta", _label("ropa:hasDisclosure", language), "Poliisi"),
        ("Kameravalvonta", _label("ropa:hasDisclosure", language), f"Example Ltd ({_label('loc:IE', language)})"),
        ("Kameravalvonta", _label("ropa:hasTransfer", language), _label("loc:US", language)),
        (guard, _label("ropa:hasTransfer", language), _label("loc:IN", language)),
        (guard, _label("dpv:hasPersonalData", language), _label("pd:Name", language)),
        (
            "Kameravalvonta",
            _label("dpv:hasStorageCondition", language),
            DAYS[language],
        ),
        ("", _label("dpv:hasTechnicalOrganisationalMeasure", language), _label("dpv:Encryption", language)),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_things_are_added_by_rows(kaarna: Registry, language: str) -> None:
    former = _record(kaarna)
    book = _filled(kaarna.workbook(RECORD, language), _rows(language))
    outcome = _imported(kaarna, book)
    assert (outcome.error, outcome.remarks) == ("", [])
    record = _record(kaarna)
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
    again = _imported(kaarna, kaarna.workbook(RECORD, language))
    assert not again.changed


def test_a_dry_run_calls_new_things_by_their_names(kaarna: Registry) -> None:
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "fi"), _rows("fi")), dry_run=True)
    told = differences(kaarna, outcome.planned, "fi")
    places = {each.place for each in told if each.graph == RECORD}
    assert "käsittelytoimeksianto: Vartija Oy" in places
    assert "30 vuorokautta" in {each.after for each in told}
    assert not [each for each in told if each.field == "type" or "P30D" in each.after]


def test_clearing_the_row_that_leads_to_a_thing_removes_it_whole(kaarna: Registry) -> None:
    before = _record(kaarna)
    gone = next(a for a in before.activities if a.engagements)
    term = f"<{gone.iri.removeprefix(RECORD + '/')}>"
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "fi"), (), (term,)))
    assert outcome.error == ""
    assert [a.iri for a in _record(kaarna).activities] == [a.iri for a in before.activities if a != gone]
    left = {t.subject.value for t in kaarna.graph(RECORD) if isinstance(t.subject, NamedNode)}
    assert not {e.iri for e in gone.engagements} & left


def test_an_existing_thing_is_named_by_its_place(kaarna: Registry) -> None:
    """One measure may serve two activities: its place in the first column names it."""
    row = next(r for r in kaarna.sheet(RECORD, "fi").rows if r[4].startswith("measure/"))
    activity = next(r for r in kaarna.sheet(RECORD, "fi").rows if r[4].startswith("activity/"))
    field = _label(FOR_MEASURES, "fi")
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "fi"), [(activity[0], field, row[0])]))
    assert outcome.error == ""
    linked = {(t.subject, t.object) for t in kaarna.graph(RECORD) if t.predicate == iri(FOR_MEASURES)}
    assert tuple(NamedNode(f"{RECORD}/{each}") for each in (activity[4], row[4])) in linked


@pytest.mark.parametrize(("value", "told"), [("Atlantis", "no transfer"), ("; ;", "no transfer")])
def test_what_makes_no_such_thing_is_refused_with_its_row(kaarna: Registry, value: str, told: str) -> None:
    activity = next(r for r in kaarna.sheet(RECORD, "en").rows if r[4].startswith("activity/"))
    row = (activity[0], _label("ropa:hasTransfer", "en"), value)
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), [row]))
    assert "row" in outcome.error and told in outcome.error
    assert not outcome.changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_fields_as_the_sheet_does(kaarna: Registry, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(kaarna.workbook(RECORD, language)))
    guide = " ".join(str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row)
    for name in ("ropa:hasActivity", "ropa:hasEngagement", "ropa:hasDisclosure", "ropa:hasTransfer"):
        assert _label(name, language) in guide
    assert "{" not in guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_organisation_gets_its_addresses_as_people_write_them(kaarna: Registry, language: str) -> None:
    party = kaarna.dossier(RECORD).record.controllers[0]
    rows = [
        ("", _label("vcard:hasEmail", language), "neuvonta@kaarna.example"),
        ("", _label("vcard:hasTelephone", language), "+358 9 000 000"),
        ("", _label("vcard:hasAddress", language), "Sahatie 1, 00100 Helsinki"),
    ]
    outcome = _imported(kaarna, _filled(kaarna.workbook(party, language), rows))
    assert (outcome.error, outcome.remarks) == ("", [])
    told = kaarna.dossier(RECORD).parties[party]
    assert {"mailto:neuvonta@kaarna.example"} <= set(told.emails)
    assert {"tel:+358-9-000-000"} <= set(told.telephones)
    assert "Sahatie 1, 00100 Helsinki" in {text.value for a in told.addresses for text in a.as_written}


def _activity_place(register: Registry, language: str) -> str:
    return next(r for r in register.sheet(RECORD, language).rows if r[4].startswith("activity/"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_may_stand_before_the_one_that_makes_its_place(kaarna: Registry, language: str) -> None:
    former = {each.iri for each in _record(kaarna).activities}
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, language), _rows(language)[::-1]))
    assert (outcome.error, outcome.remarks) == ("", [])
    (new,) = [a for a in _record(kaarna).activities if a.iri not in former]
    assert new.purposes == (expand("dpv:CustomerCare"),)
    assert [t.countries for e in new.engagements for t in e.transfers] == [(expand("loc:IN"),)]


def test_the_same_words_at_two_activities_are_two_things(kaarna: Registry) -> None:
    places = [_activity_place(kaarna, "en"), "Camera surveillance"]
    rows = [("", _label("ropa:hasActivity", "en"), places[1])]
    rows += [(place, _label("ropa:hasEngagement", "en"), "Vartija Oy (1234567-1)") for place in places]
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), rows))
    assert (outcome.error, outcome.remarks) == ("", [])
    guards = [
        (a.iri, e.iri)
        for a in _record(kaarna).activities
        for e in a.engagements
        if "https://ropa.example/party/fi-1234567-1" in e.processors
    ]
    assert len({activity for activity, _ in guards}) == len({node for _, node in guards}) == 2


def test_a_name_of_two_new_things_is_no_place(kaarna: Registry) -> None:
    places = [_activity_place(kaarna, "en"), "Camera surveillance"]
    rows = [("", _label("ropa:hasActivity", "en"), places[1])]
    rows += [(place, _label("ropa:hasEngagement", "en"), "Vartija Oy (1234567-1)") for place in places]
    rows += [("Vartija Oy (1234567-1)", _label("dpv:hasPersonalData", "en"), _label("pd:Name", "en"))]
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), rows))
    assert "the name of two new things" in outcome.error and not outcome.changed


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("ropa:hasEngagement", "Vartija Oy (1234567-1); contry: Ireland", "'contry' is no part of"),
        ("ropa:hasTransfer", "India; Japan", "is 2 things"),
    ],
)
def test_a_row_about_a_new_thing_says_nothing_that_nobody_meant(
    kaarna: Registry, field: str, value: str, told: str
) -> None:
    row = (_activity_place(kaarna, "en"), _label(field, "en"), value)
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), [row]))
    assert told in outcome.error and "row" in outcome.error
    assert not outcome.changed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_faulty_row_is_told_at_once_with_its_number_in_the_workbook(kaarna: Registry, language: str) -> None:
    place, purpose = _activity_place(kaarna, language), _label("dpv:hasPurpose", language)
    book = kaarna.workbook(RECORD, language)
    rows = [(place, purpose, "xyzzy"), ("nowhere", purpose, "x"), (place, purpose, "plugh")]
    outcome = _imported(kaarna, _filled(book, rows))
    opened = openpyxl.load_workbook(io.BytesIO(_filled(book, rows))).worksheets[0]
    numbers = [n for n in range(HEADINGS, opened.max_row + 1) if opened.cell(n, 3).value in {"xyzzy", "x", "plugh"}]
    lines = texts.translated(outcome.error, language).splitlines()
    assert len(lines) == 1 + len(numbers) == 4
    assert "3" in lines[0]
    assert all(str(number) in line for number, line in zip(numbers, lines[1:], strict=True))


def test_what_is_not_understood_of_a_new_thing_is_told_with_its_row_in_the_workbook(kaarna: Registry) -> None:
    row = (_activity_place(kaarna, "en"), _label("ropa:hasTransfer", "en"), "United States, xyzzy")
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), [row]))
    told = [outcome.error, *outcome.remarks]
    assert any("xyzzy" in each and "first sheet, row" in each for each in told), told
    assert not any("row 0" in each for each in told)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("ropa:hasDisclosure", "", "no value"),
        ("dpv:hasPurpose", "", "no value"),
        ("dpv:hasStorageCondition", "14", "no period is understood in '14'"),
        ("dpv:hasStorageCondition", "2 yaers", "no period is understood"),
        ("vcard:hasEmail", "info@kaarna.example", "is not told of"),
        ("dpv:hasHumanInvolvement", "human involved", "is not told of"),
    ],
)
def test_a_row_without_effect_is_refused(kaarna: Registry, field: str, value: str, told: str) -> None:
    row = (_activity_place(kaarna, "en"), _label(field, "en"), value)
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, "en"), [row]))
    assert told in outcome.error, outcome.error
    assert not outcome.changed


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
    row = (_activity_place(kaarna, language), _label("dpv:hasLegalBasis", language), words)
    outcome = _imported(kaarna, _filled(kaarna.workbook(RECORD, language), [row]))
    assert outcome.error == ""
    assert any(expand(basis) in activity.legal_bases for activity in _record(kaarna).activities)
