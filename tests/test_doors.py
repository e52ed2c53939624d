"""Every library enters through one module, so that it can be exchanged there."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOORS: dict[str, set[str]] = {
    "pyoxigraph": {"ropa/rdf.py", "ropa/store/embedded.py"},
    "rdflib": {"ropa/validation/reference.py"},
    "pyshacl": {"ropa/validation/reference.py"},
    "sqlalchemy": {"ropa/journal/"},
    "httpx": {"ropa/store/remote.py"},
    "networkx": {"ropa/flows/"},
    "xlsxwriter": {"ropa/rendering/table_xlsx.py"},
    "openpyxl": {"ropa/importing/workbook.py"},
    "typst": {"ropa/rendering/typesetting.py"},
    "docx": {"ropa/rendering/", "ropa/importing/readers/docx_document.py"},
    "pdfplumber": {"ropa/importing/readers/pdf.py"},
    "selectolax": set(),  # the tests only
    "charset_normalizer": {"ropa/importing/decoding.py"},
    "typer": {"ropa/cli/"},
    "rich": {"ropa/cli/"},
    "fastapi": {"api/"},
    "uvicorn": {"api/server.py"},
}


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_each_library_has_its_door() -> None:
    used: dict[str, set[str]] = {library: set() for library in DOORS}
    files = [*ROOT.glob("ropa/**/*.py"), *ROOT.glob("api/**/*.py")]
    assert len(files) > 100
    for file in files:
        place = file.relative_to(ROOT).as_posix()
        for library in _imports(file) & DOORS.keys():
            used[library].add(place)
    for library, places in used.items():
        strangers = {place for place in places if not any(place.startswith(door) for door in DOORS[library])}
        assert not strangers, f"{library} is imported by {strangers}"
