"""Reading published notices: the seeds and the notices of the tests, per second and core (processor time).

One notice of each language is read before: phrases are loaded once for a whole program.
Promised: 100 notices of text or HTML a second; PDFs at least 5 pages a second. Each is read into the exchange form
without a store; judged too, it takes the rules besides. Peer: markitdown on the same PDF files, if installed
(PYTHONPATH may lead to an environment that has it; it gives the text only, no facts).
"""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path

from _measuring import DAY, heading, note, processor, records, store, tell

from ropa import documents, importing, resources, texts
from ropa.register import dossiers
from ropa.register.extracting import extract
from ropa.rendering import documents as rendering
from ropa.settings import Settings

_NOTICES = 400
_TEXTS, _PAGES = 100, 5
_PUBLISHED = 8
_HERE = Path(__file__).parents[1] / "importing"
_PLAIN = (".txt", ".md", ".html")


def main() -> None:
    number = records(_NOTICES)
    found = sorted([*(resources.data() / "notices").glob("*.*"), *_HERE.rglob("*.*")])
    plain = [file for file in found if file.suffix in _PLAIN]
    heading(f"reading {number} notices, {len(plain)} different ones")
    settings = Settings()
    held = [(file.name, file.read_bytes()) for file in plain]
    for language in texts.languages():  # what is read once for a whole program
        importing.read(*next((name, data) for name, data in held if language in name.split(".")), settings)
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
    _pdf(settings)


def _pdf(settings: Settings) -> None:
    """Notices we publish ourselves, read back: each language, the pages as pdfplumber counts them."""
    import pdfplumber

    filled = store(_PUBLISHED)
    read = dossiers.dossiers(filled, [name for name in filled.graphs() if "/record/" in name])
    with tempfile.TemporaryDirectory() as folder:
        files, pages = [], 0
        for number, dossier in enumerate(read):
            for language in texts.languages():
                document = documents.build("privacy-notice", dossier, language, as_of=DAY)
                file = Path(folder) / f"{number}-{language}.pdf"
                file.write_bytes(rendering.render(document, "pdf", for_author=False))
                files.append(file)
                with pdfplumber.open(file) as opened:
                    pages += len(opened.pages)
        start = processor()
        for file in files:
            importing.read(file.name, file.read_bytes(), settings)
        taken = processor() - start
        told = f"{pages / taken:.1f} pages a second ({len(files)} files, {pages} pages)"
        tell("PDF", told, f"{_PAGES} pages", pages >= _PAGES * taken)
        _peer(files, pages, taken)


def _peer(files: list[Path], pages: int, ours: float) -> None:
    if importlib.util.find_spec("markitdown") is None:
        note("markitdown is not installed: no comparison")
        return
    from markitdown import MarkItDown

    peer = MarkItDown()
    peer.convert(str(files[0]))
    start = processor()
    for file in files:
        peer.convert(str(file))
    taken = processor() - start
    note(f"markitdown, text only: {pages / taken:.1f} pages a second; ours takes {ours / taken:.2f} times its time")


if __name__ == "__main__":
    main()
