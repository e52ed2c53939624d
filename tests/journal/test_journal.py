"""What the journal does, on every database: changes, versions, past states, erasure, conflicts."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.errors import BadParameter, Conflict, NotFound
from ropa.journal import Head, Journal
from ropa.rdf import BlankNode, Literal, NamedNode, Triple, canonical, iri
from tests.journal.conftest import DATABASES

A, B, C = (f"https://ropa.example/record/{letter}" for letter in "abc")
TITLE = iri("dct:title")
BY = {"actor": "dpo", "action": "import"}


def titled(graph: str, *titles: str) -> list[Triple]:
    return [Triple(NamedNode(graph), TITLE, Literal(title, language="fi")) for title in titles]


def test_three_databases_are_held_to_this() -> None:
    assert DATABASES == ("file", "memory", "postgresql")


def test_an_empty_journal(journal: Journal) -> None:
    assert journal.head() == Head(0, "0" * 64)
    assert journal.graphs() == []
    assert journal.state(A) == []
    assert journal.since(0) == []
    assert list(journal.follow()) == []
    assert journal.verify().whole
    assert journal.as_of(datetime.now(UTC)).graphs == {}


def test_one_change_is_one_number_and_several_rows(journal: Journal) -> None:
    assert journal.append({B: titled(B, "Toinen"), A: titled(A, "Yksi")}, **BY) == 1
    assert journal.append({A: titled(A, "Kaksi")}, actor="clerk", action="edit") == 2
    rows = journal.since(0)
    assert [(r.sequence, r.change, r.number, r.graph, r.actor, r.action, r.state) for r in rows] == [
        (1, 1, 1, A, "dpo", "import", "kept"),
        (2, 1, 1, B, "dpo", "import", "kept"),
        (3, 2, 2, A, "clerk", "edit", "kept"),
    ]
    assert rows[0].time.tzinfo == UTC
    assert journal.since(2) == rows[2:]
    assert journal.versions(A) == [rows[0], rows[2]]
    assert journal.current(A) == 2
    assert journal.current(C) == 0


def test_what_does_not_differ_is_not_written(journal: Journal) -> None:
    journal.append({A: titled(A, "Yksi", "Kaksi"), B: titled(B, "Toinen")}, **BY)
    assert journal.append({A: titled(A, "Kaksi", "Yksi", "Yksi"), C: None}, **BY) is None
    assert journal.append({}, **BY) is None
    assert journal.append({A: titled(A, "Yksi", "Kaksi"), B: titled(B, "Uusi")}, **BY) == 2
    assert [row.graph for row in journal.since(2)] == [B]


@pytest.mark.parametrize("nothing", [None, []])
def test_nothing_removes(journal: Journal, nothing: list[Triple] | None) -> None:
    journal.append({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, **BY)
    assert journal.append({A: nothing}, actor="dpo", action="remove") == 2
    assert journal.append({A: nothing}, actor="dpo", action="remove") is None
    assert journal.graphs() == [B]
    assert journal.state(A) == []
    assert journal.version(A, 2) == []
    assert journal.versions(A)[-1].state == "removed"
    assert dict(journal.follow(1)) == {A: None, B: canonical(titled(B, "Toinen"))}
    assert list(dict(journal.follow())) == [B]
    assert journal.append({A: titled(A, "Yksi")}, **BY) == 3
    assert journal.verify().whole


def test_versions_are_read_back(journal: Journal) -> None:
    for word in ("Yksi", "Kaksi", "Kolme"):
        journal.append({A: titled(A, word)}, **BY)
    assert [journal.version(A, number) for number in (1, 2, 3)] == [titled(A, w) for w in ("Yksi", "Kaksi", "Kolme")]
    assert journal.state(A) == titled(A, "Kolme")
    for number in (0, -1, 4):
        with pytest.raises(NotFound):
            journal.version(A, number)
    with pytest.raises(NotFound):
        journal.version(B, 1)


def test_follow_gives_only_what_changed_after(journal: Journal) -> None:
    journal.append({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, **BY)
    sequence = journal.head().sequence
    journal.append({A: titled(A, "Kaksi")}, **BY)
    journal.append({A: titled(A, "Kolme")}, **BY)
    assert list(journal.follow(sequence)) == [(A, canonical(titled(A, "Kolme")))]
    assert [graph for graph, _ in journal.follow()] == [A, B]


def test_a_past_state(journal: Journal) -> None:
    before = datetime.now(UTC)
    journal.append({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, **BY)
    first = journal.since(0)[-1].time
    journal.append({A: titled(A, "Kaksi"), B: None}, **BY)
    assert journal.as_of(before - timedelta(seconds=1)).graphs == {}
    assert journal.as_of(first).graphs == {A: titled(A, "Yksi"), B: titled(B, "Toinen")}
    assert journal.as_of(datetime.now(UTC)).graphs == {A: titled(A, "Kaksi")}
    with pytest.raises(BadParameter):
        journal.as_of(datetime.now())


def test_expected_versions(journal: Journal) -> None:
    assert journal.append({A: titled(A, "Yksi")}, **BY, expected={A: 0}) == 1
    assert journal.append({A: titled(A, "Kaksi")}, **BY, expected={A: 1}) == 2
    with pytest.raises(Conflict) as caught:
        journal.append({A: titled(A, "Kolme"), B: titled(B, "Toinen")}, **BY, expected={A: 1, B: 0})
    assert caught.value.where == A
    with pytest.raises(Conflict):
        journal.append({A: titled(A, "Kolme")}, **BY, expected={A: 0})
    assert journal.head().sequence == 2
    assert journal.graphs() == [A]


def test_numbers_as_they_were(journal: Journal) -> None:
    journal.append({A: titled(A, "Yksi")}, **BY)
    read_at = journal.head().sequence
    journal.append({A: titled(A, "Kaksi"), B: titled(B, "Toinen")}, **BY)
    assert journal.numbers_at([A, B, C], read_at) == {A: 1, B: 0, C: 0}
    assert journal.numbers_at([A, B, C], journal.head().sequence) == {A: 2, B: 1, C: 0}
    with pytest.raises(Conflict):
        journal.append({A: titled(A, "Kolme")}, **BY, expected=journal.numbers_at([A], read_at))


def test_words_that_are_no_text_are_written_as_what_they_are(journal: Journal) -> None:
    journal.append({A: titled(A, "Yksi")}, actor="dpo\udcff\0", action="import \udce4.txt")
    journal.append({A: titled(A, "Kaksi")}, **BY)
    journal.erase(A, actor="dpo\udcff")
    first, *_, last = journal.since(0)
    assert (first.actor, first.action) == ("dpo\\udcff\\x00", "import \\udce4.txt")
    assert last.actor == "dpo\\udcff"
    assert journal.verify().whole


def test_programs_that_make_it_at_once_share_it(where: Path | str) -> None:
    if where == "sqlite://":
        return  # in memory each program has a journal of its own

    def work(number: int) -> int | None:
        with Journal(where) as journal:
            change = journal.append({f"{A}{number}": titled(A, "x")}, **BY)
            journal.append({f"{A}{number}": titled(A, "y")}, **BY)
            journal.erase(f"{A}{number}", actor="dpo")
            return change

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(work, range(6)))) == 6
    with Journal(where) as journal:
        report = journal.verify()
        assert report.whole
        assert len(report.erased) == 6


@pytest.mark.parametrize("address", ["journal.sqlite", "postgresql+nodriver://u:secret@h/x", "mysql://u:secret@h/x"])
def test_what_is_no_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(BadParameter, match="ROPA_JOURNAL") as caught:
        Journal(address)
    assert "secret" not in str(caught.value)


def test_erasing_old_versions(journal: Journal) -> None:
    for word in ("Yksi", "Kaksi", "Kolme"):
        journal.append({A: titled(A, word), B: titled(B, word)}, **BY)
    time = journal.versions(A)[0].time
    assert journal.erase(A, actor="dpo") == 4
    assert [row.state for row in journal.versions(A)] == ["erased", "erased", "kept", "erasure"]
    assert [row.number for row in journal.versions(A)] == [1, 2, 3, 0]
    assert journal.state(A) == titled(A, "Kolme")
    assert journal.current(A) == 3
    assert journal.as_of(time).erased == (A,)
    with pytest.raises(NotFound, match="erased"):
        journal.version(A, 1)
    report = journal.verify()
    assert report.whole
    assert len(report.erased) == 2
    assert journal.erase(A, actor="dpo") is None
    assert journal.version(B, 1) == titled(B, "Yksi")
    assert journal.append({A: titled(A, "Neljä")}, **BY, expected={A: 3}) == 5
    assert journal.erase(A, actor="dpo") == 6
    assert len(journal.verify().erased) == 3


def test_erasing_everything(journal: Journal) -> None:
    journal.append({A: titled(A, "Yksi"), B: titled(B, "Toinen")}, **BY)
    assert journal.erase(A, actor="dpo", everything=True) == 2
    assert [(r.change, r.state) for r in journal.versions(A)] == [(1, "erased"), (2, "removed"), (2, "erasure")]
    assert journal.graphs() == [B]
    assert journal.verify().whole
    assert journal.erase(A, actor="dpo", everything=True) is None
    with pytest.raises(NotFound):
        journal.erase(C, actor="dpo")


REFUSED = {
    "findings": {f"{A}/findings": titled(A, "x")},
    "no IRI": {"no iri": titled(A, "x")},
    "blank node": {A: [Triple(BlankNode("b"), TITLE, Literal("x"))]},
    "a graph of the program's own": {"https://w3id.org/ropa-kg/ontology": titled(A, "x")},
    "the state of a store": {"urn:ropa:store": titled(A, "x")},
    "blank node in a triple term": {A: [Triple(NamedNode(A), TITLE, Triple(BlankNode("b"), TITLE, Literal("x")))]},
    "blank object": {A: titled(A, "x"), B: [Triple(NamedNode(B), TITLE, BlankNode("b"))]},
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_never_journaled(journal: Journal, case: str) -> None:
    with pytest.raises(BadParameter):
        journal.append(REFUSED[case], **BY)
    assert journal.head().sequence == 0


def test_time_never_runs_back(journal: Journal) -> None:
    for word in "abcdef":
        journal.append({A: titled(A, word)}, **BY)
    times = [row.time for row in journal.since(0)]
    assert times == sorted(times)


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
IRIS = st.from_regex(r"\Aurn:[a-z0-9]{1,8}\Z").map(NamedNode)
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["fi", "sv", "en", "sv-fi"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=iri(kind)), TEXT, st.sampled_from(["xsd:decimal", "xsd:duration"])
    ),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=6)
COUNTER = itertools.count()
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(content=TRIPLES.filter(bool), actor=TEXT.filter(lambda t: "\0" not in t))
def test_any_graph_comes_back_as_it_was_written(journal: Journal, content: list[Triple], actor: str) -> None:
    graph = f"{A}/{next(COUNTER)}"
    journal.append({graph: content}, actor=actor, action="import")
    assert set(journal.state(graph)) == set(content)
    assert canonical(journal.version(graph, 1)) == canonical(content)
    assert journal.versions(graph)[0].actor == actor
    assert journal.append({graph: content}, **BY) is None


CHANGE = st.dictionaries(st.sampled_from([A, B, C]), st.one_of(st.none(), TRIPLES), max_size=3)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(CHANGE, max_size=10))
def test_any_sequence_of_changes_replays_to_the_same_state(changes: list[dict[str, list[Triple] | None]]) -> None:
    state: dict[str, set[Triple]] = {}
    follower: dict[str, str] = {}
    reached = 0
    with Journal("sqlite://") as journal:
        for number, change in enumerate(changes):
            before = dict(state)
            for graph, content in change.items():
                state.pop(graph, None)
                if content:
                    state[graph] = set(content)
            written = journal.append(change, **BY)
            assert (written is None) == (state == before)
            if number % 3 == 0:
                reached = _follow(journal, reached, follower)
        _follow(journal, reached, follower)
        assert {graph: set(journal.state(graph)) for graph in journal.graphs()} == state
        assert follower == {graph: canonical(content) for graph, content in state.items()} == dict(journal.follow())
        assert journal.verify().whole


def _follow(journal: Journal, reached: int, follower: dict[str, str]) -> int:
    for graph, text in journal.follow(reached):
        if text is None:
            follower.pop(graph, None)
        else:
            follower[graph] = text
    return journal.head().sequence


def test_a_journal_is_found_again(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.append({A: titled(A, "Yksi")}, **BY)
        head = journal.head()
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.head() == head
        assert journal.hash_at(1) == head.hash
        assert journal.hash_at(2) is None
        assert journal.state(A) == titled(A, "Yksi")
