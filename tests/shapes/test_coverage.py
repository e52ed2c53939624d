"""What of the lists in shared/ the rule book tells: every gold defect that can be computed, every catalogue rule.

Skipped where shared/ is absent (ROPA_SHARED names it).
"""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from ropa import importing, mapping, resources, rules, validation
from ropa.register.files import load_file
from ropa.settings import Settings
from tests.shapes.rule_files import files, objects

_SHARED = Path(os.environ.get("ROPA_SHARED", Path(__file__).parents[3] / "shared"))
_SEEDS = sorted((_SHARED / "seeds").glob("*.txt"))
_GOLD = _SHARED / "gold" / "seed-defects.yaml"
_CATALOGUES = [_SHARED / "law" / f"{name}.yaml" for name in ("rules-5-22", "rules-24-49")]
_LIST = yaml.safe_load(Path(__file__).with_name("coverage.yaml").read_text("utf-8"))
_COMPUTED = {"core", "sparql", "external"}
_ONCE = {
    "ANALYTICS_TRANSFER_UNDECLARED",
    "CONTRACT_BASIS_OVERSTRETCHED",
    "COOKIE_CONSENT_MISSING",
    "COOKIE_LIFETIME_NOT_STATED",
    "INVALID_BUSINESS_ID",
    "MISSING_BUSINESS_ID",
    "MISSING_SECURITY_MEASURES",
    "PERSONAL_ID_WITHOUT_GROUND",
    "RETENTION_BLANKET",
}

pytestmark = pytest.mark.skipif(
    not (_SEEDS and _GOLD.exists()), reason=f"the seeds and catalogues are not at hand ({_SHARED}; set ROPA_SHARED)"
)


def _instances() -> list[tuple[str, str]]:
    """Seed and code of every gold defect that a machine can compute."""
    if not _GOLD.exists():
        return []
    defects = yaml.safe_load(_GOLD.read_text("utf-8"))["defects"]
    return sorted({(defect["seed"], defect["code"]) for defect in defects if defect["detect"] in _COMPUTED})


@cache
def _found() -> dict[str, set[tuple[str, str]]]:
    """Seed -> code and kind of graph ("notice", "record", "party") of its findings, all five in one register."""
    settings = Settings()
    facts, owner = validation.empty(date(2026, 11, 21)), {}
    for number, seed in enumerate(_SEEDS):
        (reading,) = importing.read(seed.name, load_file(seed, settings.max_file_bytes), settings).readings
        graphs = mapping.graphs(reading, settings.base)
        for name, triples in {
            graphs.notice_iri: graphs.notice,
            graphs.record_iri: graphs.record,
            **graphs.parties,
        }.items():
            if name:
                facts.replace(name, triples)
                owner.setdefault(name, f"S{number}")
    found: dict[str, set[tuple[str, str]]] = {}
    for finding in validation.check(validation.compile(rules.load(resources.shapes()), date(2026, 11, 21)), facts):
        for name, seed in owner.items():
            if finding.focus == name or finding.focus.startswith(f"{name}/") or f"<{name}>" == finding.value:
                found.setdefault(seed, set()).add((finding.code, name.split("/")[3]))
    return found


def test_the_list_is_whole() -> None:
    assert len(_instances()) >= 170
    codes = {code for _, code in _instances()}
    told, not_told = set(_LIST["gold"]), {name for name in _LIST["gold_not_told"] if "@" not in name}
    assert told & not_told == set()
    assert told | not_told == codes
    known = {objects(file, "ropa:findingCode")[0].value for file in files()}
    assert {code for answers in _LIST["gold"].values() for code in answers} <= known
    assert len(not_told) <= 7


@pytest.mark.parametrize(("seed", "code"), _instances())
def test_a_gold_defect_is_told(seed: str, code: str) -> None:
    told = {found for found, _ in _found()[seed]} & set(_LIST["gold"].get(code, ()))
    silent = code in _LIST["gold_not_told"] or f"{code}@{seed}" in _LIST["gold_not_told"]
    assert bool(told) != silent, "told though listed as not told" if told else "no finding tells it"


def test_one_fault_is_told_once() -> None:
    for seed, found in _found().items():
        kinds = {code: {kind for other, kind in found if other == code} for code in _ONCE}
        assert [code for code, where in kinds.items() if len(where & {"notice", "record"}) > 1] == [], seed


def test_every_rule_of_the_catalogues_is_covered() -> None:
    wanted = [
        Path(rule["file"]).stem for source in _CATALOGUES for rule in yaml.safe_load(source.read_text("utf-8"))["rules"]
    ]
    assert len(wanted) == 207
    ours = {file.stem: f"{file.parent.name}/{file.stem}" for file in files()}
    elsewhere, absent = _LIST["catalogue_elsewhere"], _LIST["catalogue_not_written"]
    assert sorted(set(elsewhere.values()) - set(ours.values())) == []
    assert sorted((set(elsewhere) | set(absent)) & set(ours)) == []
    assert sorted(set(wanted) - set(ours) - set(elsewhere) - set(absent)) == []
    assert sorted((set(elsewhere) | set(absent)) - set(wanted)) == []
    assert all(len(reason) > 40 for reason in absent.values())
