"""A register on disk in a folder of its own, with the web shop and the energy company in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings

FILES = [resources.data() / "registers" / "kaarna-customers.trig", resources.data() / "notices" / "bjorkvik-orders.ttl"]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as opened:
        for file in FILES:
            assert not import_file(opened, file).error
        yield opened
