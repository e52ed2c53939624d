"""Lines that go on in the next: words broken with a hyphen, labels of a left column broken over rows."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from ropa.importing.document import Passage
from ropa.importing.labels import BROKEN, JOINERS, is_field, keys_of, share

JOINT = re.compile(rf"(?:{JOINERS})\b")
_ABBREVIATED = re.compile(r"(?<![^\W_])(?:[A-ZÅÄÖ\d]{2,}|[b-df-hj-np-tv-xz]+|\w)-$")
"""What a hyphen belongs to at the end of a line too: `IP-`, `www-`, `e-`."""
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d)?[.)]?\s+[A-ZÅÄÖ]")
OPEN = re.compile(r"[:/&,–-]$|(?<!\w)(?:ja|tai|sekä|och|eller|samt|and|or|of|the|av|EU:n|EU)$", re.IGNORECASE)


def wrapped_labels(lines: Sequence[str]) -> set[int]:
    """Lines that hold the beginning of a label whose last line stands before a tab."""
    out: set[int] = set()
    for number, line in enumerate(lines):
        label, tab, _ = line.partition("\t")
        below = untagged(label)
        above: list[str] = []
        for before in range(number - 1, max(-1, number - 5), -1) if tab and below else ():
            piece = untagged(lines[before])
            if not piece or not _leads_on(piece, below) or "\t" in lines[before].strip() or len(piece) > 60:
                break
            above.insert(0, piece)
            below = piece
            begins = piece[:1].isupper() or _NUMBERED.match(piece)
            if begins and share(unbroken([*above, untagged(label)])) >= 0.75:
                out.update(range(before, number))
                break
    return out


def _leads_on(piece: str, below: str) -> bool:
    """Whether a label goes on in the row below: in small letters, behind a joint, in capitals like the first."""
    shouted = piece.isupper() and below.isupper() and not _NUMBERED.match(below) and not both_ask(piece, below)
    return below[:1].islower() or bool(OPEN.search(piece)) or shouted


def labels_beside(lines: Sequence[str]) -> dict[int, list[int]]:
    """Labels broken over rows that hold lines of their answer as well: the first row of each, and all its rows."""
    out: dict[int, list[int]] = {}
    firsts = [untagged(line.partition("\t")[0]) for line in lines]
    done = 0
    for first, line in enumerate(lines):
        if first < done or not (0 < len(firsts[first]) <= _NARROW) or not line.partition("\t")[2].strip():
            continue
        label, end = firsts[first], first + 1
        while end < len(lines) and 0 < len(firsts[end]) <= _NARROW and _goes_on(label, firsts[end]):
            label, end = unbroken([label, firsts[end]]), end + 1
        label, end = _with_tail(label, end, lines)
        if end > first + 1 and share(label) >= 0.75:
            out[first], done = list(range(first, end)), end
    return {**_unanswered(lines), **out, **by_block(firsts, lines)}


_NARROW = 40
_LEAST = 3


def by_block(firsts: Sequence[str], lines: Sequence[str]) -> dict[int, list[int]]:
    """The same where each question stands between blank lines and its rows read as one label: first row and all."""
    blocks = [list(group) for blank, group in groupby(range(len(lines)), lambda n: not lines[n].strip()) if not blank]
    fields = [rows for rows in blocks if "\t" in lines[rows[0]] and 0 < len(firsts[rows[0]]) <= _NARROW]
    out: dict[int, list[int]] = {}
    for rows in fields:
        label = [firsts[row] for row in rows if firsts[row]]
        end = 1 + max(row for row in rows if firsts[row])
        if len(label) > 1 and _is_one(label):
            out[rows[0]] = list(range(rows[0], end))
    return out if len(fields) >= _LEAST else {}


def _unanswered(lines: Sequence[str]) -> dict[int, list[int]]:
    """Labels broken over rows between rows of others, above a blank line: nobody answered them."""
    out: dict[int, list[int]] = {}
    tabbed = [number for number, line in enumerate(lines) if "\t" in line]
    for blank, group in groupby(range(min(tabbed, default=0), max(tabbed, default=0)), lambda n: not lines[n].strip()):
        rows = [] if blank else list(group)
        label = list(takewhile(lambda n: "\t" not in lines[n], reversed(rows)))[::-1]
        told = [lines[n].strip() for n in label]
        if 1 < len(label) < len(rows) and all(len(row) <= _NARROW for row in told) and share(unbroken(told)) >= 0.85:
            out[label[0]] = label
    return out


def _is_one(rows: Sequence[str]) -> bool:
    """Whether narrow rows are one label: none of them a number or another whole question, all together known."""
    narrow = all(len(row) <= _NARROW and not _NUMBERED.match(row) for row in rows[1:])
    apart = any(both_ask(above, below) for above, below in pairwise(rows))
    whole = unbroken(rows)
    return narrow and not apart and share(whole) >= 0.75 and len(keys_of(whole)) <= _LEAST


def _with_tail(label: str, end: int, lines: Sequence[str]) -> tuple[str, int]:
    """A label and its end with the rows below its answer that have none, where they ask nothing else."""
    tail = list(takewhile(lambda line: "\t" not in line and 0 < len(untagged(line)) <= _NARROW, lines[end : end + 4]))
    whole = unbroken([label, *map(untagged, tail)])
    asked = keys_of(label)
    more = bool(tail) and share(whole) >= 0.85 and keys_of(whole) == asked != ()
    return (whole, end + len(tail)) if more else (label, end)


def _goes_on(label: str, more: str) -> bool:
    """Whether a row's words belong to the label begun above it: no label of their own beside one that is whole."""
    if label.endswith(":") or _NUMBERED.match(more):
        return False
    if OPEN.search(label):
        return more[:1].islower() or more.isupper()
    if label.isupper() and more.isupper():
        return not both_ask(label, more)
    asked = share(label) >= 0.85
    return more[:1].islower() and not (asked and (is_field(more) or share(more) >= 0.85))


def lone_labels(lines: Sequence[str]) -> set[int]:
    """Lines that hold a whole label without an answer, above the row of another."""
    out: set[int] = set()
    for number, (line, below) in enumerate(pairwise(lines)):
        label, tab, _ = below.partition("\t")
        begins = line[:1] in line[:1].upper() and not line.startswith("\t")
        if tab and line.strip() and "\t" not in line.strip() and begins and len(line) < 70:
            out |= {number} if both_ask(untagged(line), untagged(label)) else set()
    return out


_SAME = {"recipients": "disclosures"}


def both_ask(piece: str, below: str) -> bool:
    """Two whole labels of different questions: the first was left without an answer."""
    if len(below.split()) < 2 or JOINT.match(below.lower()) or OPEN.search(piece) or not below[:1].isupper():
        return False
    asked = [{_SAME.get(key, key) for key in keys_of(each)} for each in (piece, below)]
    return all(share(each) >= 0.85 for each in (piece, below)) and not asked[0] & asked[1]


def unbroken(rows: Sequence[str]) -> str:
    """Rows of a label as one line; a word broken with a hyphen is made whole."""
    return BROKEN.sub("", " ".join(rows))


def untagged(line: str) -> str:
    return (re.sub(r"<[^<>]{1,200}>", " ", line) if "<" in line else line).strip()


def joined(first: Passage, second: Passage, between: str = " ") -> Passage:
    """Two passages as one, a blank between; a word hyphenated over the break is made whole."""
    if not first.text:
        return second
    kept = _kept(first.text, second.text)
    if kept is not None:
        at = array("I", [*first.at[:kept], *second.at])
        return Passage(first.text[:kept] + second.text, at, first.kind, first.level, first.gap)
    at = array("I", first.at)
    at.extend([first.at[-1] + 1] * len(between))
    at.extend(second.at)
    return Passage(f"{first.text}{between}{second.text}", at, first.kind, first.level, first.gap)


def whole(first: str, second: str) -> str:
    """The same of two lines of which only the words are wanted."""
    kept = _kept(first, second)
    return f"{first} {second}".strip() if kept is None else first[:kept] + second


_HYPHENATED = re.compile(r"[^\W\d_]-$")


def _kept(first: str, second: str) -> int | None:
    """How many letters of a line stay where the next goes on with its last word; None where it does not."""
    if not _HYPHENATED.search(first) or not second[:1].islower() or JOINT.match(second):
        return None
    return len(first) if _ABBREVIATED.search(first) else len(first) - 1
