"""Two records in three languages, word for word, as people have read and approved them: `golden/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import documents
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BARE, KAARNA, LANGUAGES, dossiers

GOLDEN = Path(__file__).parent / "golden"
VARIANTS = ("plain", "short")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", documents.kinds())
def test_a_full_record_reads_as_approved(kind, language):
    _compare(kind, dossiers(KAARNA)[0], "kaarna", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_full_record_reads_as_approved_in_plain_words_and_in_short(variant, language):
    _compare("privacy-notice", dossiers(KAARNA)[0], "kaarna", language, variant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_record_reads_as_approved(language):
    _compare("privacy-notice", BARE, "bare", language)


def _compare(kind, found, name, language, variant="full"):
    text = render(documents.build(kind, found, language, as_of=AS_OF, variant=variant), "md").decode()
    shown = kind if variant == "full" else f"{kind}-{variant}"
    assert text == (GOLDEN / f"{name}-{shown}-{language}.md").read_text("utf-8")


def test_every_golden_text_belongs_to_a_kind():
    names = {file.stem for file in GOLDEN.glob("*.md")}
    full = {f"kaarna-{kind}-{language}" for kind in documents.kinds() for language in LANGUAGES}
    full |= {f"kaarna-privacy-notice-{variant}-{language}" for variant in VARIANTS for language in LANGUAGES}
    bare = {f"bare-privacy-notice-{language}" for language in LANGUAGES}
    assert names == full | bare
    assert len(names) >= 6
