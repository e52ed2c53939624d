"""The stores that the suite holds to the protocol: in memory, on disk, and a real server over HTTP."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ropa.store import Store
from ropa.store.embedded import EmbeddedStore
from ropa.store.remote import RemoteStore

KINDS = ("memory", "disk", "remote")


@pytest.fixture(scope="session")
def sparql_server() -> Iterator[str]:
    """Address of `oxigraph serve` (from PyPI), started on a free port of the loopback."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program `oxigraph` is not installed: pip install oxigraph")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/query"
    try:
        _wait(address)
        yield address
    finally:
        process.kill()
        process.wait()


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            httpx.get(address, params={"query": "ASK {}"})
            return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the SPARQL server did not start")


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn, empty."""
    made: Store
    if request.param == "remote":
        made = RemoteStore(request.getfixturevalue("sparql_server"))
        made.clear()
    else:
        made = EmbeddedStore(tmp_path / "store" if request.param == "disk" else None)
    yield made
    made.close()
