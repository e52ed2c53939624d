"""Laying out flow pictures of 1,000 and 5,000 places; at 1,000 against Graphviz dot, if installed. Processor time.

Promised: 5,000 places in at most 2 s; at 1,000 at least 100 times as fast as dot.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
from collections.abc import Callable

from _measuring import DAY, best, heading, note, processor, records, store, tell

from ropa import resources
from ropa.flows import Flow, Reference, network, render, svg
from ropa.flows.layout import layout
from ropa.rdf import NamedNode, Quad, literal, parse_triples
from ropa.register import abroad, dossiers
from ropa.register.asking import question
from ropa.store.embedded import EmbeddedStore
from ropa.texts import languages, say

_SIZES = (1_000, 5_000)
_SECONDS, _TIMES = 2, 100


def main() -> None:
    for size in sorted({records(size) for size in _SIZES}):
        heading(f"flow of {size} places")
        flow = _flow(size)
        gc.freeze()  # the register that the flow came from is not what is measured
        taken = _first(layout, flow)
        drawing = _first(svg, flow)
        told = f"{taken:.3f} s for {len(flow.places)} places and {len(flow.streams)} streams"
        tell("layout, each place by itself", told, f"{_SECONDS} s", taken <= _SECONDS)
        tell("picture as SVG, in groups", f"{drawing:.3f} s", f"{_SECONDS} s", drawing <= _SECONDS)
        if size <= _SIZES[0]:
            _against_dot(flow, taken, drawing)


def _first(draw: Callable[[Flow, str], object], flow: Flow) -> float:
    """The shortest of three, each in a language of its own, so that none finds its lines wrapped already.

    The languages are read before, once for a whole program: dot too gets its words ready.
    """
    for language in languages():
        say("flows-title", language)
    return min(best(lambda language=language: draw(flow, language), 1, processor) for language in languages())


def _flow(size: int) -> Flow:
    """Of as many records as it takes to have so many places or a few more, controllers and parties included."""
    known = _reference()
    number = size // 2
    while True:
        filled = store(number)
        read = dossiers.dossiers(filled, [name for name in filled.graphs() if "/record/" in name])
        flow = network(read, known)
        if len(flow.places) >= size:
            return flow
        number = max(number + 1, number * size // len(flow.places) + size // 100)


def _reference() -> Reference:
    facts = EmbeddedStore()
    for file in sorted((resources.data() / "reference").glob("*.ttl")):
        triples = parse_triples(file.read_bytes(), "turtle", where=file.name)
        facts.load([Quad(t.subject, t.predicate, t.object, NamedNode(file.as_uri())) for t in triples])
    rows = facts.select(question(abroad.MEMBERS, day=literal(DAY)))
    inside = {term.value for row in rows for term in row.values()}
    instruments, tools = (facts.select(question(name)) for name in (abroad.INSTRUMENTS, abroad.TOOLS))
    return abroad.reference(DAY, inside, instruments, tools)


def _against_dot(flow: Flow, placed: float, drawn: float) -> None:
    """Dot gets the same flow as we export it: layers, sides of the border, words."""
    if shutil.which("dot") is None:
        note("Graphviz dot is not installed: no comparison")
        return
    taken = best(lambda: _dot(render(flow, "dot", "en")), 1, processor)
    for what, own in (("layout", placed), ("picture", drawn)):
        ratio = taken / own
        tell(f"{what} against dot's {taken:.1f} s", f"{ratio:.0f} times as fast", f"{_TIMES} times", ratio >= _TIMES)


def _dot(text: bytes) -> None:
    subprocess.run(["dot", "-Tplain"], input=text, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    main()
