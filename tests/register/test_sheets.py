"""Documents show the open findings that concern them, to the house only; what is accepted or published shows none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ropa import documents, resources, texts
from ropa.register import Registry, import_file, waive
from ropa.rendering.documents import formats, render
from ropa.settings import Settings

SHEETS = {"record-sheet", "processing-annex", "transfer-assessment", "interest-assessment", "dpia-screening"}
NOTICES = {"privacy-notice", "tietosuojaseloste"}
RECORD = "https://ropa.example/record/bjorkvik-orders"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    found = Registry.open(Settings(home=tmp_path_factory.mktemp("sheets")), writing=True)
    assert not import_file(found, resources.data() / "notices" / "bjorkvik-orders.ttl").error
    return found


def test_sheets_and_notices_show_findings_an_answer_to_a_person_none() -> None:
    assert {kind for kind in documents.kinds() if documents.concerns(kind)} == SHEETS | NOTICES


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_record_sheet_lists_every_open_finding_in_the_language(register: Registry, language: str) -> None:
    check = register.check([RECORD])
    made = register.document("bjorkvik-orders", language, "record-sheet")
    assert {f.key for f in made.findings} >= {f.code for f in check.open if f.record == RECORD} != set()
    words = [(rule.code, rule.messages[language].partition("{")[0][:25]) for rule in check.rulebook.rules]
    for found in made.findings:
        assert any(code == found.key and begin in found.text for code, begin in words), found


@pytest.mark.parametrize("kind", sorted(SHEETS - {"record-sheet"}))
def test_other_sheets_list_those_under_their_articles(register: Registry, kind: str) -> None:
    every = register.document("bjorkvik-orders", "en", "record-sheet").findings
    own = register.document("bjorkvik-orders", "en", kind).findings
    begin = documents.concerns(kind)
    assert list(own) == [f for f in every if any(a.startswith(begin) for a in f.articles)]


def test_a_transfer_without_a_ground_stands_on_the_sheet_of_transfers(register: Registry) -> None:
    codes = {finding.key for finding in register.document("bjorkvik-orders", "en", "transfer-assessment").findings}
    assert codes & {"ENGAGEMENT_TRANSFER_UNDECLARED", "ONWARD_TRANSFER_UNDECLARED", "TRANSFER_WITHOUT_SAFEGUARD"}, codes


@pytest.mark.parametrize("format", [name for name in formats() if name not in {"pdf", "docx"}])
def test_the_list_is_marked_internal_and_never_published(register: Registry, format: str) -> None:
    made = register.document("bjorkvik-orders", "fi", "record-sheet")
    heading = texts.say("notice-findings-internal", "fi")
    inside, outside = (render(made, format, for_author=whose).decode() for whose in (True, False))
    told = made.findings[0].text[:20]
    assert told in inside
    assert told not in outside and heading not in outside
    assert format == "json" or heading in inside


def test_what_was_accepted_is_not_listed(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path), writing=True) as own:
        assert not import_file(own, resources.data() / "notices" / "bjorkvik-orders.ttl").error
        code = own.document("bjorkvik-orders", "en", "record-sheet").findings[0].key
        waive(own, "bjorkvik-orders", code, "Known", "Board", date.today() + timedelta(days=30))
        assert code not in {f.key for f in own.document("bjorkvik-orders", "en", "record-sheet").findings}


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_a_notice_tells_its_author_what_is_open_of_grounds_and_transfers(register: Registry, kind: str) -> None:
    made = register.document("bjorkvik-orders", "fi", kind)
    assert "TRANSFER_WITHOUT_SAFEGUARD" in {found.key for found in made.findings}
    assert not [found for found in made.findings if found.articles[0].startswith(("28", "30", "32"))]
    assert made.findings[0].text not in render(made, "md", for_author=False).decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_of_the_notice_that_was_read_the_number_is_told(tmp_path: Path, language: str) -> None:
    with Registry.open(Settings(home=tmp_path), writing=True) as own:
        (record,) = import_file(own, resources.data() / "notices" / "tidewater-volunteers.en.txt").records
        number = sum("/notice/" in finding.record for finding in own.check([record]).open)
        (told,) = [f for f in own.document(record, language).findings if f.key == "findings-published"]
        assert number and str(number) in told.text and record.rpartition("/")[2] in told.text
