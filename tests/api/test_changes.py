"""What another program writes while the server runs, and many readers at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings
from tests.api.conftest import PATIENCE

Serve = Callable[[Settings], AbstractContextManager[str]]
_IMPORT = """
import sys
from pathlib import Path
from ropa.register import Registry, import_file
from ropa.settings import Settings
with Registry.open(Settings(home=Path(sys.argv[1])), writing=True) as register:
    assert not import_file(register, Path(sys.argv[2])).error
"""


def test_a_running_server_follows_the_journal(tmp_path: Path, serve: Serve) -> None:
    good = resources.data() / "registers" / "kaarna-customers.trig"
    settings = Settings(home=tmp_path / "data")
    with Registry.open(settings, writing=True) as register:
        import_file(register, good)
    with serve(settings) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        tag = client.get("/record/kaarna-customers?format=turtle").headers["etag"]
        later = tmp_path / "later.trig"
        later.write_text(good.read_text(encoding="utf-8").replace('"KS-01-A"', '"KS-01-Z"'), encoding="utf-8")
        subprocess.run([sys.executable, "-c", _IMPORT, str(settings.home), str(later)], check=True, timeout=PATIENCE)
        changed = client.get("/record/kaarna-customers?format=turtle")
        assert changed.headers["etag"] != tag
        assert "KS-01-Z" in changed.text
        page = client.get("/record/kaarna-customers?language=en", headers={"Accept": "text/html"}).text
        assert "KS-01-Z" in page
        found = client.get('/sparql?format=csv&query=SELECT ?o { GRAPH ?g { ?s ?p ?o FILTER(?o = "KS-01-Z") } }')
        assert "KS-01-Z" in found.text


def test_an_empty_register_has_its_pages(tmp_path: Path, serve: Serve) -> None:
    settings = Settings(home=tmp_path / "none")
    with serve(settings) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        for path in ("/", "/findings", "/flow", "/flow/svg", "/reports", "/report/article-30-controller", "/questions"):
            assert client.get(path, headers={"Accept": "text/html"}).status_code == 200, path


@pytest.mark.parametrize("path", ["/", "/record/kaarna-web", "/flow/svg", "/question/processor-chain"])
def test_many_readers_get_the_same(client: httpx.Client, path: str) -> None:
    address = f"{str(client.base_url).rstrip('/')}{path}"
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: httpx.get(address, headers={"Accept": "text/html, */*"}, timeout=PATIENCE), range(24))
        )
    assert {answer.status_code for answer in found} == {200}
    assert len({answer.content for answer in found}) == 1


def test_a_server_started_before_the_first_import_shows_it_when_it_comes(tmp_path: Path, serve: Serve) -> None:
    good = resources.data() / "registers" / "kaarna-customers.trig"
    settings = Settings(home=tmp_path / "not yet" / "data")
    with serve(settings) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        assert client.get("/", headers={"Accept": "application/json"}).json() == []
        assert client.get("/health").json() == {"sequence": 0}
        assert not settings.home.exists()
        subprocess.run([sys.executable, "-c", _IMPORT, str(settings.home), str(good)], check=True, timeout=PATIENCE)
        found = client.get("/", headers={"Accept": "application/json"}).json()
        assert [(record["slug"], record["violations"]) for record in found] == [("kaarna-customers", 0)]
        assert client.get("/record/kaarna-customers").status_code == 200
        assert client.get("/health").json()["sequence"] > 0


def test_requests_while_the_first_import_is_written_never_fail(tmp_path: Path, serve: Serve) -> None:
    good = resources.data() / "registers" / "kaarna-customers.trig"
    settings = Settings(home=tmp_path / "data")
    with serve(settings) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        command = [sys.executable, "-c", _IMPORT, str(settings.home), str(good)]
        writer = subprocess.Popen(command)
        statuses = []
        while writer.poll() is None:
            statuses.append(client.get("/health").status_code)
        statuses.append(client.get("/record/kaarna-customers").status_code)
    assert writer.returncode == 0
    assert set(statuses) == {200}
    assert len(statuses) > 10
