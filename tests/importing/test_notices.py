"""What is read of each test notice, and that every fact knows its place in the source."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ropa.importing import exchange, read
from ropa.settings import Settings
from tests.importing.gold import cases

CASES = cases()
SCALARS = ("language", "register_name", "special_categories", "automated_decision", "supervisory_authority")
LISTS = ("data_subjects", "recipients", "sources", "processors", "data_categories")


def test_finds_all_notices() -> None:
    assert len(CASES) >= 10
    assert {gold["language"] for _, gold in CASES} == {"fi", "sv", "en"}


def _read(file: Path) -> dict[str, Any]:
    return exchange.write(read(file.name, file.read_bytes(), Settings()).readings[0])


def _plain(value: object) -> str:
    return re.sub(r"[\s,.]+", " ", str(value)).strip().casefold()


def _allowed(gold: dict[str, Any], key: str) -> set[str]:
    return {_plain(value) for value in (gold[key], *gold.get(f"{key}_alt", []))}


def _phrase(item: Any) -> str:
    return _plain(item.get("phrase") or item.get("name")) if isinstance(item, dict) else _plain(item)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer and len(shorter) >= 0.5 * len(longer)


@pytest.mark.parametrize(("file", "gold"), CASES, ids=[file.name for file, _ in CASES])
def test_scalars(file: Path, gold: dict[str, Any]) -> None:
    found = _read(file)
    assert found["date"] in {gold["date"], *gold.get("date_alt", [])}
    for key in SCALARS:
        assert _plain(found[key]) in _allowed(gold, key), key
    for group in ("controller", "contact"):
        for key in gold[group]:
            assert key.endswith("_alt") or _plain(found[group][key]) in _allowed(gold[group], key), f"{group}.{key}"
    assert (
        set(gold["legal_bases"])
        <= set(found["legal_bases"])
        <= {*gold["legal_bases"], *gold.get("legal_bases_optional", [])}
    )
    assert set(gold["rights"]) <= set(found["rights"]) <= {*gold["rights"], *gold.get("rights_optional", [])}
    assert found["transfers"] == gold["transfers"]
    assert found["retention"]["iso8601_duration"] == gold["retention"]["iso8601_duration"]


def test_lists() -> None:
    hits = misses = extra = 0
    for file, gold in CASES:
        found = _read(file)
        for key in LISTS:
            wanted = [_phrase(item) for item in gold[key] if not (isinstance(item, dict) and item.get("optional"))]
            spare = [_phrase(item) for item in gold.get(f"{key}_optional", [])]
            seen = [_phrase(item) for item in found[key]]
            matched = [w for w in wanted if any(_alike(w, s) for s in seen)]
            hits += len(matched)
            misses += len(wanted) - len(matched)
            extra += sum(not any(_alike(s, w) for w in [*wanted, *spare]) for s in seen)
    assert hits > 100
    assert 2 * hits / (2 * hits + misses + extra) >= 0.96


@pytest.mark.parametrize("file", [file for file, _ in CASES], ids=lambda file: file.name)
def test_evidence_stands_in_the_source(file: Path) -> None:
    imported = read(file.name, file.read_bytes(), Settings())
    evidence = imported.readings[0].evidence
    assert len(evidence) > 15
    for fact in evidence:
        assert imported.text[fact.start : fact.end] == fact.text
        assert fact.sureness in {"verbatim", "inferred", "unplaced"}


@pytest.mark.parametrize("file", [file for file, _ in CASES], ids=lambda file: file.name)
def test_reading_twice_gives_the_same(file: Path) -> None:
    assert read(file.name, file.read_bytes(), Settings()) == read(file.name, file.read_bytes(), Settings())


def test_exchange_form_loses_nothing() -> None:
    for file, _ in CASES:
        written = _read(file)
        again = read(f"{file.stem}.json", json.dumps(written).encode(), Settings()).readings[0]
        back = exchange.write(again)
        for key in written:
            assert back[key] == written[key], f"{file.name}: {key}"
