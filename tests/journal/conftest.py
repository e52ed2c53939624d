"""The databases that the journal is held to, and the compositions of journal and store that the ledger is held to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pg8000.dbapi
import pytest

from ropa.journal import Journal
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.register.ledger import Ledger
from ropa.register.opening import open_ledger
from ropa.settings import Settings
from ropa.store.remote import RemoteStore
from tests.store.conftest import sparql_server  # noqa: F401

A, B, C = (f"https://ropa.example/record/{letter}" for letter in "abc")
DATABASES = ("file", "memory", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a server with a data folder of its own, on the loopback, ended afterwards."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="ropa-postgresql-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    server = None
    try:
        make = [programs / "initdb", "-D", data, "-U", "ropa", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        subprocess.run(make, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        command = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        _wait(port, server, folder / "log")
        yield f"postgresql+pg8000://ropa@127.0.0.1:{port}"
    finally:
        if server is not None:
            server.terminate()
            server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            pg8000.dbapi.connect(user="ropa", host="127.0.0.1", port=port, database="postgres").close()
            return
        except pg8000.dbapi.Error:
            time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start: {log.read_text()[-2000:]}")


@pytest.fixture
def database(postgresql: str, request: pytest.FixtureRequest) -> str:
    """A new database on the server."""
    name = f"journal_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    address = postgresql.rpartition("@")[2]
    host, port = address.split(":")
    connection = pg8000.dbapi.connect(user="ropa", host=host, port=int(port), database="postgres")
    connection.autocommit = True
    connection.cursor().execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return f"{postgresql}/{name}"


@pytest.fixture(params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new journal may be: each kind of database in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return "sqlite://" if request.param == "memory" else tmp_path / "journal.sqlite"


@pytest.fixture
def journal(where: Path | str) -> Iterator[Journal]:
    """An empty journal on each kind of database."""
    with Journal(where) as made:
        yield made


def titled(graph: str, *titles: str) -> list[Triple]:
    return [Triple(NamedNode(graph), iri("dct:title"), Literal(title, language="fi")) for title in titles]


@pytest.fixture(params=["embedded", "memory", "remote", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Each composition: SQLite with three stores, PostgreSQL with the embedded one."""
    here = Settings(home=tmp_path / "home")
    if request.param == "remote":
        address = request.getfixturevalue("sparql_server")
        RemoteStore(address).clear()
        return replace(here, store=address)
    if request.param == "postgresql":
        return replace(here, journal=request.getfixturevalue("database"))
    return replace(here, store=request.param)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """The default: SQLite and Oxigraph in a folder."""
    return Settings(home=tmp_path / "home")


def says_the_same(ledger: Ledger) -> bool:
    state = {name: set(ledger.show(name)) for name in ledger.journal.graphs()}
    return state == {name: set(ledger.store.graph(name)) for name in ledger.store.graphs()}


def filled(settings: Settings) -> None:
    with open_ledger(settings) as ledger:
        ledger.commit({f"{A}{n}": titled(f"{A}{n}", f"Nimi {n}" * 40) for n in range(60)}, "dpo", "import")
        for word in ("Yksi", "Kaksi"):
            ledger.commit({A: titled(A, word)}, "dpo", "edit")
