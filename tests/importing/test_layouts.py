"""One notice in the layouts that pages, forms and files have: whatever holds its sections, all of it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import pytest
import yaml

from tests.importing.sample import exchanged

NOTICES = yaml.safe_load(Path(__file__).with_name("layouts.yaml").read_text(encoding="utf-8"))
Section = tuple[int, str, list[str]]
"""The number of a section, its heading, and its paragraphs."""


def _items(told: list[str]) -> list[str]:
    return [each[1:] for each in told if each.startswith("*")]


def _paragraphs(told: list[str]) -> list[str]:
    return [each for each in told if not each.startswith("*")]


def _html(told: list[str]) -> str:
    listed = "".join(f"<li>{each}</li>" for each in _items(told))
    return "".join(f"<p>{each}</p>" for each in _paragraphs(told)) + (f"<ul>{listed}</ul>" if listed else "")


def _lines(told: list[str], indent: str = "") -> str:
    return "\n".join([*(indent + each for each in _paragraphs(told)), *(f"{indent}- {each}" for each in _items(told))])


def _line(told: list[str]) -> str:
    return " ".join(_paragraphs(told)) + ", ".join(_items(told))


def _br(told: list[str]) -> str:
    return "<br>".join([*_paragraphs(told), *(f"- {each}" for each in _items(told))])


def _hung(section: Section) -> str:
    """Labels broken over rows at the margin, every row of the answer behind a tab."""
    *above, last = wrap(section[1], 24)
    told = [row for line in _lines(section[2]).splitlines() for row in wrap(line, 50)]
    first = f"{last}\t{told[0]}" if told else last
    return "\n".join([*above, first, *(f"\t{row}" for row in told[1:])])


PAGES: dict[str, tuple[str, Callable[[Section], str]]] = {
    "headings": ("{}", lambda s: f"<h2>{s[1]}</h2>{_html(s[2])}"),
    "numbered capitals": ("{}", lambda s: f"<h2>{s[0]}. {s[1].upper()}</h2>{_html(s[2])}"),
    "definitions": ("<dl>{}</dl>", lambda s: f"<dt>{s[1]}</dt><dd>{_html(s[2])}</dd>"),
    "table": ("<table>{}</table>", lambda s: f"<tr><td>{s[1]}</td><td>{_html(s[2])}</td></tr>"),
    "row heads": ("<table>{}</table>", lambda s: f"<tr><th scope=row>{s[0]}. {s[1]}</th><td>{_html(s[2])}</td></tr>"),
    "three columns": (
        "<table>{}</table>",
        lambda s: f"<tr><td>{s[0]}</td><td>{s[1]}</td><td>{_html(s[2])}</td></tr>",
    ),
    "stacked rows": ("<table>{}</table>", lambda s: f"<tr><td>{s[1]}</td></tr><tr><td>{_html(s[2])}</td></tr>"),
    "details": ("{}", lambda s: f"<details><summary>{s[1]}</summary>{_html(s[2])}</details>"),
    "buttons": (
        "{}",
        lambda s: f'<button aria-expanded="false">{s[1]}</button><div class="accordion-panel">{_html(s[2])}</div>',
    ),
    "folded": (
        "{}",
        lambda s: f'<h3><button type="button">{s[1]}</button></h3><div hidden class="panel">{_html(s[2])}</div>',
    ),
    "label and value": ("{}", lambda s: f'<div><div class="label">{s[1]}</div><div>{_html(s[2])}</div></div>'),
    "span and break": ("{}", lambda s: f"<p><span>{s[1]}</span><br>{_line(s[2])}</p>"),
    "bold and break": ("{}", lambda s: f"<p><strong>{s[1]}</strong><br>{_line(s[2])}</p>"),
    "bold and colon": ("{}", lambda s: f"<p><strong>{s[1]}:</strong> {_line(s[2])}</p>"),
    "bold in a list": ("<ol>{}</ol>", lambda s: f"<li><strong>{s[1]}</strong> {_html(s[2])}</li>"),
    "one paragraph": ("<p>{}</p>", lambda s: f"<b>{s[1]}</b><br>{_br(s[2])}<br><br>"),
    "underlined": ("{}", lambda s: f"<p><u>{s[1]}</u></p>{_html(s[2])}"),
    "cards": ("{}", lambda s: f'<div class="card"><p class="card-title">{s[1]}</p>{_html(s[2])}</div>'),
    "lettered": ("{}", lambda s: f"<p>Q: {s[1]}</p><p>A: {_line(s[2])}</p>"),
}
TEXTS: dict[str, tuple[str, Callable[[Section], str]]] = {
    "blank lines": ("\n\n", lambda s: f"{s[1]}\n\n{_lines(s[2])}"),
    "no blank line": ("\n\n", lambda s: f"{s[1]}\n{_lines(s[2])}"),
    "no blank line at all": ("\n", lambda s: f"{s[1]}\n{_lines(s[2])}"),
    "numbers": ("\n\n", lambda s: f"{s[0]}. {s[1]}\n{_lines(s[2])}"),
    "clauses": ("\n\n", lambda s: f"{s[0]} § {s[1]}\n{_lines(s[2])}"),
    "letters": ("\n\n", lambda s: f"{'ABCDEFGHIJKLM'[s[0] - 1]}) {s[1]}\n{_lines(s[2])}"),
    "capitals": ("\n\n", lambda s: f"{s[1].upper()}\n{_lines(s[2])}"),
    "underlines": ("\n\n", lambda s: f"{s[1]}\n{'-' * len(s[1])}\n{_lines(s[2])}"),
    "equals": ("\n\n", lambda s: f"== {s[1]} ==\n{_lines(s[2])}"),
    "stars": ("\n\n", lambda s: f"*** {s[1]} ***\n{_lines(s[2])}"),
    "colons": ("\n\n", lambda s: f"{s[1]}: {_line(s[2])}"),
    "colons below each other": ("\n", lambda s: f"{s[1]}: {_line(s[2])}"),
    "colons above": ("\n\n", lambda s: f"{s[1]}:\n{_lines(s[2])}"),
    "dashes": ("\n\n", lambda s: f"{s[1]} – {_line(s[2])}"),
    "bullets": ("\n", lambda s: f"• {s[1]}: {_line(s[2])}"),
    "indented": ("\n\n", lambda s: f"{s[1]}\n{_lines(s[2], '    ')}"),
    "bars": ("\n", lambda s: f"{s[1]} | {_line(s[2])}"),
    "boxes": ("\n", lambda s: f"| {s[1]} | {_line(s[2])} |"),
    "tabs": ("\n", lambda s: f"{s[1]}\t{_line(s[2])}"),
    "hanging": ("\n", _hung),
    "questions": ("\n\n", lambda s: f"Q: {s[1]}\nA: {_line(s[2])}"),
}
MARKDOWN: dict[str, tuple[str, Callable[[Section], str]]] = {
    "hashes": ("\n\n", lambda s: f"## {s[1]}\n\n{_lines(s[2])}"),
    "list in bold": ("\n", lambda s: f"- **{s[1]}:** {_line(s[2])}"),
    "bold and dash": ("\n\n", lambda s: f"**{s[1]}** – {_line(s[2])}"),
    "bold lines": ("\n\n", lambda s: f"**{s[1]}**\n{_lines(s[2])}"),
    "numbers in bold": ("\n\n", lambda s: f"{s[0]}. **{s[1]}**\n\n   {_lines(s[2])}"),
    "details": ("\n\n", lambda s: f"<details><summary>{s[1]}</summary>\n\n{_lines(s[2])}\n\n</details>"),
}
BASIC = {"A15", "A16", "A17", "A18", "A20", "A77"}


def _sections(language: str) -> list[Section]:
    return [(number, each[0], each[1:]) for number, each in enumerate(NOTICES[language]["sections"], 1)]


def _is_whole(text: str, name: str) -> None:
    found = exchanged(text, name)
    assert {"controller", "contact", "purpose", "retention", "transfers", "security"} <= found["states"].keys()
    assert found["states"]["automated"] == "empty"
    assert found["controller"]["name"].startswith("Rantala")
    assert found["controller"]["address"] and found["controller"]["email"] != found["contact"]["email"] is not None
    assert found["legal_bases"] == ["A6(1)(b)"]
    assert len(found["data_categories"]) == 4
    assert [len(found[each]) for each in ("data_subjects", "sources", "recipients")] == [2, 1, 2]
    assert (found["transfers"], found["processors"], found["retention"]["iso8601_duration"]) == ([], [], "P2Y")
    assert set(found["rights"]) == BASIC


@pytest.mark.parametrize("language", sorted(NOTICES))
@pytest.mark.parametrize("layout", PAGES)
def test_pages(language: str, layout: str) -> None:
    around, section = PAGES[layout]
    body = around.format("".join(map(section, _sections(language))))
    title = NOTICES[language]["title"]
    _is_whole(f"<html><body><nav><a>Home</a></nav><h1>{title}</h1>{body}</body></html>", "notice.html")


@pytest.mark.parametrize("language", sorted(NOTICES))
@pytest.mark.parametrize("layout", TEXTS)
def test_texts(language: str, layout: str) -> None:
    between, section = TEXTS[layout]
    _is_whole(f"{NOTICES[language]['title']}\n\n" + between.join(map(section, _sections(language))), "notice.txt")


@pytest.mark.parametrize("language", sorted(NOTICES))
@pytest.mark.parametrize("layout", MARKDOWN)
def test_markdown(language: str, layout: str) -> None:
    between, section = MARKDOWN[layout]
    _is_whole(f"# {NOTICES[language]['title']}\n\n" + between.join(map(section, _sections(language))), "notice.md")


def test_items_that_lead_with_a_word_in_bold_are_no_sections() -> None:
    told = "\n".join(
        f"- **{each}:** name" for each in ("Basics", "Visits", "Boats", "Letters", "Meals", "Rest", "Cars")
    )
    page = f"# Privacy notice\n\n## What we collect\n\n{told}\n\n## How long\n\nTwo years.\n"
    assert {"data", "retention"} <= exchanged(page, "notice.md")["states"].keys()
    assert "other" not in exchanged(page, "notice.md")["states"]


FRIENDLY = (
    "<h1>We care at {who}</h1><h2>A warm welcome</h2><p>{who} Ltd (company number 09841177) teaches rowing. "
    "We are the data controller. Write to us at 22 Harbour Lane, 99990 Rantala or office@rantala.example.</p>"
    "<p>Our registrar looks after privacy questions: registrar@rantala.example.</p>"
    "<h2>Getting to know you</h2><p>We keep information about rowers:</p><ul><li>full name</li><li>date of birth</li>"
    "<li>phone number</li></ul><h2>Memories</h2><p>Records are kept for six years after the end of the course.</p>"
    "<h2>Safe harbour</h2><p>Files are password protected and the office is locked.</p>"
)


def test_headings_nobody_knows_below_a_title_nobody_knows() -> None:
    found = exchanged(FRIENDLY.format(who="Rantala Rowing"), "notice.html")
    assert [each["phrase"] for each in found["data_categories"]] == ["full name", "date of birth", "phone number"]
    assert found["retention"]["iso8601_duration"] == "P6Y"
    assert found["controller"]["name"] == "Rantala Rowing Ltd"
    assert {"content", "retention", "security"} <= found["states"].keys()
