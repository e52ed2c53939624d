"""Forms whose answers all hang behind a tab: what begins at the margin is a label, answered or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ropa.importing.labels import keys_of, share
from ropa.importing.wrapping import JOINT, OPEN, both_ask, by_block, unbroken, untagged

_LEAST_LABELS, _LEAST_HANGING = 6, 4
_NARROW = 45
_MOST_ROWS = 5
_KNOWN = 0.75


def labels_at_margin(lines: Sequence[str]) -> dict[int, list[int]] | None:
    """The first row of each label and all its rows; None where lines at the margin are more than labels."""
    tabbed = [number for number, line in enumerate(lines) if "\t" in line and line.strip()]
    hanging = [number for number in tabbed if not lines[number].partition("\t")[0].strip()]
    if len(hanging) < _LEAST_HANGING or len(tabbed) - len(hanging) < _LEAST_LABELS:
        return None
    within = range(tabbed[0], tabbed[-1] + 1)
    margin = {number: untagged(lines[number].partition("\t")[0]) for number in within}
    if any(len(text) > _NARROW or text.endswith((".", ";")) for text in margin.values() if text):
        return None
    if by_block([untagged(line.partition("\t")[0]) for line in lines], lines):
        return None
    out: dict[int, list[int]] = {}
    for is_label, group in groupby(within, lambda number: bool(margin[number])):
        for rows in _labels(list(group), margin, lines) if is_label else ():
            out[rows[0]] = rows
    return out


def _labels(block: list[int], margin: dict[int, str], lines: Sequence[str]) -> list[list[int]]:
    """Rows at the margin that follow one another, label by label."""
    out = [block[:1]]
    for number in block[1:]:
        rows = out[-1]
        told = [margin[row] for row in rows]
        answered = any(lines[row].partition("\t")[2].strip() for row in rows)
        if len(rows) < _MOST_ROWS and _goes_on(told, margin[number], answered=answered):
            rows.append(number)
        else:
            out.append([number])
    return out


def _goes_on(told: list[str], more: str, *, answered: bool) -> bool:
    """Whether a row belongs to the label above: in small letters, behind a joint, or where only both are known."""
    if told[-1].endswith(":") or re.match(r"\d{1,2}(?:\.\d)?[.)]?\s", more):
        return False
    if more[:1].islower() or OPEN.search(told[-1]):
        return True
    whole = unbroken(told)
    if not answered and JOINT.match(more.lower()):
        return True
    if answered or both_ask(whole, more):
        return False
    longer = unbroken([*told, more])
    known = share(longer) >= _KNOWN
    return known and (share(whole) < _KNOWN > share(more) or (not keys_of(more) and keys_of(longer) == keys_of(whole)))
