"""Every setting of the program, read once from `ROPA_*` and passed down. Reads no file."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ropa.errors import BadParameter, said


@dataclass(frozen=True)
class Settings:
    """One frozen object; each field `x` is read from the environment variable `ROPA_X`."""

    base: str = "https://ropa.example"
    """Where the IRIs of records, parties and notices begin. No slash at the end."""
    home: Path = Path("ropa-data")
    """Folder of the journal (`journal.sqlite`) and of the embedded store (`store/`)."""
    journal: str = ""
    """SQLAlchemy URL of the journal, e.g. `postgresql+pg8000://...`; empty: SQLite in `home`."""
    store: str = "embedded"
    """`embedded` (Oxigraph in `home`), `memory`, or the URL of a SPARQL 1.1 endpoint with nothing else in it."""
    language: str = "en"
    """Language of messages and labels when none is asked for: fi, sv or en."""
    actor: str = "dpo"
    """Role written into the journal with each change."""
    rules: Path | None = None
    """Folder of own rule files, judged by beside those that come along; read anew when one changes."""
    reference: Path | None = None
    """Folder of DPV and W3C reference files, for tests that check against them."""
    max_file_bytes: int = 50_000_000
    """A larger file is refused unread."""
    read_seconds: float = 10.0
    """Time a reader may take for one file before its process is stopped."""
    read_megabytes: int = 512
    """Memory a reader may take for one file."""
    query_seconds: float = 10.0
    """Time a user's query may take before its process is stopped."""
    query_rows: int = 100_000
    """Rows a user's query may return."""
    host: str = "127.0.0.1"
    """Address `ropa serve` listens on."""
    port: int = 8000
    """Port `ropa serve` listens on."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Raises BadParameter naming the variable whose value cannot be used."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            name = f"ROPA_{setting.name.upper()}"
            if environment.get(name, "") != "":
                given[setting.name] = _convert(name, environment[name], setting.name)
        return replace(cls(), **given)


_BASE = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`#?\x00-\x20]+", re.IGNORECASE)
_LAST_PORT = 65_535


def _convert(name: str, value: str, setting: str) -> object:
    if not value.isprintable():
        raise BadParameter("this holds signs that are no text.", where=name)
    if setting in {"home", "rules", "reference"}:
        return Path(value).expanduser()
    if setting == "base":
        return _base(name, value)
    kind = type(getattr(Settings, setting))
    return _number(name, value, kind) if kind in (int, float) else value


def _base(name: str, value: str) -> str:
    if not _BASE.fullmatch(value):
        raise BadParameter(
            said("'{value}' is no address.", value=value), where=name, mend="Write it as https://records.example."
        )
    return value.rstrip("/")


def _number(name: str, value: str, kind: type[int] | type[float]) -> int | float:
    try:
        number = kind(value)
    except ValueError as error:
        raise BadParameter(said("'{value}' is not a number.", value=value), where=name) from error
    if not 0 < number < math.inf or (name == "ROPA_PORT" and number > _LAST_PORT):
        raise BadParameter(said("{value} is no number that can be used here.", value=value), where=name)
    return number
