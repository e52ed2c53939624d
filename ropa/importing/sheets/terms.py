"""Terms of the vocabularies that words name: by label and kind, countries, articles of the regulation."""

from __future__ import annotations

import re
from functools import cache

from ropa import resources, texts
from ropa.importing.phrases import Lexicon, phrases
from ropa.importing.sheets.answers import is_nil
from ropa.namespaces import PREFIXES, expand, local_name
from ropa.rdf import NamedNode, iri, parse

COUNTRY_TERMS = frozenset(map(expand, ("dpv:hasThirdCountry", "ropa:processingCountry", "dpv:hasLocation")))
_PREFERRED = {
    expand("dpv:hasPersonalData"): ("pd:",),
    expand("dpv:hasLegalBasis"): ("eu-gdpr:", "ropa:"),
    expand("dpv:hasRight"): ("eu-gdpr:",),
    **dict.fromkeys(COUNTRY_TERMS, ("loc:",)),
}
_KINDS = {
    expand("dpv:hasPurpose"): expand("dpv:Purpose"),
    expand("dpv:hasPersonalData"): expand("dpv:PersonalData"),
    expand("dpv:hasDataSubject"): expand("dpv:HumanSubject"),
}
_CLAUSES = expand("ropa:coversClause")
_NOISE = (
    r"[\s.,()§:/-]*(?:(?:art\w*|\w*koh[td]\w*|punkt\w*|led\w*|stycke\w*|moment\w*|mom|points?|para\w*|subpara\w*)"
    r"(?!\w)[\s.,()-]*)*"
)
_ARTICLE = re.compile(
    rf"(?<![\w./-])(?:art(?:icle|iklan?|ikeln?|\.)?\s*)?(\d{{1,2}})(?!\d){_NOISE}(\d)(?!\d)(?:{_NOISE}(?<![a-z])([a-j])(?!\w))?"
    rf"|(?<![\w./-])(?:art(?:icle|ikla|ikel|\.)?\s*)(45|6|9)(?!\d)(?:{_NOISE}(?<![a-z])([a-j])(?!\w))?",
    re.IGNORECASE,
)


def known_term(words: str, term: str, language: str) -> str:
    """The one term of the vocabulary that words name exactly as a value of a property; "" where there is none."""
    found = tuple(each for each in texts.default().find(words, language) if _fits(each, term))
    if len(found) > 1:
        wanted = tuple(map(expand, _PREFERRED.get(term, ())))
        found = tuple(each for each in found if each.startswith(wanted)) if wanted else found
    if len(found) == 1:
        return found[0]
    if term in COUNTRY_TERMS:
        return _country(words, language)
    return _article(words) if local_name(term) == "hasLegalBasis" else ""


def _fits(concept: str, term: str) -> bool:
    """Whether a concept may be a value of a property: of its kind, and no article of the regulation as such."""
    if concept.startswith(PREFIXES["gdprtext"]) and term != _CLAUSES:
        return False
    if concept.startswith(PREFIXES["loc"]) and (term in _KINDS or local_name(term) == "hasLegalBasis"):
        return False
    wanted = _KINDS.get(term, "")
    return not wanted or concept == wanted or wanted in _kinds().get(concept, {wanted})


@cache
def _kinds() -> dict[str, set[str]]:
    """The classes of each concept of the vocabularies."""
    found: dict[str, set[str]] = {}
    a_type = iri("rdf:type")
    for file in ("dpv-terms.ttl", "ropa.ttl"):
        for quad in parse((resources.ontology() / file).read_bytes(), "turtle"):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and quad.predicate == a_type:
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


def _country(words: str, language: str) -> str:
    if is_nil(words):
        return ""
    if re.fullmatch(r"[A-Z]{2}", words) and texts.known(f"loc:{words}"):
        return expand(f"loc:{words}")
    best = _countries(language).best(words)
    return expand(f"loc:{best}") if best else ""


@cache
def _countries(language: str) -> Lexicon:
    known = phrases(language)
    named: dict[str, list[str]] = {}
    for path in ("transfers.countries", "transfers.eea"):
        for pattern, code in known.words(path).items():
            named.setdefault(str(code), []).append(pattern)
    return Lexicon(named, {}, known.index)


def _article(words: str) -> str:
    """`Article 45 Adequacy`, `6(1)(b)`, `artikel 6.1 b`: the term for that point; "" where there is none."""
    for found in _ARTICLE.finditer(words):
        number, paragraph = found[1] or found[4], found[2] or ""
        point = (found[3] or found[5] or "").lower()
        parts = [number, paragraph or {"6": "1", "9": "2", "45": "3"}.get(number, ""), point]
        name = "A" + "-".join(part for part in parts if part)
        if texts.known(f"eu-gdpr:{name}"):
            return expand(f"eu-gdpr:{name}")
    return ""
