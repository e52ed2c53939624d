"""Runs the `ropa` command in a folder of its own: in this process, or as the real program."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ropa.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]


def _environment(home: Path, variables: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROPA_")}
    return kept | {"ROPA_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200"} | variables


@pytest.fixture
def ropa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: fast, the same code."""

    def run(*words: str, given: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        capfd.readouterr()
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            patch.setattr(sys, "argv", ["ropa", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8"))
            for name, value in _environment(tmp_path / "home", variables).items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        sys.stdout.flush()
        said = capfd.readouterr()
        return subprocess.CompletedProcess(words, int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def ropa_program(tmp_path: Path) -> Run:
    """The installed program in a process of its own."""

    def run(*words: str, given: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("ropa")), *words]
        environment = _environment(tmp_path / "home", variables)
        return subprocess.run(
            command, input=given, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )

    return run
