"""A record as a sheet: every fact is on it, an unchanged sheet changes nothing, changed words are found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import rdf, resources, texts
from ropa.errors import UnreadableFile
from ropa.register.mending import COLUMNS, Sheet, facts, from_json, sheet

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
    assert len(_back(replace(original, rows=original.rows[1:]))) == len(set(CONTENT)) - 1


def test_other_json_is_no_sheet() -> None:
    assert from_json(b'{"document": "x"}', "x.json") is None
    assert from_json(b"not json", "x.json") is None
