"""The rule book for people: a list of duties, one rule explained, and what a rule is compiled to."""

from __future__ import annotations

from datetime import date

from ropa import texts, validation
from ropa.model import Rule
from ropa.rdf import Triple, serialize
from ropa.register.current import rule_book

COLUMNS = ("code", "severity", "article", "duty", "rule")


def rows(language: str) -> list[list[str]]:
    """One row per rule, in the order of the law as far as file names tell it."""
    return [
        [
            rule.code,
            texts.say(f"cli-severity-{rule.severity.value}", language),
            ", ".join(rule.articles),
            rule.labels[language],
            rule.file.removesuffix(".trig"),
        ]
        for rule in sorted(rule_book().rules, key=lambda rule: rule.file)
    ]


def explain(code: str, language: str) -> str:
    """Every rule of a code: duty, message, source, reading, examples. Raises NotFound with close codes."""
    return "\n\n".join(_explained(rule, language) for rule in rule_book().find(code))


def _explained(rule: Rule, language: str) -> str:
    def head(key: str) -> str:
        return texts.say(f"cli-explain-{key}", language)

    until = f" - {rule.last_valid_day}" if rule.last_valid_day else " -"
    lines = [
        f"{rule.code}: {rule.labels[language]}",
        f"{head('message')}: {rule.messages[language]}",
        f"{head('severity')}: {texts.say(f'cli-severity-{rule.severity.value}', language)}",
        f"{head('source')}: {', '.join(rule.articles)} <{'> <'.join(rule.sources)}>",
        f"{head('valid')}: {rule.valid_from or ''}{until}",
        f"{head('why')}: {rule.comment}",
        f"{head('file')}: shapes/{rule.file}",
        "",
        f"{head('good')}:",
        _example(rule.good),
        f"{head('bad')}:",
        _example(rule.bad),
    ]
    return "\n".join(lines)


def _example(triples: tuple[Triple, ...]) -> str:
    body = serialize(triples, "turtle").decode()
    return "\n".join(f"    {line}" for line in body.splitlines() if not line.startswith("@prefix") and line)


def compiled_text(code: str) -> str:
    """The SPARQL that the rules of a code are compiled to, as it runs today."""
    program = validation.compile(rule_book(), date.today())
    return "\n\n".join(program.text(rule.iri) for rule in rule_book().find(code))
