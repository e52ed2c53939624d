"""Laying out flow pictures of 1,000 and 5,000 places; at 1,000 against Graphviz dot, if installed. Processor time.

Promised: 5,000 places in at most 2 s; at 1,000 at least 100 times as fast as dot.
"""

from __future__ import annotations

import shutil
import subprocess
import time

from _measuring import best, heading, note, processor, records, store, tell

from ropa.flows import Flow, network, svg
from ropa.flows.layout import layout
from ropa.register import dossiers

_SIZES = (1_000, 5_000)
_SECONDS, _TIMES = 2, 100
_PATIENCE = 120


def main() -> None:
    for size in sorted({records(size) for size in _SIZES}):
        heading(f"flow of {size} places")
        flow = _flow(size)
        taken = best(lambda flow=flow: layout(flow, "en"), clock=processor)
        drawing = best(lambda flow=flow: svg(flow, "en"), 1, processor)
        told = f"{taken:.3f} s for {len(flow.places)} places and {len(flow.streams)} streams"
        tell("layout", told, f"{_SECONDS} s", taken <= _SECONDS)
        note(f"whole picture as SVG: {drawing:.2f} s")
        if size <= _SIZES[0]:
            _against_dot(flow, taken)


def _flow(size: int) -> Flow:
    """Of as many records as it takes to have so many places, controllers and parties included."""
    number = size
    while True:
        filled = store(number)
        read = dossiers.dossiers(filled, [name for name in filled.graphs() if "/record/" in name])
        flow = network(read, lambda country: False, lambda instrument: False)
        if len(flow.places) >= size:
            return flow
        number *= 2


def _against_dot(flow: Flow, taken: float) -> None:
    if shutil.which("dot") is None:
        note("Graphviz dot is not installed: no comparison")
        return
    edges = "".join(f'"{stream.source}" -> "{stream.target}";\n' for stream in flow.streams)
    start = time.perf_counter()
    try:
        subprocess.run(
            ["dot", "-Tplain"],
            input=f"digraph {{ {edges} }}".encode(),
            stdout=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
        ratio, least = (time.perf_counter() - start) / taken, ""
    except subprocess.TimeoutExpired:
        ratio, least = _PATIENCE / taken, "more than "
    tell("against dot", f"{least}{ratio:.0f} times as fast", f"{_TIMES} times", ratio >= _TIMES)


if __name__ == "__main__":
    main()
