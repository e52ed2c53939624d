"""A register on disk in a folder of its own, with a web shop and an energy company in it; and a sheet of two more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings

FILES = [resources.data() / "registers" / "kaarna-customers.trig", resources.data() / "notices" / "bjorkvik-orders.ttl"]

HEAD = (
    "Register,Register: title,Register: controller,title,purposes of the processing,categories of personal data,"
    "engagements of processors,security measures"
)
ROWS = [
    "hr,Staff,Alpha Oy (1234567-1),Payroll,payroll; odd thing,name; lucky charm,"
    "Beta Oy; country of processing: Canada,locks",
    'sales,Sales,"""Alpha, Oy""",Sales,marketing,e-mail address,Beta Ltd,',
]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as opened:
        for file in FILES:
            assert not import_file(opened, file).error
        yield opened


@pytest.fixture
def sheets_in(register: Registry, tmp_path: Path) -> Registry:
    file = tmp_path / "sheet.csv"
    file.write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    outcome = import_file(register, file)
    assert not outcome.error
    assert len(outcome.records) == 2
    return register


@pytest.fixture
def kaarna(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        assert not import_file(register, resources.data() / "registers" / "kaarna-customers.trig").error
        yield register
