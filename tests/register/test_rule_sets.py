"""Rule sets: an own folder beside the rules that come along, a first set that is refused, a folder that goes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ropa import resources, rules
from ropa.errors import BadParameter, ShapeError
from ropa.register import rule_sets
from ropa.register.rule_sets import RuleSet

_HOUSE = "gdpr/art30-1-a-controller-contact.trig"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question looks at the files."""
    monkeypatch.setattr(rule_sets, "_SECONDS", 0.0)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book in the place of the one that comes along."""
    folder = tmp_path / "shapes"
    (folder / "gdpr").mkdir(parents=True)
    shutil.copy(resources.shapes() / _HOUSE, folder / _HOUSE)
    monkeypatch.setattr(resources, "shapes", lambda: folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, shipped: Path) -> Path:
    folder = tmp_path / "own" / "gdpr"
    folder.mkdir(parents=True)
    text = (shipped / _HOUSE).read_text(encoding="utf-8")
    (folder / Path(_HOUSE).name).write_text(text.replace("sh:Violation", "sh:Warning"), encoding="utf-8")
    return folder.parent


def test_an_own_file_takes_the_place_of_one_of_the_same_name(own: Path) -> None:
    (rule,) = RuleSet(own).book().rules
    (shipped,) = RuleSet().book().rules
    assert (rule.iri, rule.severity.value, shipped.severity.value) == (shipped.iri, "warning", "violation")


def test_own_rules_stand_beside_those_that_come_along(own: Path) -> None:
    (own / _HOUSE).rename(own / "gdpr" / "art30-1-a-house.trig")
    with pytest.raises(ShapeError, match="another file states this rule already"):
        RuleSet(own).book()
    text = (own / "gdpr" / "art30-1-a-house.trig").read_text(encoding="utf-8")
    (own / "gdpr" / "art30-1-a-house.trig").write_text(text.replace("shape:RecordController", "shape:HouseController"))
    assert len(RuleSet(own).book().rules) == 2


def test_the_first_set_must_be_good(own: Path) -> None:
    (own / _HOUSE).write_text("nonsense")
    with pytest.raises(ShapeError, match=r"art30-1-a-controller-contact\.trig"):
        RuleSet(own).book()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="ROPA_RULES"):
        RuleSet(tmp_path / "nowhere").book()


def test_the_same_files_are_not_read_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = RuleSet(own)
    kept = found.book()
    monkeypatch.setattr(rule_sets, "load", lambda *folders: pytest.fail("read again"))
    assert found.book() is kept


def test_a_set_outlives_its_folder(own: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = RuleSet(own)
    kept = found.book()
    shutil.rmtree(own)
    assert found.book() is kept
    assert found.book() is kept
    assert "there is no folder" in str(found.refused)
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    (own / "gdpr").mkdir(parents=True)
    assert [rule.severity.value for rule in found.book().rules] == ["violation"]
    assert found.refused is None


def test_what_loads_but_does_not_compile_is_refused(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = RuleSet(own)
    kept = found.book()

    def compile(book: rules.RuleBook) -> None:
        raise ShapeError("this cannot be compiled.", where="here")

    monkeypatch.setattr(rule_sets.validation, "compile", compile)
    file = own / _HOUSE
    file.write_text(file.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    assert found.book() is kept
    assert "cannot be compiled" in str(found.refused)
