"""Questions, reports and rules from the command line: parameters by natural names, and rules without a register."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import resources
from tests.cli.conftest import Run

KAARNA = str(resources.data() / "registers" / "kaarna-customers.trig")
WEB_SHOP = str(resources.data() / "notices" / "bjorkvik-orders.ttl")


@pytest.mark.parametrize(
    "words",
    [
        ["--processor", "Laskukanto Oy"],
        ["--processor=Laskukanto Oy"],
        ["processor=Laskukanto Oy"],
        ["--param", "processor=Laskukanto Oy"],
        ["--käsittelijä", "Laskukanto"],
        ["--party", "9000003-8"],
    ],
)
def test_a_question_takes_its_parameters_by_natural_names(ropa: Run, words: list[str]) -> None:
    ropa("import", KAARNA, WEB_SHOP)
    whole = ropa("query", "processor-chain", "--language", "en")
    found = ropa("query", "processor-chain", *words, "--language", "en")
    assert found.returncode == 0, found.stderr
    assert "Laskukanto Oy" in found.stdout
    assert 1 < len(found.stdout.splitlines()) < len(whole.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("query", "--country", "US", "transfers-by-country"), ("query", "transfers-by-country", "--country", "US")),
        (("query", "--country=US", "transfers-by-country"), ("query", "transfers-by-country", "country=US")),
        (
            ("report", "--country", "US", "transfers", "-f", "csv"),
            ("report", "transfers", "--country", "US", "-f", "csv"),
        ),
    ],
)
def test_a_parameter_may_stand_before_the_name(ropa: Run, words: tuple[str, ...], same: tuple[str, ...]) -> None:
    ropa("import", KAARNA)
    told = ropa(*words)
    assert told.returncode == 0, told.stderr
    assert "Nimbus" in told.stdout and told.stdout == ropa(*same).stdout


def test_a_parameter_that_a_question_has_not_and_a_name_that_nobody_has_are_guided(ropa: Run) -> None:
    ropa("import", KAARNA)
    refused = ropa("query", "processor-chain", "--provider", "Laskukanto Oy")
    assert refused.returncode == 2 and "processor, depth" in refused.stderr
    unknown = ropa("query", "processor-chain", "--processor", "Laskukantö AB")
    assert unknown.returncode == 2 and "laskukanto-oy" in unknown.stderr


def test_a_report_takes_its_filters_by_name(ropa: Run) -> None:
    ropa("import", KAARNA, WEB_SHOP)
    report = ("report", "article-30-controller", "--format", "csv", "--language", "en")
    whole, own = ropa(*report).stdout, ropa(*report, "--controller", "Kaarna Sähkö Oy").stdout
    assert "Kaarna" in own and 0 < len(own) < len(whole)


def test_a_code_of_several_rules_is_explained_for_the_registers_country(ropa: Run) -> None:
    ropa("import", KAARNA)
    told = ropa("explain", "COOKIE_CONSENT_MISSING", "--language", "en").stdout
    assert told.index("Finnish Act 917/2014") < told.index("outside Finland")


def test_a_rule_is_explained_where_no_register_can_be_opened(ropa: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    nowhere = str(tmp_path / "file" / "home")
    assert ropa("import", KAARNA, ROPA_HOME=nowhere).returncode != 0
    told = ropa("explain", "MISSING_RETENTION", "--language", "en", ROPA_HOME=nowhere)
    assert told.returncode == 0, told.stderr
    assert "13(2)(a)" in told.stdout
