"""A report too long to be set in the memory there is, is refused with advice before it is begun."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ropa import memory, texts
from ropa.errors import TooLarge
from ropa.rendering.table import Column, Table
from ropa.rendering.table_pdf import render

_ASK = """
import resource, sys
from ropa import memory
from ropa.errors import TooLarge
from ropa.rendering.table import Column, Table
from ropa.rendering.table_pdf import render
cell = ("Customer data and what was agreed", "Orders")
table = Table("long", "Long", "en", "2026-11-22", (), (), (Column("a", "A"), Column("b", "B")), ((cell, cell),) * 600,
              "not told", "none")
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + 70_000_000, resource.RLIM_INFINITY))
assert memory.free() <= 70_000_000
try:
    render(table)
except TooLarge as refused:
    print(refused.said)
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(len(render(table)) > 100_000)
"""


def test_what_does_not_fit_is_refused_and_what_fits_is_set() -> None:
    run = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    refused, written = run.stdout.splitlines()
    assert "600 rows are too many for a PDF here: it would take " in refused
    assert "workbook (xlsx) or CSV" in refused
    assert written == "True"


def test_the_memory_of_the_machine_is_told() -> None:
    free = memory.free()
    assert free is not None and free > 0
    assert memory.taken() > 10_000_000


@pytest.mark.parametrize("language", texts.languages())
def test_the_advice_is_given_in_each_language(language: str) -> None:
    row = (("x" * 5_000_000,),)
    table = Table("long", "Long", language, "2026-11-22", (), (), (Column("a", "A"),), (row,) * 3_000, "-", "-")
    with pytest.raises(TooLarge) as refused:
        render(table)
    told = texts.translated(refused.value.said, language)
    assert " 3000 " in told and (told == refused.value.said) == (language == "en")
