"""A running server with a folder of own rules: a good file counts, a bad one is refused and told, the others stay."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ropa.settings import Settings
from tests.api.conftest import PATIENCE

Serve = Callable[[Settings], AbstractContextManager[str]]

_RULE = """@base <https://kaarna.example/rules/house-owner> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://ropa.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ropa: <https://w3id.org/ropa-kg#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<#Owner> a sh:PropertyShape ; sh:targetClass ropa:Register ; sh:path ex:owner ; sh:minCount 1 ;
    sh:severity sh:Info ; ropa:findingCode "HOUSE_OWNER" ; ropa:validFrom "2018-05-25"^^xsd:date ;
    dct:source <https://kaarna.example/handbook> ;
    rdfs:label "Omistaja"@fi , "Ägare"@sv , "Owner"@en ;
    sh:message "Merkitse omistaja."@fi , "Ange ägare."@sv , "Name an owner."@en .
<#good> { ex:a a ropa:Register ; ex:owner ex:sales . }
<#bad> { ex:a a ropa:Register . }
"""


def _when(client: httpx.Client, what: Callable[[httpx.Client], bool]) -> None:
    """Waits until the server has looked at the rules again."""
    deadline = time.monotonic() + PATIENCE
    while not what(client):
        assert time.monotonic() < deadline, "the server did not look at its rules"
        time.sleep(0.2)


def _codes(client: httpx.Client) -> list[str]:
    return [finding["code"] for finding in client.get("/findings?format=json").json()["findings"]]


def test_a_bad_file_is_refused_and_the_last_good_rules_stay(
    tmp_path: Path, settings: Settings, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    file = folder / "house-owner.trig"
    caplog.set_level(logging.WARNING, "ropa.rules")
    with (
        serve(replace(settings, rules=folder)) as address,
        httpx.Client(base_url=address, timeout=PATIENCE) as client,
    ):
        before = _codes(client)
        assert "HOUSE_OWNER" not in before
        assert set(client.get("/health").json()) == {"sequence"}

        file.write_text(_RULE, encoding="utf-8")
        _when(client, lambda c: "HOUSE_OWNER" in _codes(c))
        assert sorted(set(_codes(client)) - set(before)) == ["HOUSE_OWNER"]
        assert "HOUSE_OWNER" in client.get("/rules?format=json").text
        in_force = client.get("/findings?format=json").json()["ruleSet"]

        file.write_text(_RULE.replace('"Ange ägare."@sv , ', ""), encoding="utf-8")
        _when(client, lambda c: "refusedRules" in c.get("/health").json())
        health = client.get("/health").json()
        for part in ("house-owner.trig", "#Owner", "sh:message is missing in 'sv'"):
            assert part in health["refusedRules"]
        assert health["ruleSet"] == in_force
        found = client.get("/findings?format=json&language=fi").json()
        assert found["ruleSet"] == in_force
        assert "house-owner.trig" in found["refusedRules"]
        assert "HOUSE_OWNER" in _codes(client)
        page = client.get("/findings?language=sv", headers={"Accept": "text/html"}).text
        assert "ändringen tas inte i bruk" in page
        assert "house-owner.trig" in page
        refusals = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR and r.name == "ropa.rules"]
        assert len(refusals) == 1
        assert "house-owner.trig" in refusals[0]
        assert in_force[:12] in refusals[0]

        file.write_text(_RULE.replace("HOUSE_OWNER", "HOUSE_MASTER"), encoding="utf-8")
        _when(client, lambda c: "HOUSE_MASTER" in _codes(c))
        assert set(client.get("/health").json()) == {"sequence"}
        assert "ändringen tas inte i bruk" not in client.get("/findings?language=sv").text

        file.unlink()
        _when(client, lambda c: _codes(c) == before)
