"""What is refused at load: by file, shape and clause, never skipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa import resources, rules
from ropa.errors import NotApplicable, ShapeError
from ropa.rdf import parse_triples
from ropa.register import rule_sets
from ropa.rules.patterns import check_pattern
from ropa.validation import compile, empty
from tests.validation.shacl_examples import rule_book

_PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.example/> .
@prefix ropa: <https://w3id.org/ropa-kg#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
_TARGET = "e:S sh:targetClass ropa:Register ; "

UNSUPPORTED = {
    "sh:js is not supported": "sh:js []",
    "sh:rule is not supported": "sh:rule []",
    "sh:target is not supported": "sh:target []",
    "recursion": "sh:node e:S",
    "no sh:path": "sh:property [ sh:class e:A ]",
    "only once": "sh:property [ sh:path e:p ; sh:path e:q ]",
    "property shapes only": "sh:minCount 1",
    "whole number": 'sh:property [ sh:path e:p ; sh:minCount "many" ]',
    "needs an IRI": 'sh:class "A"',
    "two members": "sh:property [ sh:path ( e:p ) ; sh:minCount 1 ]",
    "no property path": "sh:property [ sh:path [] ; sh:minCount 1 ]",
    "a list is broken": "sh:in [ rdf:first 1 ]",
    "can backtrack": 'sh:pattern "^(a+)+$"',
    "no regular expression": 'sh:pattern "("',
    "MINUS": 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this a ?o } }" ]',
    "VALUES": 'sh:sparql [ sh:select "SELECT $this WHERE { VALUES ?x { 1 } }" ]',
    "SERVICE": 'sh:sparql [ sh:select "SELECT $this WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }" ]',
    "LIMIT": 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o } LIMIT 1" ]',
    "does not project \\?this": 'sh:sparql [ sh:select "SELECT $this WHERE { { SELECT ?o WHERE { $this ?p ?o } } }" ]',
    "does not project \\$this": 'sh:sparql [ sh:select "SELECT ?o WHERE { $this ?p ?o }" ]',
    "may not be assigned": 'sh:sparql [ sh:select "SELECT $this WHERE { BIND(1 AS $this) }" ]',
    "not declared": 'sh:sparql [ sh:select "SELECT $this WHERE { $this nowhere:p ?o }" ]',
    "cannot be read": 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ~ }" ]',
    "its end where a term": 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p " ]',
}


@pytest.mark.parametrize("message", UNSUPPORTED)
def test_construct_is_refused(message: str) -> None:
    with pytest.raises(ShapeError, match=message) as caught:
        compile(parse_triples(f"{_PREFIXES}{_TARGET}{UNSUPPORTED[message]} ."))
    assert "http://e.example/S" in caught.value.where or caught.value.where.startswith("_:")


def test_cyclic_node_through_others_is_refused() -> None:
    text = f"{_PREFIXES}{_TARGET} sh:node e:T . e:T sh:property [ sh:path e:p ; sh:node e:S ] ."
    with pytest.raises(ShapeError, match="recursion"):
        compile(parse_triples(text))


_RULE = next(rule for rule in rule_book().rules if rule.file.endswith("art30-1-a-controller-contact.trig"))
_TEXT = (resources.shapes() / _RULE.file).read_text()


def _drop(pattern: str) -> str:
    changed, count = re.subn(pattern, "", _TEXT, flags=re.DOTALL)
    assert count >= 1, pattern
    return changed


def _with(clause: str) -> str:
    changed, count = re.subn("sh:targetClass ropa:Register ;", lambda found: f"{found.group()} {clause} ;", _TEXT)
    assert count == 1
    return changed


SPOILED = {
    "2 targeted shapes": lambda: _TEXT.replace("<#good>", "shape:Two sh:targetClass ropa:Party . <#good>", 1),
    "0 targeted shapes": lambda: _drop(r"sh:targetClass ropa:Register ;"),
    "sh:message is missing in 'sv'": lambda: _drop(r'(?<=@fi ,\n)        "[^"]*\(artikel 30\.1 a\)\."@sv ,\n'),
    "rdfs:label is missing in 'fi'": lambda: _drop(r'"Seloste sisältää[^"]*"@fi ,'),
    "dct:source is missing": lambda: _drop(r"dct:source [^;]*;"),
    "sh:severity is missing": lambda: _drop(r"sh:severity [^;]*;"),
    "ropa:findingCode is missing": lambda: _drop(r"ropa:findingCode [^;]*;"),
    "ropa:validFrom is missing": lambda: _TEXT.replace("ropa:validFrom", "ropa:lastValidDay", 1),
    "no dct:source agrees": lambda: _TEXT.replace("gdprtext:article30-1-a", "gdprtext:article30-1-b"),
    "has the slot": lambda: _TEXT.replace("{?name}", "{?nobody}"),
    "is missing": lambda: _TEXT.replace("<#bad>", "<#worse>"),
    "sh:js is not supported": lambda: _with("sh:js []"),
    "recursion": lambda: _with(f"sh:node <{_RULE.iri}>"),
    "can backtrack": lambda: _with('sh:pattern "^(a+)+$"'),
    "not valid trig": lambda: _TEXT.replace("<#bad> {", "<#bad> { ex:a ex:b", 1) + "}}",
}


@pytest.mark.parametrize("message", SPOILED)
def test_spoiled_rule_file_is_refused(message: str, tmp_path: Path) -> None:
    (tmp_path / "gdpr").mkdir()
    file = tmp_path / "gdpr" / Path(_RULE.file).name
    file.write_text(SPOILED[message]())
    with pytest.raises(ShapeError, match=message) as caught:
        rules.load(tmp_path)
    assert Path(_RULE.file).name in str(caught.value)


def test_a_process_keeps_the_last_good_rule_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is spoiled under a running service is refused by name; mended, it counts again."""
    file = tmp_path / Path(_RULE.file).name
    file.write_text(_TEXT)
    monkeypatch.setattr(resources, "shapes", lambda: tmp_path)
    monkeypatch.setattr(rule_sets, "_SECONDS", 0.0)
    found = rule_sets.RuleSet()
    kept = found.book()
    assert [rule.iri for rule in kept.rules] == [_RULE.iri]
    for number, (message, spoiled) in enumerate(SPOILED.items()):
        file.write_text(spoiled() + "\n" * number)
        assert found.book() is kept
        assert file.name in str(found.refused)
        assert message in str(found.refused)
    file.write_text(_TEXT.replace("sh:Violation", "sh:Warning"))
    assert [rule.severity.value for rule in found.book().rules] == ["warning"]
    assert found.refused is None


def test_unspoiled_rule_file_is_read(tmp_path: Path) -> None:
    (tmp_path / Path(_RULE.file).name).write_text(_TEXT)
    assert [rule.iri for rule in rules.load(tmp_path).rules] == [_RULE.iri]


@pytest.mark.parametrize("pattern", ["(a+)+", "^(a|a)*$", "(.*,)*x", "([a-z]+\\w*)*", "(a|ab)+c", "((x+)y?)+"])
def test_dangerous_patterns(pattern: str) -> None:
    with pytest.raises(ShapeError, match="backtrack"):
        check_pattern(pattern, "here")


@pytest.mark.parametrize(
    "pattern", ["^[0-9]{7}-[0-9]$", "^(\\+\\d+-)*$", "^[a-z]+(-[a-z]+)*$", "(ab|cd)*", "^\\d+(\\.\\d+)?$", "(?i)^x*y*$"]
)
def test_harmless_patterns(pattern: str) -> None:
    check_pattern(pattern, "here")


def test_before_the_gdpr_nothing_is_judged() -> None:
    from datetime import date

    empty(date(2018, 5, 25))
    with pytest.raises(NotApplicable):
        empty(date(2018, 5, 24))
