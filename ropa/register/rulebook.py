"""The rule book as a list of duties, and of one code its examples and what its rules are compiled to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ropa import texts, validation
from ropa.rdf import serialize
from ropa.register.rule_sets import rule_book
from ropa.rendering.citation import spoken

COLUMNS = ("code", "severity", "article", "duty", "rule")


def rows(language: str, own: Path | None = None) -> list[list[str]]:
    """One row per rule, in the order of the law as far as file names tell it."""
    return [
        [
            rule.code,
            texts.say(f"cli-severity-{rule.severity.value}", language),
            ", ".join(spoken(article, language) for article in rule.articles),
            rule.labels[language],
            rule.file.removesuffix(".trig"),
        ]
        for rule in sorted(rule_book(own).rules, key=lambda rule: rule.file)
    ]


def examples(code: str, own: Path | None = None) -> str:
    """The good and the bad example of every rule of a code, in Turtle. Raises NotFound."""
    return "\n".join(
        f"# {rule.file}: {name}\n{serialize(triples, 'turtle').decode()}"
        for rule in rule_book(own).find(code)
        for name, triples in (("good", rule.good), ("bad", rule.bad))
    )


def compiled_text(code: str, own: Path | None = None) -> str:
    """The SPARQL that the rules of a code are compiled to, as it runs today."""
    program = validation.compile(rule_book(own), date.today())
    return "\n\n".join(program.text(rule.iri) for rule in rule_book(own).find(code))
