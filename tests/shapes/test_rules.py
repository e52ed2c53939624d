"""The rule book file by file: the contract of each file, what the book covers, and its silence on faultless registers.

That each rule finds nothing in its good example and one thing in its bad one, by pySHACL and compiled alike, is
proved in tests/validation/test_examples.py.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ropa import mapping, resources, rules, validation
from ropa.model import Iri, Notice, Party, Record, Section, Severity, Text
from ropa.namespaces import PREFIXES, ROPA, SHAPE
from ropa.rdf import BlankNode, Literal, NamedNode, Triple, parse, parse_triples
from ropa.validation import Facts
from tests.shapes.rule_files import RULES, example, files, named, objects, quads, root, select, shape, words

_EACH = pytest.mark.parametrize("file", files(), ids=[file.stem for file in files()])
_DEFECTS = Path(__file__).parents[3] / "shared" / "defects.md"
_DPV = Path(__file__).parents[3] / "shared" / "reference" / "dpv" / "2.3"
_DPV_PREFIXES = ("dpv", "pd", "loc", "tech", "eu-gdpr", "legal-eu", "legal-fi")
_CITES = {"fi": r"artikl|§", "sv": r"artik(el|lar)|§|WP 248", "en": r"Article|section|Act "}
_DAY = date(2026, 11, 21)
_FAULTLESS = ["havula-pupils", "kaarna-customers", "kipina-staff", "lumme-patients"]


def test_the_book_is_large_and_names_are_used_once() -> None:
    assert len(files()) >= 150
    assert len({root(file) for file in files()}) == len(files())
    assert len({file.stem for file in files()}) == len(files())


@_EACH
def test_base_and_graphs(file: Path) -> None:
    assert f"@base <{RULES}{file.stem}> ." in file.read_text("utf-8")
    assert {str(quad.graph_name) for quad in quads(file)} == {
        "DEFAULT",
        f"<{RULES}{file.stem}#good>",
        f"<{RULES}{file.stem}#bad>",
    }


@_EACH
def test_one_target_of_our_own(file: Path) -> None:
    (target,) = objects(file, "sh:targetClass")
    assert target.value.startswith(ROPA)
    assert not target.value.startswith(ROPA + "Stated")
    assert re.fullmatch(re.escape(SHAPE) + r"[A-Z][A-Za-z0-9]+", root(file).value)
    others = {q.predicate.value for q in shape(file) if "#target" in q.predicate.value}
    assert others == {PREFIXES["sh"] + "targetClass"}


@_EACH
def test_words_in_three_languages(file: Path) -> None:
    labels, messages = words(file, "rdfs:label"), words(file, "sh:message")
    assert set(labels) == set(messages) == {"fi", "sv", "en"}
    for language, message in messages.items():
        assert re.search(r"[.]$", message), language
        assert not labels[language].endswith("."), language
        assert len(message) >= 40, language
    slots = {language: set(re.findall(r"\{\?(\w+)\}", message)) for language, message in messages.items()}
    assert slots["fi"] == slots["sv"] == slots["en"]
    assert "{" not in re.sub(r"\{\?\w+\}", "", " ".join(messages.values()))


@_EACH
def test_a_message_says_which_article(file: Path) -> None:
    for language, message in words(file, "sh:message").items():
        if file.parent.name != "quality":
            assert re.search(_CITES[language], message, re.IGNORECASE), language


@_EACH
def test_severity_code_dates_and_reading(file: Path) -> None:
    (severity,) = objects(file, "sh:severity")
    assert severity.value.removeprefix(PREFIXES["sh"]) in {"Violation", "Warning", "Info"}
    (code,) = objects(file, "ropa:findingCode")
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", code.value)
    (first,) = objects(file, "ropa:validFrom")
    assert date.fromisoformat(first.value) >= date(2018, 5, 25)
    readings = words(file, "rdfs:comment")
    assert set(readings) == {"en", "fi", "sv"}
    assert all(reading.endswith(".") for reading in readings.values())
    assert not re.search(r"\b[A-Z][a-z]+[A-Z]\w+", readings["fi"] + readings["sv"]), "a rule's name"
    if file.parent.name == "quality":
        assert severity.value != PREFIXES["sh"] + "Violation"


@_EACH
def test_source_agrees_with_the_file_name(file: Path) -> None:
    sources = [source.value for source in objects(file, "dct:source")]
    if match := re.match(r"art(\d+)(?:-(\d+))?(?:-([a-z])(?=-))?-", file.stem):
        wanted = PREFIXES["gdprtext"] + "article" + "-".join(part for part in match.groups() if part)
        assert any(source == wanted or source.startswith(wanted + "-") for source in sources)
    elif match := re.match(r"act(\d+)-(\d+)-s\d+", file.stem):
        assert f"http://data.finlex.fi/eli/sd/{match.group(2)}/{match.group(1)}" in sources
    else:
        assert sources


@_EACH
def test_rule_text_keeps_to_the_standard(file: Path) -> None:
    text = select(file)
    assert not re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH)\b|\bNOW\s*\(", text, re.IGNORECASE)
    if text:
        assert "$this" in text.split("WHERE")[0]
        declared = {o.object.value for o in shape(file) if o.predicate.value == PREFIXES["sh"] + "prefixes"}
        assert declared == {"https://w3id.org/ropa-kg/prefixes"}
        used = set(re.findall(r"(?<![\w-])([a-z][a-z-]*):[A-Za-z]", re.sub(r'"[^"]*"', "", text)))
        assert used <= set(PREFIXES)


@_EACH
def test_examples_are_small_fictional_and_have_focus_nodes(file: Path) -> None:
    (target,) = objects(file, "sh:targetClass")
    for name in ("good", "bad"):
        graph = example(file, name)
        assert len(graph) <= 40
        assert any(q.predicate.value == PREFIXES["rdf"] + "type" and q.object == target for q in graph)
        assert not any(isinstance(term, BlankNode) for q in graph for term in (q.subject, q.object))
        for q in graph:
            if isinstance(q.object, Literal) and "@" in q.object.value:
                assert q.object.value.endswith(".example")
            if isinstance(q.object, NamedNode) and q.object.value.startswith("mailto:"):
                assert q.object.value.endswith(".example")


def test_terms_of_ours_are_declared() -> None:
    folders = (resources.ontology(), resources.data() / "reference")
    declared = {
        triple.subject.value
        for folder in folders
        for source in folder.glob("*.ttl")
        for triple in parse_triples(source.read_bytes(), where=source.name)
        if isinstance(triple.subject, NamedNode)
    }
    used = {ROPA + name for file in files() for name in named(file.read_text("utf-8"), "ropa")}
    assert sorted(used - declared) == []


@pytest.mark.skipif(not _DPV.exists(), reason="DPV 2.3 is not at hand")
def test_terms_of_dpv_exist() -> None:
    known = {
        triple.subject.value
        for source in _DPV.rglob("*.ttl")
        for triple in parse_triples(source.read_bytes(), where=source.name)
        if isinstance(triple.subject, NamedNode)
    }
    used = {
        PREFIXES[prefix] + name
        for file in files()
        for prefix in _DPV_PREFIXES
        for name in named(file.read_text("utf-8"), prefix)
    }
    assert len(used) >= 80
    assert sorted(used - known) == []


def test_every_item_of_the_articles_has_a_rule() -> None:
    wanted = {f"article30-1-{point}" for point in "abcdefg"} | {f"article30-2-{point}" for point in "abcd"}
    wanted |= {f"article13-{n}-{point}" for n in "12" for point in "abcdef"}
    wanted |= {f"article14-1-{point}" for point in "abcdef"} | {f"article14-2-{point}" for point in "abcdefg"}
    wanted |= {"article28-3", "article44", "article45-3", "article46-2-c", "article9-2", "article87"}
    sources = {
        source.value.removeprefix(PREFIXES["gdprtext"]) for file in files() for source in objects(file, "dct:source")
    }
    assert sorted(wanted - sources) == []
    assert any("s29" in file.stem for file in files())


@pytest.mark.skipif(not _DEFECTS.exists(), reason="the list of defect codes is not at hand")
def test_every_defect_code_has_a_rule_on_notices() -> None:
    text = _DEFECTS.read_text("utf-8")
    wanted = set(re.findall(r"^\| `([A-Z0-9_]+)`", text, re.MULTILINE))
    assert len(wanted) == 47
    on_notices = {
        objects(file, "ropa:findingCode")[0].value
        for file in files()
        if objects(file, "sh:targetClass")[0].value in {ROPA + "Notice", ROPA + "NoticeSection"}
    }
    assert sorted(wanted - on_notices) == []


def _flat(source: Path) -> Facts:
    facts = validation.empty(_DAY)
    graphs: dict[str, list[Triple]] = {}
    for quad in parse(source.read_bytes(), "trig", where=source.name):
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    for name, statements in graphs.items():
        facts.replace(name, statements)
    return facts


@pytest.mark.parametrize("name", _FAULTLESS)
def test_a_faultless_register_raises_nothing_but_advice(name: str) -> None:
    book = rules.load(resources.shapes())
    facts = _flat(resources.data() / "registers" / f"{name}.trig")
    found = validation.check(validation.compile(book, _DAY), facts)
    assert len(book.rules) >= len(files())
    assert [(f.code, f.focus) for f in found if f.severity != Severity.INFO] == []


@pytest.mark.parametrize("name", _FAULTLESS)
def test_a_notice_that_says_all_of_a_faultless_register_is_faultless(name: str) -> None:
    base = "https://ropa.example"
    source = (resources.data() / "registers" / f"{name}.trig").read_bytes()
    table = mapping.index(quad.triple for quad in parse(source, "trig"))
    record = mapping.read(Record, f"{base}/record/{name}", table)
    parties = [mapping.read(Party, node, table) for node in sorted(table) if re.fullmatch(f"{base}/party/[^/]+", node)]
    said = [triple for node in (record, *parties) for triple in mapping.triples(node, stated=True)]
    section = Section(iri="section/1", key=Text("objection"), state=Iri(ROPA + "Stated"))
    notice = Notice(
        iri=f"{base}/notice/{name}", created=date(2026, 11, 1), sections=(section,), says=(Iri(record.iri),)
    )
    facts = validation.empty(_DAY)
    facts.replace(notice.iri, [*mapping.triples(mapping.settle(notice, notice.iri)), *said])
    found = validation.check(validation.compile(rules.load(resources.shapes()), _DAY), facts)
    assert any(triple.object == NamedNode(ROPA + "StatedTransfer") for triple in said)
    assert [(f.code, f.focus) for f in found if f.severity != Severity.INFO] == []
