"""Files into the register: the same again changes nothing, a revised notice changes only what nobody touched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ropa import mapping, resources
from ropa.errors import Conflict, NotFound, TooLarge
from ropa.mapping.notice import Undecided
from ropa.rdf import Triple, iri, literal
from ropa.register import Registry, import_file, remove, restore
from ropa.register.files import load_file

NOTICES = sorted((resources.data() / "notices").iterdir())
NOTICE = resources.data() / "notices" / "lumikello-patients.fi.txt"


def test_every_notice_of_the_data_is_tried() -> None:
    assert len(NOTICES) == 6


@pytest.mark.parametrize("file", NOTICES, ids=lambda file: file.name)
def test_the_same_file_twice_changes_nothing(register: Registry, file: Path) -> None:
    import_file(register, file)
    before = register.ledger.journal.head().sequence
    again = import_file(register, file)
    assert again.graphs
    assert not again.changed
    assert register.ledger.journal.head().sequence == before


def _revised(tmp_path: Path, old: str, new: str) -> Path:
    text = NOTICE.read_text("utf-8")
    assert old in text
    file = tmp_path / NOTICE.name
    file.write_text(text.replace(old, new), "utf-8")
    return file


def _durations(register: Registry, record: str) -> set[str]:
    return {t.object.value for t in register.graph(record) if t.predicate == iri("rdf:value")}


def test_a_revised_notice_changes_the_record_that_followed_it(register: Registry, tmp_path: Path) -> None:
    record = import_file(register, NOTICE).records[0]
    assert "P6Y" in _durations(register, record)
    outcome = import_file(register, _revised(tmp_path, "6 vuotta", "7 vuotta"))
    assert _durations(register, record) >= {"P7Y"}
    assert "P6Y" not in _durations(register, record)
    assert outcome.undecided == []
    assert "7 vuotta" in str(register.graph(record.replace("/record/", "/notice/")))


def test_a_value_changed_by_hand_stays_and_is_listed(register: Registry, tmp_path: Path) -> None:
    record = import_file(register, NOTICE).records[0]
    old = next(t for t in register.graph(record) if t.object == literal("P6Y", datatype="xsd:duration"))
    mine = Triple(old.subject, old.predicate, literal("P10Y", datatype="xsd:duration"))
    content = [mine if t == old else t for t in register.graph(record)]
    register.ledger.commit({record: content}, "dpo", "longer")
    outcome = import_file(register, _revised(tmp_path, "6 vuotta", "7 vuotta"))
    assert "P10Y" in _durations(register, record)
    assert "P7Y" not in _durations(register, record)
    assert [(u.notice_said, u.notice_says, u.record_has) for u in outcome.undecided if "P7Y" in u.notice_says] == [
        (("P6Y",), ("P7Y",), ("P10Y",))
    ]
    told = [remark for remark in outcome.remarks if "7\xa0years" in remark and "10\xa0years" in remark]
    assert told
    assert not [remark for remark in told if "rdf:" in remark or "https://" in remark]


def test_what_the_record_alone_says_survives_a_revision(register: Registry, tmp_path: Path) -> None:
    record = import_file(register, NOTICE).records[0]
    own = Triple(iri(record), iri("ropa:nextReview"), literal("2027-01-01", datatype="xsd:date"))
    register.ledger.commit({record: [*register.graph(record), own]}, "dpo", "plan review")
    import_file(register, _revised(tmp_path, "6 vuotta", "7 vuotta"))
    assert own in register.graph(record)


def test_a_sheet_of_an_older_version_is_refused(register: Registry, tmp_path: Path) -> None:
    shop = "https://ropa.example/record/bjorkvik-orders"
    file = tmp_path / "sheet.json"
    file.write_bytes(register.sheet(shop, "en").as_json())
    own = Triple(iri(shop), iri("ropa:nextReview"), literal("2027-01-01", datatype="xsd:date"))
    register.ledger.commit({shop: [*register.graph(shop), own]}, "colleague", "plan review")
    outcome = import_file(register, file)
    assert "version 1" in outcome.error
    assert own in register.graph(shop)


def test_a_restored_record_brings_its_notice_back(register: Registry) -> None:
    record = import_file(register, NOTICE).records[0]
    notice = record.replace("/record/", "/notice/")
    before = register.graph(notice)
    remove(register, record)
    assert register.graph(notice) == []
    restore(register, record, 1)
    assert register.graph(notice) == before


def test_a_record_without_a_controller_has_no_keeper(register: Registry) -> None:
    lonely = "https://ropa.example/record/lonely"
    register.ledger.commit({lonely: [Triple(iri(lonely), iri("rdf:type"), iri("ropa:Register"))]}, "dpo", "add")
    (found,) = [record for record in register.records() if record.iri == lonely]
    assert found.keepers("en") == []


def test_a_name_nobody_bears_is_an_error(register: Registry) -> None:
    with pytest.raises(NotFound):
        register.ask("where-is-party-used", {"party": "Nobody Oy"})
    with pytest.raises(NotFound):
        register.report("article-30-controller", "en", {"controller": "Nobody Oy"})
    assert len(register.ask("where-is-party-used", {"party": "Stratus"})) > 0


OWN = {
    "findings": "https://ropa.example/record/x/findings",
    "ontology": "https://w3id.org/ropa-kg/ontology",
    "store": "urn:ropa:store",
}


@pytest.mark.parametrize("kind", OWN)
@pytest.mark.parametrize("dry_run", [True, False])
def test_graphs_of_the_programs_own_are_not_taken(register: Registry, tmp_path: Path, kind: str, dry_run: bool) -> None:
    before, words = register.ledger.journal.head(), len(register.facts.graph(OWN["ontology"]))
    file = tmp_path / "hostile.trig"
    file.write_text(f"<{OWN[kind]}> {{ <urn:a> <urn:b> 1 }} <urn:example:other> {{ <urn:a> <urn:b> 2 }}")
    outcome = import_file(register, file, dry_run=dry_run)
    assert OWN[kind] in outcome.error
    assert "hostile.trig" in outcome.error
    assert register.ledger.journal.head() == before
    assert len(register.facts.graph(OWN["ontology"])) == words > 1000


def test_a_change_of_another_program_is_not_overwritten(register: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    record = import_file(register, NOTICE).records[0]
    theirs = [*register.graph(record), Triple(iri(record), iri("dct:identifier"), literal("THEIRS"))]
    revise = mapping.revise

    def while_another_writes(*given: Sequence[Triple], by_node: bool) -> tuple[list[Triple], list[Undecided]]:
        found = revise(*given, by_node=by_node)
        register.ledger.commit({record: theirs}, "clerk", "meanwhile")
        return found

    monkeypatch.setattr("ropa.mapping.revise", while_another_writes)
    with pytest.raises(Conflict):
        import_file(register, NOTICE)
    assert set(register.graph(record)) == set(theirs)


def test_a_file_over_the_limit_is_refused_and_not_cut(register: Registry, tmp_path: Path) -> None:
    file = tmp_path / "long.nt"
    file.write_text("<https://ropa.example/record/long> <urn:b> 1 .\n" * 3)
    with pytest.raises(TooLarge, match="ROPA_MAX_FILE_BYTES"):
        load_file(file, 100)
    assert len(load_file(file, 1000)) == file.stat().st_size


BAD_ROWS = [
    {"node": "a b", "property": "dct:title", "value": "x", "term": "literal"},
    {"node": ".", "property": "has space", "value": "x", "term": "literal"},
    {"node": ".", "property": "dct:title", "value": "x", "language": "!!", "term": "literal"},
    {"node": ".", "property": "dpv:hasPurpose", "value": "https://a b"},
    {"node": ".", "property": "dct:title", "value": "x", "term": "literal xsd: bad"},
]


@pytest.mark.parametrize("row", BAD_ROWS, ids=str)
def test_a_sheet_of_names_that_are_none_is_told(register: Registry, tmp_path: Path, row: dict[str, str]) -> None:
    file = tmp_path / "sheet.JSON"
    content = {"record": f"{register.settings.base}/record/new", "language": "en", "facts": [row]}
    file.write_text(json.dumps(content), "utf-8")
    outcome = import_file(register, file)
    assert "sheet.JSON" in outcome.error
    assert not outcome.changed


def test_a_file_with_bytes_for_a_name_is_read(register: Registry, tmp_path: Path) -> None:
    file = tmp_path / "seloste\udce4.txt"
    file.write_bytes(NOTICE.read_bytes())
    outcome = import_file(register, file)
    assert not outcome.error
    assert len(outcome.records) == 1
    assert "udce4" in register.ledger.log()[-1].action
