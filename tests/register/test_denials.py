"""A workbook that adds what the record denies says which denial it leaves standing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ropa import resources, texts
from ropa.errors import Said
from ropa.rdf import Triple, iri, literal
from ropa.register import Registry, import_file
from ropa.settings import Settings
from tests.register.workbooks import RECORD, activity_place, filled, imported, label

LANGUAGES = texts.languages()
DENIAL = f"{RECORD}/transfer/denial"


@pytest.fixture
def register(tmp_path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as opened:
        assert not import_file(opened, resources.data() / "registers" / "kaarna-customers.trig").error
        yield opened


def deny(register: Registry) -> tuple[str, str]:
    """Makes the first activity of the sheet deny transfers and recipients; its place and the denial's exact term."""
    row = next(r for r in register.sheet(RECORD, "fi").rows if r[4].startswith("activity/"))
    activity = iri(f"{RECORD}/{row[4]}")
    content = [t for t in register.graph(RECORD) if t.subject != activity or t.predicate != iri("ropa:hasTransfer")]
    node = iri(DENIAL)
    told = [
        Triple(activity, iri("ropa:hasTransfer"), node),
        Triple(node, iri("rdf:type"), iri("ropa:Transfer")),
        Triple(node, iri("dpv:hasApplicability"), iri("dpv:NotApplicable")),
        Triple(activity, iri("ropa:noRecipients"), literal(True)),
    ]
    register.ledger.commit({RECORD: sorted({*content, *told}, key=str)}, "dpo", "deny")
    return row[0], DENIAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_transfer_beside_a_denial_is_told(register: Registry, language: str) -> None:
    deny(register)
    rows = [(activity_place(register, language), label("ropa:hasTransfer", language), label("loc:US", language))]
    outcome = imported(register, filled(register.workbook(RECORD, language), rows), dry_run=True)
    assert (outcome.error, outcome.changed) == ("", True)
    (remark,) = outcome.remarks
    assert label("dpv:NotApplicable", language) in str(remark)
    assert isinstance(remark, Said)
    assert label("ropa:Transfer", language) in remark.slots.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_where_the_denial_was_cleared(register: Registry, language: str) -> None:
    deny(register)
    rows = [(activity_place(register, language), label("ropa:hasTransfer", language), label("loc:US", language))]
    book = register.workbook(RECORD, language)
    cleared = [r[6] for r in register.sheet(RECORD, language).rows if DENIAL in r[6] or "NotApplicable" in r[6]]
    assert cleared
    assert imported(register, filled(book, rows, cleared), dry_run=True).remarks == []


def test_a_new_recipient_beside_the_word_that_there_is_none_is_told(register: Registry) -> None:
    deny(register)
    rows = [(activity_place(register, "en"), label("ropa:hasDisclosure", "en"), "the rowing club")]
    outcome = imported(register, filled(register.workbook(RECORD, "en"), rows), dry_run=True)
    assert outcome.error == ""
    (remark,) = outcome.remarks
    assert label("ropa:noRecipients", "en") in str(remark)


def test_other_changes_leave_denials_without_a_word(register: Registry) -> None:
    deny(register)
    rows = [(activity_place(register, "en"), label("dpv:hasPurpose", "en"), label("dpv:CustomerCare", "en"))]
    outcome = imported(register, filled(register.workbook(RECORD, "en"), rows), dry_run=True)
    assert (outcome.error, outcome.remarks) == ("", [])
