"""The five seeds, where they are at hand: scored against their gold records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ropa.importing import exchange, read
from ropa.importing.draft import MASK
from ropa.settings import Settings

SHARED = Path(os.environ.get("ROPA_SHARED") or Path(__file__).parents[3] / "shared")

pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="set ROPA_SHARED to the folder with seeds/ and gold/"
)


def test_fields_of_the_seeds(tmp_path: Path) -> None:
    files = sorted((SHARED / "seeds").glob("*.txt"))
    assert len(files) == 5
    for file in files:
        imported = read(file.name, file.read_bytes(), Settings())
        assert all(imported.text[e.start : e.end] == e.text or MASK in e.text for e in imported.readings[0].evidence)
        (tmp_path / f"{file.stem}.json").write_text(json.dumps(exchange.write(imported.readings[0])))
    score = subprocess.run(
        [sys.executable, SHARED / "score.py", "--gold", SHARED / "gold", "--pred", tmp_path, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    fields = json.loads(score.stdout)["fields"].values()
    right = sum(2 * f["tp"] for f in fields)
    assert right / (right + sum(f["fp"] + f["fn"] for f in fields)) >= 0.97
