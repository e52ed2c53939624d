"""A question to a damaged store on disk ends its process with a word, long before it has taken the machine's memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from ropa.register.synthetic import generate
from ropa.store.bounded import bounded
from ropa.store.embedded import EmbeddedStore
from ropa.store.faults import damage_mark

_ASK = """
import sys
from pathlib import Path
from ropa.store.bounded import bounded
from ropa.store.embedded import EmbeddedStore
folder = Path(sys.argv[1])
store = EmbeddedStore(folder, read_only=True)
with bounded(folder, sys.argv[3], 150_000_000):
    print(len(store.select(sys.argv[2])))
"""
_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
_SORTED = "SELECT ?p { GRAPH ?g { ?s ?p ?o } } ORDER BY ?p"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a byte turned in the middle of each of its large files."""
    folder = tmp_path_factory.mktemp("damaged") / "store"
    store = EmbeddedStore(folder)
    store.fill(
        (name, "".join(f"{t} .\n" for t in content)) for name, content in generate(150, 1, "https://ropa.example")
    )
    store.close()
    files = [file for file in folder.glob("*.sst") if file.stat().st_size > 100_000]
    assert len(files) >= 6
    for file in files:
        data = bytearray(file.read_bytes())
        data[len(data) // 3] ^= 0xFF
        file.write_bytes(data)
    return folder


def _ask(folder: Path, query: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))  # should the bound fail

    return subprocess.run(
        [sys.executable, "-c", _ASK, str(folder), query, language],
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=limit,
        check=False,
    )


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [(_COUNT, "en", "probably damaged"), (_SORTED, "fi", "todennäköisesti"), (_COUNT, "sv", "troligen")],
)
def test_a_question_without_end_ends_its_process(damaged: Path, query: str, language: str, words: str) -> None:
    damage_mark(damaged).unlink(missing_ok=True)
    asked = _ask(damaged, query, language)
    assert asked.returncode == 2
    assert words in asked.stderr
    assert len(asked.stderr.splitlines()) == 1
    assert asked.stdout == ""
    assert damage_mark(damaged).exists()


def test_a_question_that_ends_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = EmbeddedStore(folder)
    store.fill((name, "".join(f"{t} .\n" for t in content)) for name, content in generate(5, 1, "https://ropa.example"))
    store.close()
    asked = _ask(folder, _SORTED)
    assert asked.returncode == 0
    assert int(asked.stdout) > 100
    assert not damage_mark(folder).exists()


def test_nothing_is_watched_in_memory() -> None:
    with bounded(None, "en", 1):
        assert len(bytes(50_000_000)) == 50_000_000
