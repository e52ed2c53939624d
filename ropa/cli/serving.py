"""Commands that run for long: the web pages, and the demonstration of the main job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ropa.settings import Settings

commands = typer.Typer()


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; default: ROPA_HOST.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; default: ROPA_PORT.")] = 0,
    rules: Annotated[Path | None, typer.Option(help="Folder of own rule files; default: ROPA_RULES.")] = None,
) -> None:
    """Serve the register as web pages and as an API. Rule files that change are read anew, a bad one is refused.

    Example: `ropa serve --port 8080`
    """
    from api.server import run

    settings = Settings.from_environment()
    run(replace(settings, rules=rules or settings.rules), host, port)


@commands.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for all results.")] = Path("out"),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Write the results and stop.")] = False,
) -> None:
    """The main job on the notices and registers that come along: import, check, notices, reports, pictures, pages.

    Example: `ropa demo --no-serve --output out`
    """
    from api.server import run
    from ropa.register.demonstration import demonstrate

    settings = demonstrate(Settings.from_environment(), output)
    if not no_serve:
        run(settings, "", 0)
