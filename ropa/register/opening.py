"""Opens a ledger by settings: journal, store, and the mending of a store that is missing, behind, ahead or damaged.

The store is a projection: whatever is wrong with it, it is set aside and made anew from the journal.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ropa.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly, said
from ropa.journal import Journal, JournalReader
from ropa.register.ledger import Ledger, catch_up, fill
from ropa.settings import Settings
from ropa.store import Position, Store
from ropa.store.embedded import EmbeddedStore
from ropa.store.faults import damage_mark

_SMALL = 2_000
"""Graphs up to which a reader makes a copy in memory rather than opening the folder."""


def open_ledger(settings: Settings, *, write: bool = True) -> Ledger:
    """The ledger of `settings.home`, or of the journal and store that the settings name.

    For writing, the folder is made where it is missing; StoreLocked where another program has it. With
    `write=False` it needs no lock and no right to write, and an absent journal reads as an empty one.
    """
    journal = _journal(settings, write=write)
    messages: list[str] = []
    try:
        store = _store(settings, journal, messages, write=write)
    except StoreError:
        journal.close()
        raise
    return Ledger(journal, store, messages, lambda old: _anew(settings, journal, old))


def is_absent(settings: Settings) -> bool:
    """Whether the journal is a file that nobody has written yet."""
    return not settings.journal and not _file(settings).exists()


def _file(settings: Settings) -> Path:
    return settings.home / "journal.sqlite"


def _journal(settings: Settings, *, write: bool) -> JournalReader:
    file = _file(settings)
    where: Path | str = settings.journal or file
    if write:
        if where == file:
            _make_folder(settings.home)
        return Journal(where)
    if is_absent(settings):
        return JournalReader("sqlite://", write=True)
    return JournalReader(where)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(
            said("the folder cannot be made: {reason}.", reason=error.strerror),
            where=str(folder),
            mend="Set ROPA_HOME to another folder.",
        ) from error


def _store(settings: Settings, journal: JournalReader, messages: list[str], *, write: bool) -> Store:
    if settings.store == "memory":
        return _in_memory(journal)
    if settings.store != "embedded":
        return _remote(settings.store, journal, messages, write=write)
    folder = settings.home / "store"
    if not write:
        return _readable(folder, journal)
    with _alone(settings.home):
        return _writable(folder, journal, messages)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One program after the other: two that begin at once would make the store in the same place."""
    _make_folder(home)
    try:
        lock = (home / "opening.lock").open("w")
    except OSError:  # a full disk or a folder not to be written: the store tells which
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _in_memory(journal: JournalReader) -> EmbeddedStore:
    store = EmbeddedStore()
    fill(journal, store)
    return store


def _readable(folder: Path, journal: JournalReader) -> EmbeddedStore:
    """A copy in memory; for many graphs the folder as it lies, where that is sound, up to date and nobody writes."""
    if folder.exists() and journal.head().sequence > _SMALL and not damage_mark(folder).exists():
        with suppress(StoreError):
            store = EmbeddedStore(folder, read_only=True)
            if store.position() == Position(*journal.head()):
                return store
    return _in_memory(journal)


def _remote(url: str, journal: JournalReader, messages: list[str], *, write: bool) -> Store:
    from ropa.store.remote import RemoteStore  # brings httpx, which embedded stores do without

    store = RemoteStore(url)
    wrong = _what_is_wrong(store.position(), journal)
    if write and not store.position().sequence and not all(map(journal.versions, store.graphs())):
        raise StoreError(
            "this endpoint holds graphs that are not of this register, and the program empties its store at need.",
            where="ROPA_STORE",
            mend="Give it a data set of its own.",
        )
    if not write:
        return store if not wrong and store.position() == Position(*journal.head()) else _in_memory(journal)
    if wrong:
        messages.append(said("{wrong} The store was made anew from the journal.", wrong=wrong))
        store.clear()
        fill(journal, store)
    catch_up(journal, store)
    return store


def _writable(folder: Path, journal: JournalReader, messages: list[str]) -> EmbeddedStore:
    try:
        store = _sound(folder, journal, messages)
        if store is None:
            _set_aside(folder)
            store = _fresh(folder, journal)
    except StoreFull as error:
        messages.append(said("{reason} Working in memory until the next start.", reason=error))
        return _in_memory(journal)
    return store


def _sound(folder: Path, journal: JournalReader, messages: list[str]) -> EmbeddedStore | None:
    """None where the store is damaged. A function of its own: what its error holds must be let go of first."""
    try:
        return _up_to_date(folder, journal)
    except StoreDamaged as error:
        messages.append(said("{what} The store was made anew from the journal.", what=error.what))
        return None


def _up_to_date(folder: Path, journal: JournalReader) -> EmbeddedStore:
    if damage_mark(folder).exists():
        raise StoreDamaged("Damage showed when the store was last used.")
    if not folder.exists():
        return _fresh(folder, journal)
    store = EmbeddedStore(folder)
    try:
        wrong = _what_is_wrong(store.position(), journal)
        if wrong:
            raise StoreDamaged(wrong)
        catch_up(journal, store)
    except StoreError:
        store.close()
        raise
    return store


def _what_is_wrong(reached: Position, journal: JournalReader) -> str:
    if reached.sequence == 0 or journal.hash_at(reached.sequence) == reached.hash:
        return ""
    head = journal.head().sequence
    if reached.sequence > head:
        return said(
            "The store had followed the journal to row {reached}, but the journal ends at row {head}: "
            "rows of the journal are lost, or an older copy lies in its place.",
            reached=reached.sequence,
            head=head,
        )
    return said("The store followed another journal: row {reached} is not the one it saw.", reached=reached.sequence)


def _fresh(folder: Path, journal: JournalReader) -> EmbeddedStore:
    """Filled beside its place and moved there whole, so that a half-filled store is never opened."""
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    store = EmbeddedStore(making)
    try:
        fill(journal, store)
    finally:
        store.close()
    making.rename(folder)
    damage_mark(folder).unlink(missing_ok=True)
    return EmbeddedStore(folder)


def _set_aside(folder: Path) -> None:
    """Keeps the faulty store for whoever looks into it: `store.aside-1`, and so on."""
    number = 1
    while (aside := folder.with_name(f"{folder.name}.aside-{number}")).exists():
        number += 1
    if folder.exists():
        folder.rename(aside)


def _anew(settings: Settings, journal: JournalReader, old: Store) -> Store:
    """The store made again with nothing of the old one left, the stores once set aside included."""
    if isinstance(old, EmbeddedStore) and old.folder is not None:
        old.close()
        folder = old.folder
        for aside in (folder, *folder.parent.glob(f"{folder.name}.aside-*")):
            shutil.rmtree(aside, ignore_errors=True)
        return _fresh(folder, journal)
    old.clear()
    fill(journal, old)
    return old
