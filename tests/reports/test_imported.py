"""A register read from a published notice, as an authority reads its reports: what is denied, unnamed or kept back."""

from functools import partial

import pytest

from ropa.rdf import Literal, Triple, iri
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import HERE, cells, store_of, table_of

_VIEWS = ("article-30-controller", "form-dk-datatilsynet", "form-fi-tsv-controller", "form-se-imy-controller")
_GOOGLE = "Google LLC (Alphabet Inc.) (provider of the tool Google Analytics, United States)"
_KEPT_BACK = "a person’s own contact detail is kept back: record the e-mail address or telephone number of the role"


@pytest.fixture(scope="module")
def denied() -> EmbeddedStore:
    return store_of((HERE / "denied.trig").read_bytes())


def rows(store: EmbeddedStore, name: str) -> dict[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Cells by the lines of the row's head that name register and activity."""
    table = table_of(store, name)
    found = [cells(table, number) for number in range(len(table.rows))]
    return {tuple(line.removeprefix("Register: ") for line in row["activity"][:2]): row for row in found}


@pytest.mark.parametrize("name", _VIEWS)
def test_a_denial_carries_its_exceptions_and_recipients_what_is_not_known_of_them(
    denied: EmbeddedStore, name: str
) -> None:
    told = rows(denied, name)
    assert len(told) == 5
    assert set(told["Orders", "Customers"]["recipients"]) == {
        "Partners (recipient, not specified); only on request",
        "Neither name nor category recorded (recipient): marketing",
        "Not disclosed to others – except to collect debts",
    }
    assert told["Visits", "Customers"]["recipients"] == (_GOOGLE,), "the register denies, its cookies do not"
    assert told["Visits", "Only cookies"]["recipients"] == ("Not disclosed to others",)
    assert told["Members", "Unread"]["recipients"] == ("The notice tells of recipients, but none is recorded",)
    assert told["Staff", "Unread"]["recipients"] == (), "own staff are told, and are no recipients"


@pytest.mark.parametrize("name", _VIEWS)
def test_what_a_website_does_is_not_kept_in_locked_cabinets(denied: EmbeddedStore, name: str) -> None:
    told = rows(denied, name)
    kinds = {head: {line.partition(" (")[0] for line in row["measures"]} for head, row in told.items()}
    assert kinds["Orders", "Customers"] == {"Locked rooms and cabinets", "Firewall", "Confidentiality undertaking"}
    assert kinds["Visits", "Customers"] == {"Firewall", "Confidentiality undertaking"}
    assert kinds["Visits", "Only cookies"] == {"Locked rooms and cabinets"}, (
        "nothing is dropped of a register of cookies"
    )


@pytest.mark.parametrize("name", _VIEWS)
def test_a_website_keeps_nothing_on_paper_and_people_are_no_group(denied: EmbeddedStore, name: str) -> None:
    told = rows(denied, name)
    assert any("manual" in line.lower() for line in told["Orders", "Customers"]["measures"])
    assert not any("manual" in line.lower() for line in told["Visits", "Customers"]["measures"])
    assert told["Visits", "Customers"]["subjects"] == ()


def test_a_contact_kept_back_says_what_to_record_instead(denied: EmbeddedStore) -> None:
    blocks = {block.heading: dict(block.entries) for block in table_of(denied, "article-30-controller").blocks}
    (contact,) = blocks["A Oy"]["Contact point for the registers"]
    assert contact.startswith("A person’s name and contact detail are kept back: record the role and its e-mail")
    for label in ("Contact details", "Data protection officer"):
        assert _KEPT_BACK in blocks["B Oy"][label][0].lower()


@pytest.mark.parametrize("name", _VIEWS[1:])
def test_forms_say_so_too(denied: EmbeddedStore, name: str) -> None:
    told = rows(denied, name)
    assert _KEPT_BACK in told["Orders", "Customers"]["controller"][-1].lower()
    assert _KEPT_BACK in told["Members", "Unread"]["controller"][0]
    assert _KEPT_BACK in told["Members", "Unread"]["officer"][0].lower()


def test_a_register_without_a_name_is_not_called_by_its_file() -> None:
    record, activity = (
        iri("https://ropa.example/record/shop-204-fab00f5bb08c"),
        iri("https://ropa.example/record/x/activity/1"),
    )
    store = EmbeddedStore()
    facts = [
        Triple(record, iri("rdf:type"), iri("ropa:Register")),
        Triple(record, iri("ropa:hasActivity"), activity),
        Triple(activity, iri("rdf:type"), iri("ropa:ProcessingActivity")),
        Triple(activity, iri("dct:title"), Literal("Orders", language="en")),
    ]
    store.replace({record.value: facts})
    assert table_of(store, "article-30-controller").rows[0][0] == ("Orders", "Register: register without a name")
    assert table_of(store, "article-30-controller-summary", "fi").rows[0][0] == ("Rekisteri ilman nimeä",)


@pytest.mark.parametrize("name", _VIEWS)
def test_a_period_is_called_vague_only_where_the_register_says_so(denied: EmbeddedStore, name: str) -> None:
    assert set(rows(denied, name)["Staff", "Unread"]["retention"]) == {
        "Indefinite retention: ‘as long as needed’",
        "Length not recorded: ‘for a while’",
    }


@pytest.mark.parametrize("name", _VIEWS)
def test_of_several_periods_each_says_for_which_data(denied: EmbeddedStore, name: str) -> None:
    told = rows(denied, name)
    assert told["Visits", "Only cookies"]["retention"] == (
        "2 years: ‘What members say is kept two years.’",
        "Financial details: 6 years",
    )
    assert told["Visits", "Customers"]["retention"] == ("1 year: ‘Kept for a year.’",), "nor is a single one for all"


def test_the_schedule_claims_no_more_data_for_a_period_than_its_words_do(denied: EmbeddedStore) -> None:
    table = table_of(denied, "retention-schedule")
    told = [
        (row["activity"][:2], row["length"], row["data"]) for row in map(partial(cells, table), range(len(table.rows)))
    ]
    covered = {(head[0], length): data for head, length, data in told}
    assert covered["Visits", ("2 years",)] == ("As worded",), "what members say is not all"
    assert covered["Visits", ("1 year",)] == ("As worded",), "nor what a single period says"
    assert covered["Members", ("3 years",)] == ("Other data of the activity",)
