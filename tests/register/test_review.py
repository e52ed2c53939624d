"""The short list after an import: what is on it, what each decision does, and that nothing happens unasked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ropa import mapping, rdf
from ropa.errors import UnreadableFile
from ropa.model import Party
from ropa.register import Registry, import_file, parties, reviewing, settling
from ropa.register.changes import FileOutcome
from ropa.register.replaced import REPLACED
from ropa.register.reviewing import Matter

BASE = "https://ropa.example"
NOTICE_WITH_PHRASE = "\n\n".join(
    (
        "Tietosuojaseloste",
        "1. Rekisterinpitäjä\nAlpha Oy",
        "2. Rekisterin nimi\nAsiakasrekisteri",
        "3. Käsittelyn tarkoitus\nAsiakassuhteen hoito",
        "4. Rekisterin tietosisältö\n- nimi\n- kissanruokamitat\n",
    )
)


def _open(register: Registry) -> list[Matter]:
    return reviewing.matters(register, [], "en")


def _about(found: Sequence[Matter], words: str) -> Matter:
    return next(matter for matter in found if words in (matter.words, matter.where))


def _text(register: Registry) -> str:
    return "\n".join(str(t) for g in register.ledger.journal.graphs() for t in register.ledger.journal.state(g))


def test_the_list_names_concepts_and_near_organisations(sheets_in: Registry) -> None:
    found = _open(sheets_in)
    assert {"odd thing", "lucky charm"} <= {matter.words for matter in found if matter.kind == "concept"}
    pairs = {matter.where: matter for matter in found if matter.kind == "party"}
    assert {"fi-1234567-1 / alpha-oy", "beta-oy / beta-ltd"} <= set(pairs)
    assert "legal form" in pairs["beta-oy / beta-ltd"].reason


@pytest.mark.parametrize("ending", ["xlsx", "json"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_list_comes_back_as_written(sheets_in: Registry, tmp_path: Path, ending: str, language: str) -> None:
    found = reviewing.matters(sheets_in, [], language)
    file = tmp_path / f"open.{ending}"
    file.write_bytes(reviewing.written(found, file.name, language))
    assert reviewing.read_back(file, sheets_in) == found
    assert file.read_bytes() == reviewing.written(found, file.name, language)


def test_the_same_remark_on_two_files_is_listed_twice(register: Registry) -> None:
    outcomes = [FileOutcome(name, remarks=["column 'x' is not known."] * 2) for name in ("one.csv", "two.csv")]
    found = [matter.where for matter in reviewing.matters(register, outcomes, "en") if matter.kind == "remark"]
    assert found == ["one.csv", "two.csv"]


def test_a_blank_list_changes_nothing(sheets_in: Registry) -> None:
    before = _text(sheets_in)
    outcome = settling.settle(sheets_in, _open(sheets_in), "open.xlsx")
    assert (outcome.changed, outcome.change, _text(sheets_in)) == (False, None, before)


def test_a_concept_is_placed_or_replaced(sheets_in: Registry) -> None:
    found = _open(sheets_in)
    placed = replace(_about(found, "odd thing"), decision="marketing")
    gone = replace(_about(found, "lucky charm"), decision="=age")
    outcome = settling.settle(sheets_in, [placed, gone], "open.xlsx")
    content = sheets_in.ledger.journal.state(f"{BASE}/record/hr")
    concept = rdf.NamedNode(f"{BASE}/record/hr/concept/odd-thing")
    assert rdf.Triple(concept, rdf.iri("skos:broader"), rdf.iri("dpv:Marketing")) in content
    assert rdf.iri("pd:Age") in {t.object for t in content if t.predicate == rdf.iri("dpv:hasPersonalData")}
    left = [line for line in _text(sheets_in).splitlines() if "lucky-charm" in line]
    assert left == [str(rdf.Triple(rdf.iri(f"{concept.value[:-9]}lucky-charm"), REPLACED, rdf.iri("pd:Age")))]
    assert outcome.change is not None
    assert not {"odd thing", "lucky charm"} & {matter.words for matter in _open(sheets_in)}


def test_merged_organisations_are_one_change(sheets_in: Registry, tmp_path: Path) -> None:
    merge = replace(_about(_open(sheets_in), "beta-oy / beta-ltd"), decision="yhdistä")
    outcome = settling.settle(sheets_in, [merge], "open.xlsx")
    assert f"{BASE}/party/beta-ltd" not in _text(sheets_in)
    assert len({outcome.change}) == 1
    assert [v.action for v in sheets_in.ledger.log() if v.change == outcome.change] == ["settle review"] * len(
        [graph for graph, state in outcome.graphs.items() if state == "changed"]
    )
    known = parties.directory(sheets_in)
    assert known.find("Beta Ltd") == f"{BASE}/party/beta-oy"
    again = tmp_path / "again.csv"
    first, _, last = (tmp_path / "sheet.csv").read_text("utf-8").split("\n")
    again.write_text(f"{first}\n{last}", encoding="utf-8")
    assert not import_file(sheets_in, again).changed


def _address(party: str, street: str, code: str) -> list[rdf.Triple]:
    at = rdf.NamedNode(f"{party}/address/1")
    said = [("vcard:street-address", street), ("vcard:postal-code", code)]
    return [
        rdf.Triple(rdf.NamedNode(party), rdf.iri("vcard:hasAddress"), at),
        *(rdf.Triple(at, rdf.iri(term), rdf.literal(words)) for term, words in said),
    ]


def test_merged_organisations_keep_their_addresses_apart(sheets_in: Registry) -> None:
    kept, other = (f"{BASE}/party/{key}" for key in ("beta-oy", "beta-ltd"))
    state = sheets_in.ledger.journal.state
    streets = {
        kept: [*state(kept), *_address(kept, "Rantatie 1", "00100")],
        other: [*state(other), *_address(other, "Harbour Street 2", "33200")],
        f"{other}/waivers": [rdf.Triple(rdf.iri(f"{other}/waivers/1"), rdf.iri("sh:focusNode"), rdf.iri(other))],
    }
    sheets_in.ledger.commit(streets, "dpo", "add")
    settling.settle(sheets_in, [Matter("", "", "", "", f"party {kept} {other}", "merge")], "open.xlsx")
    party = mapping.read(Party, kept, mapping.index(state(kept)))
    written = {(a.street[0].value, a.postal_code[0].value) for a in party.addresses}
    assert written == {("Rantatie 1", "00100"), ("Harbour Street 2", "33200")}
    assert all(len(a.street) == len(a.postal_code) == 1 for a in party.addresses)
    assert state(f"{other}/waivers") == []
    assert state(f"{kept}/waivers") == [
        rdf.Triple(rdf.iri(f"{kept}/waivers/1"), rdf.iri("sh:focusNode"), rdf.iri(kept))
    ]


KEYS = [
    "party x",
    "value https://ropa.example/record/hr",
    "concept",
    "concept a b c",
    "wish x",
    "",
    "value a,b <>",
    "party <> {}",
]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_names_nothing_is_refused(sheets_in: Registry, key: str) -> None:
    before = _text(sheets_in)
    with pytest.raises(UnreadableFile, match=r"open\.json"):
        settling.settle(sheets_in, [Matter("", "", "", "", key, "take")], "open.json")
    assert _text(sheets_in) == before


def test_organisations_told_apart_stay_so(sheets_in: Registry) -> None:
    apart = replace(_about(_open(sheets_in), "beta-oy / beta-ltd"), decision="separate")
    settling.settle(sheets_in, [apart], "open.xlsx")
    assert "beta-oy / beta-ltd" not in {matter.where for matter in _open(sheets_in)}
    assert f"{BASE}/party/beta-ltd" in _text(sheets_in)


@pytest.mark.parametrize("kind", ["concept", "party"])
def test_a_decision_nobody_understands_changes_nothing(sheets_in: Registry, kind: str) -> None:
    found = _open(sheets_in)
    before = _text(sheets_in)
    first = replace(_about(found, "odd thing"), decision="marketing")
    bad = replace(next(m for m in found if m.kind == kind and m != first), decision="perhaps so")
    with pytest.raises(UnreadableFile, match="perhaps so"):
        settling.settle(sheets_in, [first, bad], "open.xlsx")
    assert _text(sheets_in) == before


NOTICE = """Tietosuojaseloste

Rekisterinpitäjä
Möhkölän Öljy Oy, 1234567-1

Käsittelyn oikeusperuste
Käsittely perustuu sopimukseen.

Tietojen säilytysaika
Tietoja säilytetään {years} vuotta.

Tarkastusoikeus
Rekisteröidyllä on oikeus tarkastaa tietonsa.
"""


def _durations(register: Registry, graph: str) -> list[str]:
    content = register.ledger.journal.state(graph)
    return [t.object.value for t in content if t.predicate == rdf.iri("rdf:value")]


@pytest.mark.parametrize(("decision", "kept"), [("keep", "P8Y"), ("take", "P10Y"), ("", "P8Y")])
def test_a_value_is_kept_or_taken(register: Registry, tmp_path: Path, decision: str, kept: str) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE.format(years=6), encoding="utf-8")
    graph = import_file(register, file).records[0]
    assert _durations(register, graph) == ["P6Y"]
    edited = [
        rdf.Triple(t.subject, t.predicate, rdf.Literal("P8Y", datatype=rdf.iri("xsd:duration")))
        if t.predicate == rdf.iri("rdf:value")
        else t
        for t in register.ledger.journal.state(graph)
    ]
    register.ledger.commit({graph: edited}, "dpo", "edit")
    file.write_text(NOTICE.format(years=10), encoding="utf-8")
    outcome = import_file(register, file)
    matter = next(m for m in reviewing.matters(register, [outcome], "fi") if m.kind == "value")
    assert ("8\xa0vuotta" in matter.words, matter.proposal) == (True, "10\xa0vuotta")
    assert (matter.where.count(":"), "/" in matter.where) == (2, False)
    settled = replace(matter, decision=decision)
    settling.settle(register, [settled], "open.json")
    assert _durations(register, graph) == [kept]
    assert [m.key for m in reviewing.still_open([settled], [])] == ([] if decision else [matter.key])


def _value(register: Registry, key: str) -> Matter:
    return Matter("", "", "", "", f"value {register.settings.base}/record/extra dct:title {key}".strip(), "take")


def test_a_taken_value_is_what_the_list_says_and_no_other(register: Registry) -> None:
    graph = f"{BASE}/record/extra"

    def titled(node: str, *words: str) -> list[rdf.Triple]:
        return [rdf.Triple(rdf.NamedNode(node), rdf.iri("dct:title"), rdf.literal(w, language="fi")) for w in words]

    notice = f"{BASE}/notice/extra"
    said = [*titled(notice, "Seloste"), *titled(f"{notice}/says", "Muun selosteen sana")]
    register.ledger.commit({graph: titled(graph, "Vanha"), notice: said}, "dpo", "import")
    settling.settle(register, [_value(register, '"Uusi"@fi , "Ny, också \\"citerad\\""@sv')], "open.json")
    assert {t.object.value for t in register.ledger.show(graph)} == {"Uusi", 'Ny, också "citerad"'}
    settling.settle(register, [_value(register, "nothing")], "open.json")
    assert not register.ledger.journal.state(graph)


@pytest.mark.parametrize("key", ["", '"open', '"x" . <urn:a> <urn:b> <urn:c>', '"x" ; <urn:b> <urn:c>'])
def test_a_value_that_the_list_does_not_give_is_not_guessed(register: Registry, key: str) -> None:
    graph = f"{BASE}/record/extra"
    register.ledger.commit(
        {graph: [rdf.Triple(rdf.NamedNode(graph), rdf.iri("dct:title"), rdf.literal("Vanha", language="fi"))]}, "d", "i"
    )
    with pytest.raises(UnreadableFile, match="nothing that can be settled"):
        settling.settle(register, [_value(register, key)], "open.json")
    assert {t.object.value for t in register.ledger.show(graph)} == {"Vanha"}


@pytest.mark.parametrize("content", ["{", '{"review": 5}', '{"review": [1]}', "[" * 100_000, '{"a":' * 100_000])
def test_what_is_no_list_is_refused(register: Registry, tmp_path: Path, content: str) -> None:
    file = tmp_path / "open.json"
    file.write_text(content)
    with pytest.raises(UnreadableFile):
        reviewing.read_back(file, register)


def test_the_list_in_json_is_for_people_too(sheets_in: Registry) -> None:
    rows = json.loads(reviewing.written(_open(sheets_in), "open.json", "fi"))["review"]
    assert len(rows) >= 4
    assert all(row["how"] for row in rows)


def test_a_settled_phrase_stays_settled_when_its_file_is_imported_again(sheets_in: Registry, tmp_path: Path) -> None:
    found = _open(sheets_in)
    settling.settle(sheets_in, [replace(_about(found, "lucky charm"), decision="=age")], "open.xlsx")
    before = _text(sheets_in)
    again = import_file(sheets_in, tmp_path / "sheet.csv")
    assert (again.error, again.changed, _text(sheets_in)) == ("", False, before)


def test_a_settled_phrase_of_a_notice_stays_settled(register: Registry, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE_WITH_PHRASE, encoding="utf-8")
    import_file(register, file)
    matter = next(m for m in _open(register) if m.key.endswith("/concept/kissanruokamitat"))
    settling.settle(register, [replace(matter, decision="=pd:Age")], "open.xlsx")
    before = _text(register)
    again = import_file(register, file)
    assert (again.error, again.changed, _text(register)) == ("", False, before)
    assert matter.key not in {m.key for m in _open(register)}
    file.write_text(NOTICE_WITH_PHRASE.replace("nimi", "sukupuoli"), encoding="utf-8")
    assert import_file(register, file).changed
    assert matter.key not in {m.key for m in _open(register)}


def test_a_decision_that_excel_made_a_formula_is_read_as_typed(sheets_in: Registry, tmp_path: Path) -> None:
    file = tmp_path / "open.xlsx"
    file.write_bytes(reviewing.written(_open(sheets_in), file.name, "en"))
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    row = next(cells for cells in sheet.iter_rows() if cells[2].value == "lucky charm")
    assert row[5].number_format == "@"
    row[5].value = "=age"
    assert row[5].data_type == "f"
    book.save(file)
    decided = [matter for matter in reviewing.read_back(file, sheets_in) if matter.decision]
    assert [(matter.words, matter.decision) for matter in decided] == [("lucky charm", "=age")]
    row[7].value = None
    book.save(file)
    with pytest.raises(UnreadableFile, match="=age"):
        reviewing.read_back(file, sheets_in)
