"""Bad input gets one line that says what, where and how to mend it, exit code 2, and nothing written half."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import resources
from tests.cli.conftest import Run

KAARNA = str(resources.data() / "registers" / "kaarna-customers.trig")
TURTLE = "@prefix dct: <http://purl.org/dc/terms/> .\n" + "<urn:x> dct:title 'a' .\n" * 5 + "<urn:x> dct:title .\n"
CZECH = "Ochrana osobních údajů\n\nSprávce\n\nFirma s.r.o.\n\nÚčel\n\nSpráva zákazníků\n"
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary.txt"),
    "unknown-language.txt": (CZECH.encode() * 5, "language"),
    "line-seven.ttl": (TURTLE.encode(), "line 7"),
    "space.ttl": (b"<http://x.example/a b> a <urn:C> .", "space.ttl"),
    "broken.json": (b'{"document": "x", ', "broken.json"),
    "broken.xlsx": (b"PK\x03\x04 nonsense", "broken.xlsx"),
}
WRONG_COMMANDS = [
    (("show", "nothing-here"), "there is no record"),
    (("notice", "nothing-here"), "there is no record"),
    (("import", "absent.txt"), "no such file"),
    (("import", "."), "folder"),
    (("list", "--language", "xx"), "there are no texts in 'xx'"),
    (("list", "--format", "yaml"), "is no format"),
    (("check", "--as-of", "yesterday"), "is no day"),
    (("query", "no-such-question"), "there is no query"),
    (("query", "transfers-by-country", "--param", "planet=Mars"), "no parameter 'planet'"),
    (("query", "transfers-by-country", "--param", "country"), "name=value"),
    (("report", "no-such-report"), "there is no report"),
    (("explain", "NO_SUCH_CODE"), "there is no rule"),
    (("restore", "nothing-here", "--version", "1"), "there is no record"),
    (("export", "everything.docx"), "cannot be written"),
    (("no-such-command",), "there is no command"),
    (("show",), "is missing"),
    (("generate", "--records", "-1", "--output", "x"), "cannot be made"),
]


def test_there_are_enough_cases() -> None:
    assert len(UNREADABLE) >= 8
    assert len(WRONG_COMMANDS) >= 15


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_refused_by_name(ropa: Run, tmp_path: Path, name: str) -> None:
    content, hint = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    told = ropa("import", name)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert name in told.stderr
    assert hint in told.stderr
    assert told.stderr.count("\n") == 1
    assert ropa("log").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "hint"), WRONG_COMMANDS, ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_a_wrong_command_says_how_to_mend_it(ropa: Run, words: tuple[str, ...], hint: str) -> None:
    told = ropa(*words)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert hint in told.stderr
    assert told.stderr.count("\n") == 1


def test_the_others_go_on(ropa: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    told = ropa("import", "empty.txt", KAARNA)
    assert told.returncode == 2
    assert "kaarna-customers" in ropa("list").stdout


def test_a_hundred_megabytes_are_refused_quickly(ropa: Run, tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_bytes(b"Rekisterin nimi\tAsiakasrekisteri\n" * 3_100_000)
    told = ropa("import", "huge.txt")
    assert told.returncode == 2
    assert "MB" in told.stderr


def test_a_record_without_a_controller_is_stored_with_findings(ropa: Run, tmp_path: Path) -> None:
    (tmp_path / "faulty.ttl").write_text(
        "@prefix ropa: <https://w3id.org/ropa-kg#> .\n<https://ropa.example/record/faulty> a ropa:Register ."
    )
    assert ropa("import", "faulty.ttl").returncode == 0
    found = ropa("check", "faulty")
    assert found.returncode == 1
    assert "MISSING_CONTROLLER_NAME" in found.stdout


def test_dry_run_writes_nothing(ropa: Run) -> None:
    assert "new" in ropa("import", "--dry-run", KAARNA).stdout
    assert "kaarna" not in ropa("list").stdout


def test_a_hostile_query_is_refused(ropa: Run) -> None:
    ropa("import", KAARNA)
    for text in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:9/>", "DROP ALL"):
        told = ropa("query", "-", given=text)
        assert told.returncode == 2
        assert told.stderr.count("\n") == 1
