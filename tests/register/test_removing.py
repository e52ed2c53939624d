"""What is taken out is gone from every place it should be gone from, and comes back whole."""

from __future__ import annotations

from datetime import date

from ropa import resources
from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.register import Registry, erase, import_file, refresh_findings, remove, restore, waive

NOTICE = resources.data() / "notices" / "lumikello-patients.fi.txt"
LATER = date(date.today().year + 1, 1, 1)


def _imported(register: Registry) -> tuple[str, str]:
    record = import_file(register, NOTICE).records[0]
    return record, record.replace("/record/", "/notice/")


def _states(register: Registry, graph: str) -> list[str]:
    return [version.state for version in register.ledger.log(graph) if version.number]


def test_erasing_what_was_removed_erases_its_notice_too(register: Registry) -> None:
    record, notice = _imported(register)
    remove(register, record)
    assert _states(register, notice) == ["kept", "removed"]
    erase(register, record)
    assert _states(register, record) == ["erased", "removed"]
    assert _states(register, notice) == ["erased", "removed"]
    assert register.ledger.verify().whole


def test_erasing_reaches_a_notice_that_the_record_names_no_longer(register: Registry) -> None:
    record, notice = _imported(register)
    content = register.graph(record)
    unlinked = [t for t in content if t.object != NamedNode(notice)]
    assert len(unlinked) < len(content)
    register.ledger.commit({record: unlinked, notice: None}, "dpo", "take the notice out")
    erase(register, record)
    assert _states(register, notice) == ["erased", "removed"]


def test_a_notice_of_two_records_stays_with_the_other(register: Registry) -> None:
    record, notice = _imported(register)
    other = f"{register.settings.base}/record/other"
    shared = [
        *register.graph(notice),
        Triple(NamedNode(notice), iri("ropa:noticeOf"), NamedNode(other)),
    ]
    own = [Triple(NamedNode(other), iri("rdf:type"), iri("ropa:Register"))]
    register.ledger.commit({notice: shared, other: own}, "dpo", "share")
    remove(register, record)
    assert set(register.graph(notice)) == set(shared)


def test_waivers_and_findings_go_and_come_with_the_record(register: Registry) -> None:
    record, _ = _imported(register)
    refresh_findings(register)
    code = register.check([record]).open[0].code
    waive(register, record, code, "Being mended", "DPO", LATER)
    waived = [graph for graph in register.ledger.journal.graphs() if graph.endswith("/waivers")]
    assert waived
    remove(register, record)
    left = register.ledger.store.graphs()
    assert not [graph for graph in left if graph.startswith(f"{record}/")]
    assert not set(waived) & set(left) - {g for g in waived if "/party/" in g}
    restore(register, record, 1)
    assert set(waived) <= set(register.ledger.journal.graphs())


def test_a_restored_record_comes_back_although_its_notice_was_erased(register: Registry) -> None:
    record, notice = _imported(register)
    remove(register, record)
    register.ledger.erase(notice, "dpo")
    assert restore(register, record, 1)
    assert register.graph(record)
    assert register.graph(notice) == []


def test_what_was_removed_twice_is_restored_once(register: Registry) -> None:
    record, notice = _imported(register)
    remove(register, record)
    import_file(register, NOTICE)
    changed = [*register.graph(notice), Triple(NamedNode(notice), iri("dct:title"), literal("Uusi", language="fi"))]
    register.ledger.commit({notice: changed}, "dpo", "edit")
    restore(register, record, 1)
    assert set(register.graph(notice)) == set(changed)
