"""The `ropa` command: collects the commands of this folder and turns every error into one line and exit code 2."""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
import tempfile
import traceback
from functools import cache
from types import TracebackType
from typing import NoReturn

import typer

import ropa.cli
from ropa.cli.speaking import complain, of_command, of_system
from ropa.errors import RopaError, said


@cache
def program() -> typer.Typer:
    """Every command of this folder: each module with `commands` is taken in."""
    app = typer.Typer(
        name="ropa",
        help="Records of processing activities (GDPR Art. 30): read notices, check, ask, publish.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for module in sorted(pkgutil.iter_modules(ropa.cli.__path__), key=lambda m: m.name):
        commands = getattr(importlib.import_module(f"ropa.cli.{module.name}"), "commands", None)
        if isinstance(commands, typer.Typer):
            app.add_typer(commands)
    return app


def main() -> None:
    """Runs the command line; the only place where an error of ours becomes an exit code."""
    sys.excepthook = _unforeseen
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    command = typer.main.get_command(program())  # calling the program itself would put Typer's hook over ours
    try:
        code = command(standalone_mode=False)
    except RopaError as error:
        _fail(error.said)
    except typer.TyperException as error:
        _fail(_one_line(error))
    except typer.Abort:
        _fail("stopped.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(of_system(error))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _one_line(error: typer.TyperException) -> str:
    words = getattr(error, "format_message", error.__str__)()
    context = getattr(error, "ctx", None)
    return of_command(words, context.command_path if context is not None else "ropa")


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: one line for the user, the details in a file for whoever mends it, exit code 2."""
    with tempfile.NamedTemporaryFile("w", prefix="ropa-fault-", suffix=".txt", delete=False) as file:
        traceback.print_exception(kind, error, trace, file=file)
    complain(
        said(
            "unforeseen fault ({kind}). What was reported as done is done, nothing was written half. Details: {file}",
            kind=kind.__name__,
            file=file.name,
        )
    )
    sys.stderr.flush()
    os._exit(2)


def _fail(message: str) -> NoReturn:
    complain(message)
    sys.exit(2)
