"""What the tests of the validator share: the rule book, its examples, and the facts rules stand on."""

from __future__ import annotations

from datetime import date
from functools import cache

from ropa import resources, rules
from ropa.model import Finding, Rule
from ropa.rdf import Triple, iri
from ropa.rules import RuleBook
from ropa.validation import Facts
from ropa.validation.facts import day

DAY = date(2026, 11, 21)


@cache
def rule_book() -> RuleBook:
    return rules.load(resources.shapes())


def standing(example: tuple[Triple, ...]) -> tuple[Triple, ...]:
    """An example with the day of the check, unless it states one itself."""
    dated = any(triple.predicate == iri("ropa:asOf") for triple in example)
    return example if dated else (*day(DAY), *example)


def alone(rule: Rule) -> RuleBook:
    """A book with only this rule."""
    return RuleBook((rule,), {rule.iri: rule_book().trees[rule.iri]}, "")


def facts_of(*triples: Triple) -> Facts:
    facts = Facts()
    facts.ground(triples)
    return facts


def essence(findings: list[Finding]) -> set[tuple[str, ...]]:
    """What must be equal between two validators."""
    return {(f.focus, f.path, f.value, f.shape, f.component, f.severity.value) for f in findings}
