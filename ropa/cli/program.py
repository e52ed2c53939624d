"""The `ropa` command: collects the commands of this folder and turns every error into one line and exit code 2."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import traceback
from functools import cache
from types import TracebackType

import typer

import ropa.cli
from ropa.errors import RopaError


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
    try:
        code = program()(standalone_mode=False)
    except RopaError as error:
        _fail(str(error))
    except typer.TyperException as error:
        _fail(_one_line(error))
    except typer.Abort:
        _fail("stopped.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or 'a file'}: {error.strerror or error}.")
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _one_line(error: typer.TyperException) -> str:
    """What Typer says of a wrong command, with where to look for the right one."""
    words = getattr(error, "format_message", error.__str__)()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ropa"
    return f"{words} '{command} --help' shows how."


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: one line for the user, the details in a file for whoever mends it, exit code 2."""
    with tempfile.NamedTemporaryFile("w", prefix="ropa-fault-", suffix=".txt", delete=False) as file:
        traceback.print_exception(kind, error, trace, file=file)
    print(f"ropa: unforeseen fault ({kind.__name__}). Nothing was written half. Details: {file.name}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(2)


def _fail(message: str) -> None:
    print(f"ropa: {message}", file=sys.stderr)
    sys.exit(2)
