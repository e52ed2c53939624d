"""Words of many trades as notices list them: each phrase goes to its term; the general yields to what is spelt out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ropa.importing.lexicon import Lexicon
from ropa.importing.patterns import compiled
from ropa.importing.phrases import languages, phrases
from ropa.register.extracting import extract
from ropa.settings import Settings

LISTED = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8"))
HEADS = {
    "fi": ("Tietosuojaseloste", "Rekisterin tietosisältö"),
    "sv": ("Dataskyddsbeskrivning", "Registrets datainnehåll"),
    "en": ("Privacy notice", "Data we collect"),
}


def test_how_many_phrases_there_are() -> None:
    assert sum(len(rows) for rows in LISTED.values()) >= 550
    assert set(LISTED) == set(languages())


@pytest.mark.parametrize("language", sorted(LISTED))
def test_phrases_go_to_their_terms(language: str, tmp_path: Path) -> None:
    title, heading = HEADS[language]
    items = "".join(f"<li>{text}</li>" for text, _ in LISTED[language])
    page = tmp_path / "notice.html"
    page.write_text(f"<h1>{title}</h1><h2>{heading}</h2><ul>{items}</ul>", encoding="utf-8")
    ((_, content),) = extract(page, Settings())
    told = {each["phrase"]: each["dpv_pd"] or "-" for each in json.loads(content)["data_categories"]}
    wrong = {text: told.get(text) for text, term in LISTED[language] if told.get(text, "-") not in str(term).split("|")}
    assert wrong == {}


SPELT = {"ropa:Known": ["puhelin*", "tili tai *"], "ropa:Tail": ["*numero", "*numeron"], "ropa:Any": ["(osoite|nimi)*"]}


def test_a_general_tail_yields_to_a_word_spelt_out() -> None:
    lexicon = Lexicon(SPELT, {})
    assert lexicon.best("puhelinnumero") == "ropa:Known"
    assert lexicon.best("lippunumero") == "ropa:Tail"
    assert lexicon.best("tili tai muu") == "ropa:Known"
    assert [hit.concept for hit in lexicon.find("nimi, lippunumeron osoitetiedot")] == [
        "ropa:Any",
        "ropa:Tail",
        "ropa:Any",
    ]


_WORDS = ["puhelin", "Puhelinnumero", "lippu-numero", "tili tai x", "NIMI", "ei", ",", "osoite-", "numerot"]


@given(st.lists(st.sampled_from(_WORDS)))
def test_the_index_finds_what_the_patterns_find(words: list[str]) -> None:
    text = " ".join(words)
    found = Lexicon(SPELT, {}).find(text)
    anything = compiled([pattern for patterns in SPELT.values() for pattern in patterns])
    assert bool(found) == bool(anything.search(text.lower()))
    assert all(anything.fullmatch(text[hit.start : hit.end].lower()) for hit in found)


@pytest.mark.parametrize("language", languages())
def test_no_word_stands_for_two_terms(language: str) -> None:
    for path in ("data", "subjects", "recipients.kinds", "sources.kinds"):
        owner: dict[str, str] = {}
        for concept, patterns in phrases(language).raw(path).items():
            for pattern in patterns:
                assert owner.setdefault(pattern, concept) == concept, (path, pattern)
        assert owner
