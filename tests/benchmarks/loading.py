"""Loading a register into the store in memory, against rdflib parsing the same N-Quads and the same TriG.

Promised: at least 8 times as fast as rdflib.
"""

from __future__ import annotations

from collections.abc import Callable

import rdflib
from _measuring import best, heading, n_quads, note, records, register, tell

from ropa.rdf import NamedNode, Quad, parse, serialize
from ropa.register.synthetic import generate
from ropa.store.embedded import EmbeddedStore

_TIMES = 8


def main() -> None:
    number = records(1_000)
    heading(f"loading, {number} records")
    quads = n_quads(number)
    note(f"{len(quads.splitlines())} statements, {len(quads) / 1e6:.1f} MB as N-Quads")
    _against("N-Quads", lambda: EmbeddedStore().restore_dump(quads), lambda: _rdflib(quads, "nquads"))
    graphs = register(number).items()
    trig = serialize([Quad(t.subject, t.predicate, t.object, NamedNode(g)) for g, ts in graphs for t in ts], "trig")
    _against("TriG", lambda: EmbeddedStore().load(parse(trig, "trig")), lambda: _rdflib(trig, "trig"))
    made = best(lambda: [None for _ in generate(number, 2, "https://ropa.example")], 1)
    note(f"for comparison, making the records: {made:.2f} s")


def _against(form: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    mine, other = best(ours), best(theirs, 1)
    tell(
        f"{form} into a store",
        f"{mine:.3f} s, rdflib {other:.2f} s: {other / mine:.1f} times",
        "8 times",
        other >= _TIMES * mine,
    )


def _rdflib(data: bytes, format: str) -> None:
    rdflib.Dataset().parse(data=data, format=format)


if __name__ == "__main__":
    main()
