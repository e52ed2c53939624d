"""Reading published notices: the seeds and the notices of the tests, per second and core (processor time).

Promised: 100 notices of text or HTML a second; PDFs at least 5 pages a second. Each is read into the exchange form
without a store; judged too, it takes the rules besides. Peer: markitdown on the same PDF files, if installed.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from _measuring import heading, note, processor, records, tell

from ropa import importing, resources
from ropa.register.extracting import extract
from ropa.settings import Settings

_NOTICES = 400
_TEXTS, _PAGES = 100, 5
_HERE = Path(__file__).parents[1] / "importing"
_PLAIN = (".txt", ".md", ".html")


def main() -> None:
    number = records(_NOTICES)
    found = sorted([*(resources.data() / "notices").glob("*.*"), *_HERE.rglob("*.*")])
    plain = [file for file in found if file.suffix in _PLAIN]
    heading(f"reading {number} notices, {len(plain)} different ones")
    settings = Settings()
    held = [(file.name, file.read_bytes()) for file in plain]
    importing.read(*held[0], settings)
    start = processor()
    for turn in range(number):
        importing.read(*held[turn % len(held)], settings)
    speed = number / (processor() - start)
    tell("text and HTML", f"{speed:.0f} a second", f"{_TEXTS} a second", speed >= _TEXTS)
    extract(plain[0], settings)
    start = processor()
    judged = plain[: max(1, number // 10)]
    for file in judged:
        extract(file, settings)
    note(f"with findings and as JSON: {len(judged) / (processor() - start):.0f} a second")
    _pdf([file for file in found if file.suffix == ".pdf"], settings)


def _pdf(files: list[Path], settings: Settings) -> None:
    if not files:
        note("no PDF among the notices: pages are not measured")
        return
    import pdfplumber

    pages = 0
    for file in files:
        with pdfplumber.open(file) as opened:
            pages += len(opened.pages)
    start = processor()
    for file in files:
        importing.read(file.name, file.read_bytes(), settings)
    taken = processor() - start
    tell("PDF", f"{pages / taken:.1f} pages a second ({len(files)} files)", f"{_PAGES} pages", pages >= _PAGES * taken)
    if importlib.util.find_spec("markitdown") is None:
        note("markitdown is not installed: no comparison")
        return
    from markitdown import MarkItDown

    start = processor()
    for file in files:
        MarkItDown().convert(str(file))
    note(f"markitdown, text only: {pages / (processor() - start):.1f} pages a second")


if __name__ == "__main__":
    main()
