"""Refuses regular expressions that can run for ever on hostile text.

A repetition without upper limit inside another one is refused, unless the inner part is fenced by a character
that it cannot match itself, and so is a repeated choice whose branches can begin alike. Oxigraph's engine is
linear, that of pySHACL and of browsers is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ropa.errors import ShapeError

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[:=!]|\?<[=!]|\?P?<\w+>)?|[^\\]", re.DOTALL)
_REPEAT = re.compile(r"[*+]|\{\d+,\}")
_ONCE, _PERHAPS, _REPEATED = "once", "perhaps", "repeated"
_LIMITED = re.compile(r"\?|\{\d+(?:,\d+)?\}")


@dataclass
class _Open:
    """A group that is being read: its branches, each a list of atom and how often it may come."""

    branches: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])


def check_pattern(pattern: str, where: str) -> None:
    """Raises ShapeError where the pattern does not compile or can backtrack catastrophically."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ShapeError(f"the pattern '{pattern}' is no regular expression: {error}.", where=where) from error
    if _is_catastrophic(pattern):
        raise ShapeError(
            f"the pattern '{pattern}' repeats a repetition and can backtrack for ever.",
            where=where,
            mend="Repeat the inner part only, or fence it with a character that it cannot match.",
        )


def _is_catastrophic(pattern: str) -> bool:
    stack = [_Open()]
    place = 0
    while place < len(pattern):
        match = _ATOM.match(pattern, place)
        atom = match.group() if match else pattern[place]
        place += len(atom)
        if atom.startswith("("):
            stack.append(_Open())
            continue
        if atom == "|":
            stack[-1].branches.append([])
            continue
        closed = stack.pop() if atom == ")" and len(stack) > 1 else None
        repeat = _REPEAT.match(pattern, place)
        if closed and repeat and _can_loop(closed):
            return True
        counted = repeat or _LIMITED.match(pattern, place)
        place = counted.end() if counted else place
        often = _REPEATED if repeat else _PERHAPS if counted else _ONCE
        stack[-1].branches[-1] += _inside(closed, often) if closed else [(atom, often)]
    return False


def _inside(group: _Open, often: str) -> list[tuple[str, str]]:
    """A closed group's atoms as the group around it sees them."""
    if len(group.branches) > 1:
        return [("(", often)]
    return [(atom, own if often == _ONCE else often) for atom, own in group.branches[0]]


def _can_loop(group: _Open) -> bool:
    if len(group.branches) > 1:
        firsts = [branch[0][0] if branch else "" for branch in group.branches]
        return any(_overlap(a, b) for n, a in enumerate(firsts) for b in firsts[n + 1 :])
    atoms = group.branches[0]
    repeated = [atom for atom, often in atoms if often == _REPEATED]
    fences = [atom for atom, often in atoms if often == _ONCE]
    return any(not any(not _overlap(fence, atom) for fence in fences) for atom in repeated)


def _overlap(one: str, other: str) -> bool:
    """Whether two atoms can match the same character; unknown counts as yes."""
    if not one or not other or one.startswith("(") or other.startswith("("):
        return True
    try:
        first, second = re.compile(one), re.compile(other)
    except re.error:
        return True
    return any(first.fullmatch(chr(n)) and second.fullmatch(chr(n)) for n in range(32, 592))
