"""Privacy notices in three languages: HTML and PDF per second, PDF against WeasyPrint on the same notice if installed.

Promised: 1,000 notices in three languages as HTML in 3 s, that is 1,000 a second; at least 20 PDFs a second;
6 times as many as WeasyPrint makes of the same page. Measured in processor time: per second and core.
WeasyPrint is no dependency: PYTHONPATH may lead to an environment that has it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from _measuring import DAY, best, heading, note, processor, records, store, tell

from ropa import documents, texts
from ropa.model import Dossier
from ropa.register import dossiers
from ropa.rendering import documents as rendering
from ropa.rendering.document import Document

_RECORDS = 1_000
_HTML, _PDF, _TIMES = 1_000, 20, 6
_PDFS = 40


def main() -> None:
    number = records(_RECORDS)
    heading(f"notices of {number} records in {len(texts.languages())} languages")
    filled = store(number)
    names = [name for name in filled.graphs() if "/record/" in name]
    reading = best(lambda: dossiers.dossiers(filled, names), 1, processor)
    read = dossiers.dossiers(filled, names)
    note(f"read from the store: {len(read) / reading:.0f} records a second")
    for language in texts.languages():  # the words of a language are read once in a process
        _page(read[0], language)
    taken = best(lambda: [_page(d, language) for d in read for language in texts.languages()] and None, 1, processor)
    speed = len(read) * len(texts.languages()) / taken
    tell("notices as HTML, from facts to page", f"{speed:.0f} a second", f"{_HTML} a second", speed >= _HTML)
    _pdf([_notice(each, language) for each in read[: _PDFS // 2] for language in texts.languages()][:_PDFS])


def _page(dossier: Dossier, language: str) -> int:
    return len(rendering.render(_notice(dossier, language), "html", for_author=False))


def _notice(dossier: Dossier, language: str) -> Document:
    return documents.build("privacy-notice", dossier, language, as_of=DAY)


def _pdf(made: list[Document]) -> None:
    rendering.render(made[0], "pdf")  # what was made once is quicker again: only others are measured
    made = made[1:]
    taken = best(lambda: [rendering.render(document, "pdf", for_author=False) for document in made], 1, processor)
    speed = len(made) / taken
    tell("notices as PDF", f"{speed:.1f} a second", f"{_PDF} a second", speed >= _PDF)
    peer = _weasyprint(made[0])
    if peer is None:
        note("WeasyPrint is not installed: no comparison")
        return
    ratio = best(peer, 2, processor) / (taken / len(made))
    tell("PDF against WeasyPrint", f"{ratio:.1f} times", f"{_TIMES} times", ratio >= _TIMES)


def _weasyprint(document: Document) -> Callable[[], object] | None:
    if importlib.util.find_spec("weasyprint") is None:
        return None
    from weasyprint import HTML

    page = rendering.render(document, "html", for_author=False).decode()
    return lambda: HTML(string=page).write_pdf()


if __name__ == "__main__":
    main()
