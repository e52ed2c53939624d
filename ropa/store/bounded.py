"""Ends the program before a question to a store on disk has taken the machine's memory.

Over a damaged file the engine meets the same error without end, and where a query counts, sorts or joins it gathers
them all: 3 GB in ten seconds. Such a query cannot be stopped, only its process. Questions of a running service and
those of other people are never asked on the disk: they have a copy from the journal, and processes with a limit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from ropa import memory, texts
from ropa.errors import StoreDamaged
from ropa.store.faults import damage_mark

_SECONDS = 0.1
_FAILED = 2


@contextmanager
def bounded(folder: Path | None, language: str, room: int | None = None) -> Iterator[None]:
    """Lets what runs inside take `room` bytes, else half of what is free. Beyond it the process ends with status 2,
    a word on stderr, and a mark by which the next start leaves this store alone. Without a folder nothing is done."""
    free = (memory.free() or 0) // 2 if room is None else room
    if folder is None or not free:
        yield
        return
    ended = Event()
    most = memory.taken() + free

    def watch() -> None:
        while not ended.wait(_SECONDS):
            if memory.taken() > most:
                _end(folder, language)

    Thread(target=watch, daemon=True, name="memory").start()
    try:
        yield
    finally:
        ended.set()


def _end(folder: Path, language: str) -> None:
    with suppress(OSError):
        damage_mark(folder).touch()
    error = StoreDamaged(
        "a question to the store takes more memory than there is: the store is probably damaged.",
        where=str(folder),
        mend="Start the program again: it rebuilds the store from the journal.",
    )
    sys.stderr.write(f"ropa: {texts.translated(error.said, language)}\n")
    sys.stderr.flush()
    os._exit(_FAILED)
