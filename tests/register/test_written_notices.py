"""The notice that is kept of a record: it says what the document says, and nothing of it has anything to demand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import mapping, resources, texts
from ropa.model import Record, Severity
from ropa.rdf import NamedNode, Triple, iri
from ropa.register import Registry, import_file, issuing
from ropa.rendering.document import sentences
from ropa.settings import Settings

REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
FAULTLESS = ("havula-pupils", "kaarna-customers", "kipina-staff", "lumme-patients")


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    found = Registry.open(Settings(home=tmp_path_factory.mktemp("issuing")), writing=True)
    for file in REGISTERS:
        assert not import_file(found, file).error
    assert len(found.records()) == len(REGISTERS) >= 9
    return found


@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("name", FAULTLESS)
def test_a_faultless_record_is_ready_and_its_notice_has_nothing_to_demand(
    registers: Registry, name: str, language: str, kind: str
) -> None:
    issue = issuing.prepare(registers, name, language, kind)
    assert issue.ready
    assert not issue.count(Severity.WARNING), [finding.code for finding in issue.open]


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: file.stem)
def test_the_kept_notice_says_what_the_document_says_and_nothing_else(registers: Registry, file: Path) -> None:
    issue = issuing.prepare(registers, file.stem, "fi")
    record, twin = registers.find(file.stem), f"{issue.notice}/says"
    told = {t for sentence in sentences(issue.document) for t in sentence.triples}
    own = {
        Triple(*(_back(term, twin, record) for term in t))
        for t in issue.content
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(twin) and t.predicate != iri("rdf:type")
    }
    worth = {iri("ropa:isVague"), iri("ropa:identified")}
    assert len(own) > 80
    assert {t for t in own - told if t.predicate not in worth} == set()
    lost = {t for t in told - own if _lies_in(t, record) and t.predicate != iri("rdf:type")}
    assert lost == set()
    assert worth >= {t.predicate for t in own - told}
    assert own - told <= set(registers.graph(record))


def _back(term: object, twin: str, record: str) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(f"{twin}/party/"):
        return NamedNode(record.split("/record/")[0] + term.value[len(twin) :])
    if isinstance(term, NamedNode) and term.value.startswith(twin):
        return NamedNode(record + term.value[len(twin) :])
    return term


def _lies_in(triple: Triple, record: str) -> bool:
    return isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(record)


def test_looking_ahead_changes_nothing(registers: Registry) -> None:
    before = registers.check()
    issuing.prepare(registers, "seiverkot-asiakasrekisteri", "fi")
    assert registers.check() == before
    head = registers.ledger.journal.head()
    assert registers.check().findings and registers.ledger.journal.head() == head


def test_a_twin_reads_back_as_the_record_it_was_written_from(registers: Registry) -> None:
    issue = issuing.prepare(registers, "kaarna-customers", "fi")
    twin = mapping.read(Record, f"{issue.notice}/says", mapping.index(issue.content))
    record = registers.dossier(issue.record).record
    assert [a.purposes for a in twin.activities] == [a.purposes for a in record.activities]
    assert [a.legal_bases for a in twin.activities] == [a.legal_bases for a in record.activities]
    assert twin.rights == record.rights
