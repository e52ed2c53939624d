"""How fast a report of a large register is made and written: seconds and memory, in a process of its own.

python tests/benchmarks/reports.py                                10,000 activities, Article 30 as a workbook
python tests/benchmarks/reports.py --activities 2000 --format pdf
python tests/benchmarks/reports.py --memory                       from a store in memory, as `ropa serve` has it
python tests/benchmarks/reports.py --profile                      where the time goes

Without --memory the register lies on disk, as for `ropa report`: another process fills the store, so that the memory
told is that of the report alone.
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import pstats
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ropa import reports
from ropa.rdf import Triple, iri
from ropa.register.synthetic import generate
from ropa.rendering import tables
from ropa.store.embedded import EmbeddedStore

_BASE = "https://ropa.example"
_TYPE, _ACTIVITY = iri("rdf:type"), iri("ropa:ProcessingActivity")


def graphs(activities: int) -> Iterator[tuple[str, list[Triple]]]:
    """Of a generated register, until it has that many activities; parties come first."""
    found = 0
    for name, triples in generate(activities, 1, _BASE):
        yield name, triples
        found += sum(t.predicate == _TYPE and t.object == _ACTIVITY for t in triples)
        if found >= activities:
            return


def memory() -> float:
    """The most this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(activities: int, folder: str) -> None:
    """A store on disk with a generated register."""
    store = EmbeddedStore(Path(folder))
    store.fill((name, "".join(f"{triple} .\n" for triple in triples)) for name, triples in graphs(activities))
    store.close()


def opened(given: argparse.Namespace, folder: str) -> EmbeddedStore:
    """The store the report is made from."""
    if given.memory:
        store = EmbeddedStore()
        for name, triples in graphs(given.activities):
            store.replace({name: triples})
        return store
    other = multiprocessing.get_context("spawn").Process(target=fill, args=(given.activities, folder))
    other.start()
    other.join()
    return EmbeddedStore(Path(folder), read_only=True)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--activities", type=int, default=10_000)
    asked.add_argument("--report", default="article-30-controller")
    asked.add_argument("--format", default="xlsx")
    asked.add_argument("--memory", action="store_true")
    asked.add_argument("--profile", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given, opened(given, f"{folder}/store"))


def measure(given: argparse.Namespace, store: EmbeddedStore) -> None:
    """Makes and writes the report, and tells what it took."""
    before, profile = memory(), cProfile.Profile()
    if given.profile:
        profile.enable()
    start, spent = time.perf_counter(), time.process_time()
    table = reports.table(given.report, store.select, "en", {}, reports.Edition(as_of=date(2026, 11, 21)))
    middle = time.perf_counter()
    size = len(tables.render(table, given.format))
    end, used = time.perf_counter(), time.process_time() - spent
    profile.disable()
    print(
        f"{len(table.rows)} rows: table {middle - start:.2f} s, {given.format} {end - middle:.2f} s, "
        f"together {end - start:.2f} s ({used:.2f} s of processor); {size / 1e6:.1f} MB written; "
        f"memory {memory():.0f} MB, before it {before:.0f} MB"
    )
    if given.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(30)


if __name__ == "__main__":
    main()
