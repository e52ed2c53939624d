"""Notices of records that stand already, under whatever name: each is kept beside its record, which stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import resources, texts
from ropa.rdf import NamedNode, iri
from ropa.register import Registry, import_file, publishing
from ropa.settings import Settings

REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
NOTICE = resources.data() / "notices" / "lumikello-patients.fi.txt"


@pytest.mark.parametrize("language", texts.languages())
def test_a_notice_of_a_record_under_another_name_is_kept_beside_it(tmp_path: Path, language: str) -> None:
    """As a web editor leaves it: other bytes, the same controller and title."""
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        file = next(file for file in REGISTERS if file.stem == "havula-pupils")
        assert not import_file(register, file).error
        record = register.records()[0].iri
        before = set(register.ledger.journal.state(record))
        page = publishing.document_bytes(register.document(record, language), "html", for_author=False)
        copy = tmp_path / "web.html"
        copy.write_bytes(page.replace(b"<body", b"<body id=web"))
        outcome = import_file(register, copy)
        assert [each.iri for each in register.records()] == [record]
        after = set(register.ledger.journal.state(record))
        assert before <= after and outcome.records == [record]
        added = {t.predicate for t in after - before if t.subject == NamedNode(record)}
        assert added == {iri("dpv:hasNotice")}
        (notice,) = register.dossier(record).notices
        assert notice.language and notice.language.value == language and notice.reader
        assert any(f"ropa drift {outcome.row()[2]}" in each for each in outcome.remarks)
        assert import_file(register, copy).change is None


def test_a_title_alone_is_no_record(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        for name in ("seiverkot-asiakasrekisteri", "safrent-asiakasrekisteri"):
            assert not import_file(register, next(file for file in REGISTERS if file.stem == name)).error
        text = NOTICE.read_text("utf-8").replace("Potilasrekisteri", "Asiakasrekisteri")
        (tmp_path / "other.fi.txt").write_text(text, "utf-8")
        assert not import_file(register, tmp_path / "other.fi.txt").error
        assert len(register.records()) == 3


def test_notices_in_two_languages_lie_side_by_side(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        file = next(file for file in REGISTERS if file.stem == "havula-pupils")
        assert not import_file(register, file).error
        record = register.records()[0].iri
        for language in ("fi", "sv"):
            page = publishing.document_bytes(register.document(record, language), "html", for_author=False)
            (tmp_path / f"{language}.html").write_bytes(page + b"<!-- web -->")
            assert not import_file(register, tmp_path / f"{language}.html").error
        assert len(register.records()) == 1
        assert {n.language.value for n in register.dossier(record).notices if n.language} == {"fi", "sv"}


def test_a_record_that_was_called_otherwise_since_is_not_found_by_its_former_title(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as register:
        file = next(file for file in REGISTERS if file.stem == "havula-pupils")
        assert not import_file(register, file).error
        record = register.records()[0].iri
        pages = {
            tag: publishing.document_bytes(register.document(record, tag), "html", for_author=False)
            for tag in ["fi", "sv"]
        }
        (tmp_path / "fi.html").write_bytes(pages["fi"] + b"<!-- web -->")
        assert not import_file(register, tmp_path / "fi.html").error
        former = file.read_text("utf-8")
        title = '"Elevregister för den grundläggande utbildningen"@sv'
        renamed = former.replace(title, '"Skolans register"@sv')
        assert renamed != former
        (tmp_path / "renamed.trig").write_text(renamed, "utf-8")
        assert not import_file(register, tmp_path / "renamed.trig").error
        (tmp_path / "sv.html").write_bytes(pages["sv"] + b"<!-- web -->")
        assert not import_file(register, tmp_path / "sv.html").error
        assert len(register.records()) == 2
