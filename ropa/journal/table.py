"""The journal's table, how the database is opened, and what its faults mean. SQL lives here and in `__init__`.

SQLite: write-ahead log with a sync at each commit, deleted content overwritten, rows guarded by triggers.
PostgreSQL: the same table and guards by URL. Any other SQLAlchemy dialect gets the table without guards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import StaticPool

from ropa.errors import BadParameter, StoreDamaged, StoreError, StoreFull, StoreLocked, StoreReadOnly, said

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_BUSY_SECONDS = 10.0

METADATA = sa.MetaData()
JOURNAL = sa.Table(
    "journal",
    METADATA,
    sa.Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
    sa.Column("change", _NUMBER, nullable=False),
    sa.Column("time", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("graph", sa.Text, nullable=False),
    sa.Column("payload", sa.Text),
    sa.Column("salt", sa.Text),
    sa.Column("erased_through", _NUMBER),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("journal_graph", "graph", "sequence"),
)
_FIXED = [column.name for column in JOURNAL.columns if column.name not in {"payload", "salt"}]

_SQLITE_GUARDS = (
    "CREATE TRIGGER IF NOT EXISTS journal_keeps_rows BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS journal_keeps_fields BEFORE UPDATE ON journal "
    "WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR "
    + " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _FIXED)
    + " BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
)
_POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal only grows'; END $$",
    "CREATE TRIGGER journal_keeps_rows BEFORE DELETE OR TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows()",
    "CREATE TRIGGER journal_keeps_fields BEFORE UPDATE ON journal FOR EACH ROW "
    "WHEN (NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR "
    + " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in _FIXED)
    + ") EXECUTE FUNCTION journal_only_grows()",
)
_GUARDS = {"sqlite": _SQLITE_GUARDS, "postgresql": _POSTGRESQL_GUARDS}


def open_engine(where: Path | str, *, write: bool) -> sa.Engine:
    """An engine for a SQLite file (a path) or any database (a URL), the table made where it may be written."""
    engine = _engine(where, write=write)
    try:
        with explained(place(engine)):
            if write:
                _create(engine)
            else:
                with engine.connect() as connection:
                    connection.execute(sa.select(JOURNAL.c.sequence).limit(1))
    except StoreError:
        engine.dispose()
        raise
    return engine


def _engine(where: Path | str, *, write: bool) -> sa.Engine:
    try:
        url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)
        return _sqlite(url, write=write) if url.get_backend_name() == "sqlite" else sa.create_engine(url)
    except (sa.exc.ArgumentError, ImportError) as error:
        # The address may hold a password: it is not repeated.
        raise BadParameter(
            "this is no address of a database, or the driver it names is not installed.",
            where="ROPA_JOURNAL",
            mend="Write it as sqlite:///FILE or postgresql+pg8000://USER@HOST/NAME.",
        ) from error


def place(engine: sa.Engine) -> str:
    """The file, or the address without its password."""
    is_file = engine.dialect.name == "sqlite"
    return engine.url.database or "memory" if is_file else engine.url.render_as_string()


def is_in_memory(engine: sa.Engine) -> bool:
    """True for SQLite without a file: all its users share one connection and take turns."""
    return engine.dialect.name == "sqlite" and not engine.url.database


def _create(engine: sa.Engine) -> None:
    if sa.inspect(engine).has_table(JOURNAL.name):
        return
    alone = engine.execution_options(writes=True)
    with suppress(sa.exc.ProgrammingError, sa.exc.IntegrityError), alone.begin() as connection:
        # Of two programs that create it at once, the second finds it there.
        METADATA.create_all(connection)
        for guard in _GUARDS.get(engine.dialect.name, ()):
            connection.execute(sa.text(guard))


def _sqlite(url: URL, *, write: bool) -> sa.Engine:
    file = Path(url.database).absolute() if url.database else None
    pool = sa.QueuePool if file and write else sa.NullPool if file else StaticPool
    engine = sa.create_engine(
        URL.create("sqlite", database=str(file) if file else None),
        creator=lambda: _reading(file) if file and not write else _writing(file),
        poolclass=pool,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _writing(file: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(file or ":memory:", timeout=_BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return _prepared(connection)


def _reading(file: Path) -> sqlite3.Connection:
    """A file left clean in a folder that cannot be written has no shared memory: it is read as it lies."""
    name = f"{file.as_uri()}?mode=ro"
    connection = sqlite3.connect(name, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        log = file.with_name(file.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        connection = sqlite3.connect(f"{name}&immutable=1", uri=True, check_same_thread=False)
    return _prepared(connection)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None
    connection.text_factory = _lenient
    return connection


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")


_CAUSES: tuple[tuple[tuple[str, ...], type[StoreError], str, str], ...] = (
    (
        ("database is locked", "database table is locked"),
        StoreLocked,
        "another program is writing to the journal.",
        "Wait until it is done, or end it, and try again.",
    ),
    (
        ("disk is full", "53100", "No space left", "IOERR_SHMSIZE", "IOERR_WRITE"),
        StoreFull,
        "there is no room left for the journal; this change was not made, earlier ones are safe.",
        "Make room on the disk and try again.",
    ),
    (
        ("readonly database", "unable to open database file", "25006", "unable to open database"),
        StoreReadOnly,
        "the journal cannot be written there, or cannot be opened.",
        "Give the program the right to write to this folder, or set ROPA_HOME to another one.",
    ),
    (
        ("malformed", "not a database", "disk I/O error", "no such table", "no such column"),
        StoreDamaged,
        "the journal file is damaged or is no journal.",
        "Put a backup copy in its place; keep the damaged file.",
    ),
)


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Database errors become errors of this program; what went wrong is told from the driver's message."""
    try:
        yield
    except sa.exc.IntegrityError:
        raise  # two programs took the same sequence number: the journal itself tries again
    except sa.exc.TimeoutError as error:
        what = "all connections to the journal's database are in use."
        raise StoreLocked(what, where=where, mend="Try again in a moment.") from error
    except UnicodeDecodeError as error:
        what = "the journal file is damaged: its own description cannot be read."
        raise StoreDamaged(what, where=where, mend="Put a backup copy in its place; keep the damaged file.") from error
    except sa.exc.DBAPIError as error:
        text = f"{error.orig} {getattr(error.orig, 'sqlite_errorname', '')}".strip()
        for marks, kind, what, mend in _CAUSES:
            if any(mark in text for mark in marks):
                raise kind(what, where=where, mend=mend) from error
        raise StoreError(
            said("the journal's database refused: {text}.", text=text), where=where, mend="See its own log."
        ) from error


def file_faults(connection: sa.Connection) -> list[str]:
    """What SQLite finds wrong with its own file; other databases look after theirs."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(text) for text in connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars()]
    return [said("the journal file is damaged: {text}", text=text) for text in found if text != "ok"]


_FORGETTING = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM FULL journal"}


def forget(engine: sa.Engine) -> None:
    """Empties what still holds blanked content: SQLite's write-ahead log, PostgreSQL's dead rows."""
    statement = _FORGETTING.get(engine.dialect.name)
    if statement:
        with explained(place(engine)), engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)
