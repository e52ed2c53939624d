"""Every term that we borrow from DPV exists in DPV 2.3, with the hierarchy that DPV gives it.

Needs the setting ROPA_REFERENCE (see README.md); without it these tests are skipped and say so.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from ropa.namespaces import expand, shorten
from ropa.rdf import Literal, NamedNode, Quad, parse
from ropa.settings import Settings
from tests.words.vocabulary import quads, used_in_examples, used_in_graphs, used_in_text

_FOLDER = Settings.from_environment().reference
_DPV = "https://w3id.org/dpv"
_BROADER = expand("skos:broader")
_WRONG_IN_DPV = {("legal-fi:DPA-FI", "dpv:Law")}
"""An authority is no law: DPV 2.3 has this by mistake."""

pytestmark = pytest.mark.skipif(_FOLDER is None, reason="ROPA_REFERENCE is not set: DPV 2.3 is not at hand")


@cache
def dpv() -> tuple[Quad, ...]:
    assert _FOLDER is not None
    files = sorted((_FOLDER / "dpv" / "2.3").rglob("*.ttl"))
    assert len(files) >= 14
    return tuple(quad for file in files for quad in parse(file.read_bytes(), "turtle", where=str(file)))


@cache
def terms() -> frozenset[str]:
    return frozenset(quad.subject.value for quad in dpv() if isinstance(quad.subject, NamedNode))


def test_every_dpv_term_in_use_exists() -> None:
    used = {**used_in_examples(), **used_in_text(), **used_in_graphs()}
    borrowed = {term: file for term, file in used.items() if term.startswith(_DPV)}
    assert len(borrowed) > 850
    assert {shorten(term): file for term, file in borrowed.items() if term not in terms()} == {}


def test_the_hierarchy_is_that_of_dpv() -> None:
    theirs: dict[str, set[str]] = {}
    for quad in dpv():
        if quad.predicate.value == _BROADER and isinstance(quad.subject, NamedNode):
            theirs.setdefault(quad.subject.value, set()).add(quad.object.value)
    ours: dict[str, set[str]] = {}
    for _, quad in quads("ontology", "data/reference"):
        if quad.predicate.value == _BROADER and quad.subject.value.startswith(_DPV) and quad.subject.value in terms():
            ours.setdefault(quad.subject.value, set()).add(quad.object.value)
    compared = {term: broader for term, broader in ours.items() if "/loc#" not in term and "/legal/" not in term}
    assert len(compared) > 450
    assert {shorten(t) for t, broader in compared.items() if broader != theirs.get(t, set())} == set()
    for term, broader in ours.items():
        if "/legal/" in term:
            wrong = {expand(parent) for child, parent in _WRONG_IN_DPV if expand(child) == term}
            assert broader <= theirs[term] - wrong, shorten(term)


def test_the_status_of_a_term_is_the_one_that_dpv_gives() -> None:
    status, theirs, ours = expand("sw:term_status"), {}, {}
    for quad in dpv():
        if quad.predicate.value == status and isinstance(quad.object, Literal):
            theirs[quad.subject.value] = quad.object.value
    for _, quad in quads("ontology"):
        if quad.predicate.value == status and quad.subject.value.startswith(_DPV) and isinstance(quad.object, Literal):
            ours[quad.subject.value] = quad.object.value
    assert len(ours) > 850
    assert {shorten(t): s for t, s in ours.items() if theirs[t] != s} == {}


def test_the_notes_why_name_terms_that_dpv_has() -> None:
    """A note that says what a term of DPV lacks is only as good as the term's name."""
    named = {
        (shorten(quad.subject.value), name)
        for _, quad in quads("ontology")
        if quad.predicate.value == expand("rdfs:comment")
        for name in re.findall(r"\b(?:dpv|pd|tech|risk|eu-gdpr|loc):[A-Za-z][\w-]+", quad.object.value)
    }
    assert len(named) > 60
    assert {pair for pair in named if expand(pair[1]) not in terms()} == set()


def test_no_record_takes_a_value_that_dpv_gives_up() -> None:
    """Above our terms DPV has three that it will drop; as the value of a fact none of them may stand."""
    dropped = {q.subject for q in dpv() if q.predicate.value == expand("sw:term_status") and "sunset" in str(q.object)}
    assert len(dropped) >= 12
    stated = [(file, q) for file, q in quads("data", "ropa") if q.predicate.value != expand("rdf:type")]
    assert len(stated) > 5000
    assert [(file, str(q)) for file, q in stated if q.object in dropped] == []


def test_every_country_is_one_of_dpv() -> None:
    countries = {
        quad.subject.value
        for _, quad in quads("ontology")
        if quad.predicate.value == _BROADER and quad.object == NamedNode(expand("dpv:Country"))
    }
    here = {term for term in countries if "/loc#" in term}
    assert len(here) == 249
    assert here <= terms()
