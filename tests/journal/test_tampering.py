"""That `verify` sees every altered byte, row and field, and that the databases themselves refuse to alter rows."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pg8000.dbapi
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.errors import StoreDamaged, StoreError
from ropa.journal import Journal
from ropa.journal.table import JOURNAL
from ropa.rdf import Literal, NamedNode, Triple, iri

A, B = "https://ropa.example/record/a", "https://ropa.example/record/b"
COLUMNS = [column.name for column in JOURNAL.columns]


def titled(graph: str, title: str) -> list[Triple]:
    return [Triple(NamedNode(graph), iri("dct:title"), Literal(title, language="fi"))]


def fill(where: Path | str) -> None:
    """Eight rows of every kind: kept, removed, erased, erasure."""
    with Journal(where) as journal:
        journal.append({A: titled(A, "Yksi"), B: titled(B, "Ä")}, actor="dpo", action="import")
        journal.append({A: titled(A, "Kaksi"), B: None}, actor="dpo", action="import")
        journal.append({A: titled(A, "Kolme")}, actor="dpo", action="import")
        journal.erase(A, actor="dpo")
        journal.append({A: titled(A, "Neljä"), B: titled(B, "Uusi")}, actor="dpo", action="import")
        assert journal.verify().whole


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a journal whose guards were taken away, as an attacker with the file would."""
    file = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    fill(file)
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER journal_keeps_rows")
    connection.execute("DROP TRIGGER journal_keeps_fields")
    connection.commit()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return file.read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("altered")


def alter(folder: Path, template: bytes, *statements: tuple[str, tuple[object, ...]]) -> Path:
    file = Path(tempfile.mkdtemp(dir=folder)) / "journal.sqlite"
    file.write_bytes(template)
    connection = sqlite3.connect(file)
    for statement, values in statements:
        assert connection.execute(statement, values).rowcount > 0
    connection.commit()
    connection.close()
    return file


@settings(max_examples=400, deadline=None)
@given(sequence=st.integers(1, 8), column=st.sampled_from(COLUMNS), place=st.integers(0, 200), bit=st.integers(0, 7))
def test_any_flipped_bit_of_any_field_is_seen(
    folder: Path, template: bytes, sequence: int, column: str, place: int, bit: int
) -> None:
    file = alter(folder, template)
    connection = sqlite3.connect(file)
    connection.text_factory = bytes
    (value,) = connection.execute(f"SELECT {column} FROM journal WHERE sequence = ?", (sequence,)).fetchone()  # noqa: S608
    if value is None:
        connection.close()
        return
    changed: object = value ^ (1 << bit) if isinstance(value, int) else flipped(value, place, bit)
    if column == "sequence" and connection.execute("SELECT 1 FROM journal WHERE sequence = ?", (changed,)).fetchone():
        connection.close()
        return
    kind = "?" if isinstance(changed, int) else "CAST(? AS TEXT)"
    connection.execute(f"UPDATE journal SET {column} = {kind} WHERE sequence = ?", (changed, sequence))  # noqa: S608
    connection.commit()
    connection.close()
    with Journal(file) as journal:
        report = journal.verify()
    assert not report.whole
    if column != "sequence":
        assert sequence in {fault.sequence for fault in report.faults}


def flipped(value: bytes, place: int, bit: int) -> bytes:
    place %= len(value)
    return value[:place] + bytes([value[place] ^ (1 << bit)]) + value[place + 1 :]


REWRITES = {
    "a row removed": ("DELETE FROM journal WHERE sequence = 3", 3),
    "the first row removed": ("DELETE FROM journal WHERE sequence = 1", 1),
    "content blanked without saying so": ("UPDATE journal SET payload = NULL, salt = NULL WHERE sequence = 7", 7),
    "content removed": ("UPDATE journal SET payload = NULL WHERE sequence = 7", 7),
    "salt removed": ("UPDATE journal SET salt = NULL WHERE sequence = 7", 7),
    "an erased version brought back": ("UPDATE journal SET payload = 'x', salt = 'y' WHERE sequence = 1", 1),
    "an erasure hidden": ("UPDATE journal SET erased_through = NULL WHERE sequence = 6", 6),
    "an erasure widened": ("UPDATE journal SET erased_through = 5 WHERE sequence = 6", 5),
    "a kept version made a removal": ("UPDATE journal SET payload = NULL, digest = digest WHERE sequence = 5", 5),
    "another actor": ("UPDATE journal SET actor = 'someone' WHERE sequence = 5", 5),
    "another time": ("UPDATE journal SET time = '2020-01-01T00:00:00.000000Z' WHERE sequence = 5", 5),
    "number as text": ("UPDATE journal SET change = 'x' WHERE sequence = 5", 5),
    "rows exchanged": (
        "UPDATE journal SET payload = (SELECT payload FROM journal LIMIT 1 OFFSET 6) WHERE sequence = 5",
        5,
    ),
}


@pytest.mark.parametrize("case", REWRITES)
def test_rewriting_is_seen_where_it_happened(folder: Path, template: bytes, case: str) -> None:
    statement, sequence = REWRITES[case]
    with Journal(alter(folder, template, (statement, ()))) as journal:
        report = journal.verify()
    assert not report.whole
    assert min(fault.sequence for fault in report.faults) <= sequence + 1
    assert sequence in {fault.sequence for fault in report.faults} or "removed" in case


def test_altered_content_is_not_read(folder: Path, template: bytes) -> None:
    statement = "UPDATE journal SET payload = replace(payload, 'Nelj', 'Velj') WHERE sequence = 7"
    with Journal(alter(folder, template, (statement, ()))) as journal:
        with pytest.raises(StoreDamaged, match="row 7"):
            journal.state(A)
        with pytest.raises(StoreDamaged):
            list(journal.follow())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_told_or_harmless(folder: Path, template: bytes, data: st.DataObject) -> None:
    """Any bytes of the file: either `verify` or opening says so, or every row still reads as it was."""
    file = alter(folder, template)
    with Journal(file) as journal:
        rows, states = journal.since(0), dict(journal.follow())
    raw = bytearray(file.read_bytes())
    for _ in range(4):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(raw)
    try:
        with Journal(file) as journal:
            if journal.verify().whole:
                assert journal.since(0) == rows
                assert dict(journal.follow()) == states
    except StoreError as error:
        assert error.where


@pytest.mark.parametrize("junk", [b"no database at all, only some text\n" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_journal_is_refused(tmp_path: Path, junk: bytes) -> None:
    file = tmp_path / "journal.sqlite"
    file.write_bytes(junk)
    with pytest.raises(StoreDamaged):
        Journal(file)
    assert file.read_bytes() == junk


GUARDED = [
    "DELETE FROM journal WHERE sequence = 2",
    "UPDATE journal SET actor = 'someone' WHERE sequence = 2",
    "UPDATE journal SET payload = 'x' WHERE sequence = 2",
    "UPDATE journal SET payload = NULL WHERE sequence = 2",
    "UPDATE journal SET erased_through = 1 WHERE sequence = 2",
    "UPDATE journal SET salt = 'x', payload = NULL WHERE sequence = 2",
]


@pytest.mark.parametrize("statement", GUARDED)
def test_sqlite_refuses_to_alter_rows(tmp_path: Path, statement: str) -> None:
    fill(tmp_path / "journal.sqlite")
    connection = sqlite3.connect(tmp_path / "journal.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("statement", [*GUARDED, "TRUNCATE journal"])
def test_postgresql_refuses_to_alter_rows(database: str, statement: str) -> None:
    fill(database)
    engine = sa.create_engine(database)
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    assert pg8000.dbapi.paramstyle


def test_erased_words_are_in_no_file(tmp_path: Path) -> None:
    word = "Poistettava"
    with Journal(tmp_path / "journal.sqlite") as journal:
        for number in range(50):
            journal.append({A: titled(A, f"{word} {number}" * 50)}, actor="dpo", action="import")
        journal.append({A: titled(A, "Uusi")}, actor="dpo", action="import")
        assert any(word.encode() in file.read_bytes() for file in tmp_path.iterdir())
        journal.erase(A, actor="dpo")
        assert [file.name for file in tmp_path.iterdir() if word.encode() in file.read_bytes()] == []
        assert journal.verify().whole


def test_erased_words_are_in_no_table_of_postgresql(database: str) -> None:
    word = "Poistettava"
    with Journal(database) as journal:
        journal.append({A: titled(A, f"{word} yksi")}, actor="dpo", action="import")
        journal.append({A: titled(A, "Uusi")}, actor="dpo", action="import")
        engine = sa.create_engine(database)
        with engine.connect() as connection:
            assert word.encode() in _file(connection)
        journal.erase(A, actor="dpo")
        with engine.connect() as connection:
            assert word.encode() not in _file(connection)
            assert b"Uusi" in _file(connection)
        engine.dispose()
        assert journal.verify().whole


def _file(connection: sa.Connection) -> bytes:
    """The table's file as it lies on the server's disk."""
    connection.execute(sa.text("CHECKPOINT"))
    query = sa.text("SELECT pg_read_binary_file(pg_relation_filepath('journal'))")
    return bytes(connection.execute(query).scalar_one())
