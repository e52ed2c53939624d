"""Every command of the design is there, explains itself, and does what it says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ropa import resources
from tests.cli.conftest import Run

COMMANDS = [
    "demo",
    "extract",
    "import",
    "list",
    "show",
    "check",
    "query",
    "queries",
    "rules",
    "reports",
    "notice",
    "report",
    "flow",
    "export",
    "remove",
    "log",
    "restore",
    "erase",
    "verify",
    "generate",
    "serve",
    "explain",
]
KAARNA = str(resources.data() / "registers" / "kaarna-customers.trig")
WEB_SHOP = str(resources.data() / "notices" / "bjorkvik-orders.ttl")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example(ropa: Run, command: str) -> None:
    shown = ropa(command, "--help")
    assert shown.returncode == 0
    assert f"ropa {command}" in shown.stdout
    assert "Example" in shown.stdout


def test_the_first_day(ropa_program: Run, tmp_path: Path) -> None:
    assert "new" in ropa_program("import", KAARNA, WEB_SHOP).stdout
    assert "unchanged" in ropa_program("import", KAARNA).stdout
    listed = json.loads(ropa_program("list", "--format", "json", "--language", "fi").stdout)
    assert {row["record"]: row["title"] for row in listed} == {
        "bjorkvik-orders": "Verkkokaupan tilaukset",
        "kaarna-customers": "Asiakasrekisteri",
    }
    found = ropa_program("check", "bjorkvik-orders", "--format", "json")
    assert found.returncode == 1
    assert "TRANSFER_WITHOUT_SAFEGUARD" in {f["code"] for f in json.loads(found.stdout)["findings"]}
    assert ropa_program("verify").returncode == 0
    for language in ("fi", "sv", "en"):
        assert "Kaarna Sähkö Oy" in ropa_program("notice", "kaarna-customers", "--language", language).stdout
    report = ropa_program("report", "article-30-controller", "--format", "csv").stdout.lstrip("\ufeff")
    assert len(list(csv.reader(io.StringIO(report)))) > 3
    assert ropa_program("flow", "--output", "flow.svg").returncode == 0
    assert (tmp_path / "flow.svg").read_bytes().startswith(b"<")


@pytest.mark.parametrize(
    ("language", "was", "new"), [("fi", "3 vuotta", "5 vuotta"), ("sv", "3 år", "P5Y"), ("en", "3 years", "5 years")]
)
def test_a_record_is_mended_in_a_workbook(ropa: Run, tmp_path: Path, language: str, was: str, new: str) -> None:
    from openpyxl import load_workbook

    ropa("import", KAARNA)
    assert ropa("export", "kaarna-customers", "record.xlsx", "--language", language).returncode == 0
    assert "unchanged" in ropa("import", "record.xlsx").stdout
    book = load_workbook(tmp_path / "record.xlsx")
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == was]
    assert len(cells) == 1
    cells[0].value = new
    book.save(tmp_path / "record.xlsx")
    planned = ropa("import", "--dry-run", "record.xlsx", "--language", "en").stdout
    assert "0 added, 0 removed, 1 changed" in planned
    assert "3 years → 5 years" in planned
    assert "\tchanged\t" in ropa("import", "record.xlsx").stdout
    assert '"P5Y"' in ropa("show", "kaarna-customers", "--format", "turtle").stdout
    assert '"P3Y"' in ropa("show", "kaarna-customers", "--version", "1", "--format", "turtle").stdout
    assert ropa("restore", "kaarna-customers", "--version", "1").returncode == 0
    assert '"P3Y"' in ropa("show", "kaarna-customers", "--format", "turtle").stdout
    assert ropa("log", "kaarna-customers").stdout.count("record/kaarna-customers") == 3


def test_the_workbook_is_for_people(ropa: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    ropa("import", KAARNA)
    ropa("export", "kaarna-customers", "record.xlsx", "--language", "fi")
    book = load_workbook(tmp_path / "record.xlsx")
    facts, guide, lists = book.worksheets
    assert (guide.title, lists.sheet_state) == ("Ohje", "hidden")
    head = next(n for n, row in enumerate(facts.iter_rows(values_only=True), 1) if row[0] == "Kohta")
    assert [cell.value for cell in facts[head]][:4] == ["Kohta", "Tieto", "Arvo", "Kieli"]
    assert all(facts.column_dimensions[letter].hidden for letter in "EFG")
    seen = [row for row in range(1, facts.max_row + 1) if not facts.row_dimensions[row].hidden]
    shown = {str(facts.cell(row, column).value) for row in seen for column in range(1, 5)}
    assert not [words for words in shown if words.startswith(("P3Y", "https://ropa", "true", "type"))]
    assert len(facts.data_validations.dataValidation) > 40
    fields = {cell.value for column in lists.iter_cols() for cell in column}
    assert {"kyllä", "sopimuksen täytäntöönpano", "asiakas"} <= fields


def test_a_person_adds_and_clears_values_by_their_words(ropa: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    ropa("import", KAARNA)
    ropa("export", "kaarna-customers", "record.xlsx", "--language", "fi")
    book = load_workbook(tmp_path / "record.xlsx")
    facts = book.active
    rows = list(facts.iter_rows())
    controller = next(row for row in rows if row[1].value == "rekisterinpitäjä")
    controller[2].value = "Laskukanto Oy"
    gone = next(row for row in rows if row[2].value == "vastustamisoikeus")
    gone[2].value = None
    empty = next(
        row for row in rows if row[0].value is None and row[4].value is None and row[0].row > controller[0].row
    )
    place = next(row[0].value for row in rows if row[4].value == "activity/newsletter")
    for cell, value in zip(empty, (place, "henkilötietoryhmät", "postiosoite"), strict=False):
        cell.value = value
    book.save(tmp_path / "record.xlsx")
    assert ropa("import", "record.xlsx").returncode == 0
    shown = ropa("show", "kaarna-customers", "--language", "fi").stdout
    assert "Rekisterinpitäjä: Laskukanto Oy" in shown
    assert "Henkilötietoryhmät: postiosoite; sähköpostiosoite" in shown


def test_a_record_is_mended_as_json(ropa: Run, tmp_path: Path) -> None:
    ropa("import", KAARNA)
    ropa("export", "kaarna-customers", "record.json", "--language", "en")
    text = (tmp_path / "record.json").read_text("utf-8")
    (tmp_path / "record.json").write_text(text.replace('"KS-01"', '"KS-02"'), "utf-8")
    assert "changed" in ropa("import", "record.json").stdout
    assert "Reference: KS-02" in ropa("show", "kaarna-customers").stdout


def test_what_is_removed_can_be_brought_back_and_erased(ropa: Run) -> None:
    ropa("import", KAARNA)
    before = ropa("show", "kaarna-customers").stdout
    assert ropa("remove", "kaarna-customers").returncode == 0
    assert "kaarna-customers" not in ropa("list").stdout
    assert ropa("restore", "kaarna-customers", "--version", "1").returncode == 0
    assert ropa("show", "kaarna-customers").stdout == before
    assert ropa("erase", "kaarna-customers").returncode == 0
    assert ropa("show", "kaarna-customers", "--version", "1").returncode == 2
    assert ropa("verify").returncode == 0


def test_the_whole_register_moves_to_another_home(ropa: Run, tmp_path: Path) -> None:
    ropa("import", KAARNA, WEB_SHOP)
    for name in ("all.trig", "all.jsonld", "all.nq"):
        ropa("export", name)
        other = str(tmp_path / name.replace(".", "-"))
        assert ropa("import", name, ROPA_HOME=other).returncode == 0
        for record in ("kaarna-customers", "bjorkvik-orders"):
            assert ropa("show", record, ROPA_HOME=other).stdout == ropa("show", record).stdout


def test_questions_answer_in_every_format(ropa: Run) -> None:
    ropa("import", WEB_SHOP)
    table = ropa("query", "transfers-by-country", "--param", "country=IN", "--language", "fi").stdout
    assert "Intia" in table
    assert ropa("query", "transfers-by-country", "--param", "country=US").stdout.count("\n") == 1
    assert json.loads(ropa("query", "transfers-by-country", "--format", "json").stdout)["results"]["bindings"]
    assert "<sparql" in ropa("query", "transfers-by-country", "--format", "xml").stdout
    own = "SELECT ?s WHERE { GRAPH ?g { ?s a <https://w3id.org/ropa-kg#Register> } }"
    assert "bjorkvik-orders" in ropa("query", "-", "--format", "csv", given=own).stdout
    made = "CONSTRUCT { ?s a ?c } WHERE { GRAPH ?g { ?s a ?c } } LIMIT 1"
    assert ropa("query", "-", "--format", "turtle", given=made).stdout.count(" a ") == 1


def test_the_law_of_another_day(ropa: Run) -> None:
    ropa("import", KAARNA)
    early = ropa("check", "--as-of", "2018-05-24")
    assert early.returncode == 2
    assert "did not apply" in early.stderr


def test_any_rdf_is_checked_with_any_shapes(ropa: Run, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:Dog> .")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<urn:shape> a sh:NodeShape ; sh:targetClass <urn:Dog> ; sh:property <urn:named> .\n"
        "<urn:named> sh:path <urn:name> ; sh:minCount 1 ; sh:message 'Every dog has a name.'@en ."
    )
    found = ropa("check", "--file", "data.ttl", "--shapes", "shapes.ttl", "--format", "turtle")
    assert found.returncode == 1
    assert "sh:ValidationReport" in found.stdout
    assert "<urn:a>" in found.stdout
    assert "Every dog has a name." in ropa("check", "--file", "data.ttl", "--shapes", "shapes.ttl").stdout


def test_generated_registers_repeat_byte_for_byte(ropa: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert ropa("generate", "--records", "20", "--seed", "7", "--output", folder).returncode == 0
    one = {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    assert one == {file.name: file.read_bytes() for file in (tmp_path / "two").iterdir()}
    assert sum(name.startswith("record-") for name in one) == 20


def test_publishing_refuses_what_the_law_would_miss_and_settles_the_old_notice(ropa: Run, tmp_path: Path) -> None:
    assert not ropa("import", WEB_SHOP).returncode
    refused = ropa("notice", "bjorkvik-orders", "--language", "fi", "--publish", "--output", "new.html")
    assert refused.returncode == 1 and not (tmp_path / "new.html").exists()
    assert "puutteita 2, suosituksia 2" in refused.stderr
    assert "TRANSFER_WITHOUT_SAFEGUARD" in refused.stderr and "--despite-findings" in refused.stderr
    assert not json.loads(ropa("list", "--format", "json").stdout)[0].get("notice")
    said = ropa("notice", "bjorkvik-orders", "-l", "fi", "--publish", "--despite-findings", "--output", "new.html")
    assert said.returncode == 0 and (tmp_path / "new.html").read_text("utf-8")
    assert "Julkaistu ja tallennettu nimellä notice/bjorkvik-orders." in said.stderr
    assert "julkaisu new.html" in ropa("log", "bjorkvik-orders", "--language", "fi").stdout
    assert "the record says" in ropa("check", "bjorkvik-orders", "--language", "en").stdout
    assert "unchanged\tbjorkvik-orders" in ropa("import", "new.html").stdout
    assert ropa("verify").returncode == 0


def test_a_faultless_record_is_published_in_silence_and_told_to_be_ready(ropa: Run, tmp_path: Path) -> None:
    assert not ropa("import", KAARNA).returncode
    assert "Ready to publish: ropa notice kaarna-customers" in ropa("check", "kaarna-customers").stdout
    for name in ("new.pdf", "new.html"):
        said = ropa("notice", "kaarna-customers", "--language", "sv", "--publish", "--output", name)
        assert said.returncode == 0 and (tmp_path / name).exists(), said.stderr
    assert (
        ropa("notice", "kaarna-customers", "--variant", "short", "--publish", "--output", "short.html").returncode == 0
    )
    log = ropa("log", "--language", "en").stdout
    assert log.count("publish new.pdf\tnotice/kaarna-customers") == log.count("publish new.html\tnotice") == 1
    assert "short.html" not in log


def test_a_draft_tells_whether_it_may_be_published(ropa: Run) -> None:
    ropa("import", KAARNA)
    draft = ropa("notice", "kaarna-customers", "--language", "en")
    assert draft.stderr.startswith("Ready to publish: ropa notice kaarna-customers --language en --publish")
    assert ropa("notice", "kaarna-customers", "--language", "en", "--publish").returncode == 0
    assert "says what the record says" in ropa("notice", "kaarna-customers", "--language", "en").stderr
    assert ropa("notice", "kaarna-customers", "--kind", "record-sheet").stderr == ""
