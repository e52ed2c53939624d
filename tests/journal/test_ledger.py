"""Journal and store as one: changes reach both, history can be undone and erased."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ropa.errors import BadParameter, NotFound
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register.opening import open_ledger
from ropa.settings import Settings
from tests.journal.conftest import A, B, C, titled


def test_a_change_reaches_journal_store_and_copies(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        assert ledger.messages == []
        assert ledger.commit({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, "dpo", "import") == 1
        memory = ledger.memory()
        assert ledger.commit({A: titled(A, "Kaksi"), B: None}, "dpo", "edit") == 2
        assert ledger.commit({A: titled(A, "Kaksi")}, "dpo", "edit") is None
        assert ledger.store.graph(A) == memory.graph(A) == titled(A, "Kaksi")
        assert ledger.store.graphs() == memory.graphs() == [A]
        assert ledger.memory() is memory
        assert ledger.store.position() == memory.position() == ledger.journal.head()
        assert ledger.workers().ask(f'ASK {{ GRAPH <{A}> {{ ?s ?p "Kaksi"@fi }} }}') is True
        assert ledger.verify().whole
    with open_ledger(settings) as ledger:
        assert ledger.messages == []
        assert ledger.store.graph(A) == titled(A, "Kaksi")


def test_many_graphs_at_once(settings: Settings) -> None:
    many = {f"{A}{number}": titled(f"{A}{number}", f"Nimi {number}") for number in range(700)}
    with open_ledger(settings) as ledger:
        ledger.commit(many, "dpo", "import")
        memory = ledger.memory()
        changed = {name: titled(name, "Uusi") for name in list(many)[:450]} | {f"{A}699": None}
        assert ledger.commit(changed, "dpo", "import") == 2
        assert len(ledger.store.graphs()) == len(memory.graphs()) == 699
        assert ledger.verify().whole
        assert memory.graph(f"{A}5") == titled(f"{A}5", "Uusi")


def test_history(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        for word in ("Yksi", "Kaksi", "Kolme"):
            ledger.commit({A: titled(A, word)}, "dpo", "edit")
        ledger.commit({B: titled(B, "Toinen")}, "clerk", "import")
        assert [(row.number, row.actor) for row in ledger.log(A)] == [(1, "dpo"), (2, "dpo"), (3, "dpo")]
        assert [row.graph for row in ledger.log()] == [A, A, A, B]
        assert ledger.show(A) == titled(A, "Kolme")
        assert ledger.show(A, 1) == titled(A, "Yksi")
        assert ledger.commit({A: ledger.show(A, 1)}, "dpo", "restore version 1") == 5
        assert ledger.commit({A: ledger.show(A, 1)}, "dpo", "restore version 1") is None
        assert ledger.store.graph(A) == titled(A, "Yksi")
        assert ledger.log(A)[-1].action == "restore version 1"
        assert set(ledger.journal.as_of(datetime.now(UTC)).graphs) == {A, B}
        with pytest.raises(NotFound):
            ledger.show(A, 9)


def test_a_removed_record_comes_back(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        ledger.commit({A: None}, "dpo", "remove")
        assert ledger.store.graphs() == []
        ledger.commit({A: ledger.show(A, 1)}, "dpo", "restore version 1")
        assert ledger.store.graph(A) == titled(A, "Yksi")
        assert ledger.verify().whole


def test_erasing(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, "dpo", "import")
        ledger.commit({A: titled(A, "Kaksi")}, "dpo", "edit")
        ledger.memory()
        assert ledger.erase(A, "dpo") == 3
        assert ledger.erase(A, "dpo") is None
        found = ledger.verify()
        assert found.whole
        assert found.chain.erased == (1,)
        assert ledger.memory().graph(A) == titled(A, "Kaksi")
        assert ledger.store.graph(A) == titled(A, "Kaksi")
        assert ledger.erase(B, "dpo", everything=True) == 4
        assert ledger.store.graphs() == ledger.memory().graphs() == [A]
        assert ledger.verify().whole
    with open_ledger(settings) as ledger:
        assert ledger.messages == []


def test_erased_words_are_in_no_file(home: Settings) -> None:
    word = "Poistettava"
    with open_ledger(home) as ledger:
        ledger.commit({A: titled(A, word * 9)}, "dpo", "import")
        ledger.commit({A: titled(A, "Uusi")}, "dpo", "edit")
        ledger.rebuild("to have it in a folder set aside")
        ledger.erase(A, "dpo")
    files = [file for file in home.home.rglob("*") if file.is_file()]
    assert len(files) > 5
    assert [file for file in files if word.encode() in file.read_bytes()] == []


def test_findings_are_derived(settings: Settings) -> None:
    finding = {f"{A}/findings": titled(A, "Puute")}
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        memory = ledger.memory()
        ledger.derive(finding)
        assert memory.graphs() == ledger.store.graphs() == [A, f"{A}/findings"]
        assert ledger.journal.graphs() == [A]
        assert ledger.verify().whole
        with pytest.raises(BadParameter):
            ledger.derive({A: []})
        with pytest.raises(BadParameter):
            ledger.commit(finding, "dpo", "import")
        ledger.rebuild("asked for")
        assert ledger.store.graphs() == ledger.memory().graphs() == [A]


def test_a_store_altered_behind_our_back_is_told(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, "dpo", "import")
        ledger.store.replace({A: titled(A, "Muutettu"), C: titled(C, "Ylimääräinen")})
        found = ledger.verify()
        assert found.chain.whole
        assert not found.whole
        assert found.differing == (A, C)
        ledger.rebuild("the store differed")
        assert ledger.verify().whole
        assert ledger.messages == ["the store differed"]


def test_rewritten_literals_are_no_difference(settings: Settings) -> None:
    values = [("1.50", "xsd:decimal"), ("P12M", "xsd:duration"), ("007", "xsd:nonNegativeInteger")]
    content = [Triple(NamedNode(A), iri("dct:title"), Literal(value, datatype=iri(kind))) for value, kind in values]
    with open_ledger(settings) as ledger:
        ledger.commit({A: content}, "dpo", "import")
        assert set(ledger.show(A)) == set(content)
        assert ledger.verify().whole
        assert ledger.commit({A: content}, "dpo", "import") is None


def test_commits_reach_the_disk(home: Settings) -> None:
    with open_ledger(home) as ledger, ledger.journal.connected(write=True) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
