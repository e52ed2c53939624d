"""A writer killed in the midst of writing, thirty times over: no acknowledged change is lost, none is there by half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ropa.rdf import Literal, Triple
from ropa.register.opening import open_ledger
from ropa.settings import Settings

KILLS = 30
GRAPHS = 5

WRITER = """
import sys, pathlib
from ropa.rdf import Literal, NamedNode, Triple
from ropa.register.opening import open_ledger
from ropa.settings import Settings
ledger = open_ledger(Settings(home=pathlib.Path(sys.argv[1]), journal=sys.argv[2]))
start = int(sys.argv[3])
print("ready", flush=True)
for number in range(start, start + 1_000_000):
    graphs = [f"urn:record:{k}" for k in range(5)]
    content = {g: [Triple(NamedNode(g), NamedNode("urn:number"), Literal(str(number)))] * 1 + [
        Triple(NamedNode(f"{g}/{n}"), NamedNode("urn:filler"), Literal("x" * 50)) for n in range(20)] for g in graphs}
    print(number, ledger.commit(content, "dpo", f"edit {number}"), flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["file", "postgresql"])
def test_no_acknowledged_change_is_lost(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    settings = Settings(home=tmp_path / "home")
    if kind == "postgresql":
        settings = replace(settings, journal=request.getfixturevalue("database"))
    chance = random.Random(20261121)  # noqa: S311
    acknowledged = 0
    kills = KILLS if kind == "file" else 5
    survived = 0
    for _ in range(kills):
        last, change = write_and_be_killed(settings, acknowledged + 1, chance.uniform(0.001, 0.12))
        with open_ledger(settings) as ledger:
            rows = ledger.log()
            assert rows[-1].change >= change
            newest = numbers(ledger.store.graph("urn:record:0"))
            for name in (f"urn:record:{k}" for k in range(GRAPHS)):
                assert numbers(ledger.store.graph(name)) == newest, "a change is there by half"
                assert numbers(ledger.show(name)) == newest
            assert int(newest.pop()) >= last
            assert len(rows) == GRAPHS * rows[-1].change
            assert ledger.verify().whole
            survived += rows[-1].change > change
            acknowledged = int(rows[-1].action.split()[1])
            assert ledger.messages == []
    assert acknowledged > kills
    print(f"{kills} kills, {acknowledged} changes, {survived} times one more was on disk than was acknowledged")


def numbers(content: list[Triple]) -> set[str]:
    return {t.object.value for t in content if isinstance(t.object, Literal) and t.object.value.isdigit()}


def write_and_be_killed(settings: Settings, start: int, seconds: float) -> tuple[int, int]:
    """The last number and change that the writer said were done before it was killed."""
    command = [sys.executable, "-c", WRITER, str(settings.home), settings.journal, str(start)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    first = writer.stdout.readline()
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    lines = [first, *writer.stdout.read().splitlines(keepends=True)]
    assert writer.wait() == -signal.SIGKILL
    writer.stdout.close()
    writer.stderr.close()
    number, change = [line for line in lines if line.endswith("\n")][-1].split()
    return int(number), int(change)


def test_a_lost_log_of_the_store_is_caught_up_with(tmp_path: Path) -> None:
    harms = {
        "deleted": lambda f: f.unlink(),
        "emptied": lambda f: f.write_bytes(b""),
        "cut": cut,
        "scrambled": scramble,
    }
    for name, harm in harms.items():
        settings = Settings(home=tmp_path / name)
        write_and_be_killed(settings, 1, 0.1)
        logs = list((settings.home / "store").glob("*.log"))
        assert logs
        for log in logs:
            harm(log)
        with open_ledger(settings) as ledger:
            assert ledger.verify().whole, name
            assert len(ledger.store.graphs()) == GRAPHS


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scramble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(len(data) // 2, len(data), 101):
        data[place] ^= 0xFF
    file.write_bytes(data)


def test_a_journal_cut_short_by_damage_is_told(tmp_path: Path) -> None:
    """SQLite drops what follows damage in its write-ahead log without a word; the store remembers further."""
    settings = Settings(home=tmp_path / "home")
    write_and_be_killed(settings, 1, 0.1)
    with open_ledger(settings, write=False) as ledger:
        rows = len(ledger.log())
    log = settings.home / "journal.sqlite-wal"
    scramble(log)
    with open_ledger(settings) as ledger:
        assert len(ledger.log()) < rows
        assert any("lost" in message for message in ledger.messages)
        assert ledger.verify().whole
    assert (settings.home / "store.aside-1").is_dir()
