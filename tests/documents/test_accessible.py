"""Documents in a real browser: axe finds nothing, in light, dark and narrow, and nothing is fetched."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from ropa import documents
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, KAARNA, LANGUAGES, REGISTERS, dossiers

VIEWS = {"fi": ("light", 1280), "sv": ("dark", 1280), "en": ("light", 360)}
VARIANTS = tuple((kind, variant) for kind in documents.kinds() for variant in documents.variants(kind))


def _look(browser, page, language):
    scheme, width = VIEWS[language]
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.set_content(page.decode())
    found = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(tab).response["violations"]]
    wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    tab.close()
    return found, asked, wider


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "variant"), VARIANTS)
def test_a_document_is_accessible_and_fetches_nothing(browser, kind, variant, language):
    document = documents.build(kind, dossiers(KAARNA)[0], language, as_of=AS_OF, variant=variant)
    assert _look(browser, render(document, "html"), language) == ([], [], 0)


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_a_published_notice_is_accessible(browser, file):
    document = documents.build("privacy-notice", dossiers(file)[0], "fi", as_of=AS_OF)
    assert _look(browser, render(document, "html", for_author=False), "fi") == ([], [], 0)


def test_every_kind_is_looked_at():
    assert len(VARIANTS) >= 10
    assert len(REGISTERS) >= 6
