"""Forms of authorities: their own headings, what is not certain in them, what the register answers."""

import io

import docx
import pypdf

from ropa.rendering import tables
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import cells, table_of


def test_a_form_keeps_the_authoritys_words_and_says_what_is_not_certain(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "form-dk-datatilsynet", "fi")
    assert "Slettefrister" in [column.title for column in table.columns]
    assert {column.language for column in table.columns} == {"da"}
    facts = dict(table.facts)
    assert facts["Lomake"].startswith("Datatilsynet")
    doubtful = facts["Vahvistamattomat sarakkeet"].split("; ")
    assert "Formål" in doubtful and not any("videregivet" in title for title in doubtful)
    assert dict(table_of(kaarna, "form-fi-tsv-controller").facts)["Unconfirmed columns"] == "all"
    assert "Unconfirmed columns" not in dict(table_of(kaarna, "form-eu-edps").facts)
    assert 'lang="da">Slettefrister' in tables.render(table, "html").decode()


def test_forms_tell_the_register_in_their_columns(kaarna: EmbeddedStore) -> None:
    contracts = cells(table_of(kaarna, "form-uk-ico-controller"), 0)
    assert contracts["controller"][0].startswith("Kaarna Sähkö Oy, Tuohitie 4, 00001 Koivula, kaarna@kaarna.example")
    assert "agreement" in contracts["contract"][0] and contracts["rights"]
    assert (
        contracts["condition"] == () and contracts["breach"] == () and "Article 6(1)(b)" in " ".join(contracts["basis"])
    )
    danish = cells(table_of(kaarna, "form-dk-datatilsynet"), 0)
    assert danish["countries"] == ("United States",) and "Article 46(2)(c)" in danish["safeguards"][0]
    assert any("Laskukanto Oy" in line for line in danish["recipients"])
    assert danish["subjects"] == (
        "Customers: billing details, e-mail address, energy consumption details, metering point details, name, "
        "postal address",
    )
    assert "Laskukanto Oy: name, postal address" in danish["given"]
    assert not any(line.endswith(("Oy", "Inc.")) for line in danish["given"]), (
        "whoever gets no recorded data is left out"
    )


def test_the_finnish_form_has_words_in_both_languages_of_the_country(kaarna: EmbeddedStore) -> None:
    for name in ("form-fi-tsv-controller", "form-fi-tsv-processor"):
        finnish, swedish, english = (
            [c.title for c in table_of(kaarna, name, tag).columns] for tag in ("fi", "sv", "en")
        )
        assert len(finnish) == len(swedish) >= 8
        assert not {*finnish} & {*swedish}
        assert finnish == english
    assert {c.language for c in table_of(kaarna, "form-fi-tsv-controller", "sv").columns} == {""}


def test_a_wide_form_becomes_a_sheet_per_activity_on_paper(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "form-uk-ico-controller")
    word = docx.Document(io.BytesIO(tables.render(table, "docx")))
    assert table.is_wide and len(word.tables) == len(table.rows) == 2
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(tables.render(table, "pdf"))).pages)
    assert words.count("Categories of individuals") == 2
