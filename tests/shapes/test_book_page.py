"""The page about the rule book says what the rules say: which of them a lawyer has to confirm."""

from __future__ import annotations

import re

from ropa import resources
from tests.shapes.rule_files import files, words

_OPEN = re.compile(r"to be confirmed|unconfirmed|from memory|secondary source|must be checked", re.IGNORECASE)


def test_every_unconfirmed_rule_is_listed() -> None:
    page = (resources.shapes() / "README.md").read_text("utf-8")
    listed = re.findall(r"^- ([a-z]+/[\w-]+)$", page, re.MULTILINE)
    found = [f"{file.parent.name}/{file.stem}" for file in files() if _OPEN.search(words(file, "rdfs:comment")["en"])]
    assert len(found) >= 20
    assert sorted(listed) == sorted(found)


def test_every_rule_on_a_finnish_act_says_that_it_is_open() -> None:
    acts = [file for file in files() if re.match(r"act\d", file.stem)]
    assert len(acts) >= 16
    assert [file.stem for file in acts if not _OPEN.search(words(file, "rdfs:comment")["en"])] == []
