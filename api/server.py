"""Runs the application under uvicorn: what `ropa serve` starts."""

from __future__ import annotations

from dataclasses import replace

import uvicorn

from api.app import create_app
from ropa.register import rule_book
from ropa.settings import Settings


def run(settings: Settings, host: str = "", port: int = 0) -> None:
    """Serves until interrupted. Empty host and zero port: as the settings say.

    Raises ShapeError for a bad rule file: later, the last good rules stay in force.
    """
    rule_book(settings.rules)
    uvicorn.run(
        create_app(replace(settings, host=host or settings.host)),
        host=host or settings.host,
        port=port or settings.port,
        log_level="warning",
        server_header=False,
    )
