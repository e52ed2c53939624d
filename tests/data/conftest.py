"""One register with everything that data/ holds, as a DPO has it after the first day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ropa import resources
from ropa.register import Registry, import_file
from ropa.settings import Settings

NOTICES = sorted(f for f in (resources.data() / "notices").iterdir() if f.is_file())
REGISTERS = sorted((resources.data() / "registers").glob("*.trig"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    home = tmp_path_factory.mktemp("home")
    with Registry.open(Settings(home=home), writing=True) as opened:
        for file in (*REGISTERS, *NOTICES):
            assert not import_file(opened, file).error, file.name
        yield opened
