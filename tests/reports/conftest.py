"""Example registers: a real one, and a small one that shows gaps, negatives and hostile text."""

import pytest

from ropa import resources
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import HERE, store_of


@pytest.fixture(scope="module")
def kaarna() -> EmbeddedStore:
    return store_of((resources.data() / "registers" / "kaarna-customers.trig").read_bytes())


@pytest.fixture(scope="module")
def gaps() -> EmbeddedStore:
    return store_of((HERE / "gaps.trig").read_bytes())


@pytest.fixture(scope="module")
def abroad() -> EmbeddedStore:
    return store_of((HERE / "abroad.trig").read_bytes())


@pytest.fixture(scope="module")
def special() -> EmbeddedStore:
    return store_of((HERE / "special.trig").read_bytes())
