"""What a change touches, in the words a person reads: whose activities, through which tools, what is unknown."""

from __future__ import annotations

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
        assert sum("through the tool Google Analytics → " in way for way in ways) == 2
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
