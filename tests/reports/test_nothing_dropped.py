"""What an authority reads of facts told in an unusual place: nothing dropped, nothing turned round."""

import pytest

from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import HERE, cells, store_of, table_of

_CONTROLLER_VIEWS = (
    "article-30-controller",
    "form-dk-datatilsynet",
    "form-fi-tsv-controller",
    "form-se-imy-controller",
)


@pytest.fixture(scope="module")
def told() -> EmbeddedStore:
    return store_of((HERE / "told.trig").read_bytes())


@pytest.mark.parametrize("name", _CONTROLLER_VIEWS)
def test_data_and_people_told_in_groups_only_are_told(told: EmbeddedStore, name: str) -> None:
    row = cells(table_of(told, name), 0)
    assert row["data"] == ("Data concerning health",)
    people = "; ".join(row["subjects"])
    assert "Patient" in people and "Customer" in people


def test_special_data_of_a_group_are_special(told: EmbeddedStore) -> None:
    table = table_of(told, "special-categories")
    assert len(table.rows) == 1
    assert cells(table, 0)["data"] == ("Data concerning health",)
    assert "Data concerning health" in str(table_of(told, "dpia-candidates").rows)


@pytest.mark.parametrize("name", (*_CONTROLLER_VIEWS, "article-30-controller-summary"))
def test_an_end_without_a_length_is_an_end_and_not_indefinite(told: EmbeddedStore, name: str) -> None:
    assert cells(table_of(told, name), 0)["retention"] == ("Until: end of the contract",)


def test_the_schedule_counts_nothing_from_an_end(told: EmbeddedStore) -> None:
    row = cells(table_of(told, "retention-schedule"), 0)
    assert (row["start"], row["criterion"], row["remark"]) == ((), ("Until: end of the contract",), ())
    assert row["data"] == ("All data of the activity",), "recorded without data and without words of its own"


def test_clauses_are_a_ground_and_a_possible_transfer_is_called_so(told: EmbeddedStore) -> None:
    lines = cells(table_of(told, "article-30-controller"), 0)["transfers"]
    assert lines[0] == "United States – S Inc; standard contractual clauses of 2021 for international transfers"
    form = cells(table_of(told, "form-fi-tsv-controller"), 0)["safeguards"]
    assert not any("no ground" in line.lower() for line in form)
    assert sum(line.startswith("Transfer possible: ") for line in form) == 1
    grounds = [cells(table_of(told, "transfers"), n)["ground"][0] for n in range(2)]
    assert grounds.count("Transfer possible") == 1


def test_a_processor_is_answerable_for_transfers_down_its_chain(told: EmbeddedStore) -> None:
    for party, rows in (("p", 1), ("s", 1), ("a", 0)):
        assert len(table_of(told, "transfers", processor=f"https://ropa.example/party/{party}").rows) == rows
