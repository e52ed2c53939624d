"""Publishing a notice: what is in the way, what it settles, what is kept of it, and what its file means afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ropa import documents, resources
from ropa.errors import BadParameter, Conflict
from ropa.model import Severity
from ropa.rdf import Literal, NamedNode, Triple, iri, literal
from ropa.register import Registry, import_file, issuing, publishing
from ropa.settings import Settings

REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))
FAULTLESS = ("havula-pupils", "kaarna-customers", "kipina-staff", "lumme-patients")
NOTICE = resources.data() / "notices" / "lumikello-patients.fi.txt"
KEPT = "Potilasasiakirjat säilytetään 12 vuotta potilaan kuolemasta. Laskutustiedot säilytetään 6 vuotta tilikauden"
VAGUE = "Tietoja säilytetään niin kauan kuin se on tarpeen"
SEE, RETENTION = "Voit pyytää nähtäväksesi", iri("dpv:hasStorageCondition")


@pytest.fixture
def patients(tmp_path: Path) -> Registry:
    """A register read from a notice that keeps data "as long as necessary" and tells a phone number of nobody."""
    file = tmp_path / "notice.fi.txt"
    text = NOTICE.read_text("utf-8").replace(f"{KEPT} päättymisestä.", f"{VAGUE}.").replace(SEE, "Voit pyytää nähdä")
    assert VAGUE in text
    file.write_text(text, "utf-8")
    register = Registry.open(Settings(home=tmp_path / "home"), writing=True)
    assert not import_file(register, file).error
    return register


def _record(register: Registry) -> str:
    return register.records()[0].slug


def _mend(register: Registry) -> None:
    """What a person does in the workbook: a period instead of the words."""
    record = register.records()[0].iri
    state = register.ledger.journal.state(record)
    kept = {t.object for t in state if t.predicate == RETENTION}
    vague = {iri("ropa:isVague"), iri("ropa:rawText")}
    content = [t for t in state if not (t.subject in kept and t.predicate in vague)]
    years = Literal("P12Y", datatype=iri("xsd:duration"))
    content += [Triple(node, iri("rdf:value"), years) for node in kept if isinstance(node, NamedNode)]
    register.ledger.commit({record: content}, "dpo", "mend")


def _codes(register: Registry) -> set[str]:
    return {finding.code for finding in register.check([register.records()[0].iri]).open}


def test_what_the_record_lacks_is_in_the_way(patients: Registry) -> None:
    issue = issuing.prepare(patients, _record(patients), "fi")
    assert not issue.ready
    assert "VAGUE_RETENTION" in {f.code for f in issue.open if f.severity is Severity.VIOLATION}
    assert issue.open[0].code in issue.lines("fi")[1]
    assert "puutteita 1" in issue.standing("fi") and "VAGUE_RETENTION" in issue.standing("fi")


def test_a_mended_record_is_ready_though_the_old_notice_is_not(patients: Registry) -> None:
    _mend(patients)
    assert "VAGUE_RETENTION" in _codes(patients), "the notice that is published still says so"
    issue = issuing.prepare(patients, _record(patients), "fi")
    assert issue.ready
    assert "VAGUE_RETENTION" in {finding.code for finding in issue.settled}
    record = patients.records()[0].iri
    check, (standing,) = issuing.foreseen(patients, patients.check([record]), [record], "en")
    lines = check.as_lines("en")
    (heading,) = [n for n, line in enumerate(lines) if "settled when the new notice is published" in line]
    assert any("VAGUE_RETENTION" in line for line in lines[heading:])
    assert not any("VAGUE_RETENTION" in line for line in lines[:heading])
    assert standing.startswith(f"Ready to publish: ropa notice {_record(patients)} --language fi --publish")
    told = check.as_json("en")["findings"]
    assert isinstance(told, list)
    assert {f["code"] for f in told if f["settledByPublishing"]} >= {"VAGUE_RETENTION"}


def test_publishing_settles_the_old_notice_and_a_second_form_is_the_same_publication(patients: Registry) -> None:
    _mend(patients)
    issue = issuing.prepare(patients, _record(patients), "fi")
    page, text = (publishing.document_bytes(issue.document, form, for_author=False) for form in ("html", "md"))
    assert issuing.publish(patients, issue, "new.html", page)
    assert "VAGUE_RETENTION" not in _codes(patients)
    again = issuing.prepare(patients, _record(patients), "fi")
    assert not again.planned and not again.settled
    assert (again.document.date, again.document.sections) == (issue.document.date, issue.document.sections)
    assert date.today().strftime("%Y") in again.standing("fi")
    assert issuing.publish(patients, again, "new.md", text)
    assert issuing.publish(patients, issuing.prepare(patients, _record(patients), "fi"), "new.md", text) is None
    for name, written in (("new.html", page), ("other.md", text)):
        _comes_back_unread(patients, name, written)


def _comes_back_unread(register: Registry, name: str, written: bytes) -> None:
    file = register.settings.home / name
    file.write_bytes(written)
    outcome = import_file(register, file)
    assert not outcome.changed and outcome.format == "published", outcome.remarks
    assert outcome.row()[2] == _record(register)


def test_what_a_publication_has_replaced_tells_nothing_new_when_it_comes_back(patients: Registry) -> None:
    _mend(patients)
    first = publishing.document_bytes(
        issuing.prepare(patients, _record(patients), "fi").document, "md", for_author=False
    )
    issuing.publish(patients, issuing.prepare(patients, _record(patients), "fi"), "first.md", first)
    record = patients.records()[0].iri
    shorter = [t for t in patients.ledger.journal.state(record) if t.predicate != iri("dpv:hasDataSource")]
    patients.ledger.commit({record: shorter}, "dpo", "mend again")
    second = issuing.prepare(patients, _record(patients), "fi")
    assert issuing.publish(patients, second, "second.md", b"the second")
    read_once = patients.settings.home.parent / "notice.fi.txt"
    for name, written in (("first.md", first), ("second.md", b"the second"), ("read.txt", read_once.read_bytes())):
        _comes_back_unread(patients, name, written)
    assert len(patients.records()) == 1
    assert issuing.prepare(patients, _record(patients), "fi").planned == {}


@pytest.mark.parametrize("form", [("tietosuojaseloste", "full"), ("privacy-notice", "plain")])
def test_any_form_of_the_notice_counts_as_published(patients: Registry, form: tuple[str, str]) -> None:
    issuing.publish(patients, issuing.prepare(patients, _record(patients), "fi", *form), "new.html", b"x")
    record = patients.records()[0].iri
    (standing,) = issuing.foreseen(patients, patients.check([record]), [record], "en")[1]
    assert standing.endswith("says what the record says.")


def test_a_publication_that_was_changed_elsewhere_leaves_the_record(patients: Registry) -> None:
    _mend(patients)
    issue = issuing.prepare(patients, _record(patients), "fi")
    page = publishing.document_bytes(issue.document, "html", for_author=False)
    issuing.publish(patients, issue, "new.html", page)
    record = patients.ledger.journal.state(issue.record)
    file = patients.settings.home / "web.html"
    file.write_bytes(page.replace(b"12 vuotta", b"30 vuotta").replace(b"12\xc2\xa0vuotta", b"30 vuotta"))
    outcome = import_file(patients, file)
    assert outcome.graphs[issue.notice] == "changed" and outcome.graphs[issue.record] == "unchanged"
    assert patients.ledger.journal.state(issue.record) == record
    assert f"ropa drift {issue.name} web.html" in outcome.remarks[-1]


def test_the_notice_of_another_language_stays_published(patients: Registry) -> None:
    name = _record(patients)
    issue = issuing.prepare(patients, name, "sv")
    assert issue.notice.endswith(f"{name}-sv") and issue.former is None
    issuing.publish(patients, issue, "ny.html", b"x")
    notices = {str(n.language): n for n in patients.dossier(issue.record).notices}
    assert set(notices) == {"fi", "sv"}
    assert "VAGUE_RETENTION" in {f.code for f in patients.check([issue.record]).open if f.record == notices["fi"].iri}


def test_nobody_s_change_is_published_over(patients: Registry) -> None:
    issue = issuing.prepare(patients, _record(patients), "fi")
    other = [
        *patients.ledger.journal.state(issue.notice),
        Triple(NamedNode(issue.notice), iri("dct:title"), literal("x")),
    ]
    patients.ledger.commit({issue.notice: other}, "dpo", "meanwhile")
    with pytest.raises(Conflict):
        issuing.publish(patients, issue, "new.html", b"x")


def test_a_processor_has_no_notice_to_publish(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path), writing=True) as register:
        assert not import_file(register, resources.data() / "notices" / "nordvik-services.jsonld").error
        with pytest.raises(BadParameter, match="processor"):
            issuing.prepare(register, _record(register), "fi")
        record = register.records()[0].iri
        assert issuing.foreseen(register, register.check([record]), [record], "fi")[1] == []


def test_only_whole_notices_replace_what_is_published() -> None:
    whole = {
        (k, v) for k, variants in publishing.document_kinds().items() for v in variants if publishing.is_notice(k, v)
    }
    assert {kind for kind, _ in whole} == {"privacy-notice", "tietosuojaseloste"}
    assert ("privacy-notice", "short") not in whole and ("privacy-notice", "plain") in whole
    assert documents.concerns("privacy-notice")


def _second_record(register: Registry, notice: str) -> str:
    """A record beside the first, which a notice is of as well."""
    first = register.records()[0].iri
    second = f"{first}-too"
    state = register.ledger.journal.state

    def moved(term: object) -> object:
        here = isinstance(term, NamedNode) and (term.value == first or term.value.startswith(f"{first}/"))
        return NamedNode(second + term.value[len(first) :]) if here and isinstance(term, NamedNode) else term

    content = [Triple(*(moved(term) for term in triple)) for triple in state(first)]
    shared = [*state(notice), Triple(NamedNode(notice), iri("ropa:noticeOf"), NamedNode(second))]
    register.ledger.commit({second: content, notice: shared}, "dpo", "a second record")
    return second


def test_a_notice_that_two_records_share_stays_and_a_new_one_is_kept_beside_it(patients: Registry) -> None:
    shared = issuing.prepare(patients, _record(patients), "fi").notice
    second = _second_record(patients, shared)
    before = patients.ledger.journal.state(shared)
    for record in (_record(patients), second):
        issue = issuing.prepare(patients, record, "fi")
        assert issue.former is None and issue.notice != shared
        assert issuing.publish(patients, issue, "new.html", b"x")
    assert patients.ledger.journal.state(shared) == before


def test_a_notice_in_the_language_asked_for_goes_before_one_that_tells_none(patients: Registry) -> None:
    name = _record(patients)
    for tag in ("fi", "sv"):
        issuing.publish(patients, issuing.prepare(patients, name, tag), f"{tag}.html", b"x")
    state, first = patients.ledger.journal.state, issuing.prepare(patients, name, "fi").notice
    silent = [t for t in state(first) if t.predicate != iri("dct:language")]
    patients.ledger.commit({first: silent}, "dpo", "the language is not told")
    assert issuing.prepare(patients, name, "sv").notice == f"{first}-sv"
    assert issuing.prepare(patients, name, "fi").notice == first


def test_a_further_notice_takes_a_name_that_nothing_has(patients: Registry) -> None:
    name = _record(patients)
    taken = issuing.prepare(patients, name, "sv").notice
    for expected in (taken, f"{taken}-2", f"{taken}-3"):
        issue = issuing.prepare(patients, name, "sv")
        assert issue.notice == expected and issue.former is None
        other = [Triple(NamedNode(expected), iri("dct:title"), literal("something else"))]
        patients.ledger.commit({expected: other}, "dpo", "lies there")


def test_a_record_or_party_that_has_changed_since_is_not_published_as_it_was(patients: Registry) -> None:
    record = patients.records()[0].iri
    party = patients.dossier(record).record.controllers[0]
    for graph in (record, str(party)):
        issue = issuing.prepare(patients, _record(patients), "fi")
        note = Triple(NamedNode(graph), iri("rdfs:comment"), literal("changed"))
        patients.ledger.commit({graph: [*patients.ledger.journal.state(graph), note]}, "dpo", "meanwhile")
        with pytest.raises(Conflict):
            issuing.publish(patients, issue, "new.html", b"x")


def test_the_history_of_a_record_tells_its_publications(patients: Registry) -> None:
    issuing.publish(patients, issuing.prepare(patients, _record(patients), "sv"), "ny.html", b"x")
    _, rows = patients.log(_record(patients))
    assert "publish ny.html" in {row[3] for row in rows}


def test_a_notice_that_quotes_another_language_says_how_often(patients: Registry) -> None:
    own, foreign = (issuing.prepare(patients, _record(patients), language) for language in ("fi", "sv"))
    count = sum(each.key == "translation" for each in foreign.document.missing)
    assert count > 2
    assert f"another language: {count}." in foreign.standing("en") and f"another language: {count}." in foreign.done(
        "en"
    )
    assert "another language" not in own.standing("en")
