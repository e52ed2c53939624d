"""What only the embedded store does: one writer, readers beside it, damage told, dumps."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ropa.errors import StoreDamaged, StoreLocked, StoreReadOnly
from ropa.rdf import Literal, NamedNode, Triple, iri
from ropa.store import Position
from ropa.store.embedded import EmbeddedStore
from ropa.store.faults import damage_mark

A = "https://ropa.example/record/a"


def content(word: str) -> list[Triple]:
    return [Triple(NamedNode(A), iri("dct:title"), Literal(word))]


def test_a_folder_belongs_to_one_program(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    code = (
        "import sys, pathlib; from ropa.store.embedded import EmbeddedStore; EmbeddedStore(pathlib.Path(sys.argv[1]))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(store.folder)], capture_output=True, text=True)
    assert run.returncode == 1
    assert "StoreLocked" in run.stderr.splitlines()[-1]
    with pytest.raises(StoreLocked):
        EmbeddedStore(tmp_path / "store")
    store.close()
    EmbeddedStore(tmp_path / "store").close()


def test_a_reader_beside_the_writer_sees_the_store_as_it_was(tmp_path: Path) -> None:
    writer = EmbeddedStore(tmp_path / "store")
    writer.replace({A: content("vanha")})
    reader = EmbeddedStore(tmp_path / "store", read_only=True)
    writer.replace({A: content("uusi")})
    assert reader.graph(A) == content("vanha")
    reader.close()
    writer.close()


def test_a_file_in_place_of_the_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    with pytest.raises((StoreReadOnly, StoreDamaged)):
        EmbeddedStore(tmp_path / "store")


def test_damage_is_told_and_marked(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = EmbeddedStore(folder)
    store.fill((f"{A}{n}", f'<{A}{n}> <urn:p> "{"nimi " * 50}{n}" .\n') for n in range(2000))
    store.close()
    tables = sorted(folder.glob("*.sst"))
    assert len(tables) > 3
    for file in tables:
        data = bytearray(file.read_bytes())
        data[10 : len(data) // 2] = bytes(len(data) // 2 - 10)
        file.write_bytes(data)
    with pytest.raises(StoreDamaged):
        EmbeddedStore(folder).select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")


def test_damage_that_shows_later_leaves_a_mark(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = EmbeddedStore(folder)
    for number in range(30):
        store.replace({f"{A}{number}": content(f"nimi {number} " * 200)})
    store.close()
    marked = 0
    for file in sorted(folder.glob("*.sst")):
        copy = tmp_path / file.stem
        shutil.copytree(folder, copy)
        whole = file.read_bytes()
        (copy / file.name).write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        try:
            opened = EmbeddedStore(copy)
        except StoreDamaged:
            assert not damage_mark(copy).exists()
        else:
            with suppress(StoreDamaged):
                opened.select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
            marked += damage_mark(copy).exists()
            opened.close()
    assert marked


def test_a_dump_carries_all_but_the_position() -> None:
    store, copy = EmbeddedStore(), EmbeddedStore()
    store.replace({A: content('rivi\n"toinen" .'), f"{A}b": content("ä")}, Position(3, "x"))
    copy.restore_dump(store.dump())
    assert copy.graphs() == store.graphs()
    assert copy.graph(A) == store.graph(A)
    assert copy.position() == Position(0, "")


def test_followers_hear_of_changes() -> None:
    store, heard = EmbeddedStore(), []
    store.followers.append(heard.append)
    store.replace({A: content("x")})
    store.clear()
    assert heard == [{A: content("x")}, None]


def test_numbers_whose_last_byte_is_full_do_not_look_like_damage(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    numbers = [Triple(NamedNode(A), iri("ropa:startOffset"), Literal(number)) for number in range(1000, 1300)]
    store.replace({A: numbers})
    assert store.is_readable()
    found = store.select(f"SELECT ?s WHERE {{ GRAPH <{A}> {{ ?s ?p 1023 }} }}")
    assert len(found.rows) == 1
    store.close()
