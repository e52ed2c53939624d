"""Filters by controller, unit, processor, country and status."""

import pytest

from ropa import reports
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import table_of


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({"controller": "9000001-1"}, 2),
        ({"controller": "9999999-9"}, 0),
        ({"unit": "Asiakkuudet"}, 1),
        ({"processor": "us-nimbus-hosting"}, 1),
        ({"country": "US"}, 1),
        ({"country": "FI"}, 2),
        ({"country": "SE"}, 0),
        ({"status": "dpv:ActivityOngoing"}, 2),
        ({"status": "dpv:ActivityCompleted"}, 0),
    ],
)
def test_filters_of_the_controllers_report(kaarna: EmbeddedStore, given: dict[str, str], titles: int) -> None:
    table = table_of(kaarna, "article-30-controller", **given)
    assert len(table.rows) == titles
    assert len(table.facts) == 5 and table.facts[4][1]


NOBODY = {
    "controller": "9999999-9",
    "unit": "Elsewhere",
    "processor": "9999999-9",
    "country": "ZZ",
    "status": "dpv:ActivityPlanned",
}
UNFILTERED = {"adequacy-timeline": {"country"}}


@pytest.mark.parametrize("name", reports.names())
def test_every_report_over_the_register_has_all_filters(kaarna: EmbeddedStore, name: str) -> None:
    filters = {parameter.name for parameter in reports.load(name).parameters} & NOBODY.keys()
    assert filters == UNFILTERED.get(name, set(NOBODY))
    for key in filters:
        table = table_of(kaarna, name, **{key: NOBODY[key]})
        assert table.rows == () and len(table.facts) >= 5, key


@pytest.mark.parametrize("name", sorted(set(reports.names()) - UNFILTERED.keys()))
def test_what_all_have_in_common_filters_nothing_out(kaarna: EmbeddedStore, name: str) -> None:
    whole = table_of(kaarna, name).rows
    assert table_of(kaarna, name, controller="9000001-1", status="dpv:ActivityOngoing").rows == whole


OF_SERVICES = {name for name in reports.names() if "processor" in name} - {"processors"}
"""One row for each service and controller."""


REWRITTEN: set[str] = set()


@pytest.mark.parametrize("name", sorted(set(reports.names()) - UNFILTERED.keys()))
def test_a_joint_controller_is_found_by_the_filter(abroad: EmbeddedStore, name: str) -> None:
    whole = table_of(abroad, name).rows
    found = table_of(abroad, name, controller="us").rows
    if name in OF_SERVICES:
        assert len(whole) == 2 * len(found) > 0
    else:
        assert found == whole
    assert not table_of(abroad, name, controller="in").rows
