"""How fast the whole rule book is checked: ratios in one run, findings compared.

python tests/benchmarks/checking.py                          1,000 and 10,000 records, pySHACL on 5
python tests/benchmarks/checking.py --records 50000 --reference 100
python tests/benchmarks/checking.py --slowest 20             the dearest queries, with their text
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date

from ropa import resources, rules
from ropa.rdf import Triple, iri
from ropa.register.synthetic import generate
from ropa.validation import Checker, Facts, Program, check, compile, empty
from ropa.validation.check import full_text, run
from ropa.validation.facts import ground
from ropa.validation.reference import reference_check

DAY = date(2026, 11, 21)
_BASE = "https://ropa.example"
_SCAN = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Median of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def program() -> Program:
    book = rules.load(resources.shapes())
    kept = tuple(rule for rule in book.rules if not rule.file.startswith("vocabulary/"))
    return compile(rules.RuleBook(kept, book.trees, book.version), DAY)


def facts(records: int) -> tuple[Facts, dict[str, list[Triple]]]:
    graphs = dict(generate(records, 1, _BASE))
    flat = empty(DAY)
    flat.load(graphs.items())
    return flat, graphs


def full(compiled: Program, records: int) -> None:
    """A full check against full scans, and one changed record against nothing but itself."""
    flat, graphs = facts(records)
    scan = seconds(lambda: flat.select(_SCAN))
    whole = seconds(lambda: check(compiled, flat))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{records:6} records: check {whole:7.3f} s = {whole / scan:5.1f} scans of {scan * 1000:.0f} ms; "
        f"{len(compiled.rules)} rules in {len(compiled.queries)} queries; peak {memory:.0f} MB"
    )
    checker = Checker(compiled, flat)
    names = [name for name in graphs if "/record/" in name]
    for label, edit in (
        ("purpose", "dpv:hasPurpose"),
        ("retention", "dpv:hasStorageCondition"),
        ("title", "dct:title"),
    ):
        taken = sorted(_edited(checker, name, graphs[name], iri(edit).value) for name in names[:20])
        print(f"{'':6} one record changed ({label} out and in): {taken[len(taken) // 2] * 1000:.2f} ms a change")


def _edited(checker: Checker, name: str, content: Sequence[Triple], predicate: str) -> float:
    without = [triple for triple in content if triple.predicate.value != predicate]
    start = time.perf_counter()
    checker.change({name: without})
    checker.change({name: content})
    return (time.perf_counter() - start) / 2


def against_reference(compiled: Program, records: int) -> None:
    """Compiled rules and pySHACL on the same statements: time, and that the findings are the same."""
    graphs = dict(generate(records, 1, _BASE))
    statements = [*ground(DAY), *(triple for content in graphs.values() for triple in content)]
    shapes = [triple for rule in compiled.rules.values() for triple in rule.shape]
    flat = empty(DAY)
    flat.load(graphs.items())
    ours = seconds(lambda: check(compiled, flat))
    start = time.perf_counter()
    expected = reference_check(shapes, statements)
    theirs = time.perf_counter() - start
    same = {(f.focus, f.path, f.value, f.shape) for f in check(compiled, flat)} == {
        (f.focus, f.path, f.value, f.shape) for f in expected
    }
    print(
        f"{records:6} records: pySHACL {theirs:.1f} s, compiled {ours:.3f} s: {theirs / ours:.0f} times; equal: {same}"
    )


def slowest(compiled: Program, records: int, number: int) -> None:
    """The dearest queries, to be looked at."""
    flat, _ = facts(records)
    taken = [
        (seconds(lambda query=query: run(query, full_text(query, flat), compiled, flat), 1), query)
        for query in compiled.queries
    ]
    for cost, query in sorted(taken, key=lambda pair: -pair[0])[:number]:
        print(
            f"{cost * 1000:8.1f} ms  {', '.join(j.rule.rpartition('#')[2] for j in query.judgements)}\n{query.text}\n"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000])
    options.add_argument("--reference", type=int, default=5, help="records for pySHACL; 0 leaves it out")
    options.add_argument("--slowest", type=int, default=0, help="print the dearest queries at the first size")
    chosen = options.parse_args()
    at_most = int(os.environ.get("ROPA_BENCHMARK_RECORDS", max(chosen.records)))
    chosen.records = sorted({min(records, at_most) for records in chosen.records})
    compiled = program()
    if chosen.slowest:
        slowest(compiled, chosen.records[0], chosen.slowest)
        return
    for records in chosen.records:
        full(compiled, records)
    if chosen.reference:
        against_reference(compiled, chosen.reference)


if __name__ == "__main__":
    main()
