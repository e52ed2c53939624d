"""A record as a sheet: every fact is on it, an unchanged sheet changes nothing, changed words are found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ropa import rdf, resources, texts
from ropa.errors import UnreadableFile
from ropa.namespaces import expand
from ropa.register import Registry, import_file
from ropa.register.changes import FileOutcome
from ropa.register.mending import COLUMNS, Sheet, from_json, sheet
from ropa.register.mending_facts import facts

GRAPH = "https://ropa.example/record/kaarna-customers"
PARTIES = {"https://ropa.example/party/fi-9000001-1": "Kaarna Sähkö Oy"}
CONTENT = [
    rdf.Triple(q.subject, q.predicate, q.object)
    for q in rdf.parse((resources.data() / "registers" / "kaarna-customers.trig").read_bytes(), "trig")
    if q.graph_name == rdf.NamedNode(GRAPH)
]
LANGUAGES = ["fi", "sv", "en"]


def _name(iri: str) -> str:
    return PARTIES.get(iri, "")


def _back(changed: Sheet) -> list[rdf.Triple]:
    return facts(changed, CONTENT, texts.default().find, _name)


def _edited(original: Sheet, term: str, **cells: str) -> Sheet:
    rows = []
    for row in original.rows:
        named = dict(zip(COLUMNS, row, strict=True))
        rows.append(tuple((named | cells).values()) if named["term"] == term else row)
    return replace(original, rows=tuple(rows))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unchanged_sheet_changes_nothing(language: str) -> None:
    written = sheet(GRAPH, CONTENT, language, _name)
    assert len(written.rows) == len(set(CONTENT))
    assert set(_back(written)) == set(CONTENT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_form_holds_the_same(language: str) -> None:
    written = sheet(GRAPH, CONTENT, language, _name)
    read = from_json(written.as_json(), "record.json")
    assert read is not None
    assert set(_back(read)) == set(CONTENT)


def test_a_changed_word_is_looked_up() -> None:
    changed = _edited(sheet(GRAPH, CONTENT, "fi", _name), "dpv:Subscriber", value=texts.label("dpv:Customer", "fi"))
    new = set(_back(changed)) - set(CONTENT)
    assert {t.object for t in new} == {rdf.iri("dpv:Customer")}


def test_a_changed_literal_is_taken_as_written() -> None:
    original = sheet(GRAPH, CONTENT, "en", _name)
    rows = tuple(tuple("P5Y" if cell == "P3Y" else cell for cell in row) for row in original.rows)
    new = set(_back(replace(original, rows=rows))) - set(CONTENT)
    assert [str(t.object) for t in new] == ['"P5Y"^^<http://www.w3.org/2001/XMLSchema#duration>']


def test_an_unknown_word_is_an_error_with_its_row() -> None:
    changed = _edited(sheet(GRAPH, CONTENT, "en", _name), "dpv:Subscriber", value="moon dwellers")
    with pytest.raises(UnreadableFile, match=r"row \d+: 'moon dwellers'"):
        _back(changed)


def test_a_deleted_row_is_a_removed_fact() -> None:
    original = sheet(GRAPH, CONTENT, "en", _name)
    (gone,) = [row for row in original.rows if row[4:6] == (".", "dct:created")]
    rows = tuple(row for row in original.rows if row != gone)
    assert len(_back(replace(original, rows=rows))) == len(set(CONTENT)) - 1


def test_a_deleted_row_that_leads_to_a_thing_removes_the_thing() -> None:
    original = sheet(GRAPH, CONTENT, "en", _name)
    rows = tuple(row for row in original.rows if row[6] != "<activity/newsletter>")
    assert len(rows) == len(original.rows) - 1
    left = {t.subject for t in _back(replace(original, rows=rows))}
    assert not [node for node in left if "activity/newsletter" in str(node)]


def test_other_json_is_no_sheet() -> None:
    assert from_json(b'{"document": "x"}', "x.json") is None
    assert from_json(b"not json", "x.json") is None


def _added(original: Sheet, **cells: str) -> Sheet:
    row = tuple(cells.get(name, "") for name in COLUMNS)
    return replace(original, rows=(*original.rows, row))


def test_a_new_row_goes_where_its_place_says() -> None:
    original = sheet(GRAPH, CONTENT, "fi", _name)
    place = next(row[0] for row in original.rows if row[4].endswith("activity/newsletter"))
    changed = _added(original, place=place, field="henkilötietoryhmät", value=texts.label("pd:Name", "fi"))
    (new,) = set(_back(changed)) - set(CONTENT)
    assert new == rdf.Triple(
        rdf.iri(f"{GRAPH}/activity/newsletter"), rdf.iri("dpv:hasPersonalData"), rdf.iri("pd:Name")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_another_language_goes_to_the_property_that_its_place_has(language: str) -> None:
    """Titles, names of parties and names of contacts have one label, `namn`: what the place has already is meant."""
    original = sheet(GRAPH, CONTENT, language, _name)
    titled = next(row for row in original.rows if row[4].endswith("activity/newsletter") and row[5] == "dct:title")
    changed = _added(original, place=titled[0], field=titled[1], value="Nieuwsbrief", language="nl")
    (new,) = set(_back(changed)) - set(CONTENT)
    assert (new.predicate, new.object) == (rdf.iri("dct:title"), rdf.Literal("Nieuwsbrief", language="nl"))


def test_a_row_without_a_place_is_refused() -> None:
    changed = _added(sheet(GRAPH, CONTENT, "fi", _name), place="kuussa", field="henkilötietoryhmät", value="nimi")
    with pytest.raises(UnreadableFile, match="no place"):
        _back(changed)


@pytest.mark.parametrize(
    ("property_name", "term", "value", "hint"),
    [
        ("rdf:value", "literal xsd:duration", "5 vuotta", "P5Y"),
        ("ropa:isVague", "literal xsd:boolean", "roskaa", "true or false"),
        ("ropa:nextReview", "literal xsd:date", "joskus", "2026-11-21"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_refused(property_name: str, term: str, value: str, hint: str) -> None:
    changed = _added(sheet(GRAPH, CONTENT, "en", _name), node=".", property=property_name, term=term, value=value)
    with pytest.raises(UnreadableFile, match=hint):
        _back(changed)


def test_a_period_can_be_added_by_its_words() -> None:
    original = sheet(GRAPH, CONTENT, "en", _name)
    changed = _added(original, node="retention/1", property="rdf:value", value="P4Y")
    assert {str(t.object) for t in set(_back(changed)) - set(CONTENT)} == {
        '"P4Y"^^<http://www.w3.org/2001/XMLSchema#duration>'
    }
    day = _added(original, node=".", property="ropa:nextReview", value="31.1.2028")
    assert {t.object.value for t in set(_back(day)) - set(CONTENT)} == {"2028-01-31"}


def test_a_cleared_value_is_a_removed_fact() -> None:
    changed = _edited(sheet(GRAPH, CONTENT, "en", _name), "dpv:Subscriber", value="")
    assert {t.object for t in set(CONTENT) - set(_back(changed))} == {rdf.iri("dpv:Subscriber")}


@pytest.mark.parametrize(
    "cells",
    [
        {"node": "has space", "property": "dct:title", "term": "literal", "value": "x"},
        {"node": ".", "property": "no name", "term": "literal", "value": "x"},
        {"node": ".", "property": "dct:title", "term": "literal no type", "value": "x"},
        {"node": ".", "property": "dct:title", "term": "literal", "language": "no tag!", "value": "x"},
        {"node": ".", "property": "dpv:hasPurpose", "term": "<https://ropa.example/a b>", "value": "x"},
        {"node": ".", "property": "dpv:hasPurpose", "value": "https://ropa.example/a b"},
    ],
)
def test_a_cell_that_names_nothing_is_told_with_its_row_and_what_to_write(cells: dict[str, str]) -> None:
    changed = _added(sheet(GRAPH, CONTENT, "en", _name), **cells)
    with pytest.raises(UnreadableFile) as caught:
        _back(replace(changed, form="workbook", first_row=7))
    assert caught.value.where == f"first sheet, row {len(changed.rows) + 6}"
    assert caught.value.mend


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_value_that_nobody_touched_bars_no_edit(language: str) -> None:
    faulty = [
        rdf.Triple(rdf.NamedNode(GRAPH), rdf.iri(name), rdf.literal(value, datatype=datatype))
        for name, value, datatype in (
            ("ropa:nextReview", "31.2.2026", "xsd:date"),
            ("rdf:value", "five years", "xsd:duration"),
            ("ropa:isVague", "perhaps", "xsd:boolean"),
        )
    ]
    content = [*CONTENT, *faulty]
    written = sheet(GRAPH, content, language, _name)
    assert set(facts(written, content, texts.default().find, _name)) == set(content)
    edited = _edited(written, "literal xsd:date", value="30.2.2026")
    with pytest.raises(UnreadableFile, match=r"30\.2\.2026"):
        facts(edited, content, texts.default().find, _name)


@pytest.mark.parametrize(("version", "read"), [("²", 0), ("-1", 0), ("9" * 5000, 0), ("٣", 0), (3, 3), ("4", 4)])
def test_a_version_is_a_plain_number_or_none(version: object, read: int) -> None:
    document = {"record": GRAPH, "version": version, "facts": []}
    found = from_json(json.dumps(document).encode(), "record.json")
    assert found is not None
    assert found.version == read


@pytest.fixture
def filled(register: Registry) -> Registry:
    import_file(register, resources.data() / "registers" / "kaarna-customers.trig")
    return register


def _controlled_by(register: Registry, tmp_path: Path, words: str) -> FileOutcome:
    """What comes of a sheet in which the controller is named so."""
    written = json.loads(register.sheet(GRAPH, "fi").as_json())
    (row,) = [fact for fact in written["facts"] if fact["property"] == "dpv:hasDataController" and fact["node"] == "."]
    row["value"] = words
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps(written), "utf-8")
    return import_file(register, file)


@pytest.mark.parametrize(
    ("words", "key", "term", "value"),
    [
        ("Uusi Voima Oy (1234567-1)", "fi-1234567-1", "org:identifier", "1234567-1"),
        ("Neue Energie GmbH (Saksa)", "neue-energie-gmbh-de", "dpv:hasCountry", expand("loc:DE")),
        ("New Power Ltd (IE 12345, Irlanti)", "ie-ie-12345", "dpv:hasCountry", expand("loc:IE")),
    ],
)
def test_an_organisation_is_added_by_its_name_and_brackets(
    filled: Registry, tmp_path: Path, words: str, key: str, term: str, value: str
) -> None:
    outcome = _controlled_by(filled, tmp_path, words)
    party = f"https://ropa.example/party/{key}"
    assert outcome.error == ""
    assert outcome.row()[1] == "changed"
    assert party in {t.object.value for t in filled.graph(GRAPH) if t.predicate == rdf.iri("dpv:hasDataController")}
    assert value in {t.object.value for t in filled.graph(party) if t.predicate == rdf.iri(term)}


def test_a_known_business_id_is_that_organisation_and_told(filled: Registry, tmp_path: Path) -> None:
    outcome = _controlled_by(filled, tmp_path, "Aivan Muu Oy (9000003-8)")
    assert [remark for remark in outcome.remarks if "Laskukanto Oy" in remark]
    assert set(outcome.graphs) == {GRAPH}


def test_a_name_alone_makes_no_organisation(filled: Registry, tmp_path: Path) -> None:
    assert "Uusi Voima Oy" in _controlled_by(filled, tmp_path, "Uusi Voima Oy").error
    assert "Uusi Voima Oy (uusi)" in _controlled_by(filled, tmp_path, "Uusi Voima Oy (uusi)").error


@pytest.mark.parametrize(("language", "period"), [("fi", "6 vuotta"), ("sv", "6 år"), ("en", "6 years")])
def test_a_period_as_storage_is_a_new_rule(language: str, period: str) -> None:
    written = sheet(GRAPH, CONTENT, language, _name)
    place = next(row[0] for row in written.rows if row[4] == "activity/contracts")
    added = (place, texts.label("dpv:hasStorageCondition", language), period, "", "", "", "")
    new = set(_back(replace(written, rows=(*written.rows, added)))) - set(CONTENT)
    assert {t.object.value for t in new if t.predicate == rdf.iri("rdf:value")} == {"P6Y"}


@pytest.mark.parametrize(("language", "period"), [("fi", "6 vuotta"), ("sv", "6 år"), ("en", "6 years")])
def test_a_period_in_a_field_of_concepts_says_which_fields_it_needs(language: str, period: str) -> None:
    written = sheet(GRAPH, CONTENT, language, _name)
    field = texts.label("dpv:hasPurpose", language)
    place = next(row[0] for row in written.rows if row[4] == "activity/contracts")
    added = (place, field, period, "", "", "", "")
    with pytest.raises(UnreadableFile) as refused:
        _back(replace(written, rows=(*written.rows, added)))
    needed = [texts.label(expand(name), language) for name in ("rdf:value", "dpv:isAfter")]
    advice = texts.translated(refused.value.mend, language)
    assert all(name in advice for name in needed)
    guide = texts.say("sheets-mend-guide-period-how", language)
    assert all(name in guide for name in needed)
    assert all(texts.label(f"ropa:{name}", language) in guide for name in ("isVague", "rawText"))


def test_a_number_in_words_is_not_taken_for_a_misspelt_concept() -> None:
    written = sheet(GRAPH, CONTENT, "fi", _name)
    added = (written.rows[0][0], texts.label("dpv:hasPurpose", "fi"), "6 asiaa", "", "activity/contracts", "", "")
    with pytest.raises(UnreadableFile) as refused:
        _back(replace(written, rows=(*written.rows, added)))
    assert "Did you mean" not in refused.value.mend
