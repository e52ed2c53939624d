"""Our own notice, published and read again into an empty register, has the same faults that publishing found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ropa import resources
from ropa.register import Registry, import_file, issuing
from ropa.register.extracting import extract
from ropa.rendering.documents import render
from ropa.settings import Settings

_SURE = ("NOTICE_WITHOUT_DATA_SUBJECTS", "VAGUE_RECIPIENTS", "OBJECTION_NOT_SEPARATE", "SAFEGUARD_COPY_NOT_STATED")
"""What once differed between the two."""


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    found = Registry.open(Settings(home=tmp_path_factory.mktemp("again")), writing=True)
    files = sorted((resources.data() / "registers").glob("*.trig"))
    assert len([import_file(found, file) for file in files]) >= 9
    return found


@pytest.mark.parametrize("format", ["html", "md"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["enexus-asiakasrekisteri", "kaarna-customers", "lumme-patients", "kipina-staff"])
def test_reading_finds_what_publishing_found(
    registers: Registry, name: str, language: str, format: str, tmp_path: Path
) -> None:
    issue = issuing.prepare(registers, name, language)
    file = tmp_path / f"notice.{format}"
    file.write_bytes(render(issue.document, format, for_author=False))
    again = Registry.open(Settings(home=tmp_path / "home"), writing=True)
    assert not import_file(again, file).error
    found = {finding.code for finding in again.check().open}
    published = {finding.code for finding in issue.open}
    assert found & set(_SURE) == published & set(_SURE)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["havula-pupils", "kaarna-customers", "kipina-staff", "lumme-patients"])
def test_the_notice_of_a_faultless_record_is_faultless_when_read(
    registers: Registry, name: str, language: str, tmp_path: Path
) -> None:
    issue = issuing.prepare(registers, name, language)
    file = tmp_path / "notice.html"
    file.write_bytes(render(issue.document, "html", for_author=False))
    ((_, exchange),) = extract(file, Settings())
    assert json.loads(exchange)["defects"] == []
