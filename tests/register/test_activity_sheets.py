"""The register as a sheet of activities: an unchanged one changes nothing, its template and guide read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ropa.register import Registry, activity_sheets, import_file

BASE = "https://ropa.example"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_register_as_a_sheet_changes_nothing(
    sheets_in: Registry, tmp_path: Path, language: str, ending: str
) -> None:
    file = tmp_path / f"activities.{ending}"
    file.write_bytes(activity_sheets.export(sheets_in, file.name, language))
    outcome = import_file(sheets_in, file)
    assert not outcome.error
    assert not [remark for remark in outcome.remarks if "no field" in remark]
    assert len(outcome.records) == len(sheets_in.records())
    assert not outcome.changed


def test_an_edited_cell_changes_only_what_it_says(sheets_in: Registry, tmp_path: Path) -> None:
    file = tmp_path / "activities.csv"
    text = activity_sheets.export(sheets_in, file.name, "en").decode()
    assert text.count("Payroll") == 1
    file.write_text(text.replace("Payroll", "Salaries").replace("Canada", "Japan"), encoding="utf-8", newline="")
    before = set(sheets_in.ledger.journal.state(f"{BASE}/record/hr"))
    outcome = import_file(sheets_in, file)
    after = set(sheets_in.ledger.journal.state(f"{BASE}/record/hr"))
    assert [graph for graph, state in outcome.graphs.items() if state == "changed"] == [f"{BASE}/record/hr"]
    assert {t.object.value for t in after - before} == {"Salaries", "https://w3id.org/dpv/loc#JP"}
    assert len(before - after) == 2
    assert outcome.undecided == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_template_is_read_back(register: Registry, tmp_path: Path, language: str) -> None:
    file = tmp_path / "template.csv"
    head = activity_sheets.export(register, file.name, language, template=True).decode()
    file.write_text(head + "new-register,Uusi", encoding="utf-8", newline="")
    outcome = import_file(register, file)
    assert outcome.graphs == {f"{BASE}/record/new-register": "new"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_guide_gives_an_example_that_reads_back_as_itself(
    register: Registry, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(activity_sheets.export(register, file.name, language, template=True))
    book = openpyxl.load_workbook(file)
    told = {name: example for name, example in book.worksheets[1].iter_rows(values_only=True) if example}
    columns = [cell.value for cell in book.worksheets[0][4]]
    assert sum(column in told for column in columns) >= 15
    for number, column in enumerate(columns, 1):
        book.worksheets[0].cell(5, number, told.get(column))
    book.worksheets[0].cell(5, 1, "fresh")
    book.save(file)
    outcome = import_file(register, file)
    assert (outcome.error, outcome.row()[1:3]) == ("", ["new", "fresh"])
    file.write_bytes(activity_sheets.export(register, file.name, language))
    again = [row for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True) if row[0] == "fresh"]
    assert len(again) == 1
    said = {line.split(";")[0].strip() for cell in again[0] if cell for line in cell.split("\n")}
    assert {line.split(";")[0].strip() for name in columns[1:] for line in told.get(name, "").split("\n")} - said == {
        ""
    }
