"""How fast the whole rule book is checked: against full scans, after one change, and against pySHACL, findings equal.

python tests/benchmarks/checking.py                          1,000 and 10,000 records, pySHACL on 20
python tests/benchmarks/checking.py --records 1000 10000 50000 --reference 0 --changes     only one changed record
python tests/benchmarks/checking.py --records --reference 1000 --part 1/8 --patience 600 --results /tmp/book.json
python tests/benchmarks/checking.py --slowest 20             the dearest queries, with their text

Promised: at 10,000 records at most 40 scans and 1 GB, a change in at most 5 ms, 150 times pySHACL at 1,000.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from _measuring import BASE, DAY, best, heading, note, peak_memory, processor, records, tell
from _reference import Reference

from ropa import resources, rules
from ropa.rdf import Triple, iri
from ropa.register.synthetic import generate
from ropa.validation import Checker, Facts, Program, check, compile, empty
from ropa.validation.check import full_text, run

_SCAN = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SCANS, _CHANGE_MS, _MEGABYTES, _TIMES = 40, 5, 1000, 150
_CHANGED = 20
_CORES = 2
_EDITS = ("dpv:hasPurpose", "dpv:hasStorageCondition", "dct:title", "ropa:hasTransfer", "dpv:hasDataController")
_Graphs = dict[str, list[Triple]]


def program() -> Program:
    """The rules on records, as they are in force today."""
    book = rules.load(resources.shapes())
    kept = tuple(rule for rule in book.rules if not rule.file.startswith("vocabulary/"))
    return compile(rules.RuleBook(kept, book.trees, book.version), DAY)


def facts(number: int) -> tuple[Facts, _Graphs]:
    """The flat copy of a synthetic register, and the first few records and parties of it."""
    some: _Graphs = {}

    def seen() -> Iterator[tuple[str, list[Triple]]]:
        for name, content in generate(number, 1, BASE):
            kind = name.removeprefix(BASE).split("/")[1]
            if sum(f"/{kind}/" in each for each in some) < _CHANGED:
                some[name] = content
            yield name, content

    flat = empty(DAY)
    flat.load(seen())
    return flat, some


def full(compiled: Program, number: int) -> None:
    """A full check against full scans, then changes."""
    flat, some = facts(number)
    loaded = peak_memory()
    scan = best(lambda: flat.select(_SCAN), 5, processor)
    work = best(lambda: check(compiled, flat), 3, processor) / _CORES
    told = f"{work / scan:.1f} scans of {scan * 1000:.0f} ms, processor time shared by {_CORES} cores"
    tell(f"{len(compiled.rules)} rules in {len(compiled.queries)} queries", told, f"{_SCANS}", work <= _SCANS * scan)
    scan, whole = best(lambda: flat.select(_SCAN), 5), best(lambda: check(compiled, flat))
    note(f"by the clock on the wall: {whole / scan:.1f} scans, {whole:.2f} s of {scan * 1000:.0f} ms")
    memory = peak_memory()
    told = f"{memory:.0f} MB ({loaded:.0f} MB before the check)"
    tell("peak memory", told, f"{_MEGABYTES} MB at 10,000", memory <= _MEGABYTES or number > 10_000)
    changes(Checker(compiled, flat), some)


def changes(checker: Checker, some: _Graphs) -> None:
    """One changed record, against nothing but itself; one renamed party, for what it costs to concern many."""
    for edit in _EDITS:
        taken = sorted(_edited(checker, name, some[name], iri(edit).value) for name in some if "/record/" in name)
        middle = taken[len(taken) // 2] * 1000
        told = f"{middle:.2f} ms (at most {taken[-1] * 1000:.2f} ms)"
        tell(f"{edit} of one record out and in", told, f"{_CHANGE_MS} ms", middle <= _CHANGE_MS)
    taken = sorted(_edited(checker, name, some[name], iri("dpv:hasName").value) for name in some if "/party/" in name)
    note(f"dpv:hasName of one party out and in: {taken[len(taken) // 2] * 1000:.1f} ms, {taken[-1] * 1000:.1f} at most")


def _edited(checker: Checker, name: str, content: Sequence[Triple], predicate: str) -> float:
    without = [triple for triple in content if triple.predicate.value != predicate]
    start = processor()
    checker.change({name: without})
    checker.change({name: content})
    return (processor() - start) / 2


def against_reference(compiled: Program, number: int, part: tuple[int, int], patience: int, file: Path | None) -> None:
    """Compiled rules and pySHACL on the same statements, rule by rule: time, and that the findings are the same."""
    reference = Reference(compiled, number, file)
    for rule in sorted(compiled.rules)[part[0] - 1 :: part[1]]:
        reference.compare(rule, patience)
    told = reference.told()
    tell(f"equal findings on {number} records", told.equality, "equal", told.is_equal)
    tell("against pySHACL", told.speed, f"{_TIMES} times at 1,000", told.ratio >= _TIMES)
    note(told.rest)


def slowest(compiled: Program, number: int, shown: int) -> None:
    """The dearest queries, to be looked at."""
    flat, _ = facts(number)
    taken = [
        (best(lambda query=query: run(query, full_text(query, flat), compiled, flat), 2, processor), query)
        for query in compiled.queries
    ]
    note(f"{sum(cost for cost, _ in taken):.2f} s of all queries one after another")
    for cost, query in sorted(taken, key=lambda pair: -pair[0])[:shown]:
        print(
            f"{cost * 1000:8.1f} ms  {', '.join(j.rule.rpartition('#')[2] for j in query.judgements)}\n{query.text}\n"
        )


def _alone(number: int, *more: str) -> None:
    """One size in a process of its own: what an earlier one needed is not counted again."""
    sys.stdout.flush()
    subprocess.run([sys.executable, __file__, "--alone", str(number), *more], check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000])
    options.add_argument("--reference", type=int, default=20, help="records for pySHACL; 0 leaves it out")
    options.add_argument("--part", default="1/1", help="which part of the rules to compare with pySHACL, as 1/8")
    options.add_argument("--patience", type=int, default=60, help="seconds of processor for one rule of pySHACL")
    options.add_argument("--results", type=Path, help="JSON file to add the comparisons to; those in it are not redone")
    options.add_argument("--changes", action="store_true", help="leave out the full check: only changes")
    options.add_argument("--slowest", type=int, default=0, help="print the dearest queries at the first size")
    options.add_argument("--alone", type=int, default=0, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.alone:
        heading(f"the rule book on {chosen.alone} records")
        if chosen.changes:
            flat, some = facts(chosen.alone)
            changes(Checker(program(), flat), some)
        else:
            full(program(), chosen.alone)
    elif chosen.slowest:
        slowest(program(), chosen.records[0], chosen.slowest)
    else:
        for number in sorted(set(map(records, chosen.records))):
            _alone(number, *["--changes"] * chosen.changes)
        if chosen.reference:
            number = records(chosen.reference)
            heading(f"the rule book against pySHACL on {number} records")
            part, of = map(int, chosen.part.split("/"))
            against_reference(program(), number, (part, of), chosen.patience, chosen.results)


if __name__ == "__main__":
    main()
