"""A full disk and folders that cannot be written, on real file systems mounted for the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa.errors import StoreError, StoreFull, StoreReadOnly
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register.opening import open_ledger
from ropa.settings import Settings

A, B = "https://ropa.example/record/a", "https://ropa.example/record/b"


def titled(graph: str, *titles: str) -> list[Triple]:
    return [Triple(NamedNode(graph), iri("dct:title"), Literal(title, language="fi")) for title in titles]


def mount(*arguments: str | Path) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", place)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A folder that can be made read-only with `freeze`."""
    place = tmp_path / "frozen"
    place.mkdir()
    mount("--bind", place, place)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def freeze(place: Path) -> None:
    mount("-o", "remount,bind,ro", place)


def test_a_full_disk_loses_nothing_and_writes_nothing_by_half(small_disk: Path) -> None:
    settings = Settings(home=small_disk / "home")
    acknowledged: list[int] = []
    with open_ledger(settings) as ledger:
        with pytest.raises(StoreFull, match="no room"):
            for number in range(10_000):
                change = {graph: titled(graph, f"{number}", "täyte " * 500) for graph in (A, B)}
                assert ledger.commit(change, "dpo", "edit") == number + 1
                acknowledged.append(number)
        last = acknowledged[-1]
        assert last > 20
        for graph in (A, B):
            assert Literal(str(last), language="fi") in {t.object for t in ledger.store.graph(graph)}
            assert Literal(str(last), language="fi") in {t.object for t in ledger.show(graph)}
        assert ledger.journal.verify().whole
        mount("-o", "remount,size=64m", small_disk)
        assert ledger.commit({A: titled(A, "mahtuu")}, "dpo", "edit") == last + 2
    with open_ledger(settings) as ledger:
        assert ledger.verify().whole
        assert len(ledger.log()) == 2 * len(acknowledged) + 1
        assert ledger.store.graph(A) == titled(A, "mahtuu")


def test_a_disk_that_is_full_at_the_start(small_disk: Path) -> None:
    settings = Settings(home=small_disk / "home")
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        with open_ledger(settings, write=False) as ledger:
            assert ledger.store.graph(A) == titled(A, "Yksi")
    except StoreFull as error:
        assert "no room" in str(error)
    with pytest.raises(StoreFull), open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Kaksi" * 5000)}, "dpo", "edit")
    filler.unlink()
    with open_ledger(settings) as ledger:
        assert ledger.store.graph(A) == titled(A, "Yksi")
        assert ledger.verify().whole


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_a_folder_that_cannot_be_written_is_read(frozen: Path, how: str) -> None:
    settings = Settings(home=frozen / "home")
    ending = "os.kill(os.getpid(), 9)" if how == "killed" else "ledger.close()"
    code = f"""
import os, pathlib
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register.opening import open_ledger
from ropa.settings import Settings
ledger = open_ledger(Settings(home=pathlib.Path({str(settings.home)!r})))
title = Triple(NamedNode({A!r}), iri("dct:title"), Literal("Yksi", language="fi"))
ledger.commit({{ {A!r}: [title] }}, "dpo", "import")
{ending}
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (settings.home / "journal.sqlite-wal").exists() == (how == "killed")
    freeze(frozen)
    with pytest.raises(StoreReadOnly, match="cannot be written"):
        open_ledger(settings)
    with open_ledger(settings, write=False) as ledger:
        assert ledger.store.graph(A) == titled(A, "Yksi")
        assert ledger.verify().whole
        assert [row.number for row in ledger.log(A)] == [1]
        with pytest.raises(StoreReadOnly):
            ledger.commit({A: None}, "dpo", "remove")


def test_a_home_that_cannot_be_made(frozen: Path) -> None:
    freeze(frozen)
    with pytest.raises(StoreReadOnly, match="ROPA_HOME"):
        open_ledger(Settings(home=frozen / "home"))


def test_a_file_in_place_of_the_home(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    with pytest.raises(StoreError) as caught:
        open_ledger(Settings(home=tmp_path / "home"))
    assert caught.value.mend


def test_a_disk_that_fails_while_writing(frozen: Path) -> None:
    """The folder becomes read-only while the ledger is open: a clear refusal, and reading goes on."""
    settings = Settings(home=frozen / "home")
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
    assert os.listdir(settings.home)  # noqa: PTH208
    freeze(frozen)
    with open_ledger(settings, write=False) as ledger:
        assert ledger.memory().graph(A) == titled(A, "Yksi")
