"""Every benchmark runs and measures something, at a size that proves nothing about speed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPTS = sorted(file for file in Path(__file__).parent.glob("[a-z]*.py") if not file.stem.startswith("test_"))


def test_there_are_benchmarks() -> None:
    assert len(_SCRIPTS) >= 7


@pytest.mark.slow
@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda script: script.stem)
def test_benchmark_runs(script: Path) -> None:
    environment = os.environ | {"ROPA_BENCHMARK_RECORDS": "5"}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "DIFFER" not in done.stdout
    assert sum(character.isdigit() for character in done.stdout) >= 10
