"""The ontology: what the project uses is declared, labelled and defined, and its rules hold on it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest

from ropa import model, resources
from ropa.model import Node
from ropa.namespaces import PREFIXES, expand, shorten
from ropa.rdf import BlankNode, NamedNode
from ropa.rules.book import load
from ropa.validation import Facts, check, empty
from ropa.validation.compiler import compile_book
from tests.words.vocabulary import LANGUAGES, ancestors, declared, labels, quads, used_in_graphs, used_in_text

DAY = date(2026, 11, 21)
RULES = load(resources.shapes() / "vocabulary")
NODES = [
    kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Node) and kind is not Node
]
_OURS = PREFIXES["ropa"]


def test_the_numbers_are_what_they_were() -> None:
    """A file that is no longer read, or a term lost, shows here first."""
    for prefix, least in {"ropa": 540, "dpv": 390, "pd": 104, "eu-gdpr": 83, "loc": 251}.items():
        assert sum(term.startswith(PREFIXES[prefix]) for term in labels()) >= least, prefix
    assert len(RULES.rules) == 7
    assert len(NODES) >= 20


@pytest.mark.parametrize("kind", NODES, ids=lambda kind: kind.__name__)
def test_every_class_and_property_of_the_model_has_a_name(kind: type[Node]) -> None:
    terms = {f.metadata["term"] for f in fields(kind) if "term" in f.metadata} | {*kind.types, kind.stated} - {""}
    assert terms
    missing = [f"{term} ({language})" for term in sorted(terms) for language in LANGUAGES if not _label(term, language)]
    assert not missing


def _label(term: str, language: str) -> str:
    return labels().get(expand(term), {}).get(language, "")


def test_every_term_used_in_graphs_is_declared() -> None:
    used = used_in_graphs()
    assert len(used) > 1400
    assert {shorten(t): file for t, file in used.items() if t not in declared()} == {}


def test_every_term_named_in_code_rules_and_queries_is_declared() -> None:
    used = used_in_text()
    assert len(used) > 500
    assert {shorten(t): file for t, file in used.items() if t not in declared()} == {}


def test_every_declared_term_has_a_label_in_each_language() -> None:
    terms = [term for term in declared() if term.startswith((_OURS, "https://w3id.org/dpv")) and _is_named(term)]
    assert len(terms) > 1400
    missing = [
        (shorten(t), language) for t in sorted(terms) for language in LANGUAGES if language not in labels().get(t, {})
    ]
    assert missing == []


def _is_named(term: str) -> bool:
    """Dated facts such as memberships, and parts such as addresses, need no name of their own."""
    return not re.search(r"#(membership-|territory-|country-|authority-..-)", term)


def test_labels_are_clean() -> None:
    odd = [
        (shorten(term), words)
        for term, found in labels().items()
        for words in found.values()
        if words != " ".join(words.split(" ")).strip() or words.endswith(".") or not words
    ]
    assert odd == []


def test_no_two_terms_of_one_kind_share_a_label() -> None:
    kinds: dict[tuple[str, str, str], set[str]] = {}
    for _, quad in quads("ontology"):
        if quad.predicate.value == expand("skos:broader") and isinstance(quad.object, NamedNode):
            for language, words in labels().get(quad.subject.value, {}).items():
                kinds.setdefault((quad.object.value, language, words), set()).add(quad.subject.value)
    assert len(kinds) > 2500
    assert {key: terms for key, terms in kinds.items() if len(terms) > 1} == {}


def test_special_categories_are_found_by_walking_up() -> None:
    special = expand("dpv:SpecialCategoryPersonalData")
    found = {term for term in labels() if special in ancestors(term)}
    wanted = "pd:Health ropa:SickLeave ropa:Diet pd:Biometric pd:TradeUnionMembership pd:ReligiousBelief pd:Genetic"
    assert {expand(term) for term in wanted.split()} <= found
    assert not {expand(t) for t in ("pd:Name", "ropa:PersonalIdentityCode", "pd:CriminalConviction")} & found
    assert expand("pd:Criminal") in ancestors(expand("ropa:CriminalRecordCheck"))
    assert expand("dpv:PersonalData") in ancestors(expand("ropa:MeteringPoint"))


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.file)
def test_each_rule_finds_its_bad_example_and_spares_its_good_one(rule: model.Rule) -> None:
    program = compile_book(RULES)
    for example, wanted in ((rule.good, 0), (rule.bad, 1)):
        facts = empty(DAY, grounded=False)
        facts.load([("https://ropa.example/example", example)])
        assert _focus_nodes(example)
        assert len([f for f in check(program, facts) if f.shape == rule.iri]) == wanted


def _focus_nodes(example: tuple[object, ...]) -> int:
    return sum("isDefinedBy" in str(triple) for triple in example)


def test_the_rules_hold_on_the_ontology() -> None:
    facts: Facts = empty(DAY)
    assert check(compile_book(RULES), facts) == []


def test_prefixes_are_those_of_the_program() -> None:
    declared_prefixes = {
        quad.object.value for file, quad in quads("ontology") if quad.predicate.value == expand("sh:prefix")
    }
    assert declared_prefixes == set(PREFIXES)


def test_nothing_is_anonymous() -> None:
    statements = quads("ontology", "data/reference")
    assert len(statements) > 14_000
    assert all(isinstance(quad.subject, NamedNode) for _, quad in statements)
    assert not any(isinstance(quad.object, BlankNode) for _, quad in statements)
