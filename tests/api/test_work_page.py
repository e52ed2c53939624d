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


def test_the_page_says_whether_the_notice_is_ready_and_sets_apart_what_publishing_settles(
    serve, tmp_path: Path
) -> None:
    settings, file = Settings(home=tmp_path / "home"), tmp_path / "notice.fi.txt"
    text = (resources.data() / "notices" / "lumikello-patients.fi.txt").read_text("utf-8")
    section = "<b>Automaattinen käsittely ja profilointi</b>"
    assert section in text
    file.write_text(text.replace(section, "<b>Suostumus</b>\t<p></p>\n" + section), "utf-8")
    with Registry.open(settings, writing=True) as register:
        (record,) = import_file(register, file).records
        assert "EMPTY_SECTION" in {finding.code for finding in register.check([record]).open}
    with serve(settings) as address:
        page = httpx.get(record.replace("https://ropa.example", address) + "?language=fi", timeout=PATIENCE).text
    (standing,) = re.findall(r'<p class="standing" role="status">(.*?)</p>', page)
    assert standing.startswith("Valmis julkaistavaksi: ropa notice")
    (settled,) = re.findall(r"<summary><h3>Vain nyt julkaistussa selosteessa.*?</details>", page, re.S)
    assert "EMPTY_SECTION" in settled and page.count("<code>EMPTY_SECTION</code>") == 1
