"""A file against a record: reads the file as `import` would, and lists the differences."""

from __future__ import annotations

from pathlib import Path

from ropa import importing
from ropa.errors import UnreadableFile
from ropa.register.changes import load_file
from ropa.register.drift import Difference, drift
from ropa.register.registry import Registry

COLUMNS = ("place", "item", "notice", "record", "kind", "words")


def drift_of_file(register: Registry, name: str, file: Path) -> list[Difference]:
    """Differences between a published notice and a record. Raises UnreadableFile where the file is no notice."""
    dossier = register.dossier(register.find(name))
    read = importing.read(file.name, load_file(file, register.settings.max_file_bytes), register.settings)
    if not read.readings:
        raise UnreadableFile("this is no notice.", where=str(file), mend="Give the notice as it is published.")
    return drift(read.readings[0], dossier.record, dossier.parties, register.settings.base)
