"""The pages in a real browser: no axe violation, no console error, nothing fetched from elsewhere, keys suffice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ropa import documents
from tests.api.conftest import PATIENCE

PAGES = (
    "/",
    "/?search=kaarna",
    "/?search=nix",
    "/record/kaarna-customers",
    "/record/kaarna-web",
    "/record/kaarna-web/document/privacy-notice",
    "/record/kaarna-web/flow/html",
    "/findings",
    "/findings?severity=violation",
    "/rules",
    "/rules?search=30",
    "/reports",
    "/report/article-30-controller",
    "/report/article-30-processor",
    "/flow",
    "/flow/html",
    "/flow?view=sankey",
    "/flow?view=matrix",
    "/flow?view=map",
    "/flow/html?view=matrix",
    "/flow/html?vendor=us-nimbus-hosting",
    "/impact",
    "/impact?change=country&target=US",
    "/impact?change=breach&target=us-nimbus-hosting",
    "/questions",
    "/question/transfers-by-country",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/party/fi-9000001-1",
    "/docs",
    "/record/nix",
)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1280, "height": 800})
    found.set_default_timeout(PATIENCE * 1000)
    yield found
    found.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_quiet(tab: Page, server: str, path: str) -> None:
    noise: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda request: asked.append(request.url))
    views: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "fi"), ("dark", "sv"))
    for scheme, language in views:
        tab.emulate_media(color_scheme=scheme)
        tab.goto(f"{server}{path}{'&' if '?' in path else '?'}language={language}")
        result = Axe().run(tab)
        assert result.violations_count == 0, result.generate_report()
    assert all(url.startswith((server, "data:")) for url in asked)
    assert not [text for text in noise if "404" not in text], noise


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_every_language(client: httpx.Client, path: str, language: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}language={language}", headers={"Accept": "text/html"})
    assert answer.status_code == (404 if "nix" in path and "search" not in path else 200)
    assert f'<html lang="{language}' in answer.text.replace(' class="ropa-flow"', "")


def test_the_fault_is_told_where_a_dpo_looks(tab: Page, server: str) -> None:
    tab.goto(f"{server}/?language=fi")
    tab.get_by_role("link", name="Verkkokauppa").click()
    assert tab.locator("#findings .finding.violation").count() == 1
    assert "45" in tab.locator("#findings .finding.violation").inner_text()
    picture = tab.locator("#flow svg")
    assert picture.evaluate("svg => svg.getBoundingClientRect().width > 500")
    card = picture.locator("rect.card").first
    assert card.evaluate("rect => getComputedStyle(rect).fill") == "rgb(255, 255, 255)", "its styles are allowed"
    tab.goto(f"{server}/record/kaarna-customers?language=fi")
    assert tab.locator("#findings .finding.violation").count() == 0


def test_keys_reach_content_search_and_query(tab: Page, server: str) -> None:
    tab.goto(f"{server}/?language=en")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#content")
    tab.get_by_role("searchbox").focus()
    tab.keyboard.type("kaarna")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**search=kaarna**")
    tab.goto(f"{server}/sparql?language=en")
    tab.get_by_role("button", name="Run").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**query=**")
    assert tab.locator("table tbody tr").count() >= 2


def test_the_flow_page_filters_and_zooms(tab: Page, server: str) -> None:
    tab.goto(f"{server}/record/kaarna-web/flow/html?language=en")
    rows = tab.locator("tbody tr")
    whole = rows.count()
    tab.get_by_label("Country").select_option(label="United States")
    shown = [n for n in range(whole) if rows.nth(n).is_visible()]
    assert 0 < len(shown) < whole
    assert tab.locator("g.faint").count() > 0
    before = tab.locator(".picture svg").get_attribute("viewBox")
    tab.get_by_role("button", name="Zoom in").click()
    assert tab.locator(".picture svg").get_attribute("viewBox") != before


@pytest.mark.parametrize("path", ["/record/kaarna-web", "/record/kaarna-web/flow/html", "/flow/html"])
def test_a_click_on_a_name_in_the_picture_opens_it(tab: Page, server: str, path: str) -> None:
    tab.goto(f"{server}{path}?language=sv")
    links = tab.locator("svg.ropa-flow a")
    targets = {links.nth(n).get_attribute("href") or "" for n in range(links.count())}
    assert len(targets) >= 4
    assert all(target.startswith(("/party/", "/record/")) for target in targets), targets
    tab.locator("svg.ropa-flow a[href^='/party/']").first.click()
    tab.wait_for_url("**/party/**language=sv")
    tab.go_back()
    tab.locator("svg.ropa-flow a[href^='/record/']").first.click()
    tab.wait_for_url("**/record/*language=sv#activity/**")


def test_pulling_the_picture_moves_it_and_opens_nothing(tab: Page, server: str) -> None:
    tab.goto(f"{server}/record/kaarna-web/flow/html?language=en")
    address, before = tab.url, tab.locator(".picture svg").get_attribute("viewBox")
    box = tab.locator("svg.ropa-flow a[href^='/party/']").first.bounding_box()
    assert box
    tab.mouse.move(box["x"] + 20, box["y"] + 10)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 90, box["y"] + 40, steps=4)
    tab.mouse.up()
    assert tab.locator(".picture svg").get_attribute("viewBox") != before
    assert tab.url == address


def test_the_flow_page_works_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE * 1000)
    tab = context.new_page()
    tab.goto(f"{server}/record/kaarna-web/flow/html?language=en")
    assert tab.locator(".picture svg").is_visible()
    assert tab.locator("tbody tr").count() >= 8
    assert not tab.locator(".tools").is_visible()
    context.close()


def test_downloads_are_what_they_say(client: httpx.Client) -> None:
    report = client.get("/report/article-30-controller?format=xlsx")
    assert report.content[:2] == b"PK"
    assert "attachment" in report.headers["content-disposition"]
    assert (
        client.get("/report/article-30-controller?format=csv&language=fi")
        .headers["content-type"]
        .startswith("text/csv")
    )
    pdf = client.get("/record/kaarna-customers/document/privacy-notice?format=pdf&language=fi")
    assert pdf.content[:5] == b"%PDF-"
    svg = client.get("/record/kaarna-customers/flow/svg?language=sv")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert client.get("/record/kaarna-customers/flow/gif").status_code == 400


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_kind_of_document_opens_from_the_record(client: httpx.Client, language: str) -> None:
    kinds = documents.kinds()
    assert "privacy-notice" in kinds
    page = client.get(f"/record/kaarna-web?language={language}", headers={"Accept": "text/html"}).text
    for kind in kinds:
        assert f"/record/kaarna-web/document/{kind}" in page
        answer = client.get(f"/record/kaarna-web/document/{kind}?language={language}", headers={"Accept": "text/html"})
        assert answer.status_code == 200, kind
        assert answer.headers["content-language"] == language


def test_lists_for_programs(client: httpx.Client) -> None:
    records = client.get("/?language=en", headers={"Accept": "application/json"}).json()
    assert [(r["slug"], r["violations"]) for r in records] == [("kaarna-customers", 0), ("kaarna-web", 1)]
    rules = client.get("/rules?language=sv", headers={"Accept": "application/json"}).json()
    assert len(rules) >= 30
    assert all(rule["duty"] and rule["articles"] for rule in rules)
    findings = client.get("/findings", headers={"Accept": "application/json"}).json()
    assert [f["record"] for f in findings["findings"] if f["severity"] == "violation"] == [
        "https://ropa.example/record/kaarna-web"
    ]
    assert "sh:ValidationReport" in client.get("/findings?format=turtle").text
