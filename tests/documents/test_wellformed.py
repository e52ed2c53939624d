"""Any subset of facts gives whole sentences, in every language and format, and no words turn into markup."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from markdown_it import MarkdownIt
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from ropa import documents
from ropa.model import Activity, Iri, Party, Record, Text
from ropa.rendering.document import sentences
from ropa.rendering.documents import formats, media_type, render
from tests.documents.document_examples import AS_OF, BARE, BASE, KAARNA, LANGUAGES, any_dossier, dossier, dossiers, iris

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing record is read as it is: to shrink one takes minutes."""

EVERYTHING = tuple(
    (language, kind, variant)
    for language in LANGUAGES
    for kind in documents.kinds()
    for variant in documents.variants(kind)
)
HOSTILE = (
    "<script>alert(1)</script> #panic[x] *b* _i_ `c` [l](javascript:x) | $x$ {y} \\ @z http://e.example \u202e ]]>"
)
FAULTS = re.compile(r"None|\{|\}|  | ,|,,|,\.|;\.|:\.|\.\.|\( | \)|\(\)|^[,;:.]|[\ue000-\uf8ff]")


def _own_words(text: str) -> str:
    """Braces and stops that a record's own words brought along are no fault of the sentence."""
    return text.replace("{unfilled}", "unfilled").replace("<b>&amp;</b>", "b")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(any_dossier())
def test_any_subset_of_facts_gives_whole_sentences(found):
    for language, kind, variant in EVERYTHING:
        for sentence in sentences(documents.build(kind, found, language, as_of=AS_OF, variant=variant)):
            text = _own_words(sentence.text)
            assert not FAULTS.search(text), sentence
            assert text == text.strip(), sentence


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)
@given(any_dossier())
def test_any_subset_of_facts_can_be_rendered(found):
    document = documents.build("privacy-notice", found, "fi", as_of=AS_OF)
    assert formats() == ("docx", "html", "json", "md", "pdf")
    for format in formats():
        assert render(document, format)


def hostile():
    return dossier(
        Record(
            iri=f"{BASE}/record/hostile",
            titles=(Text(HOSTILE, "fi"),),
            controllers=(Iri(f"{BASE}/party/evil"),),
            rights=iris("eu-gdpr:A15"),
            activities=(
                Activity(
                    iri="activity/a",
                    titles=(Text(HOSTILE, "sv"),),
                    interests=(Text(HOSTILE, "fi"), Text("= not a formula", "fi")),
                    consent_withdrawn=(Text("# no heading", "fi"),),
                ),
                Activity(iri="activity/b", titles=(Text("1. no list", "fi"),), purposes=iris("dpv:Marketing")),
            ),
        ),
        Party(iri=f"{BASE}/party/evil", names=(Text(HOSTILE),), websites=(Iri("javascript:alert(1)"),)),
    )


def test_hostile_words_stay_words_in_html():
    page = render(documents.build("privacy-notice", hostile(), "fi", as_of=AS_OF), "html").decode()
    tree = LexborHTMLParser(page)
    assert tree.css("script") == []
    assert [a for a in tree.css("a") if "javascript" in (a.attributes.get("href") or "")] == []
    assert "<script>alert(1)</script>" in tree.css_first("h1").text()


def test_hostile_words_stay_words_in_markdown():
    text = render(documents.build("privacy-notice", hostile(), "fi", as_of=AS_OF), "md").decode()
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or []]
    kinds = {child.type for child in inline}
    assert not kinds & {"html_inline", "em_open", "code_inline", "image", "link_open"}
    assert "html_block" not in {token.type for token in tokens}
    headings = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    assert len(headings) == 1


def test_hostile_words_stay_words_in_pdf_and_docx():
    document = documents.build("privacy-notice", hostile(), "fi", as_of=AS_OF)
    pages = PdfReader(io.BytesIO(render(document, "pdf"))).pages
    assert "#panic[x] *b* _i_ `c`" in " ".join(page.extract_text() for page in pages).replace("\n", " ")
    with zipfile.ZipFile(io.BytesIO(render(document, "docx"))) as packed:
        assert b"&lt;script&gt;" in packed.read("word/document.xml")


@pytest.mark.parametrize("format", formats())
def test_the_same_record_gives_the_same_bytes(format):
    found = dossiers(KAARNA)[0]
    first, second = (render(documents.build("privacy-notice", found, "sv", as_of=AS_OF), format) for _ in range(2))
    assert first == second
    assert media_type(format)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_titled_and_has_bookmarks(language):
    document = documents.build("privacy-notice", dossiers(KAARNA)[0], language, as_of=AS_OF)
    reader = PdfReader(io.BytesIO(render(document, "pdf")))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith(language)
    assert reader.metadata.title == document.title.text
    assert "pdfuaid" in catalogue["/Metadata"].get_data().decode()
    assert len(reader.outline) > 0


def test_the_docx_has_headings_tables_and_a_language():
    import docx

    document = documents.build("privacy-notice", dossiers(KAARNA)[0], "sv", as_of=AS_OF)
    word = docx.Document(io.BytesIO(render(document, "docx")))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert headings == [section.heading for section in document.sections]
    assert len(word.tables) == 1
    assert word.core_properties.language == "sv-FI"


def test_html_marks_every_fact_and_says_why():
    document = documents.build("privacy-notice", dossiers(KAARNA)[0], "en", as_of=AS_OF)
    tree = LexborHTMLParser(render(document, "html").decode())
    assert len(tree.css("details.why")) == len(document.sections)
    said = [node.attributes["data-triples"] for node in tree.css("[data-triples]")]
    assert sum(map(bool, said)) == sum(1 for sentence in sentences(document) if sentence.triples)
    assert tree.css_first("html").attributes["lang"] == "en-GB"
    published = LexborHTMLParser(render(document, "html", for_author=False).decode())
    assert published.css("details.why, .missing") == []


def test_words_in_another_language_are_marked():
    document = documents.build("privacy-notice", BARE, "en", as_of=AS_OF)
    tree = LexborHTMLParser(render(document, "html").decode())
    assert tree.css_first("h1 [lang=fi]").text() == "Jäsenrekisteri"


def test_json_tells_the_triples_of_each_sentence():
    document = documents.build("privacy-notice", dossiers(KAARNA)[0], "fi", as_of=AS_OF)
    told = json.loads(render(document, "json"))
    count = len(re.findall(r'"triples": \[\n', json.dumps(told, indent=2)))
    assert count == sum(1 for sentence in sentences(document) if sentence.triples)
    assert told["language"] == "fi"


SHEETS = {
    "access-answer": 4,
    "dpia-screening": 4,
    "interest-assessment": 5,
    "processing-annex": 8,
    "transfer-assessment": 5,
}
"""Points of each sheet that only its author can write."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_lists_what_its_author_has_to_write_and_a_published_one_does_not(kind, language):
    found = dossiers(KAARNA)[0]
    activity = replace(found.record.activities[0], legal_bases=iris("eu-gdpr:A6-1-f"))
    found = replace(found, record=replace(found.record, activities=(activity, *found.record.activities[1:])))
    document = documents.build(kind, found, language, as_of=AS_OF)
    points = [item for item in document.missing if item.key.startswith("point-")]
    assert len(points) == SHEETS[kind]
    assert all(item.articles and item.text for item in points)
    for text in (render(document, "md"), render(document, "html")):
        assert points[0].text.encode() in text
    assert points[0].text.encode() not in render(document, "html", for_author=False)


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_about_nothing_asks_for_nothing(kind):
    empty = dossier(Record(iri="https://ropa.example/record/none", titles=(Text("Tyhjä", "fi"),)))
    document = documents.build(kind, empty, "fi", as_of=AS_OF)
    assert bool(document.missing) == (kind == "access-answer")
