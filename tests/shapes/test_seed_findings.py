"""The codes of defects.md on the seed notices: what the rules find is what the gold lists, no more and no less."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ropa import importing, mapping
from ropa.register.extracting import findings
from ropa.register.files import load_file
from ropa.settings import Settings

_SHARED = Path(__file__).parents[3] / "shared"
_SEEDS = sorted((_SHARED / "seeds").glob("*.txt"))

pytestmark = pytest.mark.skipif(not _SEEDS, reason="the seed notices are not at hand")


def test_all_five_are_there() -> None:
    assert len(_SEEDS) == 5


@pytest.mark.parametrize("seed", _SEEDS, ids=[seed.stem[:3] for seed in _SEEDS])
def test_findings_are_those_of_the_gold(seed: Path) -> None:
    listed = json.loads((_SHARED / "gold" / f"{seed.stem}.gold.json").read_text("utf-8"))["defects"]
    optional = {defect["code"] for defect in listed if defect.get("optional")}
    wanted = {(defect["code"], defect["severity"]) for defect in listed if not defect.get("optional")}
    settings = Settings()
    read = importing.read(seed.name, load_file(seed, settings.max_file_bytes), settings)
    (reading,) = read.readings
    known = set(re.findall(r"^\| `([A-Z0-9_]+)`", (_SHARED / "defects.md").read_text("utf-8"), re.MULTILINE))
    found = {
        (finding.code, finding.severity.value)
        for finding in findings(mapping.graphs(reading, settings.base))
        if "/notice/" in finding.focus and finding.code in known - optional
    }
    assert found == wanted
