"""Drift of notices that we publish ourselves: none, until one fact of the record changes; then exactly that one.

And of the five notices of the example registers, as far as the files are on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ropa import documents, resources
from ropa.documents import variants
from ropa.namespaces import expand, shorten
from ropa.rdf import Triple, iri, literal
from ropa.register import Registry, import_file
from ropa.register.comparing import drift_of_file
from ropa.register.drift import Difference, Kind
from ropa.rendering.documents import render
from ropa.settings import Settings

LANGUAGES = ("fi", "sv", "en")
REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
KINDS = ("privacy-notice", "tietosuojaseloste")
SEEDS = sorted((Path(os.environ.get("ROPA_SHARED", "../shared")) / "seeds").glob("*.txt"))
OF_SEEDS = (
    "seiverkot-asiakasrekisteri",
    "safrent-asiakasrekisteri",
    "enexus-asiakasrekisteri",
    "seinajoen-energia-uutiskirjerekisteri",
    "pietec-asiakasrekisteri",
)
KNOWN = Path(__file__).parent / "drift-of-seeds.txt"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path_factory.mktemp("drift") / "home"), writing=True) as opened:
        for file in REGISTERS:
            assert not import_file(opened, file).error
        yield opened


def published(register: Registry, name: str, language: str, kind: str, variant: str, file: Path) -> Path:
    found = register.dossier(register.find(name))
    document = documents.build(kind, found, language, as_of=date.today(), variant=variant)
    file.write_bytes(render(document, file.suffix.lstrip("."), for_author=False))
    return file


def whole() -> list[tuple[str, str]]:
    return [(kind, variant) for kind in KINDS for variant in variants(kind) if variant != "short"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("register_file", REGISTERS, ids=lambda file: file.stem)
def test_our_own_notice_of_a_record_does_not_drift(everything, tmp_path, register_file, language):
    compared = 0
    for kind, variant in whole():
        file = published(everything, register_file.stem, language, kind, variant, tmp_path / "notice.html")
        assert drift_of_file(everything, register_file.stem, file) == [], (kind, variant)
        compared += 1
    assert compared == 5


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_nor_does_it_in_another_format(everything, tmp_path, ending):
    file = published(everything, "kaarna-customers", "fi", "privacy-notice", "full", tmp_path / f"notice.{ending}")
    assert drift_of_file(everything, "kaarna-customers", file) == []


CHANGES = {
    "a right less": ("", "dpv:hasRight", iri("eu-gdpr:A20"), None, Kind.NOTICE_ONLY, (("eu-gdpr:A20",), ())),
    "another period": (
        "/retention/1",
        "rdf:value",
        literal("P3Y", datatype="xsd:duration"),
        literal("P4Y", datatype="xsd:duration"),
        Kind.CONTRADICTION,
        (("P3Y",), ("P4Y",)),
    ),
    "data more": (
        "/activity/newsletter",
        "dpv:hasPersonalData",
        None,
        iri("pd:TelephoneNumber"),
        Kind.RECORD_ONLY,
        ((), ("pd:TelephoneNumber",)),
    ),
    "another basis": (
        "/activity/newsletter",
        "dpv:hasLegalBasis",
        iri("eu-gdpr:A6-1-a"),
        iri("eu-gdpr:A6-1-f"),
        Kind.CONTRADICTION,
        (("eu-gdpr:A6-1-a",), ("eu-gdpr:A6-1-f",)),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_fact_is_exactly_one_difference(register: Registry, tmp_path, change, language):
    where, term, old, new, kind, sides = CHANGES[change]
    file = published(register, "kaarna-customers", language, "privacy-notice", "full", tmp_path / "notice.html")
    record = register.find("kaarna-customers")
    content = set(register.graph(record))
    node = iri(record + where)
    assert any(t.subject == node for t in content)
    if old is not None:
        content.remove(Triple(node, iri(term), old))
    if new is not None:
        content.add(Triple(node, iri(term), new))
    register.ledger.commit({record: sorted(content, key=str)}, "dpo", change)
    (found,) = drift_of_file(register, "kaarna-customers", file)
    assert found.kind == kind
    assert (tuple(map(shorten, found.notice)), tuple(map(shorten, found.record))) == sides
    if kind is not Kind.RECORD_ONLY:
        assert found.words


def test_another_number_of_the_controller_is_one_contradiction(register: Registry, tmp_path):
    file = published(register, "kaarna-customers", "fi", "privacy-notice", "full", tmp_path / "notice.html")
    party = f"{register.settings.base}/party/fi-9000001-1"
    old = next(t for t in register.graph(party) if t.predicate == iri("org:identifier"))
    new = Triple(old.subject, old.predicate, literal("9000047-5"))
    register.ledger.commit({party: [new if t == old else t for t in register.graph(party)]}, "dpo", "number")
    (found,) = drift_of_file(register, "kaarna-customers", file)
    assert (found.kind, found.notice, found.record) == (Kind.CONTRADICTION, ("9000001-1",), ("9000047-5",))
    assert found.path.endswith(expand("org:identifier"))


@pytest.mark.skipif(not SEEDS, reason="the seeds are not on this machine")
@pytest.mark.parametrize("name", OF_SEEDS)
def test_a_seed_drifts_from_its_register_as_far_as_is_known(everything, name):
    assert len(SEEDS) == len(OF_SEEDS)
    found = drift_of_file(everything, name, SEEDS[OF_SEEDS.index(name)])
    assert sorted({line(name, each) for each in found} - set(KNOWN.read_text("utf-8").splitlines())) == []


def line(name: str, found: Difference) -> str:
    item = shorten(found.path.split(" ")[-1])
    sides = [" ".join(map(shorten, side)) for side in (found.notice, found.record)]
    return f"{name} | {found.kind.value} | {item} | {sides[0] or sides[1]}"
