"""The texts of every topic: the same keys and slots in each language, so that no page falls back to English."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from functools import cache

from ropa import resources
from ropa.namespaces import TEXT
from ropa.rdf import Literal, parse
from tests.words.vocabulary import LANGUAGES

_FOLDER = resources.within("texts")


@cache
def strings() -> dict[str, dict[str, str]]:
    """Key to language to text, of all topics."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(_FOLDER.rglob("*.ttl")):
        for quad in parse(file.read_bytes(), "turtle", where=str(file)):
            if quad.subject.value.startswith(TEXT) and isinstance(quad.object, Literal):
                found[quad.subject.value.removeprefix(TEXT)][file.stem] = quad.object.value
    return found


def _slots(text: str) -> set[str]:
    """Names only: what follows the name (`{data:gen}`) is a language's own business, as is a month in words."""
    names = {re.split(r"[:.!]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name}
    return {"month" if name == "number" else name for name in names}


def _expected(key: str) -> list[str]:
    """What an error says in English stands in the code; its slug is the key of the other languages."""
    return sorted(language for language in LANGUAGES if language != "en" or not key.startswith("errors-"))


def test_every_text_is_there_in_each_language() -> None:
    assert len(strings()) > 250
    assert {key: sorted(found) for key, found in strings().items() if sorted(found) != _expected(key)} == {}


def test_every_text_fills_the_same_slots_in_each_language() -> None:
    odd = {}
    for key, found in strings().items():
        slots = {language: _slots(text) for language, text in found.items()}
        if len({frozenset(names) for names in slots.values()}) > 1:
            odd[key] = slots
    assert odd == {}


def test_every_text_carries_the_tag_of_its_file() -> None:
    checked = 0
    for file in sorted(_FOLDER.rglob("*.ttl")):
        for quad in parse(file.read_bytes(), "turtle", where=str(file)):
            if isinstance(quad.object, Literal) and quad.object.language:
                assert quad.object.language == file.stem, (file, quad.object)
                checked += 1
    assert checked > 750
