"""How several values share one cell: lines, parts and quotes. Knows nothing of what they mean.

    Beta Oy; Country: Canada; Task: "payroll; expenses"
    Gamma AB [party/gamma]

A line is one value or node; `;` parts its fields, `|` the values of a field. What holds such a sign stands in
quotes, a quote in it is doubled.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_OPENS = "\n;|:,"
_EDGES = re.compile(r"^\s|\s$|^$|@[\w-]*$|\]$")


def quoted(text: str, signs: Collection[str] = "") -> str:
    """The text as it may stand where these signs part values."""
    needed = any(sign in text for sign in ('"', "\n", *signs)) or _EDGES.search(text)
    return '"' + text.replace('"', '""') + '"' if needed else text


def split(cell: str, signs: Collection[str]) -> list[str]:
    """The pieces between the signs, white space and empty pieces off; quotes stay. An open quote is only a sign."""
    pieces, start, inside, last = [], 0, False, "\n"
    for place, letter in enumerate(cell):
        if letter == '"' and (inside or last in _OPENS):
            inside = not inside
            last = "," if not inside else last  # a doubled quote opens again at once
            continue
        if not inside and letter in signs:
            pieces.append(cell[start:place])
            start = place + 1
        if not letter.isspace() or letter == "\n":
            last = letter
    if inside:
        return [each.strip() for each in re.split("|".join(map(re.escape, signs)), cell) if each.strip()]
    pieces.append(cell[start:])
    return [each.strip() for each in pieces if each.strip()]


def unquoted(piece: str) -> tuple[str, str, bool]:
    """The text of a piece, what follows its closing quote, and whether it was in quotes at all."""
    found = re.match(r'"((?:[^"]|"")*)"\s*(@[\w-]*|\[[^\]\s]*\]|)$', piece.strip(), re.DOTALL)
    if found:
        return found[1].replace('""', '"'), found[2], True
    return piece.strip(), "", False
