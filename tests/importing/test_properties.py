"""What must not matter: the order of sections, page breaks, the case of labels, wrapped lines."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.sample import exchanged

NOTICE = Path(__file__).parent / "notices" / "sv-foretag.txt"
FACTS = (
    "controller", "register_name", "legal_bases", "data_subjects", "recipients", "processors", "sources", "retention",
    "transfers", "rights", "supervisory_authority", "automated_decision", "date",
)  # fmt: skip
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _facts(text: str) -> dict[str, Any]:
    found = exchanged(text)
    return {key: _bare(found[key]) for key in FACTS} | {"data": _bare(found["data_categories"])}


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return sorted((_bare(each) for each in value), key=str)
    if isinstance(value, dict):
        return value.get("phrase", {k: v for k, v in value.items() if k != "source"})
    return value


def _sections() -> tuple[str, list[str]]:
    head, *rest = NOTICE.read_text(encoding="utf-8").split("\n\n")
    return "\n\n".join([head, rest[0]]), rest[1:]


HEAD, SECTIONS = _sections()
PLAIN = _facts("\n\n".join([HEAD, *SECTIONS]))


def test_there_is_something_to_compare() -> None:
    assert len(SECTIONS) == 11
    assert len(PLAIN["data"]) == 6


@QUIET
@given(st.permutations(SECTIONS))
def test_order_of_sections(order: list[str]) -> None:
    assert _facts("\n\n".join([HEAD, *order])) == PLAIN


@QUIET
@given(st.integers(min_value=45, max_value=120))
def test_wrapped_lines(width: int) -> None:
    lines = "\n\n".join([HEAD, *SECTIONS]).splitlines()
    assert _facts("\n".join(textwrap.fill(line, width) if line else "" for line in lines)) == PLAIN


@QUIET
@given(st.integers(min_value=0, max_value=2**11 - 1))
def test_case_of_labels(which: int) -> None:
    shouted = []
    for number, section in enumerate(SECTIONS):
        label, _, content = section.partition("\n")
        shouted.append(f"{label.upper() if which >> number & 1 else label}\n{content}")
    assert _facts("\n\n".join([HEAD, *shouted])) == PLAIN


def _rows() -> list[str]:
    return [
        section.partition("\n")[0].split(". ", 1)[1] + "\t" + section.partition("\n")[2].replace("\n", " ")
        for section in SECTIONS
    ]


@QUIET
@given(st.integers(min_value=0, max_value=2**31))
def test_page_breaks_in_rows(seed: int) -> None:
    whole = "\n".join([HEAD, "", *_rows()])
    chance = random.Random(seed)  # noqa: S311
    broken = []
    for row in _rows():
        label, _, words = row.partition("\t")
        tokens = words.split(" ")
        places = [i for i in range(2, len(tokens) - 1) if tokens[i][:1].islower() and tokens[i - 1][-1:].isalpha()]
        if len(tokens) > 12 and places and "@" not in words and " - " not in words:
            place = chance.choice(places)
            broken += [f"{label}\t{' '.join(tokens[:place])}", "", f"\t{' '.join(tokens[place:])}"]
        else:
            broken.append(row)
    assert _facts("\n".join([HEAD, "", *broken])) == _facts(whole)
