"""What a change touches, in the words a person reads: whose activities, through which tools, what is unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ropa import resources
from ropa.errors import NotFound
from ropa.register import Registry, import_file
from ropa.register.foresight import foresee
from ropa.settings import Settings


def test_tools_controllers_and_unknown_countries_are_told(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "data"), writing=True) as register:
        for name in ("registers/safrent-asiakasrekisteri.trig", "registers/seiverkot-asiakasrekisteri.trig"):
            assert not import_file(register, resources.data() / name).error
        found = foresee(register, "country", "US", "en")
        assert len(found.tools) == 2
        ways = found.paths(register, "en")
        assert sum("→ Google LLC (Alphabet Inc.) → United States [Known only from the tool" in way for way in ways) == 2
        assert not any("through the tool" in way for way in ways), "what the picture shows is told once"
        named = [name for kind, name in found.rows(register, "en") if kind == "activity"]
        assert {name.rsplit(" (", 1)[-1] for name in named} == {"Safrent Oy)", "Seiverkot Oy)"}
        told = foresee(register, "data", "pd:EmailAddress", "en").paths(register, "en")
        assert told
        assert not any("country:" in way for way in told)
        assert any("Country not recorded" in way for way in told)
        with pytest.raises(NotFound, match="no country 'XX'"):
            foresee(register, "country", "XX", "en")
        with pytest.raises(NotFound, match="no register brings data to the country 'Brazil'"):
            foresee(register, "country", "BR", "en")


DAY = date(2026, 12, 1)


def test_a_country_loses_its_adequacy_on_a_day_and_what_stands_on_clauses_does_not(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "data"), writing=True) as register:
        for name in ("kipina-staff", "kaarna-customers", "lumme-patients"):
            assert not import_file(register, resources.data() / "registers" / f"{name}.trig").error
        lost = foresee(register, "country", "US", "en", DAY)
        assert {iri.rsplit("/record/")[1] for iri in lost.losing} == {
            "kipina-staff/activity/recruitment",
            "kipina-staff/activity/talent-pool",
        }
        assert lost.as_json()["day"] == "2026-12-01"
        hired, sold = (
            next(way for way in lost.paths(register, "en") if whose in way) for whose in ("Verstas", "Kaarna")
        )
        assert "; from 2026-12-01: Not in force: EU–US Data Privacy Framework" in hired
        assert "from 2026-12-01" not in sold
        assert [row[1] for row in lost.rows(register, "en") if row[0] == "left without a ground"]
        assert foresee(register, "country", "GB", "en", DAY).losing
        gone = foresee(register, "country", "GB", "en", date(2032, 1, 1))
        assert not gone.losing
        assert not any("; from" in way for way in gone.paths(register, "en"))
        breached = foresee(register, "breach", "Brightpath Talent Inc.", "en", DAY)
        assert breached.before is None
        assert not breached.losing


def test_the_provider_of_a_tool_may_be_breached_too(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path / "data"), writing=True) as register:
        for name in ("safrent-asiakasrekisteri", "seiverkot-asiakasrekisteri"):
            assert not import_file(register, resources.data() / "registers" / f"{name}.trig").error
        found = foresee(register, "breach", "google llc (alphabet inc.)", "en")
        assert {iri.rsplit("/record/")[1].partition("/")[0] for iri in found.impact.activities} == {
            "safrent-asiakasrekisteri",
            "seiverkot-asiakasrekisteri",
        }
        ways = found.paths(register, "en")
        assert len(ways) >= 2 and all("Google LLC" in way for way in ways)
        with pytest.raises(NotFound, match="no organisation 'Gogle'"):
            foresee(register, "breach", "Gogle", "en")
