"""Commands that change the register: import, remove, restore, erase; and `extract`, which changes nothing."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from ropa import register as use_cases
from ropa import texts
from ropa.cli.output import (
    Format,
    Language,
    day,
    language_or_default,
    one_of,
    print_json,
    print_table,
    progress,
    registry,
    write,
)
from ropa.cli.speaking import agreed, complain, headings, say
from ropa.errors import BadParameter, InputError, said
from ropa.register import FileOutcome, differing, entries, reviewing, settling
from ropa.register.differing import Difference
from ropa.settings import Settings

commands = typer.Typer()


@commands.command("import")
def import_files(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Notices, registers, exchange files, edited sheets; - for stdin.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    format: Format = "text",
    review: Annotated[
        Path | None, typer.Option("--review", help="List of what to settle (.xlsx, .json): read back, then written.")
    ] = None,
    language: Language = "",
) -> None:
    """Read files of any supported format into the register.

    With `--review` the decisions of that list are taken first, where it exists; then it is written with what is open.

    Example: `ropa import notices/*.txt --review open.xlsx`, then, settled, `ropa import --review open.xlsx`
    """
    one_of(format, ("text", "json"), "format")
    if not files and review is None:
        raise BadParameter("there is no file to read.", mend="Give files, or a list with --review.")
    files, tag = files or [], language_or_default(language)
    with registry(writing=not dry_run) as register:
        listed = reviewing.read_back(review, register) if review and review.is_file() else []
        settled = [] if dry_run or not listed else [settling.settle(register, listed, str(review))]
        with nullcontext() if dry_run else register.ledger.many():
            outcomes = [
                use_cases.import_file(register, file, dry_run=dry_run) for file in progress(files, say("reading", tag))
            ]
        if not dry_run and any(outcome.changed for outcome in (*settled, *outcomes)):
            use_cases.refresh_findings(register)
        if review and not dry_run:
            left = reviewing.still_open(listed, reviewing.matters(register, outcomes, tag))
            write(reviewing.written(left, review.name, tag), review)
        planned = [differing.differences(register, o.planned, tag) if dry_run else [] for o in outcomes]
    _report_outcomes([*settled, *outcomes], [*([] for _ in settled), *planned], format, tag)


def _report_outcomes(outcomes: list[FileOutcome], planned: list[list[Difference]], format: str, language: str) -> None:
    if format == "json":
        rows = zip(outcomes, planned, strict=True)
        print_json([o.as_json() | ({"differences": list(map(vars, each))} if each else {}) for o, each in rows])
    else:
        read = [outcome for outcome in outcomes if not outcome.error]
        if read:
            told = [[file, say(f"result-{result}", language), *rest] for file, result, *rest in (o.row() for o in read)]
            print_table(headings(("file", "result", "record", "to-settle"), language), told)
        for differences in planned:
            _print_differences(differences, language)
        for outcome in read:
            for remark in outcome.remarks:
                words = texts.translated(remark, language)
                complain(said("{file}: {remark}", file=outcome.file, remark=words), language)
    for outcome in outcomes:
        if outcome.error:
            complain(outcome.error, language)
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(2)


def _print_differences(differences: list[Difference], language: str) -> None:
    """Facts of records and organisations one by one; of a published notice only how many, since it is taken whole."""
    for graph, group in groupby(differences, key=lambda each: each.graph):
        own = list(group)
        counts = Counter(each.kind for each in own)
        kind, name = graph.rsplit("/", 2)[-2:]
        print()
        print(say("differences", language, graph=f"{kind}/{name}", **{k: counts[k] for k in differing.KINDS}))
        if kind == "notice":
            continue
        for each in own:
            values = {"before": each.before, "after": each.after}
            place = f"{each.place} – {each.field}" if each.place else each.field
            print(f"  {say(f'difference-{each.kind}', language, place=place, **values)}")


@commands.command("extract")
def extract_files(
    files: Annotated[list[Path], typer.Argument(help="Published notices.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for one NAME.json per file.")],
    language: Language = "",
) -> None:
    """Read notices into the exchange form, with their findings; nothing is stored.

    Example: `ropa extract notices/*.txt --output extracted`
    """
    failed = False
    for file in progress(files, say("reading", language_or_default(language))):
        try:
            for name, content in use_cases.extract(file, Settings.from_environment()):
                write(content, output / name)
        except InputError as error:
            complain(error.said)
            failed = True
    if failed:
        raise typer.Exit(2)


@commands.command()
def remove(
    record: Annotated[str, typer.Argument(help="Name of the record, as `ropa list` shows it.")], language: Language = ""
) -> None:
    """Take a record out of the register. Its history stays: `ropa restore` brings it back.

    Example: `ropa remove kaarna-customers`
    """
    asked = language_or_default(language)
    with registry(writing=True) as register:
        change = use_cases.remove(register, record)
        use_cases.refresh_findings(register)
    print(say("removed", asked, record=record, change=change))


@commands.command()
def restore(
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    version: Annotated[int, typer.Option("--version", "-v", help="Number of the version, as `ropa log RECORD` shows.")],
    language: Language = "",
) -> None:
    """Make a former version of a record the current one, as a new change.

    Example: `ropa restore kaarna-customers --version 1`
    """
    asked = language_or_default(language)
    with registry(writing=True) as register:
        change = use_cases.restore(register, record, version)
        use_cases.refresh_findings(register)
    print(say("restored" if change else "restored-already", asked, record=record, version=version, change=change))


@commands.command()
def erase(
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    language: Language = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Blank the content of all former versions of a record for good (Art. 5(1)(e), 17). The chain stays whole.

    On a terminal it asks first; in a pipe or script it does not.

    Example: `ropa erase kaarna-customers`
    """
    asked = language_or_default(language)
    if not yes and sys.stdin.isatty() and not agreed(say("erase-sure", asked, record=record), asked):
        print(say("erase-left", asked, record=record))
        raise typer.Exit(1)
    with registry(writing=True) as register:
        change = use_cases.erase(register, record)
        use_cases.refresh_findings(register)
    print(say("erased" if change else "erased-nothing", asked, record=record, change=change))


@commands.command()
def waive(
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    code: Annotated[str, typer.Argument(help="Code of the finding, as `ropa check` shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is accepted.")],
    role: Annotated[str, typer.Option("--role", help="Who accepts it: a role, no person's name.")],
    until: Annotated[str, typer.Option("--until", help="Last day of the acceptance, e.g. 2027-06-30.")],
    language: Language = "",
) -> None:
    """Accept a finding for at most three years. It stays visible, marked, and counts again after that day.

    Example: `ropa waive kaarna-customers REVIEW_OVERDUE --reason "Audit in March" --role DPO --until 2027-03-31`
    """
    asked, last = language_or_default(language), day(until)
    if last is None:
        raise BadParameter("the last day is missing.", mend="Give it as --until 2027-06-30.")
    with registry(writing=True) as register:
        change = use_cases.waive(register, record, code, reason, role, last)
        use_cases.refresh_findings(register)
    print(say("waived", asked, record=record, code=code, day=entries.day(last, asked), change=change))


@commands.command()
def generate(
    records: Annotated[int, typer.Option("--records", help="How many records.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for one TriG file per record.")],
    seed: Annotated[int, typer.Option("--seed", help="Same number, same bytes.")] = 1,
    language: Language = "",
) -> None:
    """Make synthetic registers for tests and benchmarks; no real organisation is in them.

    Example: `ropa generate --records 100 --seed 1 --output synthetic`
    """
    from ropa.register.synthetic import files, how_many, write_files

    asked = language_or_default(language)
    made = files(records, seed, Settings.from_environment().base)
    count = write_files(progress(made, say("making", asked), how_many(records)), output)
    print(say("generated", asked, count=count, folder=output))
