"""Encodings, graphs, and files that cannot be read: each with one clear message."""

from __future__ import annotations

import codecs

import pytest

from ropa.errors import InputError, TooLarge, UnreadableFile
from ropa.importing import read
from ropa.rdf import NamedNode
from ropa.settings import Settings

NOTICE = """Tietosuojaseloste

Rekisterinpitäjä
Möhkölän Öljy Oy, 1234567-1

Käsittelyn oikeusperuste
Käsittely perustuu sopimukseen.

Tarkastusoikeus
Rekisteröidyllä on oikeus tarkastaa tietonsa.
"""


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (NOTICE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + NOTICE.encode(), "utf-8"),
        (NOTICE.encode("latin-1"), "iso-8859-1"),
        (NOTICE.replace("sopimukseen", "“sopimukseen”").encode("cp1252"), "windows-1252"),
        (NOTICE.encode("utf-16"), "utf-16"),
        (NOTICE.encode("utf-16-le"), "utf-16-le"),
        (NOTICE.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_encodings(data: bytes, name: str) -> None:
    imported = read("notice.txt", data, Settings())
    assert imported.encoding == name
    assert str(imported.readings[0].parties[0].names[0]) == "Möhkölän Öljy Oy"
    assert all(imported.text[e.start : e.end] == e.text for e in imported.readings[0].evidence)


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.txt", b"", UnreadableFile, "empty"),
        ("a.txt", b"  \n ", UnreadableFile, "empty"),
        ("a.bin", bytes(range(256)) * 40, UnreadableFile, "binary"),
        (
            "a.txt",
            b"Dies ist ein deutscher Text mit vielen Woertern, den wir nicht lesen wollen.",
            UnreadableFile,
            "language",
        ),
        ("a.ttl", b"@prefix a: <urn:x> .\n\n\n\n\n\n a b c d", UnreadableFile, "line 7"),
        ("a.ttl", b"<urn:a b> <urn:p> 1 .", UnreadableFile, "line 1"),
        ("a.json", b'{"language": "fi",', UnreadableFile, "line 1"),
        ("a.json", b'{"title": "x"}', UnreadableFile, "exchange form"),
        ("a.json", b'{"language": "fi", "date": "2024-02-31"}', UnreadableFile, "date"),
        ("a.json", b'{"language": "fi", "legal_bases": ["A7"]}', UnreadableFile, "legal_bases"),
        ("a.txt", b"x" * 100_000_000, TooLarge, "100 MB"),
    ],
)
def test_refused(name: str, data: bytes, kind: type[InputError], words: str) -> None:
    with pytest.raises(kind) as caught:
        read(name, data, Settings())
    assert words in str(caught.value)
    assert name in str(caught.value)


def test_a_slow_file_is_stopped() -> None:
    text = ("Rekisterinpitäjä on Oy Kirves Ab ja tietoja säilytetään 10 vuotta. " * 40_000).encode()
    with pytest.raises(TooLarge, match="longer than"):
        read("long.txt", text, Settings(read_seconds=0.5))


def test_graphs_are_sorted_by_prefix() -> None:
    text = b"""@prefix p: <urn:p:> .
<record/x/activity/1> p:has [ p:value 1 ], [ p:value 2 ] .
<party/y> p:name "Y" .
<urn:elsewhere> p:name "Z" .
"""
    imported = read("mixed.ttl", text, Settings())
    base = "https://ropa.example"
    assert sorted(imported.graphs) == [f"{base}/party/y", f"{base}/record/x", f"{base}/unplaced/mixed"]
    assert sum(map(len, imported.graphs.values())) == 6
    for graph, triples in imported.graphs.items():
        for triple in triples:
            assert isinstance(triple.subject, NamedNode)
            assert triple.subject.value.startswith(graph) or graph.endswith("unplaced/mixed")
    assert any("urn:elsewhere" in remark for remark in imported.remarks)
    assert imported == read("mixed.ttl", text, Settings())


def test_named_graphs_stay() -> None:
    imported = read("g.trig", b"<record/x> { <record/x> <urn:p> <urn:q> . }", Settings())
    assert list(imported.graphs) == ["https://ropa.example/record/x"]
    assert imported.remarks == ()


def test_no_person_leaves_the_reader() -> None:
    text = NOTICE.replace(
        "Käsittelyn oikeusperuste",
        "Yhteyshenkilö rekisteriä koskevissa asioissa\nTaina Testaaja taina.testaaja@mohkola.example 040 000 1234\n\n"
        "Käsittelyn oikeusperuste",
    )
    imported = read("person.txt", text.encode(), Settings())
    model = repr(imported.readings)
    assert "withholds_channel=True" in model
    assert "REDACTED" not in model
    assert "Taina" not in model
    assert "taina.testaaja" not in model
    assert "000 1234" not in model
    asked = repr(read("person.txt", text.encode(), Settings(), keep_persons=True).readings)
    assert "Taina Testaaja" in asked
    assert "taina.testaaja@mohkola.example" in asked
