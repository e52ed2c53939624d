"""Every report of the library: its header in three languages, its words, what is said of reports that are not there."""

import re

import pytest

from ropa import queries, reports, resources, texts
from ropa.errors import BadParameter, NotFound
from ropa.namespaces import PREFIXES
from ropa.rendering import tables
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import LANGUAGES, table_of

COLUMNS = {
    "adequacy-timeline": 7,
    "article-30-controller": 8,
    "article-30-controller-summary": 8,
    "article-30-processor": 6,
    "article-30-processor-summary": 5,
    "dpia-candidates": 5,
    "form-be-apd-simplified-controller": 13,
    "form-be-apd-simplified-processor": 6,
    "form-be-gba-extended": 44,
    "form-de-dsk-controller": 24,
    "form-de-dsk-processor": 8,
    "form-dk-datatilsynet": 15,
    "form-es-aepd": 10,
    "form-eu-edps": 14,
    "form-fi-tsv-controller": 14,
    "form-fi-tsv-processor": 8,
    "form-fr-cnil-base": 17,
    "form-fr-cnil-own-register": 16,
    "form-fr-cnil-processor": 8,
    "form-fr-cnil-simplified": 34,
    "form-ie-dpc": 29,
    "form-lu-cnpd": 9,
    "form-se-imy-controller": 12,
    "form-se-imy-processor": 7,
    "form-uk-ico-controller": 33,
    "form-uk-ico-processor": 9,
    "legal-bases": 7,
    "processors": 8,
    "retention-schedule": 8,
    "rights": 6,
    "special-categories": 7,
    "systems-and-tools": 8,
    "transfers": 8,
}


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
    table = table_of(kaarna, name, language)
    assert len(table.columns) == COLUMNS.get(name, len(table.columns))
    shown = [line for row in table.rows for cell in row for line in cell]
    shown += [line for block in table.blocks for _, lines in block.entries for line in lines]
    prefixes = re.compile(rf"\b({'|'.join(PREFIXES)}):\w|https?://|[\[\]{{}}]")
    assert not [line for line in shown if prefixes.search(line)]


def test_what_does_not_exist_is_named(kaarna: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match="article-30-controller"):
        table_of(kaarna, "article-31")
    with pytest.raises(BadParameter, match="controller, unit"):
        table_of(kaarna, "article-30-controller", kontrolleri="x")
    with pytest.raises(BadParameter):
        table_of(kaarna, "article-30-controller", "xx")
    with pytest.raises(BadParameter, match="csv"):
        tables.render(table_of(kaarna, "article-30-controller"), "ods")
