"""A live server on the loopback with two records: one without fault, one whose transfer has lost its ground."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx
import pytest
import uvicorn

from api.app import create_app
from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings

PATIENCE = 300
"""Seconds until a test gives up waiting: many jobs may share the machine. Nothing is measured here."""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("register")
    good = resources.data() / "registers" / "kaarna-customers.trig"
    text = good.read_text(encoding="utf-8").replace("kaarna-customers", "kaarna-web")
    text = text.replace('"Asiakasrekisteri"@fi', '"<Verkkokauppa> & asiakkaat"@fi')
    text, cut = re.subn(r"dpv:hasLegalBasis eu-gdpr:A46-2-c ; ropa:reliesOn ropa:SCC-2021-914 ;", "", text)
    assert cut == 1
    bad = home / "kaarna-web.trig"
    bad.write_text(text, encoding="utf-8")
    found = Settings(home=home / "data", query_seconds=float(PATIENCE))
    with Registry.open(found, writing=True) as register:
        for file in (good, bad):
            assert not import_file(register, file).error
    return found


@contextmanager
def _running(settings: Settings) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not running.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def serve() -> Callable[[Settings], AbstractContextManager[str]]:
    """Starts a server of its own for settings; gives its address."""
    return _running


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[str]:
    with _running(settings) as address:
        httpx.get(f"{address}/", timeout=PATIENCE)  # the first answer checks everything, which takes long under load
        yield address


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=PATIENCE) as found:
        yield found
