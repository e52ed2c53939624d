"""Compiled rules held against pySHACL one rule at a time, results kept in a file so that a long run can go on later."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from _measuring import BASE, DAY, best, note, processor

from ropa.model import Finding
from ropa.rdf import Triple
from ropa.register.synthetic import generate
from ropa.validation import Facts, Program, check, compile, empty
from ropa.validation.facts import ground
from ropa.validation.reference import reference_check, to_rdflib

_Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Told:
    """What the comparisons so far amount to."""

    equality: str
    speed: str
    rest: str
    is_equal: bool
    ratio: float


class OutOfPatienceError(Exception):
    """PySHACL takes longer for a rule than was allowed."""


class Reference:
    """One register in both engines. pySHACL parses each query once (see `PreparedGraph`), which only helps it."""

    def __init__(self, program: Program, number: int, file: Path | None) -> None:
        self._program = program
        self._file = file
        self._key = f"{number} records, book {program.version[:12]}"
        kept = json.loads(file.read_text()) if file and file.exists() else {}
        self._kept: dict[str, dict[str, dict[str, float]]] = kept
        self._done = self._kept.setdefault(self._key, {})
        graphs = dict(generate(number, 1, BASE))
        self._data = to_rdflib(_statements(graphs), prepared=True)
        self._flat: Facts = empty(DAY)
        self._flat.load(graphs.items())

    def compare(self, rule: str, patience: int) -> None:
        """Runs one rule in both, or takes what an earlier run found; a rule given up on is tried again."""
        if self._done.get(rule, {}).get("theirs"):
            return
        shape = self._program.rules[rule].shape
        own = compile(shape)
        ours = best(lambda: check(own, self._flat), 2, processor)
        found: dict[str, float] = {"ours": ours}
        try:
            with _at_most(patience):
                start = processor()
                expected = reference_check(shape, self._data)
                found["theirs"] = processor() - start
        except OutOfPatienceError:
            found["patience"] = patience
        else:
            mine = check(own, self._flat)
            found |= {"findings": len(mine), "equal": float(_keys(mine) == _keys(expected))}
        self._done[rule] = found
        if self._file:
            self._file.write_text(json.dumps(self._kept, indent=1, sort_keys=True))

    def told(self) -> Told:
        """Equality and speed over all rules that both engines have answered so far."""
        both = {rule: row for rule, row in self._done.items() if "theirs" in row}
        unequal = sorted(rule for rule, row in both.items() if not row["equal"])
        theirs = sum(row["theirs"] for row in both.values())
        apart = sum(row["ours"] for row in both.values())
        together = best(lambda: check(self._program, self._flat), 3, processor)
        for rule in unequal:
            note(f"DIFFERENT: {rule}")
        findings = sum(row["findings"] for row in both.values())
        least = "" if len(both) == len(self._program.rules) else "at least "
        return Told(
            f"{len(both) - len(unequal)} of {len(both)} rules compared, {findings:.0f} findings",
            f"{least}{theirs / together:.0f} times: all compiled rules {together:.3f} s, pySHACL {theirs:.0f} s",
            f"pySHACL answered {len(both)} of {len(self._program.rules)} rules and was given up on for "
            f"{len(self._done) - len(both)}; each rule compiled alone: {theirs / apart if apart else 0:.0f} times",
            bool(both) and not unequal,
            theirs / together,
        )


def _statements(graphs: dict[str, list[Triple]]) -> Iterator[Triple]:
    yield from ground(DAY)
    for content in graphs.values():
        yield from content


def _keys(findings: list[Finding]) -> set[_Key]:
    return {(f.focus, f.path, f.value, f.shape) for f in findings}


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Ends what runs inside after so much processor time."""

    def end(number: int, frame: FrameType | None) -> None:
        raise OutOfPatienceError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
