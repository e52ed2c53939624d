"""The register as every door uses it: names that mean one thing only, what is verified, copies that stay in step."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from ropa import rdf, resources
from ropa.errors import BadParameter, NotFound
from ropa.rdf import Triple, iri, literal
from ropa.register import Registry, import_file
from ropa.register.checking import check_file
from ropa.settings import Settings

BASE = "https://ropa.example"
USED = "where-is-party-used"
REGISTER = resources.data() / "registers" / "kaarna-customers.trig"


def _parties(register: Registry, **names: str) -> None:
    said = {f"{BASE}/party/{key}": name for key, name in names.items()}
    graphs = {party: [Triple(iri(party), iri("dpv:hasName"), literal(name))] for party, name in said.items()}
    register.ledger.commit(graphs, "dpo", "add")


def test_a_name_of_several_is_not_guessed(register: Registry) -> None:
    _parties(register, one="Pihka Energia Oy", two="Pihka Verkko Oy", three="Pihka Energia")
    with pytest.raises(BadParameter, match="one, three, two"):
        register.ask(USED, {"party": "Pihka"})
    assert not register.ask(USED, {"party": "Pihka Verkko"})
    assert not register.ask(USED, {"party": "Pihka Energia"})  # exactly its name: not the longer one
    with pytest.raises(NotFound):
        register.ask(USED, {"party": "Pih"})


@pytest.mark.parametrize("name", ["no such", "<>", "", "https://w3id.org/ropa-kg/ontology", "a b"])
def test_what_names_nothing_is_not_found(register: Registry, name: str) -> None:
    with pytest.raises(NotFound):
        register.find(name)


def test_a_register_in_memory_verifies_with_its_vocabulary(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "home", store="memory"), writing=True) as register:
        import_file(register, REGISTER)
        assert register.records()
        assert register.verify() == ("The chain is whole.", [])


def test_what_is_wrong_is_told_in_words(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    with Registry.open(settings, writing=True) as register:
        import_file(register, REGISTER)
        register.ledger.store.replace({f"{BASE}/record/extra": [Triple(iri("urn:a"), iri("urn:b"), literal("x"))]})
        summary, problems = register.verify()
        assert "differs" in summary
        assert problems == [f"{BASE}/record/extra: the store differs from the journal."]
    with sqlite3.connect(settings.home / "journal.sqlite") as connection:
        connection.execute("DROP TRIGGER journal_keeps_fields")
        connection.execute("UPDATE journal SET actor = 'somebody' WHERE sequence = 2")
    with Registry.open(settings) as register:
        summary, problems = register.verify()
    assert summary == "The chain is NOT whole."
    assert problems == ["row 2: a field was altered."]


@pytest.mark.parametrize("store", ["embedded", "memory"])
def test_questions_follow_a_rebuilt_store(tmp_path: Path, store: str) -> None:
    asked = f"ASK {{ GRAPH ?g {{ <{BASE}/record/kaarna-customers> a ?class }} }}"
    word = "ASK { GRAPH ?g { <https://w3id.org/ropa-kg#Register> ?p ?o } }"
    with Registry.open(Settings(home=tmp_path / "home", store=store), writing=True) as register:
        import_file(register, REGISTER)
        assert register.query(asked) is True
        register.ledger.rebuild("asked for")
        register.ledger.commit({f"{BASE}/record/kaarna-customers": None}, "dpo", "remove")
        assert register.query(asked) is False
        assert register.query(word) is True
        assert not [record for record in register.records() if record.slug == "kaarna-customers"]


def test_many_changes_are_seen_at_once_in_memory(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", store="memory")
    with Registry.open(settings, writing=True) as register, register.ledger.many():
        import_file(register, REGISTER)
        assert register.records()


@pytest.mark.parametrize("kind", ["record", "party", "notice"])
def test_what_was_removed_is_still_known_by_its_key(register: Registry, kind: str) -> None:
    graph = f"{BASE}/{kind}/gone"
    register.ledger.commit({graph: [Triple(iri(graph), iri("dct:title"), literal("x"))]}, "dpo", "add")
    register.ledger.commit({graph: None}, "dpo", "remove")
    assert register.known("gone") == register.known(f"{kind}/gone") == graph


def test_a_file_is_checked_whatever_the_letters_of_its_ending() -> None:
    found = check_file(REGISTER.read_bytes(), "kaarna.TRIG", None, date(2026, 11, 21))
    assert found.rulebook.rules


@pytest.mark.parametrize(
    ("ending", "format"),
    [("ttl", "turtle"), ("trig", "trig"), ("nt", "n-triples"), ("JSONLD", "json-ld"), ("rdf", "xml")],
)
def test_shapes_are_read_by_their_ending(ending: str, format: str) -> None:
    shapes = rdf.parse_triples(
        b"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ;"
        b" sh:property <urn:s/p> . <urn:s/p> sh:path <urn:p> ; sh:minCount 1 .",
        "turtle",
    )
    given = rdf.serialize(shapes, format)
    found = check_file(b"<urn:a> <urn:q> 1 .", "data.ttl", given, date(2026, 11, 21), f"shapes.{ending}")
    assert [finding.focus for finding in found.findings] == ["urn:a"]
