"""Several programs and threads at one journal: none loses a change, none is kept from reading."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ropa.errors import Conflict, StoreLocked, StoreReadOnly
from ropa.register.opening import open_ledger
from ropa.settings import Settings
from ropa.store.embedded import EmbeddedStore
from ropa.store.faults import damage_mark
from tests.journal.conftest import A, B, filled, titled


def test_two_editors(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
        seen = ledger.journal.current(A)
        ledger.commit({A: titled(A, "Ensin")}, "dpo", "edit", expected={A: seen})
        with pytest.raises(Conflict):
            ledger.commit({A: titled(A, "Sitten")}, "clerk", "edit", expected={A: seen})
        assert ledger.store.graph(A) == titled(A, "Ensin")


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


def test_programs_that_begin_at_once_make_one_store(home: Settings) -> None:
    command = [sys.executable, "-c", OPEN, str(home.home), "write"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(5)]
    told = [process.communicate() for process in running]
    assert [out for out, _ in told if out] != []
    assert all("opened" in out or "StoreLocked" in err for out, err in told), told
    assert sorted(file.name for file in home.home.glob("store*")) == ["store"]
    with open_ledger(home) as ledger:
        assert ledger.messages == []


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
