"""What a command says is in the reader's language: asked for, else of the setting; and a fault of ours is one line."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ropa import resources
from ropa.cli.speaking import reader
from tests.cli.conftest import Run

KAARNA = str(resources.data() / "registers" / "kaarna-customers.trig")
WEB_SHOP = str(resources.data() / "notices" / "bjorkvik-orders.ttl")
HEADINGS = {
    ("list",): ("rekisteri\tnimi\t", "register\tnamn\t", "record\ttitle\t"),
    ("queries",): ("kysely\tnimi\t", "fråga\tnamn\t", "question\ttitle\t"),
    ("reports",): ("raportti\t", "rapport\t", "report\t"),
    ("rules",): ("tunnus\tvakavuus\t", "kod\tallvarlighetsgrad\t", "code\tseverity\t"),
    ("log",): ("muutos\taika\t", "ändring\ttid\t", "change\ttime\t"),
    ("verify",): ("Ketju on ehjä.", "Kedjan är hel.", "The chain is whole."),
    ("query", "transfers-by-country"): ("Maa\tSiirto\t", "Land\tÖverföring\t", "Country\tTransfer\t"),
    ("show", "kaarna-customers"): ("Asiakasrekisteri", "Kundregister", "Customer register"),
}
COMPLAINTS = {
    ("show", "nix"): ("rekisteriä ”nix” ei ole.", "registret ”nix” finns inte.", "there is no record 'nix'."),
    ("import", "nix.txt"): ("tiedostoa ei ole.", "filen finns inte.", "there is no such file."),
    ("check", "--as-of", "2018-05-24"): ("ei sovellettu", "tillämpades inte", "did not apply"),
    ("check", "--as-of", "x"): ("ei ole päivämäärä", "är inget datum", "is no day"),
    ("list", "--format", "x"): ("odotettu muoto", "format väntades", "is no format"),
    ("report", "nix"): ("raporttia ”nix” ei ole", "rapporten ”nix” finns inte", "there is no report"),
    ("flow", "--view", "nix"): ("odotettu kuva", "bild väntades", "is no picture"),
    ("notice", "nix"): ("rekisteriä ”nix” ei ole.", "registret ”nix” finns inte.", "there is no record"),
    ("nix",): ("komentoa ”nix” ei ole", "kommandot ”nix” finns inte", "there is no command 'nix'"),
    ("show",): ("puuttuu", "saknas", "is missing"),
    ("list", "--nix"): ("valitsinta ”--nix” ei ole", "alternativet ”--nix” finns inte", "there is no option '--nix'"),
}
LANGUAGES = ("fi", "sv", "en")


def test_there_are_enough_cases() -> None:
    assert len(HEADINGS) >= 8
    assert len(COMPLAINTS) >= 11


@pytest.mark.parametrize("place", range(3), ids=LANGUAGES)
def test_headings_and_summaries(ropa: Run, place: int) -> None:
    ropa("import", KAARNA, WEB_SHOP)
    for words, said in HEADINGS.items():
        assert said[place] in ropa(*words, "--language", LANGUAGES[place]).stdout, words
        assert said[place] in ropa(*words, ROPA_LANGUAGE=LANGUAGES[place]).stdout, words


@pytest.mark.parametrize("words", COMPLAINTS, ids=" ".join)
def test_complaints(ropa: Run, words: tuple[str, ...]) -> None:
    for language, said in zip(LANGUAGES, COMPLAINTS[words], strict=True):
        told = ropa(*words, ROPA_LANGUAGE=language)
        assert told.returncode == 2
        assert said in told.stderr
        assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "setting", "language"),
    [
        (["list", "--language", "sv"], "fi", "sv"),
        (["list", "--language=sv"], "fi", "sv"),
        (["-l", "sv-FI", "list"], "", "sv"),
        (["list"], "fi", "fi"),
        (["list", "-l", "xx"], "fi", "fi"),
        (["list", "-l"], "xx", "en"),
        ([], "", "en"),
    ],
)
def test_the_language_of_complaints(words: list[str], setting: str, language: str) -> None:
    assert reader(words, {"ROPA_LANGUAGE": setting}) == language


@pytest.mark.parametrize(("language", "planned"), [("fi", "muutetaan 1"), ("sv", "1 ändras"), ("en", "1 changed")])
def test_a_trial_tells_what_would_change_and_changes_nothing(
    ropa: Run, tmp_path: Path, language: str, planned: str
) -> None:
    ropa("import", KAARNA)
    changed = Path(KAARNA).read_text("utf-8").replace('"KS-01"', '"KS-07"')
    (tmp_path / "later.trig").write_text(changed, "utf-8")
    told = ropa("import", "--dry-run", "later.trig", "--language", language).stdout
    assert planned in told
    assert "KS-01 → KS-07" in told
    assert "KS-07" not in ropa("show", "kaarna-customers").stdout


def test_the_log_of_a_record_tells_what_was_accepted(ropa: Run) -> None:
    ropa("import", WEB_SHOP)
    said = ("--reason", "Waiting for the contract", "--role", "DPO", "--until", "2027-06-30")
    assert ropa("waive", "bjorkvik-orders", "TRANSFER_WITHOUT_SAFEGUARD", *said).returncode == 0
    told = ropa("log", "bjorkvik-orders").stdout
    assert "waive TRANSFER_WITHOUT_SAFEGUARD" in told
    assert "2027-06-30\tDPO\tWaiting for the contract" in told
    too_long = ropa("waive", "bjorkvik-orders", "REGISTER_WITHOUT_NOTICE", *said[:4], "--until", "2050-01-01")
    assert too_long.returncode == 2
    assert "3 years" in too_long.stderr


def test_csv_has_names_and_iris_without_double_rows(ropa: Run) -> None:
    ropa("import", WEB_SHOP)
    rows = ropa("query", "transfers-by-country", "--format", "csv", "--language", "fi").stdout.splitlines()
    assert "Maa,Maa (IRI)" in rows[0]
    assert "Intia,https://w3id.org/dpv/loc#IN" in rows[1]
    assert len(rows) == len(set(rows))


def test_names_that_look_like_markup_and_terminals_without_utf8(ropa: Run, tmp_path: Path) -> None:
    text = Path(KAARNA).read_text("utf-8").replace('"Asiakasrekisteri"@fi', '"Asiakas [/foo] [bold]ä"@fi')
    (tmp_path / "odd.trig").write_text(text, "utf-8")
    ropa("import", "odd.trig")
    command = [str(Path(sys.executable).with_name("ropa")), "list", "--language", "fi"]
    environment = os.environ | {"ROPA_HOME": str(tmp_path / "home"), "COLUMNS": "200"}
    here, there = pty.openpty()
    done = subprocess.run(command, stdout=there, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(there)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Asiakas [/foo] [bold]ä" in os.read(here, 100_000).decode()
    plain = subprocess.run(command, capture_output=True, env=environment | {"PYTHONIOENCODING": "ascii"}, check=False)
    assert (plain.returncode, plain.stderr) == (0, b"")


def test_a_fault_of_ours_is_one_line(tmp_path: Path) -> None:
    code = "import ropa.cli.asking as a, ropa.cli as c\na.comparing.compare = lambda *x: 1 / 0\nc.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "drift", "x", "y", "--language", "fi"],
        capture_output=True,
        text=True,
        env=os.environ | {"ROPA_HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("ropa: odottamaton vika (ZeroDivisionError)")
    assert done.stderr.count("\n") == 1
    (details,) = tmp_path.glob("ropa-fault-*.txt")
    assert "ZeroDivisionError" in details.read_text("utf-8")


@pytest.mark.parametrize("given", [b"\xff\xfeSELECT", "SELECT ?s WHERE { ?s ?p 'ä' }".encode("latin-1")])
def test_a_query_that_is_no_text(tmp_path: Path, given: bytes) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ropa")), "query", "-"],
        input=given,
        capture_output=True,
        env=os.environ | {"ROPA_HOME": str(tmp_path / "home")},
        check=False,
    )
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr
    assert done.stderr.count(b"\n") == 1
