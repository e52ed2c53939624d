"""A store that is missing, behind, ahead, damaged or another journal's is made anew from the journal."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from ropa.errors import StoreError
from ropa.register.opening import open_ledger
from ropa.settings import Settings
from ropa.store.embedded import EmbeddedStore
from ropa.store.faults import damage_mark
from ropa.store.remote import RemoteStore
from tests.journal.conftest import A, B, C, filled, says_the_same, titled


def test_a_store_that_is_behind_catches_up(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, "dpo", "import")
    with open_ledger(replace(settings, store="memory")) as other:
        other.commit({A: titled(A, "Kaksi"), B: None, C: titled(C, "Uusi")}, "dpo", "edit")
    with open_ledger(settings) as ledger:
        assert ledger.messages == []
        assert says_the_same(ledger)
        assert ledger.store.graphs() == [A, C]


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


def test_a_single_flipped_byte_is_found_at_once_and_mended_at_the_next_start(home: Settings, tmp_path: Path) -> None:
    """Whatever index the byte lies in, and whether or not the store happens to merge that file just now."""
    filled(home)
    found, tables = 0, sorted(file.name for file in (home.home / "store").glob("*.sst"))
    assert len(tables) > 5
    for name in tables:
        copy = Settings(home=tmp_path / name)
        shutil.copytree(home.home, copy.home)
        file = copy.home / "store" / name
        data = bytearray(file.read_bytes())
        data[len(data) // 4] ^= 0x01
        file.write_bytes(data)
        with open_ledger(copy) as ledger:
            told = bool(ledger.messages) or not ledger.verify().whole
        assert told or not file.exists(), f"{name}: neither told nor a file that the store had no more use for"
        found += told
        with open_ledger(copy) as ledger:
            assert ledger.verify().whole
            assert says_the_same(ledger)
        with open_ledger(copy) as ledger:
            assert ledger.messages == []
    assert found > 5


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


def test_an_endpoint_with_graphs_of_others_is_not_taken(home: Settings, sparql_server: str) -> None:
    theirs = RemoteStore(sparql_server)
    theirs.clear()
    theirs.replace({"urn:example:theirs": titled(A, "Muiden")})
    remote = replace(home, store=sparql_server)
    with pytest.raises(StoreError, match="data set of its own"):
        open_ledger(remote)
    assert theirs.graphs() == ["urn:example:theirs"]
    theirs.clear()
    with open_ledger(remote) as ledger:
        ledger.commit({A: titled(A, "Yksi")}, "dpo", "import")
    with open_ledger(remote) as ledger:
        assert ledger.messages == []
