"""What is wrong with the files of a store, in words a user can act on. Knows the engine's messages, not the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ropa.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreReadOnly, said


def damage_mark(folder: Path) -> Path:
    """A file beside a store's folder: put there when damage shows, so that the next start rebuilds the store."""
    return folder.with_name(f"{folder.name}.damaged")


_CAUSES: tuple[tuple[tuple[str, ...], type[StoreError], str, str], ...] = (
    (
        ("lock file", "lock hold"),
        StoreLocked,
        "another program has the store open.",
        "End it (perhaps `ropa serve`), or wait until it is done.",
    ),
    (("No space left",), StoreFull, "there is no room left for the store.", "Make room on the disk."),
    (
        ("Read-only file system", "Permission denied", "Operation not permitted", "read-write instances"),
        StoreReadOnly,
        "the store's folder cannot be written.",
        "Give the program the right to write there, or set ROPA_HOME to another folder.",
    ),
)


@contextmanager
def explained(folder: Path | None, *, opening: bool = False) -> Iterator[None]:
    """What the engine says of a store's files, as StoreLocked, StoreFull, StoreReadOnly or StoreDamaged with a mark."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        text = str(error)
        for marks, kind, what, mend in _CAUSES:
            if any(mark in text for mark in marks):
                raise kind(what, where=str(folder or ""), mend=mend) from error
        if folder and not opening:
            with suppress(OSError):
                damage_mark(folder).touch()
        raise StoreDamaged(
            said("the store is damaged: {text}.", text=text),
            where=str(folder or ""),
            mend="Start the program again: it rebuilds the store from the journal.",
        ) from error
