"""Every report on a real register and on a small one that shows gaps, negatives and hostile text."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from openpyxl import load_workbook

from ropa import queries, reports, resources, texts
from ropa.errors import BadParameter, NotFound
from ropa.namespaces import PREFIXES
from ropa.rdf import parse
from ropa.rendering import tables
from ropa.rendering.table import Table
from ropa.store.embedded import EmbeddedStore

HERE = Path(__file__).parent
EDITION = reports.Edition(as_of=date(2026, 11, 21), version="17")
LANGUAGES = ("en", "fi", "sv")
COLUMNS = {
    "adequacy-timeline": 7,
    "article-30-controller": 8,
    "article-30-controller-summary": 8,
    "article-30-processor": 6,
    "article-30-processor-summary": 5,
    "dpia-candidates": 5,
    "form-dk-datatilsynet": 15,
    "form-eu-edps": 14,
    "form-fi-tsv-controller": 14,
    "form-fi-tsv-processor": 6,
    "form-fr-cnil-simplified": 34,
    "form-se-imy-controller": 12,
    "form-uk-ico-controller": 33,
    "legal-bases": 7,
    "processors": 8,
    "retention-schedule": 8,
    "rights": 6,
    "special-categories": 7,
    "systems-and-tools": 8,
    "transfers": 8,
}


def _store(*texts_of_graphs: bytes) -> EmbeddedStore:
    store = EmbeddedStore()
    for text in texts_of_graphs:
        store.load(parse(text, "trig"))
    return store


@pytest.fixture(scope="module")
def kaarna() -> EmbeddedStore:
    return _store((resources.data() / "registers" / "kaarna-customers.trig").read_bytes())


@pytest.fixture(scope="module")
def gaps() -> EmbeddedStore:
    return _store((HERE / "gaps.trig").read_bytes())


def _table(store: EmbeddedStore, name: str, language: str = "en", **given: str) -> Table:
    return reports.table(name, store.select, language, given, EDITION)


def _cells(table: Table, row: int) -> dict[str, tuple[str, ...]]:
    return {column.key: cell for column, cell in zip(table.columns, table.rows[row], strict=True)}


def test_every_report_is_known_here() -> None:
    assert set(COLUMNS) == set(reports.names())


@pytest.mark.parametrize("name", reports.names())
def test_header_is_whole_in_three_languages(name: str) -> None:
    query = reports.load(name)
    assert set(query.titles) == set(LANGUAGES) == set(texts.languages())
    layouts = [reports.read_layout(query, language) for language in LANGUAGES]
    assert len({tuple(c.key for c in layout.columns) for layout in layouts}) == 1
    assert all(layout.columns and layout.row for layout in layouts)
    projected = set(re.findall(r"\?(\w+)", query.text[: query.text.index("WHERE")]))
    projected |= set(re.findall(r'BIND\("(\w+)" AS \?item\)', query.text))
    for items in re.findall(r"VALUES (?:\?item|\(\?root \?item\)) \{([^}]*)\}", query.text):
        projected |= set(re.findall(r'"(\w+)"', items))
    for layout in layouts:
        assert {column.key for column in layout.columns} <= {line.key for line in layout.lines} | layout.blank
        for line in layout.lines:
            assert line.pattern.variables | set(line.by) <= projected, line
    assert "NOW()" not in query.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_a_query_names_is_there(language: str) -> None:
    sources = [queries.load(n).text for n in queries.names()] + [reports.load(n).text for n in reports.names()]
    named = {key for text in sources for key in re.findall(r"\btext:(reports-[\w-]+)", text)}
    named |= {f"reports-filter-{p.name}" for n in reports.names() for p in reports.load(n).parameters}
    assert len(named) >= 40
    own = (resources.within("texts", "reports") / f"{language}.ttl").read_text(encoding="utf-8")
    assert not [key for key in sorted(named) if f"text:{key} " not in own]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", reports.names())
def test_a_real_register_in_words_alone(kaarna: EmbeddedStore, name: str, language: str) -> None:
    table = _table(kaarna, name, language)
    assert len(table.columns) == COLUMNS.get(name, len(table.columns))
    shown = [line for row in table.rows for cell in row for line in cell]
    shown += [line for block in table.blocks for _, lines in block.entries for line in lines]
    prefixes = re.compile(rf"\b({'|'.join(PREFIXES)}):\w|https?://|[\[\]{{}}]")
    assert not [line for line in shown if prefixes.search(line)]


def test_article_30_1_tells_each_point(kaarna: EmbeddedStore) -> None:
    table = _table(kaarna, "article-30-controller")
    assert [row[0][0] for row in table.rows] == ["Managing electricity contracts (KS-01-A)", "Newsletter (KS-01-B)"]
    contracts, newsletter = _cells(table, 0), _cells(table, 1)
    assert "Controller: Kaarna Sähkö Oy" in contracts["activity"]
    assert "Unit: Customer relations" in contracts["activity"]
    assert len(contracts["purposes"]) == 2 and contracts["subjects"] == ("Customer",)
    assert len(contracts["data"]) == 5
    assert [line.partition(" (")[0] for line in contracts["recipients"]] == [
        "Tax Administration",
        "Laskukanto Oy",
        "Nimbus Hosting Inc.",
    ]
    assert "processor" in contracts["recipients"][1] and "sub-processor" in contracts["recipients"][2]
    (transfer,) = contracts["transfers"]
    assert "Nimbus Hosting Inc." in transfer and "Article 46(2)(c)" in transfer
    assert contracts["retention"][0].startswith("3 years") and "6 years" in contracts["retention"][1]
    assert len(contracts["measures"]) == 2
    assert newsletter["recipients"] == ("No recipients",)
    assert newsletter["transfers"] == ("No transfers to third countries",)
    (block,) = table.blocks
    assert block.heading == "Kaarna Sähkö Oy"
    told = dict(block.entries)
    assert told["Business ID"] == ("9000001-1",) and told["Address"] == ("Tuohitie 4, 00001 Koivula",)
    assert told["Contact details"] == ("kaarna@kaarna.example", "+358 20 000 0000")
    assert "tietosuoja@kaarna.example" in told["Data protection officer"][0]


def test_article_30_2_turns_engagements_round(kaarna: EmbeddedStore) -> None:
    table = _table(kaarna, "article-30-processor", processor="9000003-8")
    assert [row[0] for row in table.rows] == [
        ("Billing service", "Laskukanto Oy", "From the controller’s register"),
    ]
    billing = _cells(table, 0)
    assert billing["clients"][:2] == ("Kaarna Sähkö Oy", "9000001-1")
    assert "Data protection officer: tietosuoja@kaarna.example" in billing["clients"]
    assert len(billing["processing"]) == 2
    assert [block.heading for block in table.blocks] == ["Laskukanto Oy"]


def test_article_30_2_reads_a_processors_own_record(gaps: EmbeddedStore) -> None:
    table = _table(gaps, "article-30-processor", processor="service-oy-fi")
    assert [row[0] for row in table.rows] == [("Payroll", "Service Oy", "From the processor’s own record")]
    payroll = _cells(table, 0)
    assert payroll["clients"][0] == "Client Oy" and "Representative: Rep Oy" in " ".join(payroll["clients"])
    assert payroll["transfers"] == ("No transfers to third countries",)
    assert payroll["measures"] == ("Encryption in transit and at rest",)


def test_gaps_negatives_and_vague_words_are_told_apart(gaps: EmbeddedStore) -> None:
    table = _table(gaps, "article-30-controller")
    bare, odd = _cells(table, 0), _cells(table, 1)
    assert table.untold == "Not recorded"
    for key in ("purposes", "subjects", "data", "recipients", "transfers", "retention", "measures"):
        assert bare[key] == ()
        assert table.lines(table.rows[0], [c.key for c in table.columns].index(key)) == ("Not recorded",)
    assert odd["transfers"] == ("Country not told: no ground for the transfer told",)
    assert odd["retention"] == ("Indefinite retention: ‘as long as needed’",)
    assert odd["recipients"] == ("Partners (processor)",)


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({"controller": "9000001-1"}, 2),
        ({"controller": "9999999-9"}, 0),
        ({"unit": "Asiakkuudet"}, 1),
        ({"processor": "us-nimbus-hosting"}, 1),
        ({"country": "US"}, 1),
        ({"country": "FI"}, 2),
        ({"country": "SE"}, 0),
        ({"status": "dpv:ActivityOngoing"}, 2),
        ({"status": "dpv:ActivityCompleted"}, 0),
    ],
)
def test_filters_of_the_controllers_report(kaarna: EmbeddedStore, given: dict[str, str], titles: int) -> None:
    table = _table(kaarna, "article-30-controller", **given)
    assert len(table.rows) == titles
    assert len(table.facts) == 4 and table.facts[3][1]


OTHERS = {
    "processors": ("contract", 0, "Billing service processing agreement, 1 January 2024"),
    "transfers": ("assessment", 0, "10 January 2024"),
    "retention-schedule": ("length", 1, "6 years"),
    "legal-bases": ("consent", 1, "Given: in the subscription form"),
    "rights": ("procedure", 0, "In the Oma Kaarna service or through customer service"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_reports_tell_the_register(kaarna: EmbeddedStore, name: str) -> None:
    key, row, words = OTHERS[name]
    assert words in " ".join(_cells(_table(kaarna, name), row)[key])


@pytest.mark.parametrize(
    ("day", "state"),
    [("2023-12-31", "Contract not yet in force"), ("2024-01-01", "Contract in force")],
)
def test_contracts_are_judged_on_the_day(kaarna: EmbeddedStore, day: str, state: str) -> None:
    assert _cells(_table(kaarna, "processors", date=day), 0)["state"] == (state,)


def test_special_data_need_a_ground_of_their_own_kind() -> None:
    store = _store((HERE / "special.trig").read_bytes())
    table = _table(store, "special-categories")
    assert [(row[0][0], row[2], len(row[4])) for row in table.rows] == [
        ("Health care", ("Data concerning health",), 1),
        ("Identification", ("Personal identity code",), 0),
    ]


def test_transfers_name_the_days_of_their_instrument_and_tools_their_provider() -> None:
    store = _store((HERE / "special.trig").read_bytes())
    assert _cells(_table(store, "transfers"), 0)["dates"] == ("Instrument in force from 27 June 2021",)
    assert _cells(_table(store, "systems-and-tools"), 0)["provider"] == ("Meter Inc.",)
    instruments = _table(store, "adequacy-timeline")
    assert [_cells(instruments, 0)[key] for key in ("begins", "remark")] == [("27 June 2021",), ("To be confirmed",)]
    assert _table(store, "adequacy-timeline", country="JP").rows == ()


def test_a_names_own_capitals_stay() -> None:
    store = _store((HERE / "special.trig").read_bytes())
    assert _table(store, "article-30-controller").blocks[0].heading == "eTest Oy"
    assert "eTest Oy" in _cells(_table(store, "rights"), 0)["register"]


@pytest.mark.parametrize("format", tables.formats())
@pytest.mark.parametrize("name", reports.names())
def test_same_register_same_bytes_and_empty_register(kaarna: EmbeddedStore, name: str, format: str) -> None:
    assert set(tables.formats()) == {"csv", "docx", "html", "json", "pdf", "xlsx"}
    first = tables.render(_table(kaarna, name, "fi"), format)
    assert first == tables.render(_table(kaarna, name, "fi"), format)
    empty = _table(EmbeddedStore(), name, "sv")
    assert empty.rows == () and empty.blocks == ()
    assert tables.render(empty, format)
    assert tables.media_type(format)


def test_text_never_becomes_a_formula(gaps: EmbeddedStore) -> None:
    table = _table(gaps, "article-30-controller")
    assert any("=1+1" in line for row in table.rows for line in row[0])
    book = load_workbook(io.BytesIO(tables.render(table, "xlsx")))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert any(str(cell.value).startswith("=1+1") for row in book.active.iter_rows() for cell in row if cell.value)
    rows = list(csv.reader(io.StringIO(tables.render(table, "csv").decode("utf-8-sig"))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[2][0].startswith("'=1+1")


def test_html_escapes_what_it_shows(gaps: EmbeddedStore) -> None:
    page = tables.render(_table(gaps, "article-30-controller", "sv"), "html").decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert '<html lang="sv">' in page and 'scope="col"' in page


def test_workbook_is_ready_to_use(kaarna: EmbeddedStore) -> None:
    book = load_workbook(io.BytesIO(tables.render(_table(kaarna, "article-30-controller", "fi"), "xlsx")))
    sheet = book.active
    assert book.properties.title == "Rekisterinpitäjän seloste käsittelytoimista"
    assert book.properties.created.date() == date(2026, 11, 21)
    head = sheet.max_row - 2
    assert sheet.freeze_panes == f"B{head + 1}" and sheet.auto_filter.ref == f"A{head}:H{sheet.max_row}"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows
    assert sheet.cell(head + 1, 1).alignment.wrap_text and sheet.column_dimensions["A"].width > 20


def test_json_keeps_lines_and_gaps(gaps: EmbeddedStore) -> None:
    told = json.loads(tables.render(_table(gaps, "article-30-controller"), "json"))
    assert told["report"] == "article-30-controller" and told["rows"][0]["purposes"] == []
    assert told["facts"][1] == {"label": "Version of the register", "value": "17"}


def test_what_does_not_exist_is_named(kaarna: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match="article-30-controller"):
        _table(kaarna, "article-31")
    with pytest.raises(BadParameter, match="controller, unit"):
        _table(kaarna, "article-30-controller", kontrolleri="x")
    with pytest.raises(BadParameter):
        _table(kaarna, "article-30-controller", "xx")
    with pytest.raises(BadParameter, match="csv"):
        tables.render(_table(kaarna, "article-30-controller"), "ods")


@pytest.mark.parametrize(("language", "tag"), [("fi", "fi"), ("sv", "sv")])
def test_pdf_is_tagged_landscape_and_repeats_its_header(kaarna: EmbeddedStore, language: str, tag: str) -> None:
    table = _table(kaarna, "article-30-controller", language)
    long = replace(table, rows=table.rows * 20)
    book = pypdf.PdfReader(io.BytesIO(tables.render(long, "pdf")))
    assert book.trailer["/Root"]["/Lang"] == tag and book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert book.metadata and book.metadata.title == table.title
    assert len(book.pages) >= 4
    for number, page in enumerate(book.pages, 1):
        words = page.extract_text()
        assert page.mediabox.width > page.mediabox.height
        assert f"{number} / {len(book.pages)}" in words
        assert (table.contents_title if number == 1 else table.columns[0].title) in words


def test_word_file_has_a_real_table(gaps: EmbeddedStore) -> None:
    table = _table(gaps, "article-30-controller", "sv")
    word = docx.Document(io.BytesIO(tables.render(table, "docx")))
    (grid,) = word.tables
    assert [cell.text for cell in grid.rows[0].cells] == [column.title for column in table.columns]
    assert grid.rows[0]._tr.xpath("./w:trPr/w:tblHeader") and len(grid.rows) == len(table.rows) + 1
    assert grid.rows[1].cells[1].text == table.untold
    assert word.core_properties.language == "sv" and word.core_properties.title == table.title
    assert word.sections[0].page_width > word.sections[0].page_height
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == [table.title]


def test_candidates_for_an_impact_assessment_tell_what_shows_the_risk() -> None:
    case = HERE.parent / "queries"
    store = _store(
        (case / "prefixes.ttl").read_bytes() + (case / "dpia-needed" / "data.trig").read_bytes(),
    )
    table = _table(store, "dpia-candidates")
    first, second = _cells(table, 0), _cells(table, 1)
    assert len(table.rows) == 2
    assert first["criteria"] == ("Large scale", "Sensitive data", "Vulnerable data subjects")
    assert first["signs"] == ("Child", "Data concerning health")
    assert first["verdict"] == second["verdict"] == ("Two criteria or more: an assessment is probably needed",)
    assert len(first["assessment"]) == 1 and "5 May 2025" in first["assessment"][0]
    assert second["assessment"] == ()


def test_a_summary_draws_a_register_together_and_lists_its_rows_first(kaarna: EmbeddedStore) -> None:
    table = _table(kaarna, "article-30-controller-summary")
    (register,) = table.rows
    told = _cells(table, 0)
    assert told["activities"] == ("Managing electricity contracts", "Newsletter")
    assert "No recipients" not in told["recipients"] and len(told["recipients"]) == 3
    assert told["transfers"] == ("United States",)
    assert table.contents == ("Customer register (KS-01) – Kaarna Sähkö Oy",)
    assert table.contents[0].startswith(register[0][0])
    full = _table(kaarna, "article-30-controller")
    assert len(full.contents) == len(full.rows) == 2
    page = tables.render(full, "html").decode()
    assert page.count('<a href="#row-') == page.count('<tr id="row-') == 2


def test_a_form_keeps_the_authoritys_words_and_says_what_is_not_certain(kaarna: EmbeddedStore) -> None:
    table = _table(kaarna, "form-dk-datatilsynet", "fi")
    assert "Slettefrister" in [column.title for column in table.columns]
    assert {column.language for column in table.columns} == {"da"}
    facts = dict(table.facts)
    assert facts["Lomake"].startswith("Datatilsynet")
    doubtful = facts["Vahvistamattomat sarakkeet"].split("; ")
    assert "Formål" in doubtful and not any("videregivet" in title for title in doubtful)
    assert dict(_table(kaarna, "form-fi-tsv-controller").facts)["Unconfirmed columns"] == "all"
    assert "Unconfirmed columns" not in dict(_table(kaarna, "form-eu-edps").facts)
    assert 'lang="da">Slettefrister' in tables.render(table, "html").decode()


def test_forms_tell_the_register_in_their_columns(kaarna: EmbeddedStore) -> None:
    contracts = _cells(_table(kaarna, "form-uk-ico-controller"), 0)
    assert contracts["controller"][0].startswith("Kaarna Sähkö Oy, Tuohitie 4, 00001 Koivula, kaarna@kaarna.example")
    assert "agreement" in contracts["contract"][0] and contracts["rights"]
    assert (
        contracts["condition"] == () and contracts["breach"] == () and "Article 6(1)(b)" in " ".join(contracts["basis"])
    )
    danish = _cells(_table(kaarna, "form-dk-datatilsynet"), 0)
    assert danish["countries"] == ("United States",) and "Article 46(2)(c)" in danish["safeguards"][0]
    assert any("Laskukanto Oy" in line for line in danish["recipients"])


def test_a_wide_form_becomes_a_sheet_per_activity_on_paper(kaarna: EmbeddedStore) -> None:
    table = _table(kaarna, "form-uk-ico-controller")
    word = docx.Document(io.BytesIO(tables.render(table, "docx")))
    assert table.is_wide and len(word.tables) == len(table.rows) == 2
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(tables.render(table, "pdf"))).pages)
    assert words.count("Categories of individuals") == 2
