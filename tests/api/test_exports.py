"""Files to edit, fetched in the browser: each comes back through its door, and unedited changes nothing."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from ropa.register import Registry, import_file
from ropa.settings import Settings

LANGUAGES = ("fi", "sv", "en")
PATHS = ("/record/kaarna-customers/workbook", "/export/activities")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_an_unedited_file_changes_nothing(
    client: httpx.Client, settings: Settings, tmp_path: Path, path: str, language: str
) -> None:
    answer = client.get(f"{path}?language={language}")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
    assert name.endswith(f"-{language}.xlsx")
    (tmp_path / name).write_bytes(answer.content)
    with Registry.open(settings) as register:
        outcome = import_file(register, tmp_path / name, dry_run=True)
    assert (outcome.error, outcome.planned) == ("", {})
    assert outcome.graphs


@pytest.mark.parametrize("path", ["/export/activities?template=true", "/export/review"])
def test_other_files_to_fill_in(client: httpx.Client, path: str) -> None:
    assert client.get(path).content[:2] == b"PK"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_page_leads_to_its_files_pictures_and_reports(client: httpx.Client, language: str) -> None:
    page = client.get(f"/record/kaarna-web?language={language}", headers={"Accept": "text/html"}).text
    targets = {part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]}
    wanted = [target for target in targets if "/report/" in target or "/flow/html" in target or "/workbook" in target]
    assert sum("/report/" in target for target in wanted) > 10
    assert {view for target in wanted for view in ("sankey", "matrix", "map") if f"view={view}" in target} == {
        "sankey",
        "matrix",
        "map",
    }
    assert any("vendor=us-nimbus-hosting" in target for target in wanted)
    for target in wanted:
        assert client.get(target, headers={"Accept": "text/html, */*;q=0.5"}).status_code == 200, target


def test_nothing_can_be_written_through_the_browser(client: httpx.Client) -> None:
    for path in ("/", "/record/kaarna-web", "/record/kaarna-web/workbook", "/export/activities"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert client.request(method, path).status_code == 405, (method, path)
