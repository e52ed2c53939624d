"""What is told in words alone drifts where only one side tells it; how each side puts it is no difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa import resources, texts
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.register import Registry, import_file
from ropa.register.comparing import drift_of_file
from ropa.register.drift import Kind
from ropa.settings import Settings
from tests.register.test_drift import published

NAME = "seiverkot-asiakasrekisteri"
TOLD = {
    "what a source gives": ("source/3", "ropa:sourceCondition"),
    "how tracking is refused": ("activity/website-analytics", "ropa:optOutBy"),
    "who is told of a correction": ("rights/2", "dct:description"),
    "where to complain": ("rights/3", "dct:description"),
}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(Settings(home=tmp_path / "home"), writing=True) as opened:
        assert not import_file(opened, resources.data() / "registers" / f"{NAME}.trig").error
        yield opened


def texts_of(register: Registry, what: str) -> tuple[str, list[Triple]]:
    """The record, and what it tells in words of this."""
    record, (place, term) = register.find(NAME), TOLD[what]
    found = [t for t in register.graph(record) if (t.subject, t.predicate) == (iri(f"{record}/{place}"), iri(term))]
    assert len(found) == 3
    return record, found


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("what", TOLD)
def test_what_only_the_notice_tells_is_one_difference(register: Registry, tmp_path, what, language):
    file = published(register, NAME, language, "privacy-notice", "full", tmp_path / "notice.html")
    record, gone = texts_of(register, what)
    register.ledger.commit({record: [t for t in register.graph(record) if t not in gone]}, "dpo", "less")
    (found,) = drift_of_file(register, NAME, file)
    assert (found.kind, found.path.split()[-1]) == (Kind.NOTICE_ONLY, expand(TOLD[what][1]))
    assert found.words
    assert texts.say("cli-drift-told", language) in found.row(language)


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("what", TOLD)
def test_what_only_the_record_tells_is_one_difference(register: Registry, tmp_path, what, language):
    record, told = texts_of(register, what)
    whole = list(register.graph(record))
    register.ledger.commit({record: [t for t in whole if t not in told]}, "dpo", "less")
    file = published(register, NAME, language, "privacy-notice", "full", tmp_path / "notice.html")
    register.ledger.commit({record: whole}, "dpo", "more")
    (found,) = drift_of_file(register, NAME, file)
    assert (found.kind, found.path.split()[-1]) == (Kind.RECORD_ONLY, expand(TOLD[what][1]))


def test_other_words_are_no_difference(register: Registry, tmp_path):
    file = published(register, NAME, "fi", "privacy-notice", "full", tmp_path / "notice.html")
    record, told = texts_of(register, "how tracking is refused")
    node = told[0].subject
    assert isinstance(node, NamedNode)
    other = Triple(node, iri("ropa:optOutBy"), literal("Analytiikan voi estää selainlaajennuksella.", language="fi"))
    kept = [t for t in register.graph(record) if t not in told]
    register.ledger.commit({record: [*kept, other]}, "dpo", "others")
    assert drift_of_file(register, NAME, file) == []
