"""Files that are built to hurt: each is refused in one line, in bounded time and memory, and the process lives on."""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from ropa.errors import InputError
from ropa.importing import read
from ropa.settings import Settings

_SECONDS = 30  # the limit is 10; a busy machine starts processes slowly
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>{more}'
    "</Relationships>"
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def _workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    packed = io.BytesIO()
    more = (
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        ' Target="sharedStrings.xml"/>'
        if strings
        else ""
    )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", _TYPES)
        out.writestr("_rels/.rels", _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml", more=""))
        out.writestr("xl/workbook.xml", _BOOK)
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            _RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml", more=more),
        )
        out.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            out.writestr("xl/sharedStrings.xml", strings)
    return packed.getvalue()


def _zeros(megabytes: int) -> bytes:
    return b" " * (megabytes * 1_000_000)


def _sheet_bomb() -> bytes:
    return _workbook(_SHEET.encode() + _zeros(400) + b"</sheetData></worksheet>")


def _lying_zip() -> bytes:
    """A part that says it is small and is not."""
    data = bytearray(_workbook(_SHEET.encode() + _zeros(150) + b"</sheetData></worksheet>"))
    size = (150_000_000 + len(_SHEET) + len("</sheetData></worksheet>")).to_bytes(4, "little")
    assert data.count(size) >= 1
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def _string_bomb() -> bytes:
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return _workbook(_SHEET.encode() + b"</sheetData></worksheet>", head + b"<si><t>a</t></si>" * 9_000_000 + b"</sst>")


def _far_cell() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 3000))
    return _workbook(_SHEET.encode() + rows + b"</sheetData></worksheet>")


def _entities(kind: str = "x") -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY a0 "aaaaaaaaaa">{lines}]>'


def _entity_workbook() -> bytes:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    return _workbook((_entities("worksheet") + _SHEET + cell + "</sheetData></worksheet>").encode())


def _entity_word() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", _TYPES.replace("/xl/workbook.xml", "/word/document.xml"))
        out.writestr("_rels/.rels", _RELATIONS.format(kind="officeDocument", target="word/document.xml", more=""))
        out.writestr("word/document.xml", _entities("w") + "<w>&a11;</w>")
    return packed.getvalue()


def _word_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", _zeros(400))
    return packed.getvalue()


def _zip_in_zip(depth: int = 60) -> bytes:
    data = b"x" * 100_000
    for _ in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("inner.zip", data)
        data = packed.getvalue()
    return data


def _pdf_bomb(megabytes: int = 400) -> bytes:
    """One kilobyte of pages whose content is deflated twice over."""
    packer, inner = zlib.compressobj(9), b""
    for _ in range(megabytes):
        inner += packer.compress(b" " * 1_000_000)
    content = zlib.compress(inner + packer.flush(), 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Root 1 0 R /Size 5 >>\nstartxref\n%d\n%%%%EOF" % len(out)


def _aliases() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return ("\n".join(lines) + "\nsystem: *a9\n").encode()


_DEEP = 100_000
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sheet of 400 MB": ("a.xlsx", _sheet_bomb),
    "zip that lies about sizes": ("a.xlsx", _lying_zip),
    "nine million shared strings": ("a.xlsx", _string_bomb),
    "cells far to the right": ("a.xlsx", _far_cell),
    "entities in a workbook": ("a.xlsx", _entity_workbook),
    "entities in a Word file": ("a.docx", _entity_word),
    "Word file of 400 MB": ("a.docx", _word_bomb),
    "zip in zip": ("a.xlsx", _zip_in_zip),
    "zip in zip as Word": ("a.docx", _zip_in_zip),
    "PDF of 400 MB": ("a.pdf", _pdf_bomb),
    "entities in RDF/XML": (
        "a.rdf",
        lambda: (_entities("r") + '<r xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a11;</r>').encode(),
    ),
    "aliases in YAML": ("a.yml", _aliases),
    "deep YAML": ("a.yml", lambda: b"system: " + b"[" * _DEEP),
    "deep YAML blocks": ("a.yml", lambda: b"".join(b" " * n + b"a:\n" for n in range(1500))),
    "deep JSON": ("a.json", lambda: b'{"language": ' + b"[" * _DEEP + b"]" * _DEEP + b"}"),
    "deep JSON with JSON-LD's words": ("a.json", lambda: b'{"@id": ' + b"[" * _DEEP + b"]" * _DEEP + b"}"),
    "deep JSON-LD": (
        "a.jsonld",
        lambda: b'{"@id":"urn:a","urn:p":' * 20_000 + b"1" + b"}" * 20_000,
    ),
    "deep Turtle": ("a.ttl", lambda: b"<urn:a> <urn:p> " + b"[ <urn:p> " * _DEEP),
    "deep Turtle lists": ("a.ttl", lambda: b"<urn:a> <urn:p> " + b"(" * _DEEP + b")" * _DEEP + b" ."),
    "deep HTML": ("a.html", lambda: b"<div>" * 300_000 + b"x"),
    "deep HTML tables": ("a.html", lambda: b"<table><tr><td>" * 60_000 + b"x"),
    "one cell of quotes": ("a.csv", lambda: b'Register,title,purposes of the processing\n"' + b"a;" * 2_000_000),
    "quotes over and over": ("a.csv", lambda: b"Register,title,purposes of the processing\nx," + b'""' * 1_000_000),
}
_WORDS = "Henkilötietojen käsittelyn peruste on sopimus ja tietoja säilytetään kuusi vuotta. "
_LONG = [("a.txt", ""), ("a.md", "# Tietosuojaseloste\n"), ("a.html", "<h1>Tietosuojaseloste</h1>")]
_ENDINGS = [
    "txt",
    "md",
    "html",
    "docx",
    "pdf",
    "xlsx",
    "csv",
    "tsv",
    "yml",
    "json",
    "ttl",
    "trig",
    "jsonld",
    "nq",
    "nt",
    "rdf",
]


def _outcome(name: str, data: bytes) -> str:
    """What becomes of a file, "" where it was read; holds time, and memory of this process, to their limits."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    try:
        read(name, data, Settings())
        said = ""
    except InputError as error:
        said = str(error)
        assert name in said
        assert "\n" not in said.strip()
    assert time.monotonic() - start < _SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 512_000
    return said


@pytest.mark.parametrize("title", BOMBS)
def test_a_bomb_is_refused(title: str) -> None:
    name, make = BOMBS[title]
    said = _outcome(name, make())
    if title not in {"deep HTML", "deep HTML tables"}:
        assert said
    assert _outcome("after.ttl", b"<urn:a> <urn:p> 1 .") == ""


@pytest.mark.parametrize(("name", "head"), _LONG)
def test_five_megabytes_of_one_sentence(name: str, head: str) -> None:
    _outcome(name, (head + _WORDS * (5_000_000 // len(_WORDS))).encode())


def test_thousands_of_purposes_each_with_a_basis_are_read() -> None:
    head = (
        "Rekisterinpitäjä\nEsimerkki Oy, Y-tunnus 9100132-3\n\nRekisterin nimi\nAsiakasrekisteri\n\n"
        "Käsittelyn tarkoitus ja oikeusperuste\n"
    )
    pairs = (f"- Laskutus {n}: sopimus\n- Uutiskirje {n}: suostumus\n" for n in range(1_200))
    (reading,) = read("notice.txt", (head + "".join(pairs)).encode(), Settings()).readings
    (activity,) = reading.record.activities
    assert len(activity.purpose_bases) == 2_400


@pytest.mark.parametrize("ending", _ENDINGS)
def test_binary_junk(ending: str) -> None:
    junk = bytes((n * n * 31 + n // 7) % 256 for n in range(50_000))
    assert _outcome(f"junk.{ending}", junk)
    assert _outcome(f"packed.{ending}", b"PK\x03\x04" + junk)


def test_cut_files() -> None:
    whole = {
        "a.xlsx": _workbook(_SHEET.encode() + b"</sheetData></worksheet>"),
        "a.pdf": _pdf_bomb(1),
        "a.docx": _entity_word(),
        "a.json": json.dumps({"language": "fi", "purposes": ["a", "b"]}).encode(),
        "a.ttl": b"<urn:a> <urn:p> <urn:b> , <urn:c> .",
        "a.yml": b"system:\n  - fides_key: a\n    privacy_declarations: [{data_use: marketing}]\n",
        "a.csv": b'Register,title,purposes of the processing\nx,"a',
    }
    for name, data in whole.items():
        for share in (0.2, 0.5, 0.9):
            _outcome(name, data[: int(len(data) * share)])
    assert len(whole) == 7


def test_no_reader_took_more_memory_than_it_may() -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < own + 540_000
