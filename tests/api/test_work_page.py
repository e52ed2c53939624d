"""The order of work on the page of a record that has many findings; none where there are few."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings
from tests.api.conftest import PATIENCE


@pytest.mark.parametrize(("name", "many"), [("pietec-asiakasrekisteri", True), ("havula-pupils", False)])
def test_a_record_with_many_findings_begins_with_the_order_of_work(
    serve, tmp_path: Path, name: str, many: bool
) -> None:
    settings = Settings(home=tmp_path)
    with Registry.open(settings, writing=True) as register:
        assert not import_file(register, resources.data() / "registers" / f"{name}.trig").error
        open_findings = len(register.check([register.find(name)]).open)
    with serve(settings) as address:
        page = httpx.get(f"{address}/record/{name}?language=sv", headers={"Accept": "text/html"}, timeout=PATIENCE).text
    assert (open_findings > 8) is many
    listed = re.search(r'<details class="work" open>.*?</details>', page, re.S)
    assert (listed is not None) is many
    if listed:
        counts = [int(count) for count in re.findall(r"iakttagelser (\d+) \(", listed[0])]
        assert "Arbetsordning" in listed[0] and len(counts) > 3
        assert sum(counts) >= open_findings
