"""No report grows faster than its register: eight times the records take about eight times as long, not sixty-four.

The register is many copies of the examples, each under a base of its own. Told by processor time, the shorter of two
runs, and with room for half as much again: what pairs records with all others takes eighteen times as long and more.
"""

import gc
from datetime import date
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from ropa import reports
from ropa.rdf import parse
from ropa.register.registry import _vocabulary
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import HERE

_FEW, _MANY = 15, 120
_MOST = 12.0
_NOISE = 0.03
"""Seconds that say nothing."""
_QUERIES = Path(__file__).parents[1] / "queries"
_MORE = ("cookie-tools", "dpia-needed", "joint-controllers", "processor-record-view", "where-is-party-used")
_FILTERS: dict[str, dict[str, str]] = {
    "all": {},
    "controller": {"controller": "https://n1.example/party/a"},
    "processor": {"processor": "https://n1.example/party/s"},
    "country": {"country": "US"},
    "unit": {"unit": "Asiakkuudet"},
    "status": {"status": "dpv:ActivityOngoing"},
}
_VIEWS = {name: reports.load(name).header.all("facts") for name in reports.names()}
_ASKED = [name for name, facts in _VIEWS.items() if not facts]
_ASKED += [next(name for name, facts in _VIEWS.items() if facts == ["activity-facts"])]
_CASES = [
    (name, how)
    for name in _ASKED
    for how, given in _FILTERS.items()
    if given.keys() <= {parameter.name for parameter in reports.load(name).parameters}
]


@cache
def _copies(number: int) -> EmbeddedStore:
    prefixes = (_QUERIES / "prefixes.ttl").read_bytes()
    texts = [file.read_bytes() for file in sorted(HERE.glob("*.trig"))]
    texts += [prefixes + (_QUERIES / name / "data.trig").read_bytes() for name in _MORE]
    quads = dict.fromkeys(quad for text in texts for quad in parse(text, "trig"))
    told = "".join(f"{quad} .\n" for quad in quads if "://ropa.example/" in str(quad.graph_name))
    store = EmbeddedStore()
    for copy in range(number):
        store.restore_dump(told.replace("<https://ropa.example/", f"<https://n{copy}.example/").encode())
    store.replace(_vocabulary())
    return store


def _taken(store: EmbeddedStore, text: str) -> float:
    taken = []
    for _ in range(2):
        gc.collect()
        start = process_time()
        store.select(text)
        taken.append(process_time() - start)
    return min(taken)


def test_every_query_of_a_report_is_measured() -> None:
    assert {name for name, _ in _CASES} == set(_ASKED)
    assert {facts[0] for facts in _VIEWS.values() if facts} <= {"activity-facts", *_ASKED}
    assert len(_CASES) >= 65


@pytest.mark.parametrize(("name", "how"), _CASES)
def test_a_report_grows_with_its_register_only(name: str, how: str) -> None:
    query = reports.load(name)
    text = query.bind(query.terms(_FILTERS[how], base="https://n1.example", today=date(2026, 11, 21)))
    few, many = (_taken(_copies(number), text) for number in (_FEW, _MANY))
    assert many <= _MOST * few + _NOISE, f"{few:.3f} s for {_FEW} copies, {many:.3f} s for {_MANY}"
