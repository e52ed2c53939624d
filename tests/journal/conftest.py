"""The databases that the journal is held to: a SQLite file, SQLite in memory, and a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pg8000.dbapi
import pytest

from ropa.journal import Journal

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
