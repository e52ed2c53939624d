"""Two records in three languages, word for word, as people have read and approved them: `golden/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_examples import AS_OF, BARE, KAARNA, LANGUAGES, dossiers

from ropa import documents
from ropa.rendering.documents import render

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", documents.kinds())
def test_a_full_record_reads_as_approved(kind, language):
    _compare(kind, dossiers(KAARNA)[0], "kaarna", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_record_reads_as_approved(language):
    _compare("privacy-notice", BARE, "bare", language)


def _compare(kind, found, name, language):
    text = render(documents.build(kind, found, language, as_of=AS_OF), "md").decode()
    assert text == (GOLDEN / f"{name}-{kind}-{language}.md").read_text("utf-8")


def test_every_golden_text_belongs_to_a_kind():
    names = {file.stem for file in GOLDEN.glob("*.md")}
    full = {f"kaarna-{kind}-{language}" for kind in documents.kinds() for language in LANGUAGES}
    bare = {f"bare-privacy-notice-{language}" for language in LANGUAGES}
    assert names == full | bare
    assert len(names) >= 6
