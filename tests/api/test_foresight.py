"""What-if pages, views of the flow, and waivers as a reader of the pages meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from ropa import flows, resources
from ropa.register import Registry, import_file, waive
from ropa.settings import Settings
from tests.api.conftest import PATIENCE

PAGE = {"Accept": "text/html"}
LANGUAGES = ("fi", "sv", "en")
NIMBUS = "https://ropa.example/party/us-nimbus-hosting"
CHANGES = (("breach", NIMBUS), ("country", "US"), ("contract", "us-nimbus-hosting"), ("data", "pd:Name"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("change", "target"), CHANGES)
def test_a_change_is_answered_with_list_links_and_picture(
    client: httpx.Client, change: str, target: str, language: str
) -> None:
    asked = {"change": change, "target": target, "language": language}
    page = client.get("/impact", params=asked, headers=PAGE)
    assert page.status_code == 200
    found = client.get("/impact", params=asked, headers={"Accept": "application/json"}).json()
    assert found["change"] == change
    assert found["activities"]
    for iri in found["records"]:
        assert f'<a href="{iri.removeprefix("https://ropa.example")}?language={language}">' in page.text
    assert "<svg" in page.text
    assert page.text.count(" selected>") == 1
    assert "'sha256-" in page.headers["content-security-policy"]


def test_the_day_on_which_it_happens_may_be_asked(client: httpx.Client) -> None:
    asked = {"change": "country", "target": "US", "as-of": "30.6.2027", "language": "fi"}
    assert client.get("/impact", params=asked, headers={"Accept": "application/json"}).json()["day"] == "2027-06-30"
    page = client.get("/impact", params=asked, headers=PAGE).text
    assert 'value="2027-06-30"' in page
    assert "as-of=2027-06-30" in page
    wrong = client.get("/impact", params={**asked, "as-of": "kesällä"}, headers={"Accept": "application/json"})
    assert wrong.status_code == 400
    assert "kesällä" in wrong.json()["detail"]


def test_what_cannot_be_foreseen_is_explained(client: httpx.Client) -> None:
    for query, status in (
        ("change=x&target=US", 400),
        ("change=country&target=FR", 404),
        ("change=breach&target=x", 404),
    ):
        answer = client.get(f"/impact?{query}", headers=PAGE)
        assert answer.status_code == status, query
        assert "<main" in answer.text
    assert "<svg" not in client.get("/impact", headers=PAGE).text


def test_each_view_is_served_in_each_of_its_forms(client: httpx.Client) -> None:
    seen = 0
    for view in flows.view_names():
        for form in flows.view_formats(view):
            answer = client.get(f"/flow/{form}?view={view}&language=sv")
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(flows.media_type(form, view))
            seen += 1
    assert seen >= 15
    assert client.get("/flow/dot?view=map").status_code == 400
    assert client.get("/flow?view=nix", headers=PAGE).status_code == 400
    chain = client.get("/flow/json?vendor=us-nimbus-hosting").json()
    assert NIMBUS in {node["iri"] for node in chain["nodes"]}
    assert not any(node["role"] == "source" for node in chain["nodes"])
    assert "vendor=us-nimbus-hosting" in client.get("/party/us-nimbus-hosting", headers=PAGE).text
    assert client.get("/flow/svg?vendor=fi-9000001-1").status_code == 404


def test_questions_of_the_program_itself_are_not_listed(client: httpx.Client) -> None:
    listed = {line["name"] for line in client.get("/questions", headers={"Accept": "application/json"}).json()}
    assert len(listed) >= 20
    assert "names-of-nodes" not in listed
    assert "names-of-nodes" not in client.get("/sparql", headers=PAGE).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accepted_finding_stays_and_tells_by_whom_and_until_when(
    tmp_path: Path, serve: Callable[[Settings], AbstractContextManager[str]], language: str
) -> None:
    settings = Settings(home=tmp_path / "data")
    until = date.today() + timedelta(days=40)
    with Registry.open(settings, writing=True) as register:
        assert not import_file(register, resources.data() / "registers" / "kaarna-customers.trig").error
        code = register.check().findings[0].code
        waive(register, "kaarna-customers", code, "Read <b>twice</b>", "Board", until)
    shown = until.isoformat() if language == "en" else f"{until.day}.{until.month}.{until.year}"
    with serve(settings) as address:
        for path in ("/record/kaarna-customers", "/findings"):
            page = httpx.get(f"{address}{path}?language={language}", headers=PAGE, timeout=PATIENCE).text
            waived = re.findall(r'<p class="waiver">(.*?)</p>', page, re.S)
            assert len(waived) == 1, path
            assert shown in waived[0]
            assert "Read &lt;b&gt;twice&lt;/b&gt;" in waived[0]
            assert "Board" in waived[0]
            assert code in page
