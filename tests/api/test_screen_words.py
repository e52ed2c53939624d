"""The words of pages and pictures: the same keys in every language, and none that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import api
from ropa import resources, texts
from ropa.namespaces import TEXT
from ropa.rdf import parse

_BUILT = {
    "screens": ("column-", "kind-", "cite-", "group-", "severity-", "document-", "error", "impact-", "view-"),
    "flows": (
        "column-",
        "kind-",
        "cite-",
        "group-",
        "role-",
        "count-",
        "ground-",
        "fault-",
        "state-",
        "filter-",
        "key-",
        "map-",
        "view-",
        "sankey-",
    ),
}
_FOLDERS = {
    "screens": [Path(api.__file__).parent, resources.within("register", "reported")],
    "flows": [resources.within("flows"), resources.within("register")],
}


def _keys(topic: str, language: str) -> set[str]:
    found = parse(resources.within("texts", topic, f"{language}.ttl").read_bytes(), "turtle")
    return {quad.subject.value.removeprefix(TEXT) for quad in found}


@pytest.mark.parametrize("topic", _BUILT)
def test_every_language_has_the_same_words(topic: str) -> None:
    first, *others = (_keys(topic, language) for language in texts.languages())
    assert len(first) > 50
    assert all(other == first for other in others)


@pytest.mark.parametrize("topic", _BUILT)
def test_no_word_is_left_over(topic: str) -> None:
    files = [f for folder in _FOLDERS[topic] for f in folder.rglob("*") if f.suffix in {".py", ".jinja"}]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert len(files) > 10
    names = [key.removeprefix(f"{topic}-") for key in _keys(topic, "en") if key.startswith(f"{topic}-")]
    unused = [n for n in names if not n.startswith(_BUILT[topic]) and not _is_named(n, source)]
    assert set(unused) <= {"violations", "warnings", "infos"}, unused


def _is_named(name: str, source: str) -> bool:
    return re.search(rf"""["'-]{re.escape(name)}["']""", source) is not None
