"""Every rule on its own good and bad example, and compiled against pySHACL."""

from __future__ import annotations

import pytest

from ropa import resources
from ropa.model import Rule
from ropa.validation import check, compile
from ropa.validation.check import full_text
from ropa.validation.compiler import complete, focus_text
from ropa.validation.reference import reference_check
from tests.validation.shacl_examples import DAY, alone, essence, facts_of, rule_book, standing

_RULES = rule_book().rules
_EACH = pytest.mark.parametrize("rule", _RULES, ids=[rule.file.removesuffix(".trig") for rule in _RULES])


def test_every_rule_file_is_a_rule() -> None:
    assert len(_RULES) == len(list(resources.shapes().rglob("*.trig"))) >= 30


@_EACH
def test_good_is_silent_and_bad_is_found_once(rule: Rule) -> None:
    program = compile(alone(rule))
    good, bad = (check(program, facts_of(*standing(example))) for example in (rule.good, rule.bad))
    assert good == []
    assert [(finding.shape, finding.code, finding.severity) for finding in bad] == [
        (rule.iri, rule.code, rule.severity)
    ]


@_EACH
def test_examples_have_focus_nodes(rule: Rule) -> None:
    program = compile(alone(rule))
    for example in (rule.good, rule.bad):
        facts = facts_of(*example)
        pattern = focus_text(program.trees[0].targets)
        assert len(facts.select(complete(f"SELECT ?this WHERE {{ {pattern} }}"))) >= 1


@_EACH
def test_same_as_pyshacl(rule: Rule) -> None:
    program = compile(alone(rule))
    for example in (rule.good, rule.bad):
        data = standing(example)
        assert essence(check(program, facts_of(*data))) == essence(reference_check(rule.shape, data))


@_EACH
def test_compiled_text_runs(rule: Rule) -> None:
    text = compile(rule_book(), DAY).text(rule.iri) if rule in rule_book().in_force(DAY) else ""
    facts = facts_of(*rule.bad)
    for query in filter(None, text.split("\n\n")):
        facts.select(query)


def test_constraints_with_one_target_share_a_query() -> None:
    book = rule_book()
    program = compile(book, DAY)
    assert sum(len(query.judgements) for query in program.queries) >= len(program.rules)
    assert len(program.queries) <= sum(len(query.judgements) for query in program.queries)
    assert all("#FOCUS#" not in full_text(query, facts_of()) for query in program.queries)
