"""The small pattern language in which phrase files are written, and its compiler. Knows no language.

    rekisterinpitäj*      a word that begins so
    *tunnus               a word that ends so
    (säilytys|säilytt)*   either beginning
    [henkilö]tieto*       optional letters
    ei .. siirretä        up to four words between
    @ja                   the alternatives that the same file lists under `sets: ja:`

Words are matched whole, in a text in small letters; spaces stand for any white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ropa.importing.letters import Needs

_GAP = r"(?:\W+[\w/':-]+){0,4}?\W+"
_LETTERS = r"[\w-]*"
_SPACES = r"[\s\xa0]+"
_SIGNS = str.maketrans(
    {sign: re.escape(sign) for sign in map(chr, range(128))}
    | {"*": _LETTERS, "[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", " ": _SPACES}
)
"""What each sign of a pattern is in an expression."""


def expression(pattern: str, sets: Mapping[str, Iterable[str]] | None = None) -> str:
    """The regular expression text of one pattern, without its word boundaries."""
    named = sets or {}
    text = re.sub(
        r"@(\w+)", lambda m: "(" + "|".join(f"({expression(p, named)})" for p in named[m[1]]) + ")", pattern.strip()
    )
    parts = re.split(r"\s+\.\.\s+", text)
    return _GAP.join(_simple(part) for part in parts)


def _simple(part: str) -> str:
    if "(?:" in part or "\\" in part:
        return part
    part = re.sub(r" \[([^\]]*)\](?= |$)", r"[ \1]", part)
    part = re.sub(r"(?<![^ ])\[([^\]]*)\] (?=\S)", r"[\1 ]", part)
    return part.translate(_SIGNS)


def compiled(patterns: Iterable[str], sets: Mapping[str, Iterable[str]] | None = None) -> re.Pattern[str]:
    """One expression that finds any of the patterns as whole words in small letters; none, where there are none.

    It is much cheaper than one that looks past letter case.
    """
    each = sorted((expression(p, sets) for p in patterns), key=len, reverse=True)
    if not each:
        return re.compile(r"(?!)")
    return re.compile(_small(rf"(?<![\w-])(?:{'|'.join(each)})(?!\w)").replace(_SPACES, r"\s+"))


_ESCAPED = re.compile(r"(\\.)|[^\\]+", re.DOTALL)


def _small(expression: str) -> str:
    """An expression in small letters; `\\W` stays what it is."""
    return _ESCAPED.sub(lambda found: found[0] if found[1] else found[0].lower(), expression)


_GROUP = re.compile(r"^\(([^()]*)\)(.*)$|^\[([^\]]*)\]\s?(.*)$", re.DOTALL)
_AFTER_ANY = re.compile(r"^\*\(([^()]*)\)(.*)$", re.DOTALL)
_BEGINNING = re.compile(r"[\w-]{2,9}")


def openings(pattern: str) -> list[str]:
    """The pattern with its first alternatives spelt out."""
    found = _GROUP.match(pattern)
    if found:
        rest = found[2] if found[1] is not None else found[4]
        choices = found[1].split("|") if found[1] is not None else [*(each + " " for each in found[3].split("|")), ""]
        return [each for choice in choices for each in openings((choice + rest).strip())] if rest or found[1] else []
    after = None if _is_raw(pattern) else _AFTER_ANY.match(pattern)
    return [f"*{choice}{after[2]}" for choice in after[1].split("|")] if after else [pattern]


def beginning(pattern: str) -> str:
    """The letters, nine at most, that a text must begin with; "" where it may begin otherwise."""
    found = _BEGINNING.match(pattern)
    return found[0].lower()[: 2 if _is_raw(pattern) else 9] if found else ""


def inside(pattern: str) -> str:
    """The letters that a pattern which begins with anything must have; "" where none are sure."""
    found = None if _is_raw(pattern) else re.match(r"\*\s*([^\W_]+)", pattern)
    return found[1].lower() if found else ""


_ATOM = re.compile(r"\((?P<group>[^()]*)\)|\[[^\]]*\]|@(?P<set>\w+)|(?P<letters>[^\W_]+)|(?P<bar>[()|])|.", re.DOTALL)


def needed(pattern: str, sets: Mapping[str, Iterable[str]] | None = None) -> Needs:
    """Letters that a text must have somewhere for the pattern to match: of each group, those of one member."""
    if _is_raw(pattern):
        return ()
    named, out = sets or {}, list[tuple[str, ...]]()
    for atom in _ATOM.finditer(pattern.lower()):
        if atom["bar"]:
            return ()
        if atom["letters"]:
            out.append((atom["letters"],))
        elif atom["set"] or atom["group"]:
            either = named[pattern[slice(*atom.span("set"))]] if atom["set"] else atom["group"].split("|")
            out.append(tuple(_longest(each, named) for each in either))
    sure = [each for each in out if min(map(len, each)) >= 2]
    return tuple(sorted(sure, key=lambda each: (len(each), -len(each[0]))))


def _longest(pattern: str, named: Mapping[str, Iterable[str]]) -> str:
    """The longest letters that a pattern cannot do without; "" where there are none."""
    alone = [each[0] for each in needed(pattern, named) if len(each) == 1]
    return max(alone, key=len, default="")


_FIRST = re.compile(r"(?P<run>[\w-]{2,9})|\((?:\?:)?(?P<group>[^()?]*)\)|\[(?P<maybe>[^\]]*)\]|@(?P<set>\w+)")


def beginnings(pattern: str, sets: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """What the first word of a match begins with, one of them; none where that is not sure."""
    found = None if _has_branches(pattern) else _FIRST.match(pattern)
    if not found:
        return frozenset()
    if found["run"]:
        sure = not _is_raw(pattern) or pattern[2:3] not in {"?", "*", "{"}
        return frozenset({found["run"].lower()[: 2 if _is_raw(pattern) else 9]} if sure else ())
    rest = pattern[found.end() :]
    if found["set"]:
        choices = list(sets[found["set"]])
    elif found["maybe"]:
        choices = [*found["maybe"].split("|"), rest.lstrip()]
    else:
        choices = [(choice + rest).lstrip() for choice in found["group"].split("|")]
    each = [beginnings(choice, sets) for choice in choices]
    return frozenset().union(*each) if all(each) else frozenset()


def _has_branches(pattern: str) -> bool:
    """Whether a pattern has alternatives that no group holds together."""
    depth = 0
    for letter in re.sub(r"\\.", "", pattern):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and not depth:
            return True
    return False


def weight(pattern: str) -> tuple[bool, int]:
    """How general a pattern is, to sort by: what may begin with anything comes last, more letters come first."""
    return pattern.startswith("*"), -sum(letter.isalnum() for letter in pattern)


def _is_raw(pattern: str) -> bool:
    return "(?:" in pattern or "\\" in pattern
