"""Inflected forms: complete, consistent with each other, and agreeing with the labels."""

from __future__ import annotations

import re

import pytest

from ropa import texts
from ropa.namespaces import expand, shorten
from tests.words.vocabulary import ancestors, declared, forms, labels

CASES = ["nom", "gen", "par", "ine", "ela", "ill", "ade", "abl", "all", "ess", "tra"]
_ENDINGS = {
    "ine": "ss[aä]",
    "ela": "st[aä]",
    "ade": "ll[aä]",
    "abl": "lt[aä]",
    "all": "lle",
    "ess": "n[aä]",
    "tra": "ksi",
}
FINNISH, SWEDISH, ENGLISH = forms("fi"), forms("sv"), forms("en")


def test_the_same_terms_inflect_in_every_language() -> None:
    assert len(FINNISH) >= 420
    assert FINNISH.keys() == SWEDISH.keys() == ENGLISH.keys()
    assert set(FINNISH) <= declared()


_TOO_WIDE = {
    "dpv:DataSubject",
    "dpv:GuardianOfHuman",
    "dpv:ParentOfHuman",
    "dpv:SensitiveData",
    "dpv:SensitivePersonalData",
    "dpv:SpecialCategoryPersonalData",
    "pd:KnowledgeBelief",
}
"""Terms that stand above others and that no record takes as a value."""


@pytest.mark.parametrize(
    ("top", "least"), [("dpv:Purpose", 95), ("dpv:PersonalData", 130), ("dpv:HumanSubject", 30), ("ropa:Event", 25)]
)
def test_whatever_a_sentence_enumerates_has_its_forms(top: str, least: int) -> None:
    """One word without forms turns a sentence of a notice into a bare list."""
    below = {term for term in labels() if expand(top) in ancestors(term)}
    assert len(below) >= least
    assert {shorten(term) for term in below if term not in FINNISH} <= _TOO_WIDE


@pytest.mark.parametrize("number", ["sg", "pl"])
def test_a_finnish_term_has_all_its_cases_or_none(number: str) -> None:
    for term, found in FINNISH.items():
        cases = [case for case in CASES if f"{number}.{case}" in found]
        assert cases in (CASES, []), shorten(term)
        assert cases or number == "pl", shorten(term)


def test_the_number_to_show_exists_and_is_the_label() -> None:
    for term, found in FINNISH.items():
        number = "pl" if found["number"] == "pl" else "sg"
        assert found[f"{number}.nom"] == labels()[term]["fi"], shorten(term)
    for term, found in ENGLISH.items():
        assert labels()[term]["en"] == found["pl" if found["number"] == "pl" else "sg"], shorten(term)
    for term, found in SWEDISH.items():
        shown = {found.get(f"{form}_{'pl' if found['number'] == 'pl' else 'sg'}") for form in ("indef", "def")}
        assert labels()[term]["sv"] in shown, shorten(term)


def test_finnish_case_endings_agree_with_the_case_and_with_each_other() -> None:
    checked = 0
    for term, found in FINNISH.items():
        for number in ("sg", "pl"):
            if f"{number}.nom" in found:
                checked += _agrees(term, {case: found[f"{number}.{case}"] for case in CASES})
    assert checked > 550


def _agrees(term: str, cases: dict[str, str]) -> int:
    """Some word ends as the case demands, with one stem and one vowel harmony; set phrases keep their tail."""
    words = {case: re.findall(r"[\w:-]+", form) for case, form in cases.items()}
    places = [
        place
        for place in range(len(words["ine"]))
        if all(len(w) > place for w in words.values())
        and all(re.search(f"{ending}$", words[case][place]) for case, ending in _ENDINGS.items())
    ]
    assert places, (shorten(term), cases)
    for place in places:
        stems = {words[case][place][: -len(re.sub(r"\[.*?\]", "a", _ENDINGS[case]))] for case in ("ela", "ade", "abl")}
        assert stems == {words["ine"][place][:-3]}, (shorten(term), stems)
        assert len({words[case][place][-1] for case in ("ine", "ela", "ade", "abl", "ess")}) == 1, shorten(term)
        if not cases["nom"].endswith("t"):
            assert words["gen"][place].endswith("n"), (shorten(term), cases["gen"])
    return 1


def test_no_finnish_noun_of_a_pair_stays_in_the_nominative() -> None:
    """`käyttäjätunnus ja salasanan` would be wrong: what stands before `ja` inflects with what follows."""
    for term, found in FINNISH.items():
        nominative, genitive = found["sg.nom"].split(), found["sg.gen"].split()
        for before, after, conjunction in zip(nominative, genitive, nominative[1:], strict=False):
            if conjunction in ("ja", "tai") and not re.search(r"(-|n|lta|ltä|sta|stä|ta|tä|a|ä)$", before):
                assert before != after, (shorten(term), found["sg.gen"])


def test_swedish_genders_articles_and_definite_forms_agree() -> None:
    for term, found in SWEDISH.items():
        assert found["gender"] in ("utrum", "neutrum"), shorten(term)
        if found["number"] != "mass":
            assert found["article"] == {"utrum": "en", "neutrum": "ett"}[found["gender"]], shorten(term)
        assert found["indef_sg"], shorten(term)
        assert found["def_sg"], shorten(term)
        assert ("indef_pl" in found) == ("def_pl" in found), shorten(term)
        article = re.match(r"(den|det) (?!registrerade)", found["def_sg"])
        if article and not found["indef_sg"].startswith("den "):
            assert (article.group(1) == "den") == (found["gender"] == "utrum"), (shorten(term), found["def_sg"])


def test_english_articles_and_plurals_agree() -> None:
    apart = {"user": "a", "unique": "a", "hour": "an", "population": "the"}
    for term, found in ENGLISH.items():
        if "article" in found:
            first = found["sg"].split()[0].lower()
            vowel = "an" if first[0] in "aeiou" or first == "IP" else "a"
            assert found["article"] == apart.get(first, vowel), (shorten(term), found["sg"])
        assert found.get("pl") != found["sg"], shorten(term)
        assert found["number"] != "pl" or "pl" in found, shorten(term)


@pytest.mark.parametrize(
    ("kind", "language", "form"),
    [("dpv:Purpose", tag, "infinitive") for tag in ("fi", "sv", "en")]
    + [("ropa:Event", tag, "after") for tag in ("fi", "sv", "en")],
)
def test_purposes_and_events_have_their_words_for_sentences(kind: str, language: str, form: str) -> None:
    words = forms(language)
    own = [term for term, found in forms("en").items() if form in found]
    assert len(own) >= {"dpv:Purpose": 70, "ropa:Event": 25}[kind]
    assert [shorten(term) for term in own if form not in words[term]] == []
    if form == "after" and language == "fi":
        assert all(words[term][form].endswith(("sta", "stä")) for term in own)
    if form == "infinitive" and language == "en":
        assert all(words[term][form].startswith("to ") for term in own)


def test_legal_bases_have_phrase_wording_and_citation() -> None:
    bases = [t for t in FINNISH if re.fullmatch(rf"{expand('eu-gdpr:A')}(6-1|9-2)-[a-j].*", t)]
    assert len(bases) >= 18
    for term in bases:
        assert "phrase" in ENGLISH[term]
        for language in ("fi", "sv", "en"):
            assert forms(language)[term]["wording"].endswith("."), shorten(term)
        assert {"cite.nom", "cite.gen", "cite.ill"} <= FINNISH[term].keys(), shorten(term)
        assert "cite" in SWEDISH[term], shorten(term)


@pytest.mark.parametrize(
    ("term", "form", "words"),
    [
        ("dpv:Customer", "pl.par", "asiakkaita"),
        ("pd:EmailAddress", "sg.ill", "sähköpostiosoitteeseen"),
        ("pd:BankAccount", "pl.gen", "tilinumeroiden"),
        ("dpv:Employee", "pl.ela", "työntekijöistä"),
        ("eu-gdpr:A6-1-f", "sg.ill", "oikeutettuun etuun"),
        ("dpv:PasswordAuthentication", "pl.gen", "henkilökohtaisten käyttäjätunnusten ja salasanojen"),
        ("risk:FinancialLoss", "pl.par", "taloudellisia menetyksiä"),
        ("dpv:CrossBorderTransfer", "pl.nom", "siirrot kolmansiin maihin"),
    ],
)
def test_known_finnish_forms(term: str, form: str, words: str) -> None:
    assert FINNISH[expand(term)][form] == words


def test_every_country_says_where_to_where_and_where_from_in_finnish() -> None:
    countries = [term for term in labels() if "/loc#" in term]
    assert len(countries) == 251
    for term in countries:
        to, there, away = (texts.form(term, "fi", f"sg.{case}") or "" for case in ("ill", "ine", "ela"))
        assert re.search(r"(n|lle)$", to), (shorten(term), to)
        assert re.search(r"(ssa|ssä|lla|llä)$", there), (shorten(term), there)
        assert away == re.sub(r"ll([aä])\b", r"lt\1", re.sub(r"ss([aä])\b", r"st\1", there)), (shorten(term), away)


@pytest.mark.parametrize(
    ("country", "form", "words"),
    [
        ("US", "sg.ill", "Yhdysvaltoihin"),
        ("RU", "sg.ine", "Venäjällä"),
        ("IE", "sg.ela", "Irlannista"),
        ("GB", "sg.ill", "Isoon-Britanniaan"),
        ("TH", "sg.ill", "Thaimaahan"),
    ],
)
def test_known_forms_of_countries(country: str, form: str, words: str) -> None:
    assert texts.form(f"loc:{country}", "fi", form) == words
