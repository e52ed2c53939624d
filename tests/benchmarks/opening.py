"""Importing, opening and listing a large register through the command line, each in a process of its own.

Peers in the same run: an interpreter that starts and ends, and the bare work on the same engine (parsing the same
files, loading the same statements). Promised: 1,000 files imported in at most 4 times their parsing by rdflib,
`ropa list` of 10,000 records in at most 3 s, all findings made again in at most 60 full scans plus their writing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import rdflib
from _measuring import BASE, SCAN, best, heading, note, records, register, store, tell

from ropa.rdf import Triple
from ropa.register import Registry, refresh_findings
from ropa.register.synthetic import files, write_files
from ropa.settings import Settings

_FILES = 1_000
_RECORDS = 10_000


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="ropa-opening-"))
    try:
        _importing(folder, records(_FILES))
        _large(folder, records(_RECORDS))
    finally:
        shutil.rmtree(folder)


def _importing(folder: Path, number: int) -> None:
    heading(f"importing {number} records, one file each")
    write_files(files(number, 1, BASE), folder / "files")
    written = sorted(map(str, (folder / "files").iterdir()))
    start = time.perf_counter()
    for file in written:
        rdflib.Dataset().parse(file, format="trig")
    parsing = time.perf_counter() - start
    taken = _ropa(folder / "imported", "import", *written)
    ratio = f"{taken:.1f} s, rdflib only parses them in {parsing:.1f} s: {taken / parsing:.2f} times"
    tell(f"ropa import, {len(written)} files, checked", ratio, "4 times", taken <= 4 * parsing)
    again = _ropa(folder / "imported", "import", *written)
    note(f"the same files again, nothing new: {again:.1f} s")


def _large(folder: Path, number: int) -> None:
    heading(f"opening {number} records")
    settings = Settings(home=folder / "large", base=BASE)
    graphs: dict[str, list[Triple]] = register(number)
    scan = best(lambda: store(number).select(SCAN), 1)
    loading = best(lambda: store(number), 1)
    with Registry.open(settings, writing=True) as opened:
        start = time.perf_counter()
        opened.ledger.commit(graphs, "benchmark", "generate")
        note(f"committed as one change: {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        refresh_findings(opened)
        note(f"findings of everything made and stored: {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    with Registry.open(settings) as opened:
        opening = time.perf_counter() - start
        facts = best(lambda: opened.facts, 1)
        listing = best(opened.records, 1)
    note(
        f"open {opening:.2f} s, all facts in memory {facts:.2f} s (bare load {loading:.2f} s), records {listing:.2f} s"
    )
    bare = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    empty = best(lambda: _ropa(folder / "none", "list"))
    cold = best(lambda: _ropa(settings.home, "list"))
    tell(
        f"ropa list, {number} records, cold", f"{cold:.2f} s ({cold / loading:.1f} times a bare load)", "3 s", cold <= 3
    )
    tell("ropa list, empty register", f"{empty:.2f} s (bare interpreter {bare:.2f} s)", "0.6 s", empty <= 0.6)
    note(f"full scan {scan:.2f} s")


def _ropa(home: Path, *words: str) -> float:
    """Seconds that a command takes, start of the interpreter and all."""
    environment = os.environ | {"ROPA_HOME": str(home), "ROPA_BASE": BASE}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from ropa.cli.program import main; main()", *words],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    if not done.stdout:
        raise RuntimeError(f"{words[0]} said nothing")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
