"""Reports beside Art. 30: contracts, transfers, retention, special data, rights, impact assessments to consider."""

import pytest

from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import HERE, cells, store_of, table_of

OTHERS = {
    "processors": ("contract", 0, "Billing service processing agreement, 1 January 2024"),
    "transfers": ("assessment", 0, "10 January 2024"),
    "retention-schedule": ("length", 1, "6 years"),
    "legal-bases": ("consent", 1, "Given: in the subscription form"),
    "rights": ("procedure", 0, "In the Oma Kaarna service or through customer service"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_reports_tell_the_register(kaarna: EmbeddedStore, name: str) -> None:
    key, row, words = OTHERS[name]
    assert words in " ".join(cells(table_of(kaarna, name), row)[key])


@pytest.mark.parametrize(
    ("day", "state"),
    [("2023-12-31", "Contract not yet in force"), ("2024-01-01", "Contract in force")],
)
def test_contracts_are_judged_on_the_day(kaarna: EmbeddedStore, day: str, state: str) -> None:
    assert cells(table_of(kaarna, "processors", date=day), 0)["state"] == (state,)


def test_special_data_need_a_ground_of_their_own_kind(special: EmbeddedStore) -> None:
    table = table_of(special, "special-categories")
    assert [(row[0][0], row[2], len(row[4])) for row in table.rows] == [
        ("Health care", ("Data concerning health",), 1),
        ("Identification", ("Personal identity code",), 0),
    ]


def test_transfers_name_the_days_of_their_instrument_and_tools_their_provider(special: EmbeddedStore) -> None:
    assert cells(table_of(special, "transfers"), 0)["dates"] == ("Instrument in force from 27 June 2021",)
    assert cells(table_of(special, "systems-and-tools"), 0)["provider"] == ("Meter Inc.",)
    instruments = table_of(special, "adequacy-timeline")
    assert [cells(instruments, 0)[key] for key in ("begins", "remark")] == [("27 June 2021",), ("To be confirmed",)]
    assert table_of(special, "adequacy-timeline", country="JP").rows == ()


BARE, DENIED = "No ground for the transfer told", "Yet the register denies transfers"


def test_data_abroad_without_a_transfer_stand_among_the_transfers(abroad: EmbeddedStore) -> None:
    table = table_of(abroad, "transfers")
    found = [cells(table, row) for row in range(len(table.rows))]
    told = sorted((c["activity"][0], c["country"][0], " ".join(c["parties"]), c["ground"]) for c in found)
    assert told == [
        ("Denies", "Brazil", "", (BARE, DENIED)),
        ("Denies", "India", "Importer: In Ltd", (BARE, DENIED)),
        ("Denies", "United States", "Importer: Us Inc.", ("EU–US Privacy Shield", "Transfer instrument not in force")),
        (
            "Mailing",
            "India",
            "Importer: In Ltd",
            ("Adequacy decision (Article 45(3))", "No adequacy decision in force for the country"),
        ),
        ("Mailing", "India", "Importer: In Ltd", (BARE,)),
        ("Mailing", "India", "Importer: In Ltd", (BARE,)),
        ("Mailing", "United States", "Importer: Us Inc.", (BARE,)),
    ]
    assert [c["data"] for c in found if c["data"]] == [("E-mail address",)]
    assert all(c["activity"][1:] == ("Register: A", "Controller: Me Oy") for c in found)


@pytest.mark.parametrize(
    ("given", "number"),
    [({"country": "IN"}, 4), ({"country": "BR"}, 1), ({"country": "FI"}, 0), ({"processor": "us"}, 3)],
)
def test_filters_hold_for_data_abroad_without_a_transfer(
    abroad: EmbeddedStore, given: dict[str, str], number: int
) -> None:
    assert len(table_of(abroad, "transfers", **given).rows) == number


def test_an_instrument_is_judged_on_the_day(abroad: EmbeddedStore) -> None:
    for day, faults in (("2020-07-15", 0), ("2020-07-16", 1)):
        table = table_of(abroad, "transfers", date=day)
        grounds = [line for row in range(len(table.rows)) for line in cells(table, row)["ground"]]
        assert grounds.count("Transfer instrument not in force") == faults, day


def test_the_right_to_withdraw_stands_beside_consent_only(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "form-uk-ico-controller")
    withdrawal = "Right to withdraw consent (Article 7(3))"
    told = {cells(table, row)["basis"]: withdrawal in cells(table, row)["rights"] for row in range(len(table.rows))}
    assert told == {
        ("Performance of a contract (Article 6(1)(b))",): False,
        ("Consent of the data subject (Article 6(1)(a))",): True,
    }


def test_a_names_own_capitals_stay(special: EmbeddedStore) -> None:
    assert table_of(special, "article-30-controller").blocks[0].heading == "eTest Oy"
    assert "eTest Oy" in cells(table_of(special, "rights"), 0)["register"]


def test_candidates_for_an_impact_assessment_tell_what_shows_the_risk() -> None:
    case = HERE.parent / "queries"
    store = store_of(
        (case / "prefixes.ttl").read_bytes() + (case / "dpia-needed" / "data.trig").read_bytes(),
    )
    table = table_of(store, "dpia-candidates")
    first, second = cells(table, 0), cells(table, 1)
    assert len(table.rows) == 2
    assert first["criteria"] == ("Large scale", "Sensitive data", "Vulnerable data subjects")
    assert first["signs"] == ("Children", "Data concerning health")
    assert first["verdict"] == second["verdict"] == ("Two criteria or more: an assessment is probably needed",)
    assert len(first["assessment"]) == 1 and "5 May 2025" in first["assessment"][0]
    assert second["assessment"] == ()
