"""The same notice as text, Word and PDF, with headings and as a table: the same facts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import typst

from ropa.errors import InputError, TooLarge
from ropa.importing import exchange, read
from ropa.settings import Settings

TEXT = (Path(__file__).parent / "notices" / "sv-foretag.txt").read_text(encoding="utf-8")
TITLE, DATE, *SECTIONS = TEXT.split("\n\n")


def _facts(name: str, data: bytes) -> dict[str, Any]:
    imported = read(name, data, Settings())
    assert all(imported.text[e.start : e.end] == e.text for e in imported.readings[0].evidence)
    written = exchange.write(imported.readings[0])
    return {k: _bare(v) for k, v in written.items() if k not in {"document", "states", "measures", "purposes"}}


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(_bare(each)) for each in value)
    if isinstance(value, dict):
        return value.get("phrase") or {k: v for k, v in value.items() if k != "source"}
    return value


def _word(table: bool) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(DATE)
    rows = document.add_table(0, 2) if table else None
    for section in SECTIONS:
        label, _, content = section.partition("\n")
        if rows is not None:
            cells = rows.add_row().cells
            cells[0].text, cells[1].text = label, content
            continue
        document.add_heading(label, 1)
        for line in content.split("\n"):
            document.add_paragraph(line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_LAYOUTS = {
    "headings": ("", ""),
    "table": ("", "#table(columns: (5cm, 10cm),"),
    "table without lines": ("", "#table(columns: (5cm, 10cm), stroke: none,"),
    "two columns": ('#set page(columns: 2)\n#set text(lang: "sv", hyphenate: true)\n#set par(justify: true)', ""),
}


def _pdf(tmp_path: Path, layout: str) -> bytes:
    setting, table = _LAYOUTS[layout]
    lines = ["#set page(height: 14cm)", setting, f"= {TITLE}", "", DATE, "", *([table] if table else [])]
    for section in SECTIONS:
        label, _, content = section.partition("\n")
        marked = content.replace("@", "\\@") if "- " in content else content.replace("@", "\\@").replace("\n", " \\ \n")
        lines += [f"[{label.replace('.', chr(92) + '.')}], [{marked}],"] if table else [f"== {label}", marked, ""]
    lines += [")"] if table else []
    source = tmp_path / "notice.typ"
    source.write_text("\n".join(lines), encoding="utf-8")
    return typst.compile(str(source))


@pytest.mark.parametrize("table", [False, True])
def test_word(table: bool) -> None:
    assert _facts("notice.docx", _word(table)) == _facts("notice.txt", TEXT.encode())


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_pdf(tmp_path: Path, layout: str) -> None:
    assert _facts("notice.pdf", _pdf(tmp_path, layout)) == _facts("notice.txt", TEXT.encode())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.docx", _word(False)[:3000]),
        ("junk.docx", b"PK\x03\x04" + b"\x00" * 500),
        ("junk.pdf", b"%PDF-1.7\n" + b"\x99" * 500),
        ("junk.xlsx", b"PK\x03\x04" + b"\x01" * 500),
    ],
)
def test_damaged_files(name: str, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(name, data, Settings())
    assert name in str(caught.value)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 200_000_000)
    with pytest.raises(TooLarge, match="unpacked"):
        read("bomb.docx", bomb.getvalue(), Settings())


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<div>" * 50_000 + "Rekisterinpitäjä on ja tiedot ovat Oy Ab, jos myös kun että",
        '<html><p a="' * 20_000,
        "[" * 100_000,
        "Rekisterinpitäjä\n" + "(" * 100_000 + " tiedot on ja",
        "Rekisterinpitäjä on ja tiedot " + "0 " * 100_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    """Whatever comes of it, it comes within the limits, or says which limit was met."""
    name = "hostile.html" if text.startswith("<") else "hostile.txt"
    try:
        imported = read(name, text.encode(), Settings())
    except InputError as error:
        assert name in str(error)
    else:
        assert len(imported.readings) == 1
