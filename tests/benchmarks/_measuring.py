"""What every benchmark shares: sizes, clocks, synthetic registers, the line a measurement is told in."""

from __future__ import annotations

import gc
import os
import platform
import resource
import time
from collections.abc import Callable
from datetime import date
from functools import cache

from ropa.rdf import Triple
from ropa.register.synthetic import generate
from ropa.store.embedded import EmbeddedStore

BASE = "https://ropa.example"
DAY = date(2026, 11, 21)
SCAN = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def records(usual: int) -> int:
    """How many records to measure with: as usual, or at most what ROPA_BENCHMARK_RECORDS says, for a try."""
    return min(usual, int(os.environ.get("ROPA_BENCHMARK_RECORDS", usual)))


def processor() -> float:
    """Seconds of processor time, those of ended child processes too: told of one core on a machine that is shared."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def best(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """The shortest of some runs, in seconds: what others did on the machine meanwhile only makes runs longer."""
    taken = []
    for _ in range(times):
        gc.collect()
        start = clock()
        work()
        taken.append(clock() - start)
    return min(taken)


def tell(what: str, measured: str, promised: str, kept: bool) -> None:
    """One line: what was measured, what came out, what was promised."""
    print(f"{'kept  ' if kept else 'MISSED'} {what}: {measured} (promised: {promised})", flush=True)


def note(text: str) -> None:
    """A line that promises nothing."""
    print(f"       {text}", flush=True)


def heading(title: str) -> None:
    """The benchmark, the machine and how busy it is."""
    load = os.getloadavg()[0]
    print(f"== {title} | Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} ==", flush=True)


def peak_memory() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@cache
def register(number: int) -> dict[str, list[Triple]]:
    """A synthetic register, graph by graph."""
    return dict(generate(number, 1, BASE))


@cache
def n_quads(number: int) -> bytes:
    """The same as N-Quads."""
    return "".join(f"{t} <{graph}> .\n" for graph, content in register(number).items() for t in content).encode()


def store(number: int) -> EmbeddedStore:
    """The same in a fresh store in memory."""
    made = EmbeddedStore()
    made.restore_dump(n_quads(number))
    return made
