"""Journal and store as one: changes reach both, a faulty store is made anew, history can be undone and erased."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ropa.errors import BadParameter, Conflict, NotFound, StoreLocked, StoreReadOnly
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register.ledger import Ledger
from ropa.register.opening import open_ledger
from ropa.settings import Settings
from ropa.store.embedded import EmbeddedStore, damage_mark
from ropa.store.remote import RemoteStore
from tests.store.conftest import sparql_server  # noqa: F401

A, B, C = (f"https://ropa.example/record/{letter}" for letter in "abc")


def titled(graph: str, *titles: str) -> list[Triple]:
    return [Triple(NamedNode(graph), iri("dct:title"), Literal(title, language="fi")) for title in titles]


@pytest.fixture(params=["embedded", "memory", "remote", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Each composition: SQLite with three stores, PostgreSQL with the embedded one."""
    here = Settings(home=tmp_path / "home")
    if request.param == "remote":
        address = request.getfixturevalue("sparql_server")
        RemoteStore(address).clear()
        return replace(here, store=address)
    if request.param == "postgresql":
        return replace(here, journal=request.getfixturevalue("database"))
    return replace(here, store=request.param)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """The default: SQLite and Oxigraph in a folder."""
    return Settings(home=tmp_path / "home")


def says_the_same(ledger: Ledger) -> bool:
    state = {name: set(ledger.show(name)) for name in ledger.journal.graphs()}
    return state == {name: set(ledger.store.graph(name)) for name in ledger.store.graphs()}


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
        assert ledger.restore(A, 1, "dpo") == 5
        assert ledger.restore(A, 1, "dpo") is None
        assert ledger.store.graph(A) == titled(A, "Yksi")
        assert ledger.log(A)[-1].action == "restore version 1"
        assert set(ledger.as_of(datetime.now(UTC)).graphs) == {A, B}
        with pytest.raises(NotFound):
            ledger.restore(A, 9, "dpo")


def test_a_removed_record_comes_back(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        ledger.commit({A: None}, "dpo", "remove")
        assert ledger.store.graphs() == []
        ledger.restore(A, 1, "dpo")
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


def test_two_editors(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        seen = ledger.journal.current(A)
        ledger.commit({A: titled(A, "Ensin")}, "dpo", "edit", expected={A: seen})
        with pytest.raises(Conflict):
            ledger.commit({A: titled(A, "Sitten")}, "clerk", "edit", expected={A: seen})
        assert ledger.store.graph(A) == titled(A, "Ensin")


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


def test_a_store_that_is_behind_catches_up(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, "dpo", "import")
    with open_ledger(replace(settings, store="memory")) as other:
        other.commit({A: titled(A, "Kaksi"), B: None, C: titled(C, "Uusi")}, "dpo", "edit")
    with open_ledger(settings) as ledger:
        assert ledger.messages == []
        assert says_the_same(ledger)
        assert ledger.store.graphs() == [A, C]


def test_a_running_program_follows_another(home: Settings) -> None:
    in_memory = replace(home, store="memory")
    with open_ledger(in_memory) as first, open_ledger(in_memory) as second:
        first.commit({A: titled(A, "Yksi")}, "dpo", "import")
        assert second.store.graphs() == []
        second.refresh()
        assert second.store.graph(A) == titled(A, "Yksi")
        assert second.commit({B: titled(B, "Toinen")}, "dpo", "import") == 2
        first.refresh()
        assert first.store.graphs() == [A, B]


def filled(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({f"{A}{n}": titled(f"{A}{n}", f"Nimi {n}" * 40) for n in range(60)}, "dpo", "import")
        for word in ("Yksi", "Kaksi"):
            ledger.commit({A: titled(A, word)}, "dpo", "edit")


def test_a_missing_store_is_made_again(home: Settings) -> None:
    filled(home)
    shutil.rmtree(home.home / "store")
    with open_ledger(home) as ledger:
        assert ledger.messages == []
        assert says_the_same(ledger)


def test_a_journal_put_back_from_a_backup_is_told(home: Settings) -> None:
    filled(home)
    shutil.copy(home.home / "journal.sqlite", home.home / "backup")
    with open_ledger(home) as ledger:
        ledger.commit({B: titled(B, "Uusi")}, "dpo", "edit")
    shutil.copy(home.home / "backup", home.home / "journal.sqlite")
    with open_ledger(home) as ledger:
        assert len(ledger.messages) == 1
        assert "row 63" in ledger.messages[0]
        assert "row 62" in ledger.messages[0]
        assert says_the_same(ledger)
        assert B not in ledger.store.graphs()
    assert (home.home / "store.aside-1").is_dir()


def test_a_store_of_another_journal_is_told(home: Settings, tmp_path: Path) -> None:
    filled(home)
    other = Settings(home=tmp_path / "other")
    filled(other)
    with open_ledger(other) as ledger:
        ledger.commit({C: titled(C, "Vain täällä")}, "dpo", "edit")
    shutil.rmtree(home.home / "store")
    shutil.copytree(other.home / "store", home.home / "store")
    with open_ledger(other) as ledger:
        ledger.commit({B: titled(B, "x")}, "dpo", "edit")
    with open_ledger(home) as ledger:
        ledger.messages.clear()
        ledger.commit({B: titled(B, "y")}, "dpo", "edit")
    shutil.rmtree(home.home / "store")
    shutil.copytree(other.home / "store", home.home / "store")
    with sqlite3.connect(home.home / "journal.sqlite") as connection:
        assert connection.execute("SELECT max(sequence) FROM journal").fetchone() == (63,)
    with open_ledger(home) as ledger:
        assert len(ledger.messages) == 1
        assert says_the_same(ledger)


def damaged_files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.name not in {"LOCK", "LOG", "IDENTITY"}]


@pytest.mark.parametrize("harm", ["flip", "truncate", "empty", "delete"])
def test_every_damaged_file_of_the_store_is_mended(home: Settings, tmp_path: Path, harm: str) -> None:
    filled(home)
    names = [file.name for file in damaged_files(home.home / "store")]
    assert len(names) > 8
    mended, unnoticed = 0, []
    for name in names:
        copy = Settings(home=tmp_path / name)
        shutil.copytree(home.home, copy.home)
        damage(copy.home / "store" / name, harm)
        for _ in range(2):
            with open_ledger(copy) as ledger:
                mended += len(ledger.messages)
                found = ledger.verify()
                if not found.whole:
                    unnoticed.append(name)
                    ledger.rebuild("verify said so")
                assert says_the_same(ledger)
        with open_ledger(copy) as ledger:
            assert ledger.messages == []
            assert ledger.verify().whole
    assert mended
    assert unnoticed == []


def test_a_single_flipped_byte_is_mended_at_the_latest_at_the_next_start(home: Settings, tmp_path: Path) -> None:
    filled(home)
    told, tables = 0, sorted(file.name for file in (home.home / "store").glob("*.sst"))
    assert len(tables) > 5
    for name in tables:
        copy = Settings(home=tmp_path / name)
        shutil.copytree(home.home, copy.home)
        file = copy.home / "store" / name
        data = bytearray(file.read_bytes())
        data[len(data) // 4] ^= 0x01
        file.write_bytes(data)
        with open_ledger(copy) as ledger:
            told += bool(ledger.messages) or not ledger.verify().whole
        with open_ledger(copy) as ledger:
            assert ledger.verify().whole
            assert says_the_same(ledger)
        with open_ledger(copy) as ledger:
            assert ledger.messages == []
    assert told


def damage(file: Path, harm: str) -> None:
    data = bytearray(file.read_bytes())
    if harm == "delete":
        file.unlink()
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "truncate":
        file.write_bytes(data[: len(data) // 2])
    else:
        for place in range(0, len(data), 37):
            data[place] ^= 0x55
        file.write_bytes(data)


def test_a_half_made_store_is_not_taken_for_a_whole_one(home: Settings) -> None:
    filled(home)
    (home.home / "store").rename(home.home / "store.making")
    with open_ledger(home) as ledger:
        assert says_the_same(ledger)
    assert not (home.home / "store.making").exists()


OPEN = """
import sys, pathlib
from ropa.register.opening import open_ledger
from ropa.settings import Settings
open_ledger(Settings(home=pathlib.Path(sys.argv[1])), write=sys.argv[2] == "write")
print("opened")
"""


def test_a_second_writer_is_told_and_a_reader_is_not_kept_out(home: Settings) -> None:
    with open_ledger(home) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        for mode, code in (("write", 1), ("read", 0)):
            command = [sys.executable, "-c", OPEN, str(home.home), mode]
            run = subprocess.run(command, capture_output=True, text=True)
            assert run.returncode == code, run.stderr
            assert ("StoreLocked" in run.stderr) == (mode == "write")
        with pytest.raises(StoreLocked, match="another program"):
            open_ledger(home)
        with open_ledger(home, write=False) as reader:
            assert reader.store.graph(A) == titled(A, "Yksi")
            with pytest.raises(StoreReadOnly):
                reader.commit({A: None}, "dpo", "remove")
    with open_ledger(home) as ledger:
        assert ledger.verify().whole


def test_a_reader_of_the_folder_follows_the_writer(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.register.opening._SMALL", 0)
    filled(home)
    with open_ledger(home, write=False) as reader:
        assert isinstance(reader.store, EmbeddedStore)
        assert not reader.store.is_in_memory
        with open_ledger(home) as writer:
            writer.commit({B: titled(B, "Uusi")}, "dpo", "edit")
            reader.refresh()
            assert reader.store.graph(B) == titled(B, "Uusi")
            assert reader.messages == []
            assert reader.verify().whole
    assert not damage_mark(home.home / "store").exists()


def test_reading_where_nothing_was_written_yet(home: Settings) -> None:
    with open_ledger(home, write=False) as ledger:
        assert ledger.store.graphs() == []
        assert ledger.log() == []
        assert ledger.verify().whole
    assert not home.home.exists()


@pytest.mark.parametrize("kind", ["file", "postgresql"])
def test_writers_at_once_lose_nothing(request: pytest.FixtureRequest, home: Settings, kind: str) -> None:
    shared = replace(home, store="memory")
    if kind == "postgresql":
        shared = replace(shared, journal=request.getfixturevalue("database"))
    open_ledger(shared).close()

    def work(number: int) -> list[int | None]:
        with open_ledger(shared) as ledger:
            changes = [{f"{A}{number}": titled(A, f"{n}"), B: titled(B, f"{number} {n}")} for n in range(12)]
            return [ledger.commit(change, "dpo", "edit") for change in changes]

    with ThreadPoolExecutor(4) as pool:
        changes = [change for part in pool.map(work, range(4)) for change in part]
    assert sorted(filter(None, changes)) == list(range(1, 49))
    with open_ledger(shared) as ledger:
        assert len(ledger.log()) == 96
        assert len(ledger.log(B)) == 48
        assert ledger.verify().whole


def test_threads_share_a_ledger(home: Settings) -> None:
    with open_ledger(home) as ledger, ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(ledger.commit, {f"{A}{n % 5}": titled(A, str(n))}, "dpo", "edit") for n in range(60)]
        assert sorted(job.result() or 0 for job in jobs) == list(range(1, 61))
        assert ledger.verify().whole


def test_commits_reach_the_disk(home: Settings) -> None:
    with open_ledger(home) as ledger, ledger.journal.connected(write=True) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_damage_that_shows_in_use_is_mended_at_the_next_start(home: Settings) -> None:
    filled(home)
    damage_mark(home.home / "store").touch()
    with open_ledger(home) as ledger:
        assert len(ledger.messages) == 1
        assert isinstance(ledger.store, EmbeddedStore)
    with open_ledger(home) as ledger:
        assert ledger.messages == []


def test_a_dead_remote_store_loses_nothing(home: Settings) -> None:
    remote = replace(home, store="http://127.0.0.1:9/query")
    with open_ledger(replace(home, store="memory")) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        ledger._store = RemoteStore(remote.store)
        assert ledger.commit({B: titled(B, "Toinen")}, "dpo", "import") == 2
        assert "safe in the journal" in ledger.messages[0]
        assert ledger.store.graphs() == [A, B]
        assert ledger.verify().whole
