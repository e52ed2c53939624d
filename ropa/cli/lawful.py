"""Commands that tell of the rules: rules, explain."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from ropa.cli.output import Format, Language, language_or_default, one_of, print_listed, registry
from ropa.errors import RopaError
from ropa.register import explaining, rulebook, summary
from ropa.settings import Settings

commands = typer.Typer()


@commands.command()
def rules(
    language: Language = "",
    format: Format = "text",
    sparql: Annotated[str, typer.Option("--sparql", help="Print what the rules of this code are compiled to.")] = "",
) -> None:
    """Print the rule book: code, severity, article and duty of every rule.

    Example: `ropa rules --language fi`
    """
    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    if sparql:
        print(rulebook.compiled_text(sparql, Settings.from_environment().rules))
        return
    print_listed(rulebook.COLUMNS, rulebook.rows(asked, Settings.from_environment().rules), format, asked)


@commands.command()
def explain(
    code: Annotated[str, typer.Argument(help="A finding code, e.g. MISSING_RETENTION, or the name of a rule.")],
    language: Language = "",
    turtle: Annotated[bool, typer.Option("--turtle", help="Print the good and the bad example in Turtle.")] = False,
) -> None:
    """Explain a finding: what to do, its source, how grave it is and why, the reading, a good and a bad example.

    Of several rules the one for the country of the register's controllers comes first.

    Example: `ropa explain MISSING_RETENTION --language fi`
    """
    own = Settings.from_environment().rules
    if turtle:
        print(rulebook.examples(code, own))
        return
    print(explaining.explain(code, language_or_default(language), own, _countries()))


def _countries() -> frozenset[str]:
    """Those of the register's controllers; none where the register cannot be opened: rules do without one."""
    with suppress(RopaError), registry() as register:
        return summary.countries(register.ledger.at_hand().select)
    return frozenset()
