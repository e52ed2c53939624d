"""Commands that ask the register and change nothing: list, show, check, query, queries, log, drift, verify."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ropa import texts
from ropa.cli.output import (
    LOOSE,
    AsOf,
    Format,
    Language,
    day,
    language_or_default,
    one_of,
    options,
    parameters,
    print_json,
    print_listed,
    print_table,
    registry,
    write,
)
from ropa.errors import BadQuery
from ropa.register import (
    Check,
    answers,
    apart,
    comparing,
    history,
    issuing,
    readable,
    standing,
    summary,
    waivers,
)
from ropa.register.checking import check_file
from ropa.register.files import load_file
from ropa.settings import Settings

commands = typer.Typer()
Records = Annotated[list[str] | None, typer.Argument(help="Names of records; all when none is given.")]


@commands.command("list")
def list_records(language: Language = "", format: Format = "text") -> None:
    """List the records of the register.

    Example: `ropa list --language fi`
    """
    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    with registry() as register:
        records = summary.dated(register.records(), register.ledger.log())
    rows = [
        (
            r.slug,
            r.title(asked),
            ", ".join(r.keepers(asked)),
            str(r.activities),
            r.modified.isoformat() if r.modified else "",
        )
        for r in records
    ]
    print_listed(("record", "title", "controller", "activities", "modified"), rows, format, asked)


_FEW = 20
"""Findings that fit on a screen or two one by one."""


@commands.command()
def show(
    record: Annotated[str, typer.Argument(help="Name of a record, party or notice, or its IRI.")],
    format: Annotated[str, typer.Option("--format", "-f", help="text, turtle, trig, json-ld or json.")] = "text",
    version: Annotated[int, typer.Option("--version", "-v", help="A former version, as `ropa log` shows it.")] = 0,
    language: Language = "",
) -> None:
    """Show a record, party or notice as it is now, or as it was in a former version; as RDF with `--format`.

    Example: `ropa show kaarna-customers --language fi`, `ropa show kaarna-customers --version 1 --format turtle`
    """
    one_of(format, ("text", "turtle", "trig", "json-ld", "json"), "format")
    asked = language_or_default(language)
    with registry() as register:
        if format == "text":
            for line in readable.lines(register, record, asked, version or None):
                print(line)
        else:
            write(register.show(record, format, version or None), None)


@commands.command()
def check(
    records: Records = None,
    as_of: AsOf = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, json or turtle.")] = "text",
    language: Language = "",
    file: Annotated[Path | None, typer.Option("--file", help="Check this RDF file instead of the register.")] = None,
    shapes: Annotated[Path | None, typer.Option("--shapes", help="With --file: any SHACL shapes.")] = None,
    since: Annotated[bool, typer.Option("--since", help="Say since which version each finding stands.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Every finding, also where there are many.")] = False,
) -> None:
    """Say what is wrong with the register: which duty, which article, what to write to mend it.

    First comes the order of work. Every finding is listed for named records, for few, and with `--details`.

    Example: `ropa check kaarna-customers --language fi`
    """
    one_of(format, ("text", "json", "turtle"), "format")
    asked = language_or_default(language)
    if file:
        limit = Settings.from_environment().max_file_bytes
        given = load_file(shapes, limit) if shapes else None
        judged = day(as_of) or date.today()
        result = check_file(load_file(file, limit), file.name, given, judged, shapes.name if shapes else "")
        _print_findings(result, format, asked, details=True)
    else:
        with registry() as register:
            named = [register.find(name) for name in records or []]
            result, standings = register.check(named, day(as_of)), list[str]()
            if not as_of:
                result, standings = issuing.foreseen(register, result, named, asked)
            if since:
                result = replace(result, since=standing.since(register, list(result.findings), day(as_of)))
            shown = details or since or bool(records) or len(result.findings) <= _FEW
            _print_findings(result, format, asked, details=shown)
            if format == "text":
                print("".join(f"\n{told}" for told in standings).lstrip("\n"), end="\n" if standings else "")
    raise typer.Exit(1 if result.demands else 0)


def _print_findings(result: Check, format: str, language: str, *, details: bool) -> None:
    if format == "turtle":
        write(result.as_report(), None)
    elif format == "json":
        print_json(result.as_json(language))
    else:
        for line in result.as_lines(language, details):
            print(line)


@commands.command(context_settings=LOOSE)
def query(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A library question, a FILE.rq, or - for standard input.")],
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value; may be repeated. Or --name value.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv, tsv, json, xml or turtle.")] = "table",
    language: Language = "",
) -> None:
    """Ask the register a question; `ropa queries` lists those of the library.

    `table` and `csv` speak the reader's language; `csv` adds a column of IRIs beside each column of names. `tsv`,
    `json` and `xml` are the standard's SPARQL results, for programs.

    Examples: `ropa query transfers-by-country --country US`,
    `ropa query processor-chain --processor "Stratus Data Ltd"`
    """
    one_of(format, ("table", "csv", "tsv", "json", "xml", "turtle"), "format")
    asked = language_or_default(language)
    question, more = options([question, *context.args])
    given = parameters([*(param or []), *more])
    text = _typed_in() if question == "-" else ""
    with registry() as register:
        answer = register.ask(question, given, text)
        entry = register.entry_of(question)
        if format == "table":
            columns, rows = answers.readable(answer, asked, apart.naming(register, answer, asked), entry)
            print_table([answers.heading(column, asked) for column in columns], rows)
        elif format == "csv":
            write(answers.spreadsheet(answer, asked, apart.naming(register, answer, asked), entry), None)
        else:
            write(answers.serialize_answer(answer, format), None)


def _typed_in() -> str:
    """A query from standard input. Raises BadQuery for what is no text."""
    try:
        return sys.stdin.buffer.read(Settings.from_environment().max_file_bytes).decode()
    except UnicodeDecodeError as error:
        raise BadQuery("the request is no UTF-8.", where="-", mend="Save it as UTF-8 text.") from error


@commands.command()
def queries(language: Language = "", format: Format = "text") -> None:
    """List the questions of the library, with their parameters.

    Example: `ropa queries --language sv`
    """
    from ropa import queries as library

    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    rows = [
        (name, q.title(asked), ", ".join(p.name for p in q.parameters))
        for name in library.names()
        for q in [library.load(name)]
    ]
    print_listed(("name", "title", "parameters"), rows, format, asked)


@commands.command()
def log(
    record: Annotated[str, typer.Argument(help="Name of a record; all changes when none is given.")] = "",
    format: Format = "text",
    language: Language = "",
) -> None:
    """Show who changed what and when; of one record also which findings are accepted, why and until when.

    Example: `ropa log kaarna-customers`
    """
    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    with registry() as register:
        columns, rows = register.log(record)
        accepted = waivers.told(register, record) if record else []
    if format == "json":
        print_listed(columns, rows, format, asked)
        return
    print_listed(columns, [history.spoken(row, asked) for row in rows], format, asked)
    if accepted:
        print()
        print_listed(waivers.COLUMNS, accepted, format, asked)


@commands.command()
def drift(
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    file: Annotated[Path, typer.Argument(help="The notice as it is published.")],
    language: Language = "",
    format: Format = "text",
) -> None:
    """Compare a published notice with a record: what only one of them says, and where they contradict each other.

    Says as well what the reader took nothing from: that was not compared.

    Example: `ropa drift kaarna-customers published.html --language fi`
    """
    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    with registry() as register:
        comparison = comparing.compare(register, record, file)
    found = comparison.differences
    if format == "json":
        print_json([vars(difference) for difference in found])
    elif found:
        print_table([texts.say(f"cli-drift-{c}", asked) for c in comparing.COLUMNS], [d.row(asked) for d in found])
    else:
        print(texts.say("cli-drift-none", asked))
    for line in comparison.unread.lines(asked):
        print(line, file=sys.stderr if format == "json" else sys.stdout)
    raise typer.Exit(1 if found else 0)


@commands.command()
def verify(language: Language = "") -> None:
    """Prove that the journal's chain is whole and that the store holds just what the journal says.

    Example: `ropa verify`
    """
    asked = language_or_default(language)
    with registry() as register:
        outcome, problems = register.verify()
    print(texts.translated(outcome, asked))
    for problem in problems:
        print(f"- {texts.translated(problem, asked)}")
    raise typer.Exit(1 if problems else 0)
