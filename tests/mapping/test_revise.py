"""A revised notice changes in the record only what still is as the former notice said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ropa.mapping import revise
from ropa.rdf import Triple, iri, literal

NODE = iri("https://ropa.example/record/x")
DURATION, DATA = iri("rdf:value"), iri("dpv:hasPersonalData")


def _years(*numbers: int) -> list[Triple]:
    return [Triple(NODE, DURATION, literal(f"P{n}Y", datatype="xsd:duration")) for n in numbers]


def _data(*names: str) -> list[Triple]:
    return [Triple(NODE, DATA, iri(f"pd:{name}")) for name in names]


def test_an_untouched_value_follows_the_notice() -> None:
    assert revise(_years(3), _years(3), _years(6)) == (_years(6), [])


def test_a_value_changed_by_hand_stays_and_is_listed() -> None:
    result, undecided = revise(_years(5), _years(3), _years(6))
    assert result == _years(5)
    assert [(u.notice_said, u.notice_says, u.record_has) for u in undecided] == [(("P3Y",), ("P6Y",), ("P5Y",))]


def test_a_value_written_by_hand_is_not_doubled() -> None:
    result, undecided = revise(_years(5), [], _years(6))
    assert result == _years(5)
    assert len(undecided) == 1


def test_categories_added_by_hand_stay_beside_new_ones() -> None:
    result, undecided = revise(_data("Name", "Age"), _data("Name"), _data("Name", "EmailAddress"))
    assert set(result) == set(_data("Name", "Age", "EmailAddress"))
    assert undecided == []


def test_what_the_notice_no_longer_says_goes() -> None:
    assert revise(_data("Name", "Age"), _data("Name", "Age"), _data("Name")) == (_data("Name"), [])


def _record(recipient: str, years: int, raw: str) -> list[Triple]:
    told, period = iri(f"{NODE.value}/disclosure/{raw}"), iri(f"{NODE.value}/retention/1")
    return [
        Triple(NODE, iri("dpv:hasRecipient"), told),
        Triple(told, iri("rdf:type"), iri("ropa:Disclosure")),
        Triple(told, iri("ropa:recipientCategoryLabel"), literal(recipient)),
        Triple(NODE, iri("dpv:hasStorageCondition"), period),
        Triple(period, DURATION, literal(f"P{years}Y", datatype="xsd:duration")),
        Triple(period, iri("ropa:rawText"), literal(f"{raw} {years}")),
    ]


def test_a_detail_changed_by_hand_keeps_all_its_values() -> None:
    before, after = _record("federation", 2, "a"), _record("insurer", 5, "b")
    mine = {literal("federation"): literal("Finnish Federation"), before[4].object: literal("P3Y")}
    current = [Triple(t.subject, t.predicate, mine.get(t.object, t.object)) for t in before]
    result, undecided = revise(current, before, after, by_node=True)
    assert set(result) == {*current, *after[:3]}
    assert {(u.subject.rsplit("/", 2)[-2], u.term.rsplit("#", 1)[-1]) for u in undecided} == {
        ("record", "hasRecipient"),
        ("retention", "value"),
        ("retention", "rawText"),
    }
    (link,) = [u for u in undecided if u.term.endswith("hasRecipient")]
    assert link.stated == (str(after[0].object),)
    assert revise(result, after, after, by_node=True) == (result, [])


def test_a_detail_nobody_changed_follows_the_notice() -> None:
    before, after = _record("federation", 2, "a"), _record("insurer", 5, "b")
    result, undecided = revise(before, before, after, by_node=True)
    assert (set(result), undecided) == (set(after), [])


_GRAPHS = st.lists(
    st.sampled_from([*_years(1, 2, 3), *_data("Name", "Age", "EmailAddress")]), max_size=5, unique_by=str
)


@given(_GRAPHS, _GRAPHS)
def test_an_unchanged_notice_changes_nothing(current: list[Triple], notice: list[Triple]) -> None:
    result, undecided = revise(current, notice, notice)
    assert set(result) == set(current)
    assert undecided == []


@given(_GRAPHS, _GRAPHS)
def test_a_record_that_follows_its_notice_keeps_following(before: list[Triple], after: list[Triple]) -> None:
    result, undecided = revise(before, before, after)
    assert set(result) == set(after) or undecided


@given(_GRAPHS, _GRAPHS, _GRAPHS)
def test_nothing_that_only_the_record_says_is_lost(
    current: list[Triple], before: list[Triple], after: list[Triple]
) -> None:
    result, _ = revise(current, before, after)
    assert set(current) - set(before) <= set(result)
