"""Users' queries in their own process: right answers, real ends at the limits, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ropa.errors import BadQuery, Timeout, TooLarge
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.store import Position, Solutions
from ropa.store.embedded import EmbeddedStore
from ropa.store.workers import Workers

CROSS = "{ GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } GRAPH ?m { ?n ?o ?p } }"


def titled(graph: str, title: str) -> list[Triple]:
    return [Triple(NamedNode(graph), iri("dct:title"), Literal(title, language="fi"))]


@pytest.fixture
def store() -> EmbeddedStore:
    made = EmbeddedStore()
    made.replace({f"urn:g{n}": titled(f"urn:g{n}", f"SERVICE {n}") for n in range(300)}, Position(1, "x"))
    return made


@pytest.fixture
def workers(store: EmbeddedStore) -> Iterator[Workers]:
    """A limit of time that no query here meets on a busy machine, unless it is asked for a shorter one."""
    with Workers(store, seconds=120.0, rows=1000, megabytes=400) as made:
        yield made


def test_each_kind_of_query_is_answered_as_by_the_store(store: EmbeddedStore, workers: Workers) -> None:
    select = "SELECT ?g ?o ?none WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert workers.ask(select) == store.select(select)
    assert workers.ask('ASK { GRAPH ?g { ?s ?p "SERVICE 5"@fi } }') is True
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:g7> { ?s ?p ?o } }"
    assert workers.ask(construct) == store.construct(construct) == titled("urn:g7", "SERVICE 7")


def test_changes_are_seen_by_the_next_query(store: EmbeddedStore, workers: Workers) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    workers.ask("ASK {}")
    store.replace({"urn:new": titled("urn:new", "Uusi"), "urn:g1": None, "urn:g2": titled("urn:g2", "Muutettu")})
    found = workers.ask(count)
    assert isinstance(found, Solutions)
    assert found.rows[0][0] == Literal(300)
    assert workers.ask('ASK { GRAPH <urn:g2> { ?s ?p "Muutettu"@fi } }') is True
    store.clear()
    assert workers.ask("ASK { GRAPH ?g { ?s ?p ?o } }") is False


def test_a_long_query_is_ended(store: EmbeddedStore) -> None:
    with Workers(store, seconds=1.0) as workers:
        workers.ask("ASK {}")
        with pytest.raises(Timeout, match="took too long"):
            workers.ask(f"SELECT (COUNT(*) AS ?x) {CROSS}")  # would take days
        assert workers.ask("ASK {}") is True


def test_a_shorter_time_may_be_asked_for(workers: Workers) -> None:
    workers.ask("ASK {}")
    start = time.monotonic()
    with pytest.raises(Timeout):
        workers.ask(f"SELECT (COUNT(*) AS ?x) {CROSS}", seconds=0.2)
    assert time.monotonic() - start < 60  # half of what it would be given unasked


def test_too_many_rows_are_refused_not_cut(workers: Workers) -> None:
    with pytest.raises(TooLarge, match="1000 rows"):
        workers.ask(f"SELECT * {CROSS}")
    found = workers.ask(f"SELECT * {CROSS} LIMIT 1000")
    assert isinstance(found, Solutions)
    assert len(found) == 1000
    with pytest.raises(TooLarge):
        workers.ask("CONSTRUCT { ?b ?c ?h } WHERE { GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } }")


def test_too_much_memory_is_refused(store: EmbeddedStore) -> None:
    with Workers(store, seconds=60, rows=10, megabytes=100) as workers:
        with pytest.raises(TooLarge):
            workers.ask(f"SELECT (GROUP_CONCAT(?d) AS ?x) {CROSS}")
        assert workers.ask("ASK {}") is True


def test_a_query_that_breaks_the_engine_breaks_nothing_else(workers: Workers) -> None:
    with pytest.raises((TooLarge, BadQuery)):
        workers.ask("SELECT (" + "+".join(["1"] * 90_000) + " AS ?x) {}")
    assert workers.ask("ASK {}") is True


@pytest.mark.parametrize(
    "query", ["SELECT * {", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "DROP ALL", "ASK FROM <urn:g1> {}"]
)
def test_what_is_not_allowed_is_a_bad_query(workers: Workers, query: str) -> None:
    with pytest.raises(BadQuery):
        workers.ask(query)


def test_the_position_is_not_shown(workers: Workers) -> None:
    assert workers.ask("ASK { GRAPH <urn:ropa:store> { ?s ?p ?o } }") is False


def test_many_ask_at_once(workers: Workers) -> None:
    queries = [f'ASK {{ GRAPH <urn:g{n}> {{ ?s ?p "SERVICE {n}"@fi }} }}' for n in range(40)]
    slow = f"SELECT (COUNT(*) AS ?x) {CROSS}"
    with ThreadPoolExecutor(8) as pool:
        ended = pool.submit(workers.ask, slow, seconds=0.5)
        assert list(pool.map(workers.ask, queries)) == [True] * 40
        with pytest.raises(Timeout):
            ended.result()


def test_no_more_run_at_once_than_there_are_places(store: EmbeddedStore) -> None:
    slow = f"SELECT (COUNT(*) AS ?x) {CROSS}"
    with Workers(store, seconds=120.0, at_once=1) as workers, ThreadPoolExecutor(1) as pool:
        workers.ask("ASK {}")
        running = pool.submit(workers.ask, slow, seconds=4.0)
        while workers._places.acquire(blocking=False):
            workers._places.release()
            time.sleep(0.01)
        with pytest.raises(Timeout, match="places"):
            workers.ask("ASK {}", seconds=0.2)
        with pytest.raises(Timeout, match="took too long"):
            running.result()
        assert workers.ask("ASK {}") is True


def test_a_query_that_is_no_text_is_refused(workers: Workers) -> None:
    with pytest.raises(BadQuery):
        workers.ask("ASK { ?s ?p '\udcff' }")
    assert workers.ask("ASK {}") is True


def test_a_killed_process_is_started_again(workers: Workers) -> None:
    workers.ask("ASK {}")
    process = workers._process
    assert process is not None
    process.kill()
    process.wait()
    assert workers.ask("ASK {}") is True


def test_no_process_is_left_when_the_program_dies() -> None:
    code = """
import os
from ropa.store.embedded import EmbeddedStore
from ropa.store.workers import Workers
workers = Workers(EmbeddedStore())
workers.ask("ASK {}")
print(workers._process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    process = int(run.stdout)
    for _ in range(100):
        if not os.path.exists(f"/proc/{process}") or _is_zombie(process):  # noqa: PTH110
            return
        time.sleep(0.05)
    pytest.fail("the query process outlived its parent")


def _is_zombie(process: int) -> bool:
    with open(f"/proc/{process}/stat") as file:  # noqa: PTH123
        return file.read().rpartition(")")[2].split()[0] == "Z"
