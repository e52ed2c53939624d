"""What every command shares: opening the register, options, printing tables and files. Holds no command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from ropa import days, texts
from ropa.cli.speaking import complain, headings
from ropa.errors import BadParameter, Said, said
from ropa.register import Registry
from ropa.settings import Settings

T = TypeVar("T")
Language = Annotated[str, typer.Option("--language", "-l", help="fi, sv or en; default: ROPA_LANGUAGE, else en.")]
Format = Annotated[str, typer.Option("--format", "-f")]
AsOf = Annotated[str, typer.Option("--as-of", help="Judge by the law of this day, e.g. 2020-07-17. Default: today.")]
LOOSE = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Settings of a command that takes `--name value` for whatever parameters a question or report has."""
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; default: standard output.")]


@contextmanager
def registry(*, writing: bool = False) -> Iterator[Registry]:
    """The register of the settings, opened for one command."""
    opened = Registry.open(Settings.from_environment(), writing=writing)
    try:
        yield opened
        for message in opened.ledger.messages:
            complain(message)
    finally:
        opened.close()


def language_or_default(language: str) -> str:
    """Raises BadParameter naming the languages there are."""
    return texts.default().language(language or Settings.from_environment().language)


def day(text: str) -> date | None:
    """`2020-07-17`, `17.7.2020` or ""; raises BadParameter for what is no day."""
    if not text:
        return None
    found = days.day(text)
    if found is None:
        raise BadParameter(said("'{value}' is no day.", value=text), mend="Write it as 2026-11-21.")
    return found


def one_of(value: str, allowed: Sequence[str], what: str) -> str:
    """Raises BadParameter listing what is allowed."""
    if value not in allowed:
        raise BadParameter(
            said("'{value}' is no {what}.", value=value, what=what if isinstance(what, Said) else said(what)),
            mend=said("Use one of: {choices}.", choices=", ".join(allowed)),
        )
    return value


def parameters(given: Sequence[str] | None) -> dict[str, str]:
    """`name=value` pairs; raises BadParameter for what is none."""
    pairs = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not equals:
            raise BadParameter(said("'{text}' is no parameter.", text=text), mend="Write it as name=value.")
        pairs[name.strip()] = value.strip()
    return pairs


def options(words: Sequence[str]) -> tuple[str, list[str]]:
    """The first word that belongs to no parameter, and `--name value`, `--name=value` and `name=value` as pairs."""
    pairs: list[str] = []
    plain: list[str] = []
    name = ""
    for word in words:
        if name:
            pairs.append(f"{name}={word}")
            name = ""
        elif word.startswith("--") and "=" not in word:
            name = word.removeprefix("--")
        elif word.startswith("--") or (plain and "=" in word):
            pairs.append(word.removeprefix("--"))
        else:
            plain.append(word)
    return "".join(plain[:1]), [*pairs, *plain[1:], *([name] if name else [])]


def ending(output: Path | None, otherwise: str) -> str:
    """The form that a file's name asks for; a common one where there is no file or no ending."""
    named = output.suffix.lstrip(".").lower() if output else ""
    return {"gv": "dot", "mmd": "mermaid", "": otherwise}.get(named, named)


def write(content: bytes, output: Path | None) -> None:
    """To the file, its folder made if need be, or to standard output."""
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(content)


def print_json(value: object) -> None:
    """Stable JSON: sorted keys, UTF-8 as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str))


def print_listed(columns: Sequence[str], rows: Sequence[Sequence[str]], format: str, language: str) -> None:
    """Rows as a table with headings in the reader's language, or as JSON with the columns' own names."""
    if format == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(headings(columns, language), rows)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """For people on a terminal; tab-separated in a pipe."""
    if not sys.stdout.isatty():
        for row in [columns, *rows]:
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(header_style="bold")
    for column in columns:
        table.add_column(Text(column))
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def progress(items: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
    """A progress bar on standard error for long work; none in a pipe or for a few things. `total` for iterators."""
    count = total if total is not None else len(items) if isinstance(items, Sequence) else 0
    hidden = count < 5 or not sys.stderr.isatty()
    return track(items, doing, total=count, console=Console(stderr=True), disable=hidden)
