"""What a finding says: messages in three languages with their slots, how acts are cited, the standard report."""

from __future__ import annotations

import re

import pytest

from ropa import texts
from ropa.model import Finding, Rule
from ropa.rdf import BlankNode, NamedNode, Triple, iri, parse_triples, serialize
from ropa.rendering.citation import spoken
from ropa.rules import LANGUAGES, plain_book
from ropa.rules.citation import cite, disagreement, official
from ropa.rules.paths import Alternative, Inverse, Path, Repeat, Sequence, Step, read, text, triples
from ropa.rules.shapes import Graph
from ropa.rules.sparql import Reader
from ropa.validation import check, compile, message, report
from ropa.validation.reference import findings
from tests.validation.shacl_examples import alone, essence, facts_of, rule_book, standing

_RULES = rule_book().rules
_EACH = pytest.mark.parametrize("rule", _RULES, ids=[rule.file.removesuffix(".trig") for rule in _RULES])

_BLANKET = next(rule for rule in _RULES if rule.file.endswith("art5-1-e-retention-blanket.trig"))
_ACT, _SERVICES = (f"http://data.finlex.fi/eli/sd/{act}" for act in ("2018/1050", "2014/917"))
_SWEDISH, _DIRECTIVE = "https://rkrattsbaser.gov.se/sfst?bet=2018:218", "http://data.europa.eu/eli/dir/2002/58/oj"
_COOKIES_SV = "artikel 5.3 i direktiv 2002/58/EG"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def _found(rule: Rule) -> Finding:
    (finding,) = check(compile(alone(rule)), facts_of(*standing(rule.bad)))
    return finding


@_EACH
def test_every_message_is_filled_in_every_language(rule: Rule) -> None:
    finding = _found(rule)
    said = {language: message(finding, rule_book(), language) for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    for language, words in said.items():
        assert not re.search(r"\{[?$]|\(\)|  ", words), (language, words)


def _finding(rule: Rule, binding: tuple[str, str]) -> Finding:
    focus = "https://ropa.example/record/x/activity/a"
    return Finding(focus, "", "", rule.iri, "", rule.severity, rule.code, bindings=(binding,))


def test_slots_take_labels_names_and_days() -> None:
    rule = next(rule for rule in _RULES if "{?country}" in rule.messages["en"])
    finding = _finding(rule, ("country", f"<{iri('loc:US').value}>"))
    assert texts.label("loc:US", "fi") in message(finding, rule_book(), "fi")
    named = message(finding, rule_book(), "en", lambda node, _: "Nowhere" if node.endswith("US") else "")
    assert "Nowhere" in named


def _said(duration: str, language: str) -> str:
    finding = _finding(_BLANKET, ("duration", f'"{duration}"^^<{_XSD}duration>'))
    return message(finding, rule_book(), language).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("duration", "language", "words"),
    [
        ("P10Y", "fi", "säilytetään 10 vuotta"),
        ("P10Y", "sv", "lagras i 10 år"),
        ("P10Y", "en", "kept for 10 years"),
        ("P1Y6M", "fi", "1 vuosi 6 kuukautta"),
        ("P30D", "sv", "30 dygn"),
        ("P1M", "en", "1 month"),
        ("P0D", "fi", "0 vuorokautta"),
        ("PT12H", "en", "12 hours"),
        ("-P1Y", "en", "-P1Y"),
    ],
)
def test_a_duration_is_told_in_words(duration: str, language: str, words: str) -> None:
    assert words in _said(duration, language)


@pytest.mark.parametrize(
    ("source", "stem", "cited"),
    [
        (
            "http://data.finlex.fi/eli/sd/2018/1050",
            "act1050-2018-s29-1-personal-identity-code",
            "FI 1050/2018 s. 29(1)",
        ),
        (_ACT, "act1050-2018-s8-supervisory-authority", "FI 1050/2018 s. 8"),
        (_SERVICES, "act917-2014-s205-cookie-consent", "FI 917/2014 s. 205"),
        (_SERVICES, "act1050-2018-s8-supervisory-authority", "FI 917/2014"),
        (iri("gdprtext:article87").value, "act1050-2018-s29-1-personal-identity-code", "GDPR Art. 87"),
    ],
)
def test_a_finnish_act_is_cited_with_its_section(source: str, stem: str, cited: str) -> None:
    assert cite(source, stem) == cited


@pytest.mark.parametrize(
    ("source", "stem", "finnish", "swedish"),
    [
        (_ACT, "act1050-2018-s29-1-x", "laki 1050/2018, 29 § 1 mom.", "lag 1050/2018, 29 § 1 mom."),
        (_SERVICES, "act917-2014-s205-x", "laki 917/2014, 205 §", "lag 917/2014, 205 §"),
        (_SERVICES, "other", "laki 917/2014", "lag 917/2014"),
        (_SWEDISH, "sfs2018-218-c3-s10-x", "Ruotsin laki 2018:218, 3 luku 10 §", "Sveriges lag 2018:218, 3 kap. 10 §"),
        (_SWEDISH, "other", "Ruotsin laki 2018:218", "Sveriges lag 2018:218"),
        (_DIRECTIVE, "dir2002-58-art5-3-x", "direktiivin 2002/58/EY 5 artiklan 3 kohta", _COOKIES_SV),
        (_DIRECTIVE, "other", "direktiivi 2002/58/EY", "direktiv 2002/58/EG"),
        (iri("gdprtext:article87").value, "", "tietosuoja-asetuksen 87 artikla", "artikel 87 i dataskyddsförordningen"),
        ("https://law.example/1", "", "https://law.example/1", "https://law.example/1"),
    ],
)
def test_a_source_is_cited_in_the_language_of_the_reader(source: str, stem: str, finnish: str, swedish: str) -> None:
    told = [spoken(cite(source, stem), language).replace("\u00a0", " ") for language in ("fi", "sv")]
    assert told == [finnish, swedish]


@pytest.mark.parametrize(
    ("source", "language", "address"),
    [
        (iri("gdprtext:article30-1-f").value, "fi", "https://eur-lex.europa.eu/eli/reg/2016/679/art_30/oj/fin"),
        (iri("gdprtext:article4").value, "sv", "https://eur-lex.europa.eu/eli/reg/2016/679/art_4/oj/swe"),
        (_DIRECTIVE, "en", "https://eur-lex.europa.eu/eli/dir/2002/58/oj/eng"),
        (_ACT, "sv", "https://www.finlex.fi/sv/lagstiftning/2018/1050"),
        (_SWEDISH, "fi", _SWEDISH),
        ("https://law.example/1", "fi", "https://law.example/1"),
    ],
)
def test_a_source_leads_to_its_official_text(source: str, language: str, address: str) -> None:
    assert official(source, language) == address


def test_every_article_is_cited_in_words() -> None:
    told = {spoken(article, language) for rule in _RULES for article in rule.articles for language in ("fi", "sv")}
    assert len(told) > 100
    assert not [each for each in told if re.search(r"Art\.| s\. |ch\.", each)]


def test_every_rule_on_a_finnish_act_tells_its_section() -> None:
    cited = [a for rule in _RULES if "/act" in f"/{rule.file}" for a in rule.articles if a.startswith("FI ")]
    assert len(cited) >= 16
    assert all(" s. " in article for article in cited)


def test_a_file_named_after_another_act_is_told() -> None:
    assert "917/2014" in disagreement("act917-2014-s205-x", (_ACT,))


def test_other_peoples_shapes_speak_for_themselves() -> None:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.example/> ."
    said = 'sh:message "{$this} lacks p"@fi, "No {?value}"'
    shapes = parse_triples(
        f"{prefixes} e:S sh:targetClass e:A ; sh:property [ sh:path e:p ; sh:minCount 1 ; {said} ] ;"
        " sh:property [ sh:path e:q ; sh:minCount 1 ] ."
    )
    book = plain_book(shapes)
    found = check(compile(shapes), facts_of(*parse_triples(f"{prefixes} e:x a e:A .")))
    by_path = {finding.path: message(finding, book, "fi") for finding in found}
    assert by_path == {
        "<http://e.example/p>": "x lacks p",
        "<http://e.example/q>": "sh:minCount <http://e.example/q>",
    }
    assert {message(finding, book, "sv") for finding in found} == {"No ", "sh:minCount <http://e.example/q>"}


def test_report_is_read_back_as_the_same_findings() -> None:
    found = [_found(rule) for rule in _RULES[:40]]
    statements = report(found, rule_book())
    again = parse_triples(serialize(statements, "turtle"), "turtle")
    assert essence(findings(Graph(again))) == essence(found)
    assert len([t for t in again if t.predicate == iri("sh:resultMessage")]) == 3 * len(set(found))


def test_report_of_nothing_conforms() -> None:
    (conforms,) = [t.object.value for t in report([]) if t.predicate == iri("sh:conforms")]
    assert conforms == "true"


_P, _Q = Step(iri("dpv:hasPurpose")), Step(NamedNode("http://e.example/q"))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (_P, "dpv:hasPurpose"),
        (_Q, "<http://e.example/q>"),
        (Inverse(_P), "^dpv:hasPurpose"),
        (Sequence((_P, Inverse(_Q))), "dpv:hasPurpose/(^<http://e.example/q>)"),
        (Repeat(Alternative((_P, _Q)), "*"), "(dpv:hasPurpose|<http://e.example/q>)*"),
        (Sequence((Repeat(_P, "+"), Repeat(_Q, "?"))), "(dpv:hasPurpose+)/(<http://e.example/q>?)"),
    ],
)
def test_paths_go_to_text_and_triples_and_back(path: Path, written: str) -> None:
    assert text(path) == written
    assert Reader(written, {"dpv": iri("dpv:").value}, "").path() == path
    node, statements = triples(path, "b")
    assert read(node, Graph(statements).objects, "") == path


def test_any_rdf_with_any_shapes() -> None:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.example/> ."
    shapes = parse_triples(f"{prefixes} e:S sh:targetClass e:A ; sh:property [ sh:path e:p ; sh:minCount 1 ] .")
    data = parse_triples(f"{prefixes} [] a e:A . e:fine a e:A ; e:p 1 .")
    (finding,) = check(compile(shapes), facts_of(*data))
    assert finding.focus.startswith("_:")
    results = [t for t in report([finding]) if t.predicate == iri("sh:focusNode")]
    assert results == [Triple(results[0].subject, iri("sh:focusNode"), BlankNode(finding.focus[2:]))]
