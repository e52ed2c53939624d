"""What a reader meets in the commands is in the reader's words: headings, articles, countries, days, questions."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from ropa import queries, resources, texts
from ropa.cli.output import day
from ropa.cli.speaking import agreed
from ropa.errors import BadParameter
from ropa.namespaces import expand
from ropa.rdf import NamedNode, literal
from ropa.register.answers import heading, readable
from ropa.store import Solutions
from tests.cli.conftest import Run

KAARNA = str(resources.data() / "registers" / "kaarna-customers.trig")
SHEET = (
    "Register,Register: title,title,categories of personal data,engagements of processors\n"
    "hr,Staff,Payroll,name,Beta Oy\n"
)
"""It names no controller, and a remark says so."""
NOTICE = str(resources.data() / "notices" / "skargardens-members.sv.txt")
HEADINGS = sorted(
    {
        name
        for question in queries.names()
        if (head := re.search(r"^SELECT\b(.*?)(?:WHERE|\{)", queries.load(question).text, re.DOTALL | re.MULTILINE))
        for name in re.findall(r"\?(\w+)", head[1])
    }
)


def test_every_column_of_every_question_has_a_heading() -> None:
    assert len(HEADINGS) > 100
    for language in texts.languages():
        assert [name for name in HEADINGS if heading(name, language) == name] == []


@pytest.mark.parametrize(
    ("language", "article", "yes"),
    [
        ("fi", "30 artiklan 1 kohdan e alakohta", "kyllä"),
        ("sv", "artikel 30.1 e", "ja"),
        ("en", "Article 30(1)(e)", "yes"),
    ],
)
def test_articles_and_truth_are_told_in_words(language: str, article: str, yes: str) -> None:
    row = (NamedNode(expand("gdprtext:article30-1-e")), literal(True))
    _, rows = readable(Solutions(("rule", "value"), (row,)), language, lambda iri, tag: "")
    assert [cell.replace("\xa0", " ") for cell in rows[0]] == [article, yes]


@pytest.mark.parametrize("country", ["Yhdysvallat", "USA", "united states", "us"])
def test_a_country_is_named_in_any_language(ropa: Run, country: str) -> None:
    ropa("import", KAARNA)
    expected = ropa("query", "transfers-by-country", "-p", "country=US").stdout
    assert expected.count("\n") > 1
    assert ropa("query", "transfers-by-country", "-p", f"country={country}").stdout == expected


def test_a_day_is_read_as_people_write_it() -> None:
    assert str(day("30.6.2027")) == str(day("2027-06-30")) == "2027-06-30"
    for wrong in ("31.2.2027", "30.6.27", "6/30/2027"):
        with pytest.raises(BadParameter):
            day(wrong)


def test_an_imported_notice_tells_when_it_was_changed(ropa: Run) -> None:
    ropa("import", NOTICE)
    assert re.search(r"\t\d{4}-\d{2}-\d{2}$", ropa("list").stdout.splitlines()[1])


@pytest.mark.parametrize("name", ["controller", "unit", "processor", "country", "status"])
def test_the_help_of_reports_names_their_parameters(ropa: Run, name: str) -> None:
    assert name in ropa("report", "--help").stdout


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("language", "answer", "erased"),
    [("fi", "k", True), ("sv", "ja", True), ("en", "yes", True), ("fi", "", False), ("sv", "nej", False)],
)
def test_erasing_is_asked_about(monkeypatch: pytest.MonkeyPatch, language: str, answer: str, erased: bool) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal(f"{answer}\n"))
    assert agreed("?", language) is erased


@pytest.mark.parametrize(("language", "words"), [("fi", "rekisterinpitäjää"), ("sv", "bladet anger")])
def test_remarks_on_the_list_are_in_the_readers_language(ropa: Run, tmp_path: Path, language: str, words: str) -> None:
    (tmp_path / "sheet.csv").write_text(SHEET, "utf-8")
    said = ropa("import", "sheet.csv", "--review", "list.json", ROPA_LANGUAGE=language).stderr
    told = (tmp_path / "list.json").read_text("utf-8")
    assert words in said
    assert words in told
    assert "no controller" not in told + said


def test_a_controllers_activity_is_called_so(ropa: Run, tmp_path: Path) -> None:
    ropa("import", KAARNA)
    ropa("export", "kaarna-customers", "record.json", "--language", "fi")
    sheet = (tmp_path / "record.json").read_text("utf-8")
    assert "käsittelytoimi: Sähkösopimusten hoito" in sheet
    assert "käsittelijän palvelu" not in sheet
