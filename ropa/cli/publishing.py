"""Commands that write something to hand on: notice, report, reports, flow, export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from ropa import texts
from ropa.cli.output import (
    LOOSE,
    Format,
    Language,
    Output,
    day,
    ending,
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
from ropa.errors import BadParameter, NotFound, said
from ropa.register import Registry, activity_sheets, foresight, issuing, publishing
from ropa.register.catalogue import catalogue
from ropa.rendering.document import Missing

commands = typer.Typer()
_BY_ENDING = "default: as --output ends, else html."
_KINDS = publishing.document_kinds()
_NARROWING = ", ".join(publishing.report_filters())
_VARIANTS = tuple(dict.fromkeys(variant for variants in _KINDS.values() for variant in variants))


Publish = Annotated[
    bool,
    typer.Option(
        "--publish",
        help="As it is published: without the list of what is missing. A whole notice is kept in the register, so no "
        "other program may be writing; a short one, one of a single group and other kinds are not kept.",
    ),
]
_DESPITE = "With --publish: keep a whole notice also where violations are open."


@commands.command()
def notice(
    record: Annotated[str, typer.Argument(help="Name of the record.")],
    language: Language = "",
    format: Annotated[str, typer.Option("--format", "-f", help=f"html, pdf, docx, md or json; {_BY_ENDING}")] = "",
    output: Output = None,
    kind: Annotated[str, typer.Option("--kind", "-k", help=f"{', '.join(_KINDS)}.")] = "privacy-notice",
    variant: Annotated[str, typer.Option(help=f"{', '.join(_VARIANTS)}; not every kind has each.")] = "full",
    subject: Annotated[str, typer.Option(help="Only about one group of people, as dpv:Customer.")] = "",
    full_at: Annotated[str, typer.Option(help="Web address of the full notice, for a short one to lead there.")] = "",
    publish: Publish = False,
    despite: Annotated[bool, typer.Option("--despite-findings", help=_DESPITE)] = False,
) -> None:
    """Write the privacy notice of a record, or a document of another kind; what is missing is listed at its end.

    With `--publish` the whole notice takes the place of the one published before: its findings are settled, and the
    register keeps what the new one says. Where violations are open on what it would say, nothing is written and the
    exit code is 1, unless `--despite-findings` is given.

    Examples: `ropa notice kaarna-customers --language sv --variant plain --publish --output notice.html`,
    `ropa notice kaarna-customers --kind access-answer --subject dpv:Customer --format docx --output answer.docx`
    """
    asked = language_or_default(language)
    format = one_of(format or ending(output, "html"), publishing.document_formats(), "format of a document")
    whole = publish and publishing.is_notice(kind, variant) and not subject
    with registry(writing=whole) as register:
        if whole:
            _publish(issuing.prepare(register, record, asked, kind, variant), register, format, output, asked, despite)
            return
        made = register.document(record, asked, kind, variant=variant, subject=subject, full_at=full_at)
        write(publishing.document_bytes(made, format, for_author=not publish), output)
        if publish:
            _tell_author((*made.missing, *made.findings), asked)
        elif not subject and publishing.is_notice(kind, variant):
            _tell_standing(issuing.standing(register, record, asked, kind, variant))


def _tell_standing(told: str) -> None:
    """On standard error whether a draft may be published; nothing of a record that has no notice."""
    if told:
        typer.echo(told, err=True)


def _publish(
    issue: issuing.Issue, register: Registry, format: str, output: Path | None, language: str, despite: bool
) -> None:
    """Tells on standard error what is open; writes and keeps the notice unless violations are in the way."""
    _tell_author(issue.document.missing, language)
    for line in issue.lines(language):
        typer.echo(line, err=True)
    if not (issue.ready or despite):
        typer.echo(texts.say("cli-issue-refused", language, record=issue.name), err=True)
        raise typer.Exit(1)
    content = publishing.document_bytes(issue.document, format, for_author=False)
    issuing.publish(register, issue, output.name if output else "-", content)
    write(content, output)
    typer.echo(issue.done(language), err=True)


def _tell_author(missing: Iterable[Missing], language: str) -> None:
    """On standard error what the published text leaves out: gaps, untranslated words, findings."""
    for item in missing:
        typer.echo(texts.say("notice-publish-check", language, item=item.text), err=True)


@commands.command(context_settings=LOOSE)
def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the report; `ropa reports` lists them.")],
    language: Language = "",
    format: Annotated[
        str, typer.Option("--format", "-f", help=f"html, csv, xlsx, pdf, docx or json; {_BY_ENDING}")
    ] = "",
    output: Output = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--parameter", "--param", "-p", help=f"name=value, with name one of: {_NARROWING}. Repeatable."),
    ] = None,
) -> None:
    """Write a report over the whole register, or over what `--parameter` leaves of it.

    Example: `ropa report article-30-controller --language fi --format xlsx --output article-30.xlsx`,
    `ropa report article-30-controller --controller 2083762-5 --country US --output us.html`
    """
    asked = language_or_default(language)
    format = one_of(format or ending(output, "html"), publishing.table_formats(), "format of a report")
    name, more = options([name, *context.args])
    given = parameters([*(param or []), *more])
    with registry() as register:
        write(publishing.table_bytes(register.report(name, asked, given), format), output)


@commands.command()
def reports(language: Language = "", format: Format = "text") -> None:
    """List the reports there are.

    Example: `ropa reports --language fi`
    """
    one_of(format, ("text", "json"), "format")
    asked = language_or_default(language)
    print_listed(("report", "title"), publishing.report_titles(asked), format, asked)


@commands.command()
def flow(
    records: Annotated[list[str] | None, typer.Argument(help="Names of records; all when none is given.")] = None,
    language: Language = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="svg, html, graphml, dot, mermaid, json; a matrix also csv. Default: svg, or --output.",
        ),
    ] = "",
    output: Output = None,
    view: Annotated[str, typer.Option("--view", "-v", help="layers, sankey, chain, matrix or map.")] = "layers",
    vendor: Annotated[str, typer.Option("--vendor", help="Organisation whose chain is drawn.")] = "",
) -> None:
    """Draw where the data go: sources, controller, processors, sub-processors, recipients, countries.

    Other views: an overview of bands, the chain of one processor, data against recipients, a map of the world.

    Example: `ropa flow kaarna-customers --output flow.svg`, `ropa flow --view map --format html --output map.html`
    """
    asked = language_or_default(language)
    chosen = publishing.CHAIN if vendor else view
    one_of(chosen, publishing.flow_views(), "picture")
    format = one_of(
        format or ending(output, "svg"),
        publishing.flow_formats(chosen),
        said("format of the picture '{picture}'", picture=chosen),
    )
    with registry() as register:
        drawn = register.flow(records or [])
        if chosen == publishing.CHAIN:
            drawn = foresight.chain_of(register, drawn, vendor, asked)
        write(publishing.flow_bytes(drawn, format, asked, chosen), output)


@commands.command()
def impact(
    change: Annotated[str, typer.Argument(help="breach, country, contract or data.")],
    target: Annotated[str, typer.Argument(help="An organisation, a country code, or a category of data.")],
    language: Language = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, json, or a form of `ropa flow`.")] = "text",
    output: Output = None,
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day on which it happens, e.g. 2027-06-30 or 30.6.2027. Default: today.")
    ] = "",
) -> None:
    """Say what would be touched if a processor is breached, a country loses adequacy, a contract or a use of data ends.

    Grounds of transfers are told as they stand on the day; a country that loses its adequacy loses it on that day.

    Example: `ropa impact country US --as-of 2027-06-30 --language fi`
    """
    asked = language_or_default(language)
    one_of(format, ("text", "json", *publishing.flow_formats()), "format")
    with registry() as register:
        found = foresight.foresee(register, change, target, asked, day(as_of))
        if format == "json":
            print_json(found.as_json())
        elif format == "text":
            heads = [texts.say(f"cli-impact-{column}", asked) for column in ("what", "name")]
            print_table(heads, found.rows(register, asked))
        else:
            write(publishing.flow_bytes(found.flow, format, asked), output)


@commands.command()
def export(
    target: Annotated[list[str], typer.Argument(metavar="[RECORD] FILE", help="A record, and the file to write.")],
    language: Language = "",
    template: Annotated[
        bool, typer.Option("--template", help="An empty sheet of activities, to be filled in and imported.")
    ] = False,
    catalogued: Annotated[
        bool, typer.Option("--catalogue", help="The register as a DCAT-AP catalogue: .ttl, .jsonld, .nt or .rdf.")
    ] = False,
) -> None:
    """Write a record, or the whole register, to a file; its ending chooses the form.

    Of one record, `.xlsx` and `.json` are sheets of every fact; of the whole register, `.xlsx` and `.csv` are sheets
    with one row per activity. All can be edited and imported again. `.ttl`, `.trig` and `.jsonld` are RDF.

    Example: `ropa export kaarna-customers kaarna.xlsx`, `ropa export activities.csv`
    """
    asked = language_or_default(language)
    if len(target) > 2:
        raise BadParameter("Give at most a record and a file.")
    record, file = ("", target[0]) if len(target) == 1 else (target[0], target[1])
    with registry() as register:
        if not record and not Path(file).suffix and _is_record(register, file):
            raise BadParameter(
                "the file to write is missing.",
                mend=said("Give it after the record: {example}.", example=f"{file} {file}.xlsx"),
            )
        if catalogued:
            content = catalogue(register, Path(file).name)
        elif template or (not record and Path(file).suffix.lower() in {".xlsx", ".csv"}):
            content = activity_sheets.export(register, Path(file).name, asked, template=template)
        else:
            content = register.export(record, Path(file).name, asked)
        write(content, None if file == "-" else Path(file))


def _is_record(register: Registry, name: str) -> bool:
    try:
        return bool(register.find(name))
    except NotFound:
        return False
